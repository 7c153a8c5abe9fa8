// tests/core/http/message_test.cpp -- cookies.
#include "core/http/message.hpp"

#include <gtest/gtest.h>

namespace sportello::http {
namespace {

Request with_cookies(std::string cookies) {
    Request request;
    request.headers["cookie"] = std::move(cookies);
    return request;
}

TEST(Cookie, IsFoundAmongOthers) {
    const auto request = with_cookies("theme=dark; session=7f3a; lang=it");
    EXPECT_EQ(request.cookie("theme"), "dark");
    EXPECT_EQ(request.cookie("session"), "7f3a");
    EXPECT_EQ(request.cookie("lang"), "it");
}

TEST(Cookie, IsNothingWhenItIsNotThere) {
    EXPECT_EQ(Request().cookie("session"), "");
    EXPECT_EQ(with_cookies("").cookie("session"), "");
    EXPECT_EQ(with_cookies("my-session=1; session; ;;").cookie("session"), "");
}

TEST(Cookie, MayHoldAnEqualsSignOrQuotes) {
    EXPECT_EQ(with_cookies("session=YWI=").cookie("session"), "YWI=");
    EXPECT_EQ(with_cookies("a=1;session=\"7f3a\"").cookie("session"), "7f3a");
}

} // namespace
} // namespace sportello::http
