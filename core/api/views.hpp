// core/api/views.hpp -- the town hall's things as the API's JSON. See openapi.json for the shapes.
#pragma once

#include "core/api/gate.hpp"
#include "core/counter/counters.hpp"
#include "core/print/spool.hpp"

#include <boost/json/value.hpp>

#include <optional>

namespace sportello::api {

boost::json::value view(const Text& text);
boost::json::value view(std::optional<Instant> instant); // RFC 3339, or null
boost::json::value view(const people::Principal& principal);
boost::json::value view(Context& context, const counter::Ticket& ticket);
boost::json::value view(Context& context, const counter::Counter& counter);
boost::json::value view(const print::Job& job);

// The title of a document, "receipt" or "registry/certificate", by the texts of who owns it.
std::string document_title(const Texts& texts, std::string_view name, std::string_view language);

// The actor in the counter's terms: a supervisor may act in an operator's place.
counter::Actor actor(const people::Principal& who);

} // namespace sportello::api
