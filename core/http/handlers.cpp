// core/http/handlers.cpp -- over to another thread, and back to the loop with the answer.
#include "core/http/handlers.hpp"

#include "core/store/database.hpp"

#include <boost/asio/post.hpp>

namespace sportello::http {

namespace net = boost::asio;

namespace {

// [any thread]
void finish(const std::shared_ptr<Exchange>& exchange, std::exception_ptr error) {
    exchange->error = std::move(error);
    net::post(exchange->answered.get_executor(), [exchange] {
        exchange->is_answered = true;
        exchange->answered.cancel();
    });
}

} // namespace

Handlers::Handlers(store::Database& database, Errors errors, const Limits& limits)
    : database_(database),
      errors_(std::move(errors)),
      slow_queue_max_(limits.slow_queue_max),
      slow_threads_(limits.slow_threads) {}

void Handlers::join() {
    slow_threads_.stop();
    slow_threads_.join();
    for (int left = *in_store_; left != 0; left = *in_store_)
        in_store_->wait(left);
}

bool Handlers::start(const Router::Match& match, const std::shared_ptr<Exchange>& exchange) {
    if (match.where == Router::Where::slow) return start_slow(*match.handler, exchange);
    if (match.where != Router::Where::immediate) return start_in_store(match, exchange);
    try {
        exchange->response = (*match.handler)(exchange->request);
    } catch (...) {
        exchange->error = std::current_exception();
    }
    exchange->is_answered = true;
    return true;
}

bool Handlers::start_slow(const Handler& handler, const std::shared_ptr<Exchange>& exchange) {
    if (slow_waiting_ >= slow_queue_max_) return false;
    ++slow_waiting_;
    net::post(slow_threads_, [this, &handler, exchange] {
        --slow_waiting_;
        std::exception_ptr error;
        try {
            exchange->response = handler(exchange->request);
        } catch (...) {
            error = std::current_exception();
        }
        finish(exchange, std::move(error));
    });
    return true;
}

bool Handlers::start_in_store(const Router::Match& match,
                              const std::shared_ptr<Exchange>& exchange) {
    auto work = [exchange, handler = match.store_handler](store::Connection& connection) {
        exchange->response = (*handler)(connection, exchange->request);
    };
    auto done = [exchange, count = in_store_](std::exception_ptr error) {
        finish(exchange, std::move(error));
        if (--*count == 0) count->notify_all();
    };
    ++*in_store_;
    const bool taken = match.where == Router::Where::write
                           ? database_.write(std::move(work), std::move(done))
                           : database_.read(std::move(work), std::move(done));
    if (!taken) --*in_store_;
    return taken;
}

Response Handlers::result(const Router::Match& match, Exchange& exchange) const {
    if (exchange.error) {
        try {
            return errors_.thrown(exchange.error, exchange.request);
        } catch (...) {
            return refuse(500, exchange.request);
        }
    }
    // The panel's files have no words of their own for what they do not hold.
    if (match.pattern.empty() && exchange.response.status == 404)
        return refuse(404, exchange.request);
    return std::move(exchange.response);
}

Response Handlers::refuse(int status, const Request& request) const {
    try {
        return errors_.refused(status, request);
    } catch (...) {
        Response response;
        response.status = status;
        return response;
    }
}

} // namespace sportello::http
