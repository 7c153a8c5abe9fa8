// What a procedure's file declares: who is refused, what is charged, what a paper says.
#include "core/api/declared.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sportello::api {
namespace {

namespace json = boost::json;

using ::testing::ElementsAre;
using ::testing::IsEmpty;

json::object object(std::string_view text) {
    return json::parse(text).as_object();
}

catalogue::Charge charge(const std::string& kind, std::int64_t cents, const std::string& reason) {
    catalogue::Charge made;
    made.kind = kind;
    made.cents = cents;
    made.reason = {reason, reason + " (en)"};
    return made;
}

// "<kind> <cents> <Italian reason>" of each.
std::vector<std::string> due(const catalogue::Procedure& procedure, std::string_view data) {
    std::vector<std::string> all;
    for (const auto& made : charges_of(procedure, object(data)))
        all.push_back(std::string(made.at("kind").as_string()) + " " +
                      std::to_string(made.at("cents").as_int64()) + " " +
                      std::string(made.at("reason").at("it").as_string()));
    return all;
}

TEST(Charges, WithoutRulesTheUsualPriceIsDueByTheLaw) {
    catalogue::Procedure procedure;
    procedure.law = "L. 1";
    EXPECT_THAT(due(procedure, "{}"), IsEmpty());
    procedure.fee_cents = 52;
    procedure.stamp_duty_cents = 1600;
    EXPECT_THAT(due(procedure, "{}"), ElementsAre("fee 52 L. 1", "stamp-duty 1600 L. 1"));
}

TEST(Charges, EachRuleWhoseConditionHoldsIsDueAndAnExemptionIsSaid) {
    catalogue::Procedure procedure;
    procedure.fee_cents = 999; // The usual price, on the card only.
    procedure.charges = {charge("fee", 26, "libero"), charge("fee", 0, "esente"),
                         charge("stamp-duty", 1600, "bollo")};
    procedure.charges[0].when = {"use", {"free", "other"}};
    procedure.charges[1].when = {"poor", {true}};
    procedure.charges[2].when = {"use", {"stamped"}};
    EXPECT_THAT(due(procedure, R"({"use": "free"})"), ElementsAre("fee 26 libero"));
    EXPECT_THAT(due(procedure, R"({"use": "stamped", "poor": true})"),
                ElementsAre("fee 0 esente", "stamp-duty 1600 bollo"));
    EXPECT_THAT(due(procedure, R"({"use": "stamped", "poor": false})"),
                ElementsAre("stamp-duty 1600 bollo"));
    EXPECT_THAT(due(procedure, R"({})"), IsEmpty()); // Not asked: it does not hold.
    EXPECT_EQ(charges_of(procedure, object(R"({"use": "other"})")).at(0).at("reason").at("en"),
              "libero (en)");
}

TEST(Charges, APartOfSoManyCountsAsOneWhole) {
    catalogue::Procedure procedure;
    procedure.charges = {charge("stamp-duty", 1600, "ogni quattro pagine")};
    procedure.charges[0].times = {"pages", 4};
    const std::pair<const char*, const char*> expected[] = {
        {R"({"pages": 0})", "0"},    {R"({"pages": 1})", "1600"}, {R"({"pages": 4})", "1600"},
        {R"({"pages": 5})", "3200"}, {R"({"pages": 9})", "4800"}, {R"({})", "1600"}};
    for (const auto& [data, cents] : expected)
        EXPECT_THAT(due(procedure, data),
                    ElementsAre(std::string("stamp-duty ") + cents + " ogni quattro pagine"))
            << data;
}

TEST(Refusals, TheFirstRuleThatHoldsRefuses) {
    catalogue::Procedure procedure;
    procedure.refuse = {{{"purpose", {"administration"}}, "self-declaration"},
                        {{"purpose", {"administration", "abroad"}}, "elsewhere"}};
    const auto code = [&](std::string_view data) {
        const auto* rule = refused_by(procedure, object(data));
        return rule ? rule->code : "none";
    };
    EXPECT_EQ(code(R"({"purpose": "administration"})"), "self-declaration");
    EXPECT_EQ(code(R"({"purpose": "abroad"})"), "elsewhere");
    EXPECT_EQ(code(R"({"purpose": "private"})"), "none");
    EXPECT_EQ(code(R"({})"), "none");
}

constexpr std::string_view form = R"({"type": "object", "properties": {
    "day": {"type": "string", "format": "date"},
    "born_on": {"type": "string", "format": "past-date"},
    "from": {"type": "string", "format": "future-date"},
    "amount": {"type": "integer", "format": "cents"},
    "pages": {"type": "integer"},
    "urgent": {"type": "boolean"},
    "plate": {"type": "string", "format": "plate"},
    "use": {"type": "string", "enum": ["public-body", "private"], "x-labels": {
        "public-body": {"it": "Ente pubblico", "en": "Public body"},
        "private": {"it": "Privato", "en": "Private"}}},
    "reasons": {"type": "array", "items": {"type": "string", "enum": ["lost-one", "worn"],
        "x-labels": {"lost-one": {"it": "Smarrita", "en": "Lost"},
                     "worn": {"it": "Usurata", "en": "Worn"}}}},
    "applicant": {"type": "object", "properties": {
        "name": {"type": "string"},
        "document": {"type": "string", "enum": ["passport"],
                     "x-labels": {"passport": {"it": "Passaporto", "en": "Passport"}}},
        "issued_on": {"type": "string", "format": "date"}}},
    "people": {"type": "array", "items": {"type": "object", "properties": {
        "born_on": {"type": "string", "format": "past-date"}}}}}})";

json::object shown(std::string_view data, std::string_view language = "it") {
    return as_read(object(form), object(data), language);
}

TEST(AsRead, DatesAndAmountsAreWrittenAsPeopleDo) {
    EXPECT_EQ(shown(R"({"day": "2026-11-24", "born_on": "1980-01-02", "from": "2031-12-31"})"),
              object(R"({"day": "24/11/2026", "born_on": "02/01/1980", "from": "31/12/2031"})"));
    EXPECT_EQ(shown(R"({"amount": 1250})").at("amount"), "12,50");
    EXPECT_EQ(shown(R"({"amount": 5})").at("amount"), "0,05");
}

TEST(AsRead, WhatIsPlainStaysAsItIs) {
    constexpr auto plain = R"({"pages": 3, "urgent": false, "plate": "AB123CD"})";
    EXPECT_EQ(shown(plain), object(plain));
    EXPECT_EQ(shown("{}"), json::object());
}

TEST(AsRead, AChoiceIsItsLabelWithAFlagBesideIt) {
    EXPECT_EQ(shown(R"({"use": "public-body"})"),
              object(R"({"use": "Ente pubblico", "use_public_body": true})"));
    EXPECT_EQ(shown(R"({"use": "private"})", "en"),
              object(R"({"use": "Private", "use_private": true})"));
    EXPECT_EQ(shown(R"({"reasons": ["lost-one", "worn"]})"),
              object(R"({"reasons": ["Smarrita", "Usurata"], "reasons_lost_one": true,
                         "reasons_worn": true})"));
}

TEST(AsRead, ObjectsAndListsAreReadWithin) {
    EXPECT_EQ(shown(R"({"applicant": {"name": "Anna", "document": "passport",
                                      "issued_on": "2020-05-06"},
                        "people": [{"born_on": "2001-02-03"}, {"born_on": "2004-05-06"}]})"),
              object(R"({"applicant": {"name": "Anna", "document": "Passaporto",
                                       "document_passport": true, "issued_on": "06/05/2020"},
                         "people": [{"born_on": "03/02/2001"}, {"born_on": "06/05/2004"}]})"));
}

TEST(Euro, AnAmountHasItsSignAndTwoDecimals) {
    EXPECT_EQ(euro(1652), "16,52");
    EXPECT_EQ(euro(7), "0,07");
}

} // namespace
} // namespace sportello::api
