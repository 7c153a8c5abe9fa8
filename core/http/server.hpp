// core/http/server.hpp -- accepts connections, enforces limits, serves the router and the events.
//
// Lives on the loop thread: one io_context run by one thread. Handlers run where their route says.
#pragma once

#include "core/http/events.hpp"
#include "core/http/router.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
}
namespace sportello::store {
class Database;
}

namespace sportello::http {

struct Limits {
    std::size_t connections_max = 256;
    std::uint32_t header_bytes_max = 8 * 1024;             // 431
    std::uint64_t body_bytes_max = std::uint64_t{1} << 20; // 413; a route may allow more,
    std::size_t large_bodies_max = 4;                      // received at one time; beyond, 503,
    std::chrono::milliseconds large_io_max{120'000};       // and each in this time.
    std::chrono::milliseconds idle_max{30'000};            // Between two requests.
    std::chrono::milliseconds io_max{15'000};    // To receive a request or send a response: 408.
    std::chrono::milliseconds heartbeat{15'000}; // Between two messages of an event stream.
    std::chrono::milliseconds linger_max{2'000}; // To let a refused peer read why.
    std::chrono::milliseconds drain_max{10'000}; // For requests in progress when the daemon stops.
    unsigned slow_threads = 2;
    std::size_t slow_queue_max = 64; // Beyond it, 503.
};

// How errors are said. Both run on the loop thread.
struct Errors {
    // A handler threw.
    std::function<Response(std::exception_ptr, const Request&)> thrown;
    // The request never reached a handler, or its queue was full: 400, 404, 405, 408, 413, 431,
    // 503.
    std::function<Response(int status, const Request&)> refused;
};

struct Statistics {
    std::array<std::uint64_t, 6> responses{}; // By status class: [2] counts 2xx.
    std::uint64_t connections = 0;            // Now open.
    std::uint64_t streams = 0;                // Of them, event streams.
    std::uint64_t refused_connections = 0;    // Beyond connections_max.
    // Seconds from the request's last byte to the reply's first: how many took at most the bound.
    // Each is counted once, under the first bound that it fits.
    static constexpr std::array<double, 7> bounds{0.001, 0.002, 0.005, 0.01, 0.05, 0.25, 1.0};
    std::array<std::uint64_t, 8> durations{}; // The last: longer than every bound.
    double duration_sum = 0;
};

struct Tls {
    std::filesystem::path certificate_chain; // PEM
    std::filesystem::path private_key;       // PEM
};

class Server {
public:
    Server(boost::asio::io_context& loop,
           store::Database& database,
           const Router& router,
           Events& events,
           Errors errors,
           Limits limits);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    // On the loop's thread, or once the loop has ended. Waits for the handlers that still run, so
    // that what they use may go next; the loop and the database must outlive the server.
    ~Server();

    // Port 0: any. Returns the port. Throws std::runtime_error with a sentence for people.
    std::uint16_t listen(const std::string& address, std::uint16_t port);
    // The same behind TLS 1.2 or newer.
    std::uint16_t listen(const std::string& address, std::uint16_t port, const Tls& tls);
    // A Unix socket, mode 0600, replacing a stale one; its requests are Request::local.
    void listen(const std::filesystem::path& socket);
    // Reads certificate and key again (SIGHUP); on failure keeps the old ones and throws.
    void reload_tls();

    // Stops accepting and ends idle connections and event streams. Once the requests in progress
    // are answered, or drain_max has passed, the server leaves the loop nothing to do.
    void stop();

    const Statistics& statistics() const;

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

} // namespace sportello::http
