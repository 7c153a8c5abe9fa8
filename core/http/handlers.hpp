// core/http/handlers.hpp -- runs a request's handler on the thread its route names.
//
// Lives on the loop thread; the handlers do not.
#pragma once

#include "core/http/deadlines.hpp"
#include "core/http/router.hpp"
#include "core/http/server.hpp"

#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <exception>
#include <memory>

namespace sportello::http {

// A request on its way through a handler, and what came of it.
struct Exchange {
    explicit Exchange(const Executor& loop) : answered(loop, Ticks::time_point::max()) {}

    Request request;
    Response response;
    std::exception_ptr error;
    Timer answered; // Cancelled on the loop then. To wait for it holds the loop.
    bool is_answered = false;
};

class Handlers {
public:
    Handlers(store::Database& database, Errors errors, const Limits& limits);
    Handlers(const Handlers&) = delete;
    Handlers& operator=(const Handlers&) = delete;

    // Waits for those that run, and for all that the database has taken; those that still wait for
    // a slow thread never will run. Nothing may be started afterwards.
    void join();

    // Starts the handler; false when its queue is full. An immediate one is done at once.
    bool start(const Router::Match& match, const std::shared_ptr<Exchange>& exchange);
    // What the handler said, or how what it threw is said.
    Response result(const Router::Match& match, Exchange& exchange) const;
    // How an error is said. When that fails, the status alone.
    Response refuse(int status, const Request& request) const;

private:
    bool start_slow(const Handler& handler, const std::shared_ptr<Exchange>& exchange);
    bool start_in_store(const Router::Match& match, const std::shared_ptr<Exchange>& exchange);

    store::Database& database_;
    Errors errors_;
    std::size_t slow_queue_max_;
    std::atomic<std::size_t> slow_waiting_{0};
    // Handlers the database has yet to finish. Shared, as the last of them counts down and then
    // tells whoever waits, who may be gone by then.
    std::shared_ptr<std::atomic<int>> in_store_ = std::make_shared<std::atomic<int>>(0);
    boost::asio::thread_pool slow_threads_;
};

} // namespace sportello::http
