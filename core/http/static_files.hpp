// core/http/static_files.hpp -- the panel's files, read into memory at start.
#pragma once

#include "core/http/message.hpp"

#include <filesystem>
#include <functional>

namespace sportello::http {

// A handler for Router::fallback. Files under assets/ (whose names carry their hash) are cached for
// a year, the rest is revalidated by ETag; a path without a file and without a dot is the panel's
// own ("/kiosk", "/t/7f3a"): it gets index.html. Everything else, and all under "/api", is 404,
// which the server says by Errors::refused. Sets a strict Content-Security-Policy on pages. Files
// beyond 8 MiB are refused: std::runtime_error.
std::function<Response(const Request&)> static_files(const std::filesystem::path& folder);

} // namespace sportello::http
