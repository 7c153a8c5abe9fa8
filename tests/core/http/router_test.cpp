// tests/core/http/router_test.cpp -- which route a path finds.
#include "core/http/router.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sportello::http {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

Handler says(std::string what) {
    return [what](const Request&) {
        Response response;
        response.body = what;
        return response;
    };
}

StoreHandler nothing() {
    return [](store::Connection&, const Request&) { return Response(); };
}

std::string said(const Router::Match& match) {
    return match.handler ? (*match.handler)({}).body : "";
}

TEST(Router, FindsTheRouteAndItsParameters) {
    Router router;
    router.immediate("GET", "/tickets", says("all"));
    router.immediate("GET", "/tickets/{id}/notes/{note}", says("note"));
    const auto match = router.match("GET", "/tickets/42/notes/7");
    EXPECT_EQ(match.status, 200);
    EXPECT_EQ(said(match), "note");
    EXPECT_EQ(match.pattern, "/tickets/{id}/notes/{note}");
    EXPECT_THAT(match.parameters, ElementsAre(Pair("id", "42"), Pair("note", "7")));
}

TEST(Router, TellsAnUnknownPathFromAnUnknownMethod) {
    Router router;
    router.immediate("POST", "/tickets", says("new"));
    router.immediate("GET", "/tickets", says("all"));
    router.immediate("GET", "/tickets/{id}", says("one"));
    EXPECT_EQ(router.match("GET", "/desks").status, 404);
    EXPECT_EQ(router.match("GET", "/tickets/1/2").status, 404);
    EXPECT_EQ(router.match("GET", "/").status, 404);
    EXPECT_EQ(router.match("GET", "tickets").status, 404);
    const auto match = router.match("DELETE", "/tickets");
    EXPECT_EQ(match.status, 405);
    EXPECT_EQ(match.allow, "POST, GET");
    EXPECT_EQ(match.handler, nullptr);
}

TEST(Router, PrefersTheLiteralWhateverTheOrder) {
    Router router;
    router.immediate("GET", "/tickets/{id}", says("one"));
    router.immediate("GET", "/tickets/waiting", says("waiting"));
    EXPECT_EQ(said(router.match("GET", "/tickets/waiting")), "waiting");
    EXPECT_EQ(said(router.match("GET", "/tickets/42")), "one");
}

TEST(Router, AllowsTheMethodsOfEveryRouteThatFits) {
    Router router;
    router.immediate("GET", "/tickets/waiting", says("waiting"));
    router.immediate("PUT", "/tickets/{id}", says("put"));
    EXPECT_EQ(said(router.match("PUT", "/tickets/waiting")), "put");
    EXPECT_EQ(router.match("POST", "/tickets/waiting").allow, "GET, PUT");
}

TEST(Router, TakesNoEmptySegmentForAParameter) {
    Router router;
    router.immediate("GET", "/tickets/{id}", says("one"));
    EXPECT_EQ(router.match("GET", "/tickets/").status, 404);
    EXPECT_EQ(router.match("GET", "/tickets").status, 404);
    EXPECT_EQ(router.match("GET", "/tickets/1/").status, 404);
}

TEST(Router, GivesBackTheSlashInsideASegment) {
    Router router;
    router.immediate("GET", "/files/{name}", says("file"));
    EXPECT_THAT(router.match("GET", "/files/a%2Fb%2Fc").parameters,
                ElementsAre(Pair("name", "a/b/c")));
}

TEST(Router, AnswersHeadAsGet) {
    Router router;
    router.immediate("GET", "/tickets", says("all"));
    router.immediate("POST", "/desks", says("new"));
    EXPECT_EQ(router.match("HEAD", "/tickets").status, 200);
    EXPECT_EQ(router.match("HEAD", "/desks").status, 405);
}

TEST(Router, FallsBackForGetOfWhatNobodyHas) {
    Router router;
    router.immediate("GET", "/tickets", says("all"));
    router.fallback(says("panel"));
    EXPECT_EQ(said(router.match("GET", "/kiosk")), "panel");
    EXPECT_EQ(said(router.match("HEAD", "/kiosk")), "panel");
    EXPECT_EQ(router.match("POST", "/kiosk").status, 404);
    EXPECT_EQ(router.match("POST", "/tickets").status, 405);
}

TEST(Router, KeepsWhereEachRuns) {
    Router router;
    router.read("/r", nothing());
    router.write("POST", "/w", nothing());
    router.slow("POST", "/s", says("slow"));
    router.stream("/events", nothing());
    EXPECT_EQ(router.match("GET", "/r").where, Router::Where::read);
    EXPECT_EQ(router.match("POST", "/w").where, Router::Where::write);
    EXPECT_NE(router.match("POST", "/w").store_handler, nullptr);
    EXPECT_EQ(router.match("POST", "/s").where, Router::Where::slow);
    EXPECT_EQ(router.match("GET", "/events").where, Router::Where::stream);
    EXPECT_THAT(router.routes(),
                ::testing::UnorderedElementsAre(Pair("GET", "/r"), Pair("POST", "/w"),
                                                Pair("POST", "/s"), Pair("GET", "/events")));
}

TEST(Router, RefusesTwoRoutesForOnePath) {
    Router router;
    router.immediate("GET", "/tickets/{id}", says("one"));
    EXPECT_THROW(router.immediate("GET", "/tickets/{number}", says("two")), std::logic_error);
    EXPECT_THROW(router.immediate("GET", "tickets", says("none")), std::logic_error);
}

} // namespace
} // namespace sportello::http
