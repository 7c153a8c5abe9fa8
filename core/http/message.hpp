// core/http/message.hpp -- HTTP requests and responses as plain data. No Beast, no coroutine.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sportello::http {

using Parameters = std::map<std::string, std::string, std::less<>>;

struct Request {
    std::string method;    // "GET"
    std::string path;      // "/api/v1/tickets/42": decoded, without the query
    Parameters parameters; // of the route's pattern: {"id": "42"}
    Parameters query;      // decoded; of a name given twice, the last
    Parameters headers;    // names in lower case
    std::string body;
    bool local = false; // came through the administrator's Unix socket

    // The header's value, or nothing. `name` in lower case.
    std::string_view header(std::string_view name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view() : std::string_view(found->second);
    }
    std::string_view cookie(std::string_view name) const; // Of the Cookie header, or nothing.
};

// One message of an event stream.
struct StreamEvent {
    std::int64_t id = 0; // 0: none; the client's last id stays as it is.
    std::string topic;
    std::string data; // One line.
};

struct Response {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::shared_ptr<const std::string> shared; // The body when set: bytes that many replies share.
    std::vector<std::pair<std::string, std::string>>
        headers;                     // Beyond those the server always sets.
    std::vector<StreamEvent> replay; // Of a stream: what this client missed, oldest first.
};

} // namespace sportello::http
