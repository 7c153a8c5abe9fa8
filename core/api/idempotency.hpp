// core/api/idempotency.hpp -- a POST that is sent twice happens once.
//
// The reply of a command with an Idempotency-Key is kept in the command's own transaction, so it is
// there exactly when the command happened, also after a restart. A refused command leaves nothing
// behind, not even its key: it may be tried again.
#pragma once

#include "core/base/clock.hpp"
#include "core/http/message.hpp"
#include "core/store/connection.hpp"

#include <functional>
#include <string_view>

namespace sportello::api {

// Runs `command`, or gives its first reply again. `who` scopes the key. Throws Refusal
// idempotency.too-long (400), idempotency.other-body (422): the key was used for another request.
http::Response once(store::Connection& db,
                    const http::Request& request,
                    std::string_view who,
                    Instant now,
                    const std::function<http::Response()>& command);

// Forgets the keys used before `before`. Returns how many.
std::int64_t forget_keys(store::Connection& db, Instant before);

} // namespace sportello::api
