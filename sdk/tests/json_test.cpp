// sdk/tests/json_test.cpp -- how an input becomes a struct and a struct an answer.
#include <sportello/plugin.hpp>

#include <gtest/gtest.h>

namespace sportello {
namespace {

struct Person {
    std::string name;
    std::optional<int> age;
    std::vector<Text> titles;
    int limit = 20;
};
BOOST_DESCRIBE_STRUCT(Person, (), (name, age, titles, limit))

TEST(Json, WhatTheFormDoesNotRequireMayBeAbsent) {
    const auto person = detail::read<Person>(json::parse(R"({"name": "Ada"})"));
    EXPECT_EQ(person.name, "Ada");
    EXPECT_FALSE(person.age);
    EXPECT_EQ(person.limit, 20);
}

TEST(Json, NestedStructsAreReadAndWritten) {
    const auto text = R"({"name":"Ada","age":36,"titles":[{"it":"dott.","en":"Dr"}],"limit":5})";
    EXPECT_EQ(json::serialize(detail::to_json(detail::read<Person>(json::parse(text)))), text);
}

TEST(Json, AnEmptyOptionalIsLeftOut) {
    EXPECT_EQ(json::serialize(detail::to_json(Person{"Ada", {}, {}, 1})),
              R"({"name":"Ada","titles":[],"limit":1})");
}

TEST(Json, AWrongTypeIsAnError) {
    EXPECT_THROW(detail::read<Person>(json::parse(R"({"name": 1})")), std::exception);
}

} // namespace
} // namespace sportello
