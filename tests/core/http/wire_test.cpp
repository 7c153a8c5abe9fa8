// tests/core/http/wire_test.cpp -- targets, headers and heads.
#include "core/http/wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sportello::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

Request read(std::string_view target) {
    Request request;
    EXPECT_TRUE(read_target(target, request)) << target;
    return request;
}

std::string head(const Response& response, const Framing& framing) {
    std::string bytes = "what an earlier reply left";
    write_head(response, framing, bytes);
    return bytes;
}

TEST(Target, IsDecodedIntoPathAndQuery) {
    const auto request = read("/a%20b/c?name=due+parole&x=%C3%A8&empty=&flag&x=2");
    EXPECT_EQ(request.path, "/a b/c");
    EXPECT_THAT(request.query, ElementsAre(Pair("empty", ""), Pair("flag", ""),
                                           Pair("name", "due parole"), Pair("x", "2")));
}

TEST(Target, KeepsAPlusInThePath) {
    EXPECT_EQ(read("/a+b").path, "/a+b");
}

TEST(Target, KeepsASlashInsideASegmentApart) {
    EXPECT_EQ(read("/files/a%2Fb").path, "/files/a%2Fb");
    EXPECT_EQ(read("/files/a%2fb/").path, "/files/a%2Fb/");
}

TEST(Target, MayNameTheHost) {
    const auto request = read("http://sportello.local:8080/tickets?state=waiting");
    EXPECT_EQ(request.path, "/tickets");
    EXPECT_THAT(request.query, ElementsAre(Pair("state", "waiting")));
    EXPECT_EQ(read("http://sportello.local").path, "/");
    EXPECT_EQ(read("/").path, "/");
}

TEST(Target, KeepsEmptyAndDotSegmentsAsTheyAre) {
    EXPECT_EQ(read("//a//b").path, "//a//b");
    EXPECT_EQ(read("/../etc/passwd").path, "/../etc/passwd");
    EXPECT_EQ(read("/%2e%2e/etc").path, "/../etc");
}

TEST(Target, IsRefusedWhenItMakesNoSense) {
    for (const auto* target : {"/a%2", "/a%zz", "/a?x=%f", "/a%00b", "/a%0Ab", "/a%7Fb", "/a b",
                               "a", "*", "", "/a#b", "host:80", "mailto:a@b", "/\xc3\xa8"}) {
        Request request;
        EXPECT_FALSE(read_target(target, request)) << target;
    }
}

TEST(Headers, AreInLowerCaseAndJoined) {
    Request request;
    add_header(request, "Accept", "a/b");
    add_header(request, "ACCEPT", "c/d");
    add_header(request, "Cookie", "a=1");
    add_header(request, "Cookie", "b=2");
    EXPECT_EQ(request.header("accept"), "a/b, c/d");
    EXPECT_EQ(request.cookie("b"), "2");
}

TEST(Head, HasWhatEveryReplyHas) {
    Response response;
    response.body = "{}";
    Framing framing;
    framing.reason = "OK";
    EXPECT_EQ(head(response, framing), "HTTP/1.1 200 OK\r\n"
                                       "Content-Type: application/json\r\n"
                                       "Content-Length: 2\r\n"
                                       "Cache-Control: no-store\r\n"
                                       "X-Content-Type-Options: nosniff\r\n"
                                       "X-Frame-Options: DENY\r\n"
                                       "Referrer-Policy: no-referrer\r\n"
                                       "\r\n");
}

TEST(Head, LetsTheResponseDecideHowLongItIsKept) {
    Response response;
    response.headers = {{"cache-control", "no-cache"}};
    EXPECT_THAT(head(response, {}), Not(HasSubstr("no-store")));
}

TEST(Head, PromisesEncryptionOnlyWhenThereIsSome) {
    Framing framing;
    EXPECT_THAT(head({}, framing), Not(HasSubstr("Strict-Transport-Security")));
    framing.encrypted = true;
    EXPECT_THAT(head({}, framing), HasSubstr("Strict-Transport-Security: max-age=31536000\r\n"));
}

TEST(Head, SaysWhetherTheConnectionStays) {
    Framing framing;
    EXPECT_THAT(head({}, framing), Not(HasSubstr("Connection:")));
    framing.version = 10;
    EXPECT_THAT(head({}, framing), HasSubstr("Connection: keep-alive\r\n"));
    framing.keep_alive = false;
    EXPECT_THAT(head({}, framing), HasSubstr("Connection: close\r\n"));
}

TEST(Head, CannotBeSplitByAValue) {
    Response response;
    response.headers = {{"Location", "/x\r\nSet-Cookie: session=1"}};
    EXPECT_THAT(head(response, {}), HasSubstr("Location: /x  Set-Cookie: session=1\r\n"));
}

TEST(Head, AsksForPatienceOnce) {
    Response response;
    response.status = 503;
    EXPECT_THAT(head(response, {}), HasSubstr("Retry-After: 1\r\n"));
    response.headers = {{"Retry-After", "5"}};
    EXPECT_THAT(head(response, {}), Not(HasSubstr("Retry-After: 1\r\n")));
}

TEST(Head, OfAReplyWithoutABodyPromisesNone) {
    Response response;
    response.body = "not to be sent";
    for (const int status : {204, 304}) {
        response.status = status;
        EXPECT_EQ(body_of(response), "");
        EXPECT_THAT(head(response, {}), Not(HasSubstr("\r\nContent-")));
    }
}

} // namespace
} // namespace sportello::http
