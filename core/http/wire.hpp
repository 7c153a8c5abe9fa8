// core/http/wire.hpp -- between the bytes of HTTP/1.1 and the plain data of message.hpp.
#pragma once

#include "core/http/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sportello::http {

// Reads "/api/v1/tickets?state=waiting" (or the same with "http://host" before it) into the
// request's path and query. False when it is not well formed or its path holds control characters.
bool read_target(std::string_view target, Request& into);

// Adds a header; values of a name given again are joined, as RFC 9110 section 5.3 allows.
void add_header(Request& to, std::string_view name, std::string_view value);

// How a reply is put on the wire.
struct Framing {
    std::string_view reason;     // "Not Found"
    unsigned version = 11;       // Of the request: 10 or 11.
    bool keep_alive = true;      // Another request may follow.
    bool encrypted = false;      // Came through TLS.
    bool stream = false;         // Events follow, of a length nobody knows.
    std::string_view allow = {}; // The methods, for a 405.
};

// The bytes of the body; none for a status that has none.
std::string_view body_of(const Response& response);

// Writes the status line and the headers, with those every reply has, over what `into` holds.
void write_head(const Response& response, const Framing& framing, std::string& into);

} // namespace sportello::http
