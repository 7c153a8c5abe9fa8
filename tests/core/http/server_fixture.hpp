// tests/core/http/server_fixture.hpp -- a server on a free port, its loop on a thread of its own.
#pragma once

#include "core/http/server.hpp"
#include "core/store/database.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <optional>
#include <thread>

#include "tests/core/http/client.hpp"
#include "tests/core/temp_folder.hpp"

namespace sportello::http::test {

using namespace std::chrono_literals;

inline Response text(std::string body, int status = 200) {
    Response response;
    response.status = status;
    response.type = "text/plain";
    response.body = std::move(body);
    return response;
}

// A door that a handler waits at until the test opens it.
class Gate {
public:
    void open() { opened_.set_value(); }
    void pass() {
        ++arrived_;
        open_.wait();
    }
    int arrived() const { return arrived_; }

private:
    std::promise<void> opened_;
    std::shared_future<void> open_ = opened_.get_future().share();
    std::atomic<int> arrived_{0};
};

class ServerTest : public ::testing::Test {
protected:
    TempFolder folder;
    boost::asio::io_context loop{1};
    std::optional<store::Database> database;
    Router router;
    Events events;
    std::optional<Server> server;
    std::thread thread;
    std::future<void> ran; // Ready once the loop has nothing left to do.
    std::uint16_t port = 0;
    std::size_t store_queue_max = 1024;

    ServerTest() {
        router.immediate("GET", "/hello", [](const Request&) { return text("hello"); });
        router.immediate("POST", "/echo",
                         [](const Request& request) { return text(request.body); });
    }
    // Before any member goes that a handler may use.
    void TearDown() override {
        if (thread.joinable()) {
            boost::asio::post(loop, [this] {
                if (server) server->stop();
            });
            thread.join();
        }
        server.reset();
        database.reset();
    }

    void make(const Limits& limits = {}) {
        store::Database::Options options;
        options.file = folder / "test.db";
        options.queue_max = store_queue_max;
        database.emplace(options, [](store::Connection& connection) {
            connection.script("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
        });
        Errors errors;
        errors.refused = [](int status, const Request& request) {
            return text("refused " + request.method + " " + request.path, status);
        };
        errors.thrown = [](const std::exception_ptr& error, const Request& request) {
            try {
                std::rethrow_exception(error);
            } catch (const std::exception& thrown) {
                return text(request.path + " threw " + thrown.what(), 500);
            }
        };
        server.emplace(loop, *database, router, events, errors, limits);
    }
    void run() {
        std::promise<void> done;
        ran = done.get_future();
        thread = std::thread([this, end = std::move(done)]() mutable {
            loop.run();
            end.set_value();
        });
    }
    void start(const Limits& limits = {}) {
        make(limits);
        port = server->listen("127.0.0.1", 0);
        run();
    }

    Client connect() const { return Client::tcp(port); }

    // Runs `what` on the loop's thread and returns what it returns.
    template <class What>
    std::invoke_result_t<What> on_loop(What what) {
        std::packaged_task<std::invoke_result_t<What>()> task(std::move(what));
        auto result = task.get_future();
        boost::asio::post(loop, [&task] { task(); });
        return result.get();
    }
    Statistics statistics() {
        return on_loop([this] { return server->statistics(); });
    }

    // Waits until it is so, for some seconds at most.
    template <class Condition>
    [[nodiscard]] bool soon(Condition is_so) {
        const auto end = std::chrono::steady_clock::now() + 20s;
        while (!is_so()) {
            if (std::chrono::steady_clock::now() > end) return false;
            std::this_thread::yield();
        }
        return true;
    }
};

} // namespace sportello::http::test
