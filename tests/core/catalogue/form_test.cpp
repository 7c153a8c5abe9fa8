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

constexpr Date today{std::chrono::year(2026) / 11 / 24};

// "<pointer> <code> <arguments>" of each mistake.
std::vector<std::string>
mistakes(std::string_view schema, std::string_view input, const std::string& at = "") {
    std::vector<std::string> all;
    for (const auto& field : Form(json::parse(schema)).validate(json::parse(input), today, at)) {
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
                    ElementsAre("/f form.type." + std::string(type)))
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

// Of a text under a format: the broken format's name, or nothing.
std::string broken(const std::string& format, const std::string& text) {
    const auto found =
        of_field(R"({"type": "string", "format": ")" + format + "\"}", "\"" + text + "\"");
    if (found.empty()) return "";
    EXPECT_EQ(found.size(), 1U);
    const std::string before = "/f form.format.";
    EXPECT_TRUE(found[0].starts_with(before)) << found[0];
    return found[0].substr(before.size());
}

TEST(Form, PastAndFutureAreHeldAgainstTheTownsDay) {
    for (const char* right : {"2026-11-24", "2026-11-23", "1900-01-01"})
        EXPECT_EQ(broken("past-date", right), "") << right;
    EXPECT_EQ(broken("past-date", "2026-11-25"), "past-date");
    for (const char* right : {"2026-11-24", "2026-11-25", "2040-01-01"})
        EXPECT_EQ(broken("future-date", right), "") << right;
    EXPECT_EQ(broken("future-date", "2026-11-23"), "future-date");
    for (const char* format : {"past-date", "future-date"})
        EXPECT_EQ(broken(format, "2026-02-30"), "date") << format;
}

TEST(Form, AnExamplesDateStaysTrueForYears) {
    const auto with = [](const std::string& format, const std::string& day) {
        return refusal(R"({"type": "string", "format": ")" + format + R"(", "examples": [")" + day +
                       "\"]}");
    };
    EXPECT_EQ(with("past-date", "2026-11-24"), "none");
    EXPECT_THAT(with("past-date", "2026-11-25"), HasSubstr("form.format.past-date"));
    EXPECT_EQ(with("future-date", "2030-01-01"), "none");
    EXPECT_THAT(with("future-date", "2029-12-31"), HasSubstr("form.format.future-date"));
}

TEST(Form, ACertifiedAddressIsNotOfAnOrdinaryProvider) {
    EXPECT_EQ(broken("pec", "protocollo@comunecrema.telecompost.it"), "");
    EXPECT_EQ(broken("pec", "anna.rossi@Gmail.com"), "pec");
    EXPECT_EQ(broken("pec", "anna.rossi@libero.it"), "pec");
    EXPECT_EQ(broken("pec", "anna.rossi"), "email");
}

TEST(Form, AnIbanHasItsLengthAndItsCheckCharacters) {
    for (const char* right :
         {"IT60X0542811101000000123456", "it60 x054 2811 1010 0000 0123 456",
          "SM86U0322509800000000270100", "DE89370400440532013000", "GB29NWBK60161331926819",
          "FR1420041010050500013M02606", "NO9386011117947", "MT84MALT011000012345MTLCAST001S"})
        EXPECT_EQ(broken("iban", right), "") << right;
    for (const char* wrong :
         {"IT60X0542811101000000123457", "IT61X0542811101000000123456",
          "IT60X054281110100000012345", "DE8937040044053201300", "DE89370400440532013001", "XX", "",
          "0000000000000000", "IT60X0542811101000000123456\u00e8"})
        EXPECT_EQ(broken("iban", wrong), "iban") << wrong;
}

// The two digits modulo 97 find most slips; the bank's letter is a second look of its own.
TEST(Form, AnItalianAccountHasItsControlLetter) {
    EXPECT_EQ(broken("iban", "IT64Y0542811101000000123456"), "iban");
}

TEST(Form, AnIbanWithOneDigitChangedIsFound) {
    const std::string iban = "IT60X0542811101000000123456";
    for (std::size_t i = 5; i < iban.size(); ++i)
        for (char digit = '0'; digit <= '9'; ++digit) {
            auto changed = iban;
            changed[i] = digit;
            EXPECT_EQ(broken("iban", changed), changed == iban ? "" : "iban") << changed;
        }
}

TEST(Form, APlateIsAnItalianOne) {
    for (const char* right : {"AB123CD", "ab 123 cd", "XA123BC", "AB12345", "X24GKP", "AB123C",
                              "CR123456", "TO 12345", "MI 1A2345", "ROMA 12345", "Roma A12345"})
        EXPECT_EQ(broken("plate", right), "") << right;
    for (const char* wrong : {"", "AB123CI", "QB123CD", "AB12CD", "AB1234CD", "A123BCD", "12345",
                              "X24GK", "X24GIP", "AB-123-CD", "ROMA123"})
        EXPECT_EQ(broken("plate", wrong), "plate") << wrong;
}

TEST(Form, CadastralDataAreSheetParcelAndUnit) {
    for (const char* right : {"12/345/6", "12/345", "9999/99999/9999"})
        EXPECT_EQ(broken("cadastral", right), "") << right;
    for (const char* wrong : {"", "12", "12/", "/345", "12/345/", "12/345/6/7", "12//6", "0/3/1",
                              "012/3/1", "a/3/1", "12345/3/1", "12/345/6 "})
        EXPECT_EQ(broken("cadastral", wrong), "cadastral") << wrong;
}

TEST(Form, CentsAreNotNegative) {
    const std::string schema = R"({"type": "integer", "format": "cents", "maximum": 5000})";
    EXPECT_THAT(of_field(schema, "0"), IsEmpty());
    EXPECT_THAT(of_field(schema, "-1"), ElementsAre("/f form.format.cents"));
    EXPECT_THAT(of_field(schema, "5001"), ElementsAre("/f form.maximum max=5000"));
}

TEST(Form, AFormatIsOfItsType) {
    EXPECT_THAT(refusal(R"({"type": "string", "format": "cents"})"),
                HasSubstr("the format cents is of the type integer"));
    EXPECT_THAT(refusal(R"({"type": "integer", "format": "date"})"),
                HasSubstr("the format date is of the type string"));
    EXPECT_THAT(refusal(R"({"format": "date"})"), HasSubstr("of the type string"));
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
    EXPECT_THAT(of_field(schema, "[\"a\", 2]"), ElementsAre("/f/1 form.type.string"));
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
                ElementsAre("/a/b form.type.string", "/c form.type.integer"));
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
                HasSubstr("an example does not fit at \"/\": form.type.integer"));
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
                right += form.validate(json::value("26013"), today).empty() &&
                         !form.validate(json::value("x"), today).empty();
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(right, 400);
}

} // namespace
} // namespace sportello::catalogue
