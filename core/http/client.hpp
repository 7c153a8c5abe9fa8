// core/http/client.hpp -- one request to the daemon's Unix socket, and its reply. Blocks.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace sportello::http {

struct Reply {
    int status = 0;
    std::string body;
};

// Throws std::runtime_error with a sentence for people when the daemon cannot be reached.
Reply call(const std::filesystem::path& socket,
           std::string_view method,
           std::string_view target,
           std::string_view body,
           std::string_view language);

} // namespace sportello::http
