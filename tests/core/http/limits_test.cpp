// tests/core/http/limits_test.cpp -- what a client may not do, and that it is told so.
#include <gmock/gmock.h>

#include <deque>

#include "tests/core/http/server_fixture.hpp"

namespace sportello::http::test {
namespace {

using LimitsTest = ServerTest;

Limits small() {
    Limits limits;
    limits.header_bytes_max = 1024;
    limits.body_bytes_max = 10'000;
    return limits;
}

// What a request is refused with. The refusal is read whole, and the connection ends in order.
int refusal_of(Client client, std::string_view request) {
    client.send(request);
    const auto reply = client.reply();
    EXPECT_EQ(reply.header("connection"), "close");
    EXPECT_EQ(client.end(), Client::End::closed);
    return reply.status;
}

TEST_F(LimitsTest, AHeaderTooLongIs431) {
    start(small());
    const std::string line(1100, 'x');
    EXPECT_EQ(refusal_of(connect(), "GET /hello HTTP/1.1\r\nHost: test\r\nX: " + line), 431);
    EXPECT_EQ(refusal_of(connect(), "GET /hello HTTP/1.1\r\nHost: test\r\nX: " + line + "\r\n\r\n"),
              431);
    EXPECT_EQ(refusal_of(connect(), "GET /" + line + " HTTP/1.1\r\nHost: test\r\n\r\n"), 431);
    EXPECT_EQ(refusal_of(connect(), std::string(200'000, 'x')), 431);
}

TEST_F(LimitsTest, AHeaderOfManyLinesIs431) {
    start(small());
    std::string request = "GET /hello HTTP/1.1\r\nHost: test\r\n";
    for (int i = 0; i < 200; ++i)
        request += "X-" + std::to_string(i) + ": y\r\n";
    EXPECT_EQ(refusal_of(connect(), request), 431);
}

TEST_F(LimitsTest, ABodyTooLongIs413BeforeItIsRead) {
    start(small());
    EXPECT_EQ(
        refusal_of(connect(), "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10001\r\n\r\n"),
        413);
}

TEST_F(LimitsTest, ARefusedBodyMayBeSentAllTheSame) {
    start(small());
    std::string request = "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 3000000\r\n\r\n";
    request.append(3'000'000, 'x');
    EXPECT_EQ(refusal_of(connect(), request), 413);
}

TEST_F(LimitsTest, AChunkedBodyTooLongIs413) {
    start(small());
    std::string request = "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 11; ++i)
        request += "3e8\r\n" + std::string(1000, 'x') + "\r\n";
    EXPECT_EQ(refusal_of(connect(), request), 413);
    EXPECT_EQ(refusal_of(connect(),
                         "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
                         "ffffffff\r\n"),
              413);
}

TEST_F(LimitsTest, ABodyOfTheGreatestLengthIsTaken) {
    start(small());
    auto client = connect();
    const std::string body(10'000, 'x');
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10000\r\n\r\n" + body);
    EXPECT_EQ(client.reply().body, body);
}

// A route that takes more than the others: 30,000 bytes.
void add_archive(Router& router, Gate* gate = nullptr) {
    router.slow(
        "POST", "/archive",
        [gate](const Request& request) {
            if (gate) gate->pass();
            return text(std::to_string(request.body.size()));
        },
        30'000);
}

TEST_F(LimitsTest, ARouteMayAllowALargerBody) {
    add_archive(router);
    start(small());
    auto client = connect();
    const std::string head = "POST /archive HTTP/1.1\r\nHost: test\r\n";
    client.send(head + "Content-Length: 30000\r\n\r\n" + std::string(30'000, 'x'));
    EXPECT_EQ(client.reply().body, "30000");
    std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 29; ++i)
        chunked += "3e8\r\n" + std::string(1000, 'x') + "\r\n";
    client.send(chunked + "0\r\n\r\n");
    EXPECT_EQ(client.reply().body, "29000");
    EXPECT_EQ(refusal_of(connect(), head + "Content-Length: 30001\r\n\r\n"), 413);
    for (int i = 0; i < 2; ++i)
        chunked += "3e8\r\n" + std::string(1000, 'x') + "\r\n";
    EXPECT_EQ(refusal_of(connect(), chunked), 413);
    EXPECT_EQ(
        refusal_of(connect(), "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10001\r\n\r\n"),
        413);
}

TEST_F(LimitsTest, OnlySoManyLargeBodiesAreHeldAtOneTime) {
    Gate gate;
    add_archive(router, &gate);
    auto limits = small();
    limits.large_bodies_max = 1;
    start(limits);
    const std::string large =
        "POST /archive HTTP/1.1\r\nHost: test\r\nContent-Length: 20000\r\n\r\n" +
        std::string(20'000, 'x');
    auto first = connect();
    first.send(large);
    EXPECT_TRUE(soon([&] { return gate.arrived() == 1; }));
    EXPECT_EQ(refusal_of(connect(), large), 503);
    auto small_one = connect();
    small_one.get("/hello");
    gate.open();
    EXPECT_EQ(first.reply().body, "20000");
    auto second = connect();
    second.send(large);
    EXPECT_EQ(second.reply().body, "20000");
}

TEST_F(LimitsTest, AChunkHeaderWithoutAnEndIsRefused) {
    start(small());
    EXPECT_EQ(refusal_of(connect(),
                         "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
                         "1;" +
                             std::string(100'000, 'x')),
              431);
}

TEST_F(LimitsTest, MoreThanTheDeclaredLengthIsAnotherRequest) {
    start();
    auto client = connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\n\r\nabcdef\r\n\r\n");
    EXPECT_EQ(client.reply().body, "ab");
    EXPECT_EQ(client.reply().status, 400);
    EXPECT_EQ(client.end(), Client::End::closed);
}

TEST_F(LimitsTest, LessThanTheDeclaredLengthIs408) {
    Limits limits;
    limits.io_max = 100ms;
    start(limits);
    EXPECT_EQ(
        refusal_of(connect(), "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\n\r\nabc"),
        408);
}

TEST_F(LimitsTest, AHeaderThatDripsIs408) {
    Limits limits;
    limits.io_max = 150ms;
    limits.header_bytes_max = 16u << 20; // Not what stops it.
    start(limits);
    auto client = connect();
    client.send("GET /hello HTTP/1.1\r\n");
    std::thread dripping([&] { // Each line in time, the request never.
        while (statistics().responses[4] == 0)
            if (!client.send("X: y\r\n")) break;
    });
    const bool refused = soon([&] { return statistics().responses[4] == 1; });
    dripping.join();
    EXPECT_TRUE(refused);
    EXPECT_EQ(client.reply().status, 408);
}

TEST_F(LimitsTest, AnIdleConnectionIsClosedWithoutAWord) {
    Limits limits;
    limits.idle_max = 100ms;
    start(limits);
    auto silent = connect();
    auto former = connect();
    former.get("/hello");
    EXPECT_EQ(silent.end(), Client::End::closed);
    EXPECT_EQ(former.end(), Client::End::closed);
    EXPECT_TRUE(soon([&] { return statistics().connections == 0; }));
}

TEST_F(LimitsTest, AClientThatDoesNotReadIsLetGo) {
    Limits limits;
    limits.io_max = 200ms;
    router.immediate("GET", "/large",
                     [](const Request&) { return text(std::string(20'000'000, 'x')); });
    start(limits);
    auto client = connect();
    client.send("GET /large HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_TRUE(soon([&] { return statistics().responses[2] == 1; }));
    EXPECT_TRUE(soon([&] { return statistics().connections == 0; }));
}

TEST_F(LimitsTest, WhatIsNotHttpIs400) {
    start();
    for (const auto* request : {
             "hello\r\n\r\n",
             "GET /hello\r\n\r\n",
             "GET /hello HTTP/9.9\r\nHost: test\r\n\r\n",
             "GET /hello HTTP/1.1\r\nHost test\r\n\r\n",
             "GET /hello HTTP/1.1\r\nHost: test\r\nContent-Length: x\r\n\r\n",
             "GET /hello HTTP/1.1\r\nHost: test\r\nContent-Length: -1\r\n\r\n",
             "GET /hello HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
             "GET /hello HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\n"
             "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             "GET /hello HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: gzip\r\n\r\n",
             "GET /hello HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: gzip, "
             "chunked\r\n\r\n0\r\n\r\n",
             "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
             "GET /hello HTTP/1.1\r\n\r\n",
             "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
             "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
         })
        EXPECT_EQ(refusal_of(connect(), request), 400) << request;
}

TEST_F(LimitsTest, APathThatMakesNoSenseIs400) {
    router.fallback([](const Request&) { return text("page"); });
    start();
    using namespace std::string_view_literals;
    for (const auto target : {"/%"sv, "/%4"sv, "/%zz"sv, "/a%00b"sv, "/a%0Db"sv, "/a%1Fb"sv,
                              "/a?x=%zz"sv, "/a\0b"sv, "/a\x01"sv, "/a\x7f"sv})
        EXPECT_EQ(
            refusal_of(connect(), "GET " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n\r\n"),
            400)
            << target;
}

TEST_F(LimitsTest, ATruncatedRequestReachesNoHandler) {
    std::atomic<int> calls{0};
    router.immediate("POST", "/count", [&](const Request&) {
        ++calls;
        return text("");
    });
    start();
    auto client = connect();
    client.send("POST /count HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\n\r\nabc");
    client.send_end();
    EXPECT_EQ(client.reply().status, 400);
    {
        auto gone = connect();
        gone.send("POST /count HTTP/1.1\r\nHo");
    }
    EXPECT_TRUE(soon([&] { return statistics().connections == 0; }));
    EXPECT_EQ(calls, 0);
}

TEST_F(LimitsTest, AConnectionTooManyIsToldSoAndCounted) {
    Limits limits;
    limits.connections_max = 3;
    start(limits);
    std::deque<Client> kept;
    for (int i = 0; i < 3; ++i) {
        kept.push_back(connect());
        EXPECT_EQ(kept.back().get("/hello").status, 200);
    }
    for (int i = 0; i < 2; ++i) {
        auto client = connect();
        client.send("GET /hello HTTP/1.1\r\nHost: test\r\n\r\n");
        const auto reply = client.reply();
        EXPECT_EQ(reply.status, 503);
        EXPECT_EQ(reply.header("retry-after"), "1");
        EXPECT_EQ(reply.header("connection"), "close");
        EXPECT_EQ(client.end(), Client::End::closed);
    }
    EXPECT_EQ(statistics().refused_connections, 2u);
    EXPECT_EQ(statistics().connections, 3u);
    EXPECT_EQ(kept.front().get("/hello").status, 200);
    kept.pop_back();
    EXPECT_TRUE(soon([&] { return statistics().connections == 2; }));
    EXPECT_EQ(connect().get("/hello").status, 200);
}

TEST_F(LimitsTest, ManyConnectionsTooManyAreClosedAtOnce) {
    Limits limits;
    limits.connections_max = 1;
    start(limits);
    auto kept = connect();
    kept.get("/hello");
    std::deque<Client> excess; // None of them reads or closes.
    for (int i = 0; i < 60; ++i)
        excess.push_back(connect());
    EXPECT_TRUE(soon([&] { return statistics().refused_connections == 60; }));
    EXPECT_EQ(statistics().responses[5], 32u);
    EXPECT_EQ(excess.back().end(), Client::End::closed);
    EXPECT_EQ(kept.get("/hello").status, 200);
}

} // namespace
} // namespace sportello::http::test
