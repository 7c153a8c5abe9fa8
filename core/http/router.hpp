// core/http/router.hpp -- the table of routes, and on which thread each handler runs.
//
// A handler is an ordinary function. It is tested without a socket, may throw, and never meets a
// coroutine or a Beast type.
#pragma once

#include "core/http/message.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sportello::store {
class Connection;
}

namespace sportello::http {

using Handler = std::function<Response(const Request&)>;
using StoreHandler = std::function<Response(store::Connection&, const Request&)>;

class Router {
public:
    // Runs on the loop thread: answers from memory, never blocks.
    void immediate(std::string_view method, std::string_view pattern, Handler handler);
    // Runs on a reader thread, over one snapshot of the database.
    void read(std::string_view pattern, StoreHandler handler); // GET
    // Runs on the writer thread; the reply leaves once its transaction is durable.
    void write(std::string_view method, std::string_view pattern, StoreHandler handler);
    // Runs on a thread for slow work (hashing, PDF, files) and may block; it reaches the database
    // by Database::read_and_wait() and write_and_wait(), never the other way round. With
    // `body_bytes_max`, its body may be larger than those of the other routes.
    void slow(std::string_view method,
              std::string_view pattern,
              Handler handler,
              std::uint64_t body_bytes_max = 0);
    // GET of an event stream: `open` runs as read() does and either refuses or returns what this
    // client missed; the events that follow come from the server's Events.
    void stream(std::string_view pattern, StoreHandler open);
    // GET of any other path: the panel's files.
    void fallback(Handler handler) { fallback_ = std::move(handler); }

    enum class Where { immediate, read, write, slow, stream };
    struct Match {
        int status = 404; // 200; 405 when the path exists under other methods, listed in `allow`
        Where where = Where::immediate;
        const Handler* handler = nullptr;            // immediate and slow
        const StoreHandler* store_handler = nullptr; // read, write and stream
        Parameters parameters;                       // decoded
        std::string allow;                           // "GET, POST"
        std::string_view pattern;                    // "/api/v1/tickets/{id}"; for the metrics
        std::uint64_t body_bytes_max = 0;            // 0: as all.
    };
    // HEAD matches as GET. `path` is decoded by segment, so a '/' inside one is "%2F".
    Match match(std::string_view method, std::string_view path) const;

    // Every route, for the test that walks the OpenAPI document: {"GET", "/api/v1/tickets/{id}"}.
    std::vector<std::pair<std::string, std::string>> routes() const;

private:
    struct Route {
        std::string method;
        std::string pattern;
        std::vector<std::string> segments;
        Where where;
        std::variant<Handler, StoreHandler> handler;
        std::uint64_t body_bytes_max = 0;
    };
    void add(Route route);

    std::vector<Route> routes_; // A hundred routes: a linear scan costs microseconds.
    Handler fallback_;
};

} // namespace sportello::http
