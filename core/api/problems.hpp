// core/api/problems.hpp -- every error as RFC 9457 problem details, in the client's language.
#pragma once

#include "core/base/refusal.hpp"
#include "core/base/texts.hpp"
#include "core/http/message.hpp"

#include <exception>
#include <string_view>

namespace sportello::api {

// "it" or "en", by Accept-Language; Italian when it asks for neither.
std::string_view language_of(const http::Request& request);

http::Response problem(const Texts& texts, std::string_view language, const Refusal& refusal);

// What a handler threw. What is not a Refusal is a defect: 500, and its text goes to the log.
http::Response problem(const Texts& texts, const http::Request& request, std::exception_ptr thrown);

// The server itself refused: 400, 404, 405, 408, 413, 431, 503.
http::Response problem(const Texts& texts, const http::Request& request, int status);

} // namespace sportello::api
