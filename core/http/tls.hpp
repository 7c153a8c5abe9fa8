// core/http/tls.hpp -- reads a certificate and its key for TLS 1.2 or newer.
#pragma once

#include "core/http/server.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace sportello::http {

// Throws std::runtime_error with a sentence that names the file and says what to do.
std::shared_ptr<boost::asio::ssl::context> tls_context(const Tls& tls);

} // namespace sportello::http
