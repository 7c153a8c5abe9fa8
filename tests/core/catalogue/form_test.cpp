// A form: each keyword right and wrong, with pointer and code; what is not checked may not be used.
#include "core/catalogue/form.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace sportello::catalogue {
namespace {

namespace json = boost::json;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// "<pointer> <code> <arguments>" of each mistake.
std::vector<std::string>
mistakes(std::string_view schema, std::string_view input, const std::string& at = "") {
    std::vector<std::string> all;
    for (const auto& field : Form(json::parse(schema)).validate(json::parse(input), at)) {
        auto text = field.pointer + " " + field.code;
        for (const auto& [name, value] : field.arguments)
            text += " " + name + "=" + value;
        all.push_back(text);
    }
    return all;
}
std::vector<std::string> of_field(const std::string& schema, std::string_view input) {
    return mistakes(R"({"type": "object", "properties": {"f": )" + schema + "}}",
                    R"({"f": )" + std::string(input) + "}");
}
// Why the schema is refused.
std::string refusal(const std::string& schema) {
    try {
        const Form form(json::parse(schema));
        return "none";
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

TEST(Form, EachTypeIsTold) {
    const std::pair<const char*, const char*> right[] = {
        {"string", "\"a\""}, {"integer", "1"}, {"number", "1.5"}, {"number", "1"},
        {"boolean", "true"}, {"object", "{}"}, {"array", "[]"},   {"null", "null"}};
    for (const auto& [type, input] : right)
        EXPECT_THAT(of_field("{\"type\": \"" + std::string(type) + "\"}", input), IsEmpty())
            << type;
    const std::pair<const char*, const char*> wrong[] = {
        {"string", "1"},      {"integer", "1.5"},  {"integer", "18446744073709551615"},
        {"integer", "\"1\""}, {"number", "\"1\""}, {"boolean", "1"},
        {"object", "[]"},     {"array", "{}"},     {"null", "0"},
        {"string", "null"}};
    for (const auto& [type, input] : wrong)
        EXPECT_THAT(of_field("{\"type\": \"" + std::string(type) + "\"}", input),
                    ElementsAre("/f form.type expected=" + std::string(type)))
            << type << input;
}

TEST(Form, LengthsCountCharactersAndNotBytes) {
    const std::string schema = R"({"type": "string", "minLength": 2, "maxLength": 4})";
    EXPECT_THAT(of_field(schema, "\"però\""), IsEmpty());
    EXPECT_THAT(of_field(schema, "\"perciò\""), ElementsAre("/f form.too-long max=4"));
    EXPECT_THAT(of_field(schema, "\"è\""), ElementsAre("/f form.too-short min=2"));
    EXPECT_THAT(of_field(schema, "\"\""), ElementsAre("/f form.missing min=2"));
}

TEST(Form, APatternIsSearched) {
    const std::string schema = R"({"type": "string", "maxLength": 5, "pattern": "^[0-9]{5}$"})";
    EXPECT_THAT(of_field(schema, "\"26013\""), IsEmpty());
    EXPECT_THAT(of_field(schema, "\"2601x\""), ElementsAre("/f form.pattern"));
}

TEST(Form, FormatsAreChecked) {
    const auto as = [](const std::string& format, const std::string& text) {
        return of_field(R"({"type": "string", "format": ")" + format + "\"}", "\"" + text + "\"");
    };
    EXPECT_THAT(as("date", "2028-02-29"), IsEmpty());
    for (const char* wrong : {"2026-02-29", "24/11/2026", "2026-11-24T00:00", ""})
        EXPECT_THAT(as("date", wrong), ElementsAre("/f form.format.date")) << wrong;
    for (const char* right : {"a@b.it", "anna.rossi+casa@posta.comune.it"})
        EXPECT_THAT(as("email", right), IsEmpty()) << right;
    for (const char* wrong : {"", "anna", "anna@", "@b.it", "a@b", "a@b.", "a@b.i", "a@.it",
                              "a b@c.it", "a@b@c.it", "a@b.it,c@d.it"})
        EXPECT_THAT(as("email", wrong), ElementsAre("/f form.format.email")) << wrong;
    EXPECT_THAT(as("codice-fiscale", "RSSMRA80A01D142M"), IsEmpty());
    EXPECT_THAT(as("codice-fiscale", "RSSMRA80A01D142X"),
                ElementsAre("/f form.format.codice-fiscale"));
}

TEST(Form, AChoiceIsOneOfThoseListed) {
    const std::string schema = R"({"enum": ["a", 2, true]})";
    EXPECT_THAT(of_field(schema, "\"a\""), IsEmpty());
    EXPECT_THAT(of_field(schema, "2"), IsEmpty());
    EXPECT_THAT(of_field(schema, "\"2\""), ElementsAre("/f form.choice choices=a, 2, true"));
}

TEST(Form, LimitsAreIncludedAndMayBeFractions) {
    EXPECT_THAT(of_field(R"({"type": "integer", "minimum": 1, "maximum": 3})", "1"), IsEmpty());
    EXPECT_THAT(of_field(R"({"type": "integer", "minimum": 1})", "0"),
                ElementsAre("/f form.minimum min=1"));
    EXPECT_THAT(of_field(R"({"type": "integer", "maximum": 3})", "4"),
                ElementsAre("/f form.maximum max=3"));
    EXPECT_THAT(of_field(R"({"type": "number", "minimum": 0.5})", "0.5"), IsEmpty());
    EXPECT_THAT(of_field(R"({"type": "number", "minimum": 0.5})", "0.4").size(), 1U);
}

TEST(Form, ListsHaveTheirNumberAndTheirItems) {
    const std::string schema =
        R"({"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "string"}})";
    EXPECT_THAT(of_field(schema, "[\"a\", \"b\"]"), IsEmpty());
    EXPECT_THAT(of_field(schema, "[]"), ElementsAre("/f form.items max=2 min=1"));
    EXPECT_THAT(of_field(schema, "[\"a\", \"b\", \"c\"]"),
                ElementsAre("/f form.items max=2 min=1"));
    EXPECT_THAT(of_field(schema, "[\"a\", 2]"), ElementsAre("/f/1 form.type expected=string"));
}

TEST(Form, MembersAreNeededAndNoOthersTaken) {
    constexpr auto schema =
        R"({"type": "object", "required": ["a", "b/c"], "additionalProperties": false,
                                "properties": {"a": {}, "b/c": {}, "d": {}}})";
    EXPECT_THAT(mistakes(schema, R"({"a": 1, "b/c": null})"), IsEmpty());
    EXPECT_THAT(
        mistakes(schema, R"({"x~y": 1})", "/data"),
        ElementsAre("/data/a form.missing", "/data/b~1c form.missing", "/data/x~0y form.unknown"));
    EXPECT_THAT(mistakes(R"({"type": "object", "additionalProperties": true})", R"({"x": 1})"),
                IsEmpty());
}

TEST(Form, AllMistakesAreSaidAtOnceUpToFifty) {
    EXPECT_THAT(mistakes(R"({"type": "object", "properties": {
                             "a": {"type": "object", "properties": {"b": {"type": "string"}}},
                             "c": {"type": "integer"}}})",
                         R"({"a": {"b": 1}, "c": "x"})"),
                ElementsAre("/a/b form.type expected=string", "/c form.type expected=integer"));
    std::string many = "[";
    for (int i = 0; i < 80; ++i)
        many += i ? ",1" : "1";
    EXPECT_EQ(mistakes(R"({"type": "array", "items": {"type": "string"}})", many + "]").size(),
              50U);
}

TEST(Form, WhatIsNotCheckedMayNotBeUsed) {
    for (const char* keyword :
         {"const", "oneOf", "anyOf", "not", "if", "$ref", "definitions", "patternProperties",
          "exclusiveMinimum", "multipleOf", "uniqueItems", "dependencies", "default", "tittle"})
        EXPECT_THAT(refusal(R"({"type": "object", "properties": {"f": {")" + std::string(keyword) +
                            R"(": {}}}})"),
                    testing::AllOf(HasSubstr("at \"/f\""), HasSubstr(keyword),
                                   HasSubstr("may not be used")));
}

TEST(Form, AKeywordsValueIsOfItsKind) {
    for (const char* wrong : {R"({"type": ["string", "null"]})",
                              R"({"type": "text"})",
                              R"({"type": 1})",
                              R"({"minLength": -1})",
                              R"({"maxLength": 1.5})",
                              R"({"maxLength": "4"})",
                              R"({"minimum": "0"})",
                              R"({"enum": []})",
                              R"({"enum": "a"})",
                              R"({"required": "a"})",
                              R"({"required": [1]})",
                              R"({"additionalProperties": {}})",
                              R"({"properties": []})",
                              R"({"items": []})",
                              R"({"items": true})",
                              R"({"format": "hour"})",
                              R"({"format": 1})",
                              R"({"examples": "a"})",
                              R"({"x-title": "Nome"})",
                              R"({"x-title": {"it": "Nome"}})",
                              R"({"x-help": {"it": "", "en": "x"}})",
                              R"({"x-labels": {"a": "A"}})",
                              R"({"pattern": 1, "maxLength": 4})",
                              R"({"properties": {"a": true}})"})
        EXPECT_THAT(refusal(wrong), HasSubstr("must be")) << wrong;
}

TEST(Form, APatternIsOneAndItsTextIsShort) {
    EXPECT_THAT(refusal(R"({"pattern": "a"})"), HasSubstr("needs a maxLength of at most 500"));
    EXPECT_THAT(refusal(R"({"pattern": "a", "maxLength": 501})"), HasSubstr("at most 500"));
    EXPECT_THAT(refusal(R"({"pattern": "(", "maxLength": 5})"), HasSubstr("the pattern ("));
    EXPECT_EQ(refusal(R"({"pattern": "a", "maxLength": 500})"), "none");
}

TEST(Form, WhatIsRequiredIsAProperty) {
    EXPECT_THAT(refusal(R"({"required": ["a"], "properties": {"b": {}}})"),
                HasSubstr("names a, which is not a property"));
}

TEST(Form, ExamplesAreProven) {
    EXPECT_EQ(refusal(R"({"type": "integer", "examples": [1, 2]})"), "none");
    EXPECT_THAT(refusal(R"({"type": "integer", "examples": [1, "2"]})"),
                HasSubstr("an example does not fit at \"/\": form.type"));
    EXPECT_THAT(
        refusal(
            R"({"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string", "examples": [1]}}}})"),
        HasSubstr("at \"/items/a\""));
}

TEST(Form, NestingHasAnEnd) {
    const auto nested = [](int depth) {
        std::string schema = "{}";
        for (int i = 0; i < depth; ++i)
            schema = R"({"type": "object", "properties": {"a": )" + schema + "}}";
        return schema;
    };
    EXPECT_EQ(refusal(nested(12)), "none");
    json::value schema = json::object(); // Deeper than the parser of JSON lets a file be.
    for (int i = 0; i < 20; ++i)
        schema = json::object{{"type", "array"}, {"items", schema}};
    EXPECT_THAT(
        [&] {
            try {
                const Form form(schema);
                return std::string("none");
            } catch (const std::runtime_error& error) {
                return std::string(error.what());
            }
        }(),
        HasSubstr("nested too deeply"));
}

TEST(Form, ItIsUsedByManyThreads) {
    const Form form(json::parse(R"({"type": "string", "maxLength": 5, "pattern": "^[0-9]{5}$"})"));
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 100; ++n)
                right += form.validate(json::value("26013")).empty() &&
                         !form.validate(json::value("x")).empty();
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(right, 400);
}

} // namespace
} // namespace sportello::catalogue
