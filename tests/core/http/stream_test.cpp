// tests/core/http/stream_test.cpp -- event streams: order, replay, heartbeats, laggards.
#include <deque>

#include "tests/core/http/server_fixture.hpp"

namespace sportello::http::test {
namespace {

class StreamTest : public ServerTest {
protected:
    std::atomic<bool> refuse{false};
    std::function<void()> while_opening;
    std::vector<StreamEvent> missed; // What `open` answers.

    StreamTest() {
        router.stream("/events", [this](store::Connection&, const Request&) {
            if (refuse) return text("sign in", 401);
            if (while_opening) while_opening();
            Response response;
            response.replay = missed;
            return response;
        });
    }
    static void ask(Client& client) { client.send("GET /events HTTP/1.1\r\nHost: test\r\n\r\n"); }
    Client listen() const {
        auto client = connect();
        ask(client);
        const auto reply = client.reply();
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(reply.header("content-type"), "text/event-stream");
        EXPECT_EQ(reply.header("cache-control"), "no-store");
        return client;
    }
    void publish(std::int64_t id, const std::string& data = "{}") {
        on_loop([&] { events.publish({id, "a", data}); });
    }
    bool listening(std::uint64_t count) {
        return soon([&] { return statistics().streams == count; });
    }
};

std::string event(std::int64_t id) {
    return "id: " + std::to_string(id) + "\nevent: a\ndata: {}\n\n";
}

TEST_F(StreamTest, SendsWhatHappens) {
    start();
    auto client = listen();
    ASSERT_TRUE(listening(1));
    publish(1);
    EXPECT_EQ(client.chunk(), event(1));
    publish(2);
    EXPECT_EQ(client.chunk(), event(2));
    EXPECT_EQ(statistics().connections, 1u);
}

TEST_F(StreamTest, SendsFirstWhatWasMissed) {
    missed = {{3, "a", "{}"}, {4, "a", "{}"}};
    start();
    auto client = listen();
    EXPECT_EQ(client.chunk(), event(3) + event(4));
    publish(5);
    EXPECT_EQ(client.chunk(), event(5));
}

TEST_F(StreamTest, SendsOnceWhatHappensWhileItLooksForWhatWasMissed) {
    missed = {{3, "a", "{}"}, {4, "a", "{}"}};
    while_opening = [this] { // On the reader: the loop goes on meanwhile.
        publish(4);
        publish(5);
    };
    start();
    auto client = listen();
    EXPECT_EQ(client.chunk(), event(3) + event(4) + event(5));
}

TEST_F(StreamTest, SendsSeveralPendingEventsInOneGo) {
    start();
    auto client = listen();
    ASSERT_TRUE(listening(1));
    on_loop([&] {
        for (int id = 1; id <= 3; ++id)
            events.publish({id, "a", "{}"});
    });
    EXPECT_EQ(client.chunk(), event(1) + event(2) + event(3));
}

TEST_F(StreamTest, MayBeRefused) {
    refuse = true;
    start();
    auto client = connect();
    EXPECT_EQ(client.get("/events").status, 401);
    EXPECT_EQ(client.get("/hello").status, 200);
    EXPECT_EQ(on_loop([this] { return events.subscribers(); }), 0u);
}

TEST_F(StreamTest, BeatsWhenNothingHappens) {
    Limits limits;
    limits.heartbeat = 30ms;
    start(limits);
    auto client = listen();
    EXPECT_EQ(client.chunk(), ":\n\n");
    EXPECT_EQ(client.chunk(), ":\n\n");
}

TEST_F(StreamTest, IsForgottenWhenItsReaderLeaves) {
    start(); // The next heartbeat is seconds away.
    {
        auto client = listen();
        ASSERT_TRUE(listening(1));
    }
    EXPECT_TRUE(listening(0));
    EXPECT_TRUE(soon([&] { return statistics().connections == 0; }));
    EXPECT_EQ(on_loop([this] { return events.subscribers(); }), 0u);
}

TEST_F(StreamTest, OutlivesTheLimitsOfRequests) {
    Limits limits;
    limits.idle_max = limits.io_max = 50ms;
    limits.heartbeat = 200ms;
    start(limits);
    auto client = listen();
    EXPECT_EQ(client.chunk(), ":\n\n");
    publish(1);
    EXPECT_EQ(client.chunk(), event(1));
}

TEST_F(StreamTest, ServesAnHttp10Reader) {
    start();
    auto client = connect();
    client.send("GET /events HTTP/1.0\r\n\r\n");
    EXPECT_EQ(client.reply().header("transfer-encoding"), "");
    ASSERT_TRUE(listening(1));
    publish(1);
    EXPECT_EQ(client.until("\n\n"), event(1));
    on_loop([this] { server->stop(); });
    EXPECT_EQ(client.end(), Client::End::closed);
}

TEST_F(StreamTest, AnswersHeadWithoutAStream) {
    start();
    auto client = connect();
    client.send("HEAD /events HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_EQ(client.reply(true).header("content-type"), "text/event-stream");
    EXPECT_EQ(client.end(), Client::End::closed);
}

TEST_F(StreamTest, ReachesFiftyReadersInOrderWhileOneIsStuck) {
    constexpr std::size_t readers = 50;
    constexpr int published_max = 5000;
    start();
    auto stuck = Client::tcp(port, 4096);
    ask(stuck);
    std::deque<Client> clients;
    for (std::size_t i = 0; i < readers; ++i)
        clients.push_back(listen());
    ASSERT_TRUE(listening(readers + 1));

    std::vector<std::atomic<int>> heard(readers);
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < readers; ++i)
        threads.emplace_back([&, i] {
            try {
                for (int id = 1; clients[i].until("id: ").size() > 0; ++id) {
                    if (clients[i].until("\n") != std::to_string(id) + "\n") break;
                    heard[i] = id;
                }
            } catch (const std::exception&) { // The end of the test.
            }
        });
    int published = 0;
    const std::string data(8'000, 'x');
    const auto all_heard = [&] {
        return std::all_of(heard.begin(), heard.end(),
                           [&](const auto& one) { return one == published; });
    };
    const auto subscribers = [this] { return on_loop([this] { return events.subscribers(); }); };
    do { // In steps: those that read are not to lag because the test is in a hurry.
        for (int i = 0; i < 100; ++i)
            publish(++published, data);
        ASSERT_TRUE(soon(all_heard)) << "after " << published;
    } while (subscribers() > readers && published < published_max);
    EXPECT_EQ(subscribers(), readers);
    EXPECT_GT(published, static_cast<int>(Events::pending_max));
    EXPECT_TRUE(listening(readers));
    on_loop([this] { server->stop(); });
}

TEST_F(StreamTest, EndsInGoodOrderWhenTheServerStops) {
    start();
    auto client = listen();
    ASSERT_TRUE(listening(1));
    on_loop([this] {
        events.publish({1, "a", "{}"}); // Still to be sent.
        server->stop();
    });
    EXPECT_EQ(client.chunk(), event(1));
    EXPECT_EQ(client.chunk(), "");
    EXPECT_EQ(client.end(), Client::End::closed);
}

} // namespace
} // namespace sportello::http::test
