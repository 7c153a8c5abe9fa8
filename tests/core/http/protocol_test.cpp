// tests/core/http/protocol_test.cpp -- HTTP/1.1 on the wire.
#include <gmock/gmock.h>

#include "tests/core/http/server_fixture.hpp"

namespace sportello::http::test {
namespace {

using ::testing::HasSubstr;
using Protocol = ServerTest;

TEST_F(Protocol, AnswersRequestAfterRequestOnOneConnection) {
    start();
    auto client = connect();
    for (int i = 0; i < 3; ++i) {
        const auto reply = client.get("/hello");
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(reply.body, "hello");
        EXPECT_EQ(reply.header("connection"), "");
    }
    EXPECT_EQ(statistics().connections, 1u);
    EXPECT_EQ(statistics().responses[2], 3u);
}

TEST_F(Protocol, AnswersPipelinedRequestsInOrder) {
    start();
    auto client = connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\n\r\n1"
                "GET /hello HTTP/1.1\r\nHost: test\r\n\r\n"
                "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\n\r\n3");
    EXPECT_EQ(client.reply().body, "1");
    EXPECT_EQ(client.reply().body, "hello");
    EXPECT_EQ(client.reply().body, "3");
}

TEST_F(Protocol, TakesARequestInPieces) {
    start();
    auto client = connect();
    const std::string_view request =
        "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\nabc";
    for (const char byte : request)
        ASSERT_TRUE(client.send({&byte, 1}));
    EXPECT_EQ(client.reply().body, "abc");
}

TEST_F(Protocol, TakesAChunkedBody) {
    start();
    auto client = connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
                "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: x\r\n\r\n");
    EXPECT_EQ(client.reply().body, "abcde");
    EXPECT_EQ(client.get("/hello").status, 200);
}

TEST_F(Protocol, HandsTheWholeRequestToTheHandler) {
    Request seen;
    router.immediate("PUT", "/tickets/{id}", [&](const Request& request) {
        seen = request;
        return text("");
    });
    start();
    auto client = connect();
    client.send("PUT /tickets/A%20042?why=gi%C3%A0+servito HTTP/1.1\r\nHost: test\r\n"
                "Accept-Language: it\r\nCookie: session=7f3a\r\nContent-Length: 2\r\n\r\n{}");
    EXPECT_EQ(client.reply().status, 200);
    EXPECT_EQ(seen.method, "PUT");
    EXPECT_EQ(seen.path, "/tickets/A 042");
    EXPECT_EQ(seen.parameters.at("id"), "A 042");
    EXPECT_EQ(seen.query.at("why"), "gi\xc3\xa0 servito");
    EXPECT_EQ(seen.header("accept-language"), "it");
    EXPECT_EQ(seen.cookie("session"), "7f3a");
    EXPECT_EQ(seen.body, "{}");
    EXPECT_FALSE(seen.local);
}

TEST_F(Protocol, AnswersHeadWithTheHeadersOfGetAlone) {
    start();
    auto client = connect();
    client.send("HEAD /hello HTTP/1.1\r\nHost: test\r\n\r\n");
    const auto reply = client.reply(true);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("content-length"), "5");
    EXPECT_EQ(client.get("/hello").body, "hello"); // No byte of a body came between.
}

TEST_F(Protocol, TellsAClientThatAsksToGoOn) {
    start();
    auto client = connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n"
                "Expect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("abc");
    EXPECT_EQ(client.reply().body, "abc");
}

TEST_F(Protocol, DoesNotTellAClientToGoOnWithWhatIsTooMuch) {
    start();
    auto client = connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 99999999\r\n"
                "Expect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.reply().status, 413);
}

TEST_F(Protocol, NamesTheMethodsAPathHas) {
    start();
    auto client = connect();
    const auto reply = client.get("/echo");
    EXPECT_EQ(reply.status, 405);
    EXPECT_EQ(reply.header("allow"), "POST");
    EXPECT_EQ(reply.body, "refused GET /echo");
    EXPECT_EQ(client.get("/hello").status, 200);
}

TEST_F(Protocol, KnowsNothingOfOtherPaths) {
    start();
    auto client = connect();
    const auto reply = client.get("/nowhere");
    EXPECT_EQ(reply.status, 404);
    EXPECT_EQ(reply.body, "refused GET /nowhere");
}

TEST_F(Protocol, SaysItselfThatTheFallbackFoundNothing) {
    router.fallback([](const Request& request) {
        return request.path == "/kiosk" ? text("page") : text("", 404);
    });
    start();
    auto client = connect();
    EXPECT_EQ(client.get("/kiosk").body, "page");
    EXPECT_EQ(client.get("/robots.txt").body, "refused GET /robots.txt");
}

TEST_F(Protocol, ToleratesATargetThatNamesTheHost) {
    start();
    auto client = connect();
    EXPECT_EQ(client.get("http://test/hello").body, "hello");
}

TEST_F(Protocol, ServesAnHttp10Client) {
    start();
    auto client = connect();
    client.send("GET /hello HTTP/1.0\r\n\r\n");
    const auto reply = client.reply();
    EXPECT_EQ(reply.version, "HTTP/1.0");
    EXPECT_EQ(reply.header("connection"), "close");
    EXPECT_EQ(reply.body, "hello");
    EXPECT_EQ(client.end(), Client::End::closed);
}

TEST_F(Protocol, ClosesWhenTheClientAsksFor) {
    start();
    auto client = connect();
    client.send("GET /hello HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(client.reply().header("connection"), "close");
    EXPECT_EQ(client.end(), Client::End::closed);
}

TEST_F(Protocol, AnswersAClientThatHasNothingMoreToSend) {
    start();
    auto client = connect();
    client.send("GET /hello HTTP/1.1\r\nHost: test\r\n\r\n");
    client.send_end();
    EXPECT_EQ(client.reply().body, "hello");
    EXPECT_EQ(client.end(), Client::End::closed);
}

TEST_F(Protocol, SendsTheSameBytesToManyWithoutACopy) {
    const auto bytes = std::make_shared<const std::string>(3'000'000, 'x');
    router.immediate("GET", "/large", [&](const Request&) {
        Response response;
        response.shared = bytes;
        return response;
    });
    start();
    auto one = connect();
    auto two = connect();
    one.send("GET /large HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_EQ(two.get("/large").body, *bytes);
    EXPECT_EQ(one.reply().body, *bytes);
}

TEST_F(Protocol, ProtectsEveryReply) {
    start();
    for (const auto* target : {"/hello", "/nowhere", "/%zz"}) {
        auto client = connect();
        const auto reply = client.get(target);
        EXPECT_EQ(reply.header("x-content-type-options"), "nosniff") << target;
        EXPECT_EQ(reply.header("x-frame-options"), "DENY") << target;
        EXPECT_EQ(reply.header("referrer-policy"), "no-referrer") << target;
        EXPECT_EQ(reply.header("cache-control"), "no-store") << target;
        EXPECT_EQ(reply.header("strict-transport-security"), "") << target;
    }
}

TEST_F(Protocol, MeasuresHowLongAnswersTake) {
    start();
    auto client = connect();
    client.get("/hello");
    client.get("/nowhere");
    const auto measured = statistics();
    std::uint64_t all = 0;
    for (const auto count : measured.durations)
        all += count;
    EXPECT_EQ(all, 2u);
    EXPECT_GT(measured.duration_sum, 0);
    EXPECT_EQ(measured.responses[2], 1u);
    EXPECT_EQ(measured.responses[4], 1u);
}

} // namespace
} // namespace sportello::http::test
