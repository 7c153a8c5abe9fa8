// tests/core/http/stop_test.cpp -- a stop cuts no reply, and ends.
#include "tests/core/http/server_fixture.hpp"

namespace sportello::http::test {
namespace {

class StopTest : public ServerTest {
protected:
    Gate gate;
    StopTest() {
        router.slow("GET", "/slow", [this](const Request&) {
            gate.pass();
            return text("at last");
        });
        router.read("/read", [this](store::Connection&, const Request&) {
            gate.pass();
            return text("at last");
        });
    }
    void stop() {
        on_loop([this] { server->stop(); });
    }
    bool has_ended() { return ran.wait_for(20s) == std::future_status::ready; }
    bool goes_on() { return ran.wait_for(0s) == std::future_status::timeout; }
};

TEST_F(StopTest, LeavesTheLoopNothingToDo) {
    start();
    stop();
    EXPECT_TRUE(has_ended());
    EXPECT_THROW(connect(), std::system_error);
}

TEST_F(StopTest, EndsIdleConnectionsAtOnce) {
    start();
    auto silent = connect();
    auto former = connect();
    former.get("/hello");
    ASSERT_TRUE(soon([&] { return statistics().connections == 2; }));
    stop();
    EXPECT_EQ(silent.end(), Client::End::closed);
    EXPECT_EQ(former.end(), Client::End::closed);
    EXPECT_TRUE(has_ended());
}

TEST_F(StopTest, WaitsForTheRequestsInProgress) {
    start();
    auto slow = connect();
    auto read = connect();
    slow.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n");
    read.send("GET /read HTTP/1.1\r\nHost: test\r\n\r\n");
    ASSERT_TRUE(soon([&] { return gate.arrived() == 2; }));
    stop();
    EXPECT_TRUE(goes_on());
    gate.open();
    for (auto* const client : {&slow, &read}) {
        const auto reply = client->reply();
        EXPECT_EQ(reply.body, "at last");
        EXPECT_EQ(reply.header("connection"), "close");
        EXPECT_EQ(client->end(), Client::End::closed);
        client->send_end();
    }
    EXPECT_TRUE(has_ended());
}

TEST_F(StopTest, LetsARequestThatHasBegunArrive) {
    start();
    auto client = connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\nab");
    auto other = connect(); // Answered after the first was received, for there is one loop.
    other.get("/hello");
    ASSERT_TRUE(soon([&] { return statistics().connections == 2; }));
    stop();
    client.send("cd");
    EXPECT_EQ(client.reply().body, "abcd");
    EXPECT_EQ(client.end(), Client::End::closed);
    client.send_end();
    EXPECT_TRUE(has_ended());
}

TEST_F(StopTest, CutsNoLongReply) {
    const auto bytes = std::make_shared<const std::string>(20'000'000, 'x');
    router.immediate("GET", "/large", [&](const Request&) {
        Response response;
        response.shared = bytes;
        return response;
    });
    start();
    auto client = connect();
    client.send("GET /large HTTP/1.1\r\nHost: test\r\n\r\n");
    ASSERT_TRUE(soon([&] { return statistics().responses[2] == 1; }));
    stop();
    EXPECT_EQ(client.reply().body, *bytes);
    EXPECT_EQ(client.end(), Client::End::closed);
    client.send_end();
    EXPECT_TRUE(has_ended());
}

TEST_F(StopTest, GivesUpAfterAWhile) {
    Limits limits;
    limits.drain_max = 50ms;
    start(limits);
    auto slow = connect();
    auto read = connect();
    slow.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n");
    read.send("GET /read HTTP/1.1\r\nHost: test\r\n\r\n");
    ASSERT_TRUE(soon([&] { return gate.arrived() == 2; }));
    stop();
    EXPECT_TRUE(has_ended());
    EXPECT_EQ(slow.end(), Client::End::closed);
    gate.open(); // The destructor waits for both handlers.
}

TEST_F(StopTest, MayBeAskedForTwice) {
    start();
    on_loop([this] {
        server->stop();
        server->stop();
    });
    EXPECT_TRUE(has_ended());
}

TEST_F(StopTest, IsNotNeededWhenTheLoopNeverRan) {
    make();
    server->listen("127.0.0.1", 0);
    server.reset();
}

TEST_F(StopTest, FollowsFromDestruction) {
    start();
    auto client = connect();
    client.get("/hello");
    on_loop([this] { server.reset(); });
    EXPECT_TRUE(has_ended());
    EXPECT_EQ(client.end(), Client::End::closed);
    thread.join();
}

} // namespace
} // namespace sportello::http::test
