// tests/core/http/handlers_test.cpp -- where handlers run, and what becomes of their errors.
#include <deque>

#include "tests/core/http/server_fixture.hpp"

namespace sportello::http::test {
namespace {

using HandlersTest = ServerTest;

TEST_F(HandlersTest, ImmediateOnesRunOnTheLoop) {
    std::atomic<std::thread::id> where;
    router.immediate("GET", "/where", [&](const Request&) {
        where = std::this_thread::get_id();
        return text("");
    });
    start();
    connect().get("/where");
    EXPECT_EQ(where.load(), thread.get_id());
}

TEST_F(HandlersTest, WritesAreDurableBeforeTheReply) {
    router.write("POST", "/notes", [](store::Connection& connection, const Request& request) {
        const auto id =
            connection.integer("INSERT INTO note (text) VALUES (?1) RETURNING id", request.body);
        return text(std::to_string(*id), 201);
    });
    router.read("/notes", [](store::Connection& connection, const Request&) {
        return text(std::to_string(*connection.integer("SELECT count(*) FROM note")));
    });
    start();
    auto client = connect();
    client.send("POST /notes HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\n\r\nx");
    const auto reply = client.reply();
    EXPECT_EQ(reply.status, 201);
    EXPECT_EQ(reply.body, "1");
    std::int64_t count = 0;
    database->read_and_wait([&](store::Connection& connection) {
        count = *connection.integer("SELECT count(*) FROM note");
    });
    EXPECT_EQ(count, 1);
    EXPECT_EQ(client.get("/notes").body, "1");
}

TEST_F(HandlersTest, AThrowingWriteLeavesNothingBehind) {
    router.write("POST", "/notes", [](store::Connection& connection, const Request&) -> Response {
        connection.run("INSERT INTO note (text) VALUES ('x')");
        throw std::runtime_error("no");
    });
    router.read("/notes", [](store::Connection& connection, const Request&) {
        return text(std::to_string(*connection.integer("SELECT count(*) FROM note")));
    });
    start();
    auto client = connect();
    client.send("POST /notes HTTP/1.1\r\nHost: test\r\nContent-Length: 0\r\n\r\n");
    const auto reply = client.reply();
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.body, "/notes threw no");
    EXPECT_EQ(client.get("/notes").body, "0");
}

TEST_F(HandlersTest, WhatIsThrownIsExplainedWhereverItRan) {
    const auto throws = [](const Request&) -> Response { throw std::runtime_error("no"); };
    const auto throws_in_store = [](store::Connection&, const Request&) -> Response {
        throw std::runtime_error("no");
    };
    router.immediate("GET", "/immediate", throws);
    router.slow("GET", "/slow", throws);
    router.read("/read", throws_in_store);
    router.stream("/stream", throws_in_store);
    start();
    auto client = connect();
    for (const std::string path : {"/immediate", "/slow", "/read", "/stream"}) {
        const auto reply = client.get(path);
        EXPECT_EQ(reply.status, 500);
        EXPECT_EQ(reply.body, path + " threw no");
    }
    EXPECT_EQ(statistics().responses[5], 4u);
}

TEST_F(HandlersTest, SlowOnesHoldUpNobodyElse) {
    Gate gate;
    router.slow("GET", "/slow", [&](const Request&) {
        gate.pass();
        return text("at last");
    });
    start();
    auto patient = connect();
    patient.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n");
    ASSERT_TRUE(soon([&] { return gate.arrived() == 1; }));
    EXPECT_EQ(connect().get("/hello").status, 200);
    gate.open();
    EXPECT_EQ(patient.reply().body, "at last");
}

TEST_F(HandlersTest, SlowOnesMayReachTheDatabase) {
    router.slow("GET", "/count", [this](const Request&) {
        std::int64_t count = -1;
        database->read_and_wait([&](store::Connection& connection) {
            count = *connection.integer("SELECT count(*) FROM note");
        });
        return text(std::to_string(count));
    });
    start();
    EXPECT_EQ(connect().get("/count").body, "0");
}

TEST_F(HandlersTest, AFullSlowQueueIs503) {
    Gate gate;
    router.slow("GET", "/slow", [&](const Request&) {
        gate.pass();
        return text("at last");
    });
    Limits limits;
    limits.slow_threads = 1;
    limits.slow_queue_max = 2;
    start(limits);
    std::deque<Client> clients;
    const auto ask = [&] {
        clients.push_back(connect());
        clients.back().send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n");
    };
    ask();
    ASSERT_TRUE(soon([&] { return gate.arrived() == 1; }));
    for (int i = 0; i < 3; ++i)
        ask();
    ASSERT_TRUE(soon([&] { return statistics().responses[5] == 1; }));
    gate.open();
    int answered = 0;
    int refused = 0;
    for (auto& client : clients) {
        const auto reply = client.reply();
        if (reply.status == 503) {
            ++refused;
            EXPECT_EQ(reply.header("retry-after"), "1");
            EXPECT_EQ(client.get("/hello").status, 200); // The connection stays.
        } else {
            ++answered;
            EXPECT_EQ(reply.body, "at last");
        }
    }
    EXPECT_EQ(refused, 1);
    EXPECT_EQ(answered, 3);
}

TEST_F(HandlersTest, AFullWriterQueueIs503) {
    Gate gate;
    router.write("GET", "/write", [&](store::Connection&, const Request&) {
        gate.pass();
        return text("written");
    });
    store_queue_max = 1;
    start();
    auto first = connect();
    first.send("GET /write HTTP/1.1\r\nHost: test\r\n\r\n");
    ASSERT_TRUE(soon([&] { return gate.arrived() == 1; }));
    ASSERT_TRUE(database->write([](store::Connection&) {}, [](const std::exception_ptr&) {}));
    auto last = connect();
    EXPECT_EQ(last.get("/write").status, 503);
    gate.open();
    EXPECT_EQ(first.reply().body, "written");
}

TEST_F(HandlersTest, AClientThatLeavesBeforeTheAnswerHarmsNobody) {
    Gate gate;
    router.read("/read", [&](store::Connection&, const Request&) {
        gate.pass();
        return text("too late");
    });
    start();
    {
        auto gone = connect();
        gone.send("GET /read HTTP/1.1\r\nHost: test\r\n\r\n");
        ASSERT_TRUE(soon([&] { return gate.arrived() == 1; }));
    }
    gate.open();
    EXPECT_TRUE(soon([&] { return statistics().connections == 0; }));
    EXPECT_EQ(connect().get("/hello").status, 200);
}

} // namespace
} // namespace sportello::http::test
