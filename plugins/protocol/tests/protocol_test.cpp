// protocol/tests/protocol_test.cpp -- the register of DPR 445/2000, rule by rule.
#include <sportello/testing.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using sportello::json::object;
using sportello::json::parse;
using sportello::json::value;
using sportello::json::value_to;
using sportello::testing::Outcome;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Protocol : public ::testing::Test {
protected:
    Protocol() { host.add(SPORTELLO_PLUGIN_FOLDER, sportello_plugin_v1()); }

    Outcome enter(object more = {}) {
        object document{{"direction", "in"},
                        {"correspondent", "Ferrari Marco"},
                        {"subject", "Richiesta all'Anagrafe"}};
        for (const auto& member : more)
            document.insert_or_assign(member.key(), member.value());
        return host.command("protocol.register", document);
    }
    std::int64_t number(const Outcome& outcome) {
        EXPECT_TRUE(outcome.ok()) << outcome.code;
        return outcome.reply.at("number").to_number<std::int64_t>();
    }
    std::vector<std::int64_t> found(object search) {
        const auto outcome = host.query("protocol.search", search);
        EXPECT_TRUE(outcome.ok()) << outcome.code;
        std::vector<std::int64_t> numbers;
        for (const auto& entry : outcome.reply.at("entries").as_array())
            numbers.push_back(entry.at("number").to_number<std::int64_t>());
        return numbers;
    }
    value card(std::int64_t number) {
        return host.query("protocol.entry", object{{"year", 2026}, {"number", number}}).reply;
    }

    sportello::testing::Host host;
};

TEST_F(Protocol, AThousandEntriesAreNumberedFromOneToAThousand) {
    for (std::int64_t expected = 1; expected <= 1000; ++expected)
        ASSERT_EQ(number(enter()), expected);
    EXPECT_THAT(host.column("SELECT count(DISTINCT number) FROM protocol_entry"),
                ElementsAre("1000"));
}

TEST_F(Protocol, TheReplySaysNumberAndTownTime) {
    EXPECT_EQ(enter().reply, parse(R"({"year": 2026, "number": 1, "text": "0000001",
                                      "registered_at": "2026-11-24T09:12:33+01:00"})"));
}

TEST_F(Protocol, TheYearIsTheTowns) {
    host.set_time("2026-12-31T23:59:59+01:00");
    EXPECT_EQ(number(enter()), 1);
    host.set_time("2027-01-01T00:30:00+01:00"); // 23:30 UTC of 31 December.
    const auto first = enter();
    EXPECT_EQ(number(first), 1);
    EXPECT_EQ(first.reply.at("year").to_number<int>(), 2027);
}

TEST_F(Protocol, TheTenMillionthNumberHasEightDigits) {
    enter();
    host.script("PRAGMA foreign_keys = OFF; UPDATE protocol_entry SET number = 9999999");
    EXPECT_EQ(enter().reply.at("text"), "10000000");
}

TEST_F(Protocol, ARefusedRegistrationTakesNoNumber) {
    EXPECT_EQ(number(enter()), 1);
    EXPECT_EQ(enter({{"filing_class", "XV.1"}}).code, "no-such-filing-class");
    EXPECT_EQ(enter({{"subject", " \n "}}).code, "subject-empty");
    EXPECT_EQ(enter({{"correspondent", "\t"}}).field, "/correspondent");
    EXPECT_EQ(number(enter({{"filing_class", "XI.2"}})), 2);
}

TEST_F(Protocol, NumbersNeverGoBackInTime) {
    enter();
    host.set_time("2026-11-23T09:00:00+01:00");
    EXPECT_EQ(enter().code, "clock-behind");
}

TEST_F(Protocol, OnlyAnIncomingDocumentWasReceived) {
    EXPECT_TRUE(enter({{"received_on", "2026-11-20"}, {"received_number", "12/2026"}}).ok());
    EXPECT_EQ(enter({{"received_on", "2026-11-25"}}).code, "received-in-the-future");
    EXPECT_EQ(enter({{"received_on", "2026-02-30"}}).code, "no-such-date");
    EXPECT_EQ(enter({{"direction", "out"}, {"received_number", "12"}}).code,
              "received-and-outgoing");
}

TEST_F(Protocol, WhatIsRegisteredIsShownAsItWas) {
    host.case_id = "77";
    const std::string digest(64, 'a');
    enter({{"subject", " Istanza\n di  contributo "},
           {"sha256", digest},
           {"received_number", "5/2026"},
           {"filing_class", "VI.5"},
           {"office", "Ufficio cultura"},
           {"channel", "pec"}});
    const auto shown = card(1);
    EXPECT_EQ(shown.at("text"), "0000001");
    const auto& entry = shown.at("entry");
    EXPECT_EQ(entry.at("subject"), "Istanza di contributo");
    EXPECT_EQ(entry.at("sha256"), value(digest));
    EXPECT_EQ(entry.at("case_id"), "77");
    EXPECT_EQ(entry.at("channel"), "pec");
    EXPECT_EQ(entry.at("actor"), "operator");
    EXPECT_FALSE(shown.as_object().contains("annulment"));
    EXPECT_EQ(shown.at("classifications").at(0).at("filing_class"), "VI.5");
}

TEST_F(Protocol, AWrongDigestIsRefusedByTheTable) {
    EXPECT_EQ(enter({{"sha256", std::string(64, 'G')}}).status, SPO_FAILED);
    EXPECT_EQ(enter({{"sha256", "abc"}}).status, SPO_FAILED);
}

TEST_F(Protocol, ReclassifyingKeepsTheFormerValues) {
    enter({{"filing_class", "I.6"}, {"office", "Ufficio protocollo"}});
    host.actor = "anna";
    ASSERT_TRUE(host.command("protocol.classify", object{{"year", 2026},
                                                         {"number", 1},
                                                         {"filing_class", "XI.2"},
                                                         {"reason", "Riguarda l'anagrafe"}})
                    .ok());
    const auto history = card(1).at("classifications");
    ASSERT_EQ(history.as_array().size(), 2U);
    EXPECT_EQ(history.at(0).at("filing_class"), "XI.2");
    EXPECT_EQ(
        history.at(0).at("filing_title"),
        value(host.column("SELECT title FROM protocol_filing_class WHERE code = 'XI.2'").front()));
    EXPECT_EQ(history.at(0).at("office"), "Ufficio protocollo");
    EXPECT_EQ(history.at(0).at("actor"), "anna");
    EXPECT_EQ(history.at(1).at("filing_class"), "I.6");
    EXPECT_EQ(history.at(1).at("actor"), "operator");
}

TEST_F(Protocol, ReclassifyingToTheSameIsRefused) {
    enter({{"filing_class", "I.6"}});
    const object same{{"year", 2026}, {"number", 1}, {"filing_class", "I.6"}, {"reason", "x"}};
    EXPECT_EQ(host.command("protocol.classify", same).code, "nothing-changes");
    object blank = same;
    blank["reason"] = " ";
    EXPECT_EQ(host.command("protocol.classify", blank).code, "reason-empty");
}

TEST_F(Protocol, AnAnnulledEntryStaysReadableAndItsNumberTaken) {
    enter();
    enter({{"subject", "Doppione"}});
    const object request{
        {"year", 2026}, {"number", 2}, {"reason", "Doppia"}, {"act", "Determina 12/2026"}};
    ASSERT_TRUE(host.command("protocol.annul", request).ok());
    const auto shown = card(2);
    EXPECT_EQ(shown.at("entry").at("subject"), "Doppione");
    EXPECT_EQ(shown.at("annulment"),
              parse(R"({"annulled_at": "2026-11-24T09:12:33+01:00", "actor": "operator",
                        "reason": "Doppia", "act": "Determina 12/2026"})"));
    EXPECT_EQ(number(enter()), 3);
    EXPECT_THAT(found({{"text", "doppione"}}), ElementsAre(2));
    const auto listed = host.query("protocol.search", object{{"text", "doppione"}}).reply;
    EXPECT_EQ(listed.at("entries").at(0).at("annulled"), true);

    EXPECT_EQ(host.command("protocol.annul", request).code, "entry-annulled");
    EXPECT_EQ(host.command("protocol.print-label", object{{"year", 2026}, {"number", 2}}).code,
              "entry-annulled");
}

TEST_F(Protocol, AnAnnulmentNamesItsAct) {
    enter();
    EXPECT_EQ(host.command("protocol.annul",
                           object{{"year", 2026}, {"number", 1}, {"reason", "x"}, {"act", " "}})
                  .field,
              "/act");
}

TEST_F(Protocol, NoStatementOfThePluginUpdatesOrDeletes) {
    for (const auto& file : std::filesystem::directory_iterator(SPORTELLO_PLUGIN_FOLDER)) {
        if (file.path().extension() != ".cpp") continue;
        const auto text = sportello::testing::read_text(file.path());
        for (const auto* verb : {"UPDATE ", "DELETE ", "REPLACE ", "ON CONFLICT", "DROP "})
            EXPECT_THAT(text, ::testing::Not(HasSubstr(verb))) << file.path();
    }
}

TEST_F(Protocol, TheTablesHoldNumberAndRowInPlace) {
    enter();
    EXPECT_ANY_THROW(host.script("UPDATE protocol_entry SET number = 7"));
    EXPECT_ANY_THROW(host.script("UPDATE protocol_entry SET registered_on = '2026-01-01'"));
    EXPECT_ANY_THROW(host.script("DELETE FROM protocol_entry"));
}

TEST_F(Protocol, PartsOfWordsAreFoundWhateverCaseAndAccent) {
    enter();
    enter({{"subject", "Perché l'università"}, {"received_number", "AB-99/2026"}});
    EXPECT_THAT(found({{"text", "anag"}}), ElementsAre(1));
    EXPECT_THAT(found({{"text", "PERCHE"}}), ElementsAre(2));
    EXPECT_THAT(found({{"text", "versità Ferrà"}}), ElementsAre(2));
    EXPECT_THAT(found({{"text", "b-99"}}), ElementsAre(2));
    EXPECT_THAT(found({{"text", ""}}), ElementsAre(2, 1));
    EXPECT_THAT(found({{"text", "anagrafe perche"}}), IsEmpty());
}

TEST_F(Protocol, WildcardsAreOrdinaryCharacters) {
    enter({{"subject", "Sconto del 100%"}});
    enter({{"subject", "Sconto del 1000"}});
    EXPECT_THAT(found({{"text", "100%"}}), ElementsAre(1));
    EXPECT_THAT(found({{"text", "_"}}), IsEmpty());
    EXPECT_THAT(found({{"text", "\\"}}), IsEmpty());
}

TEST_F(Protocol, ASearchIsNarrowedByDayDirectionAndClass) {
    enter({{"filing_class", "I.6"}});
    host.set_time("2026-11-25T10:00:00+01:00");
    enter({{"direction", "out"}, {"filing_class", "XI.2"}});
    EXPECT_THAT(found({{"text", ""}, {"from", "2026-11-25"}}), ElementsAre(2));
    EXPECT_THAT(found({{"text", ""}, {"to", "2026-11-24"}}), ElementsAre(1));
    EXPECT_THAT(found({{"text", ""}, {"direction", "in"}}), ElementsAre(1));
    EXPECT_THAT(found({{"text", ""}, {"filing_class", "XI.2"}}), ElementsAre(2));
}

TEST_F(Protocol, ASearchIsBounded) {
    for (int i = 0; i < 4; ++i)
        enter();
    const auto outcome = host.query("protocol.search", object{{"text", ""}, {"limit", 3}});
    EXPECT_EQ(outcome.reply.at("entries").as_array().size(), 3U);
    EXPECT_EQ(outcome.reply.at("more"), true);
    EXPECT_EQ(host.query("protocol.search", object{{"text", ""}, {"from", "2020-01-01"}}).code,
              "range-too-wide");
    EXPECT_EQ(host.query("protocol.search", object{{"text", ""}, {"from", "2027-01-01"}}).code,
              "range-reversed");
}

TEST_F(Protocol, ASearchReadsTheIndexOnTheDay) {
    EXPECT_THAT(
        host.column("EXPLAIN QUERY PLAN SELECT number FROM protocol_entry WHERE registered_on"
                    " BETWEEN '2026-01-01' AND '2026-12-31' AND folded LIKE '%a%'"
                    " ORDER BY registered_on DESC, number DESC"),
        ::testing::SizeIs(1)); // One step: no sorting.
}

TEST_F(Protocol, TheEventCarriesNoPersonalData) {
    enter();
    ASSERT_EQ(host.events().size(), 1U);
    EXPECT_EQ(host.events()[0].name, "protocol.registered");
    EXPECT_EQ(host.events()[0].data, parse(R"({"year": 2026, "number": 1})"));
}

TEST_F(Protocol, TheLabelBearsAdministrationAreaNumberAndDate) {
    enter({{"filing_class", "XI.2"}});
    ASSERT_TRUE(host.command("protocol.print-label", object{{"year", 2026}, {"number", 1}}).ok());
    ASSERT_EQ(host.printed().size(), 1U);
    const auto paper = host.paper(host.printed()[0]);
    for (const auto* words : {"Comune di Crema", "AOO", "N. 0000001/2026", "24/11/2026 ore 09:12",
                              "in arrivo", "Classifica XI.2", "FAC-SIMILE"})
        EXPECT_THAT(paper, HasSubstr(words));
    host.language = "en";
    EXPECT_THAT(host.paper(host.printed()[0]), HasSubstr("Municipality of Crema"));
}

TEST_F(Protocol, AnUnknownEntryIsNotFound) {
    const auto outcome = host.query("protocol.entry", object{{"year", 2026}, {"number", 9}});
    EXPECT_EQ(outcome.status, SPO_NOT_FOUND);
    EXPECT_EQ(outcome.arguments.at("number"), "0000009");
}

TEST_F(Protocol, TheFilingPlanIsTheWholeOne) {
    EXPECT_THAT(host.column("SELECT count(*) FROM protocol_filing_class"), ElementsAre("125"));
}

TEST_F(Protocol, TheExampleOfEachFormWorks) {
    const auto example = [](const std::string& form) {
        return sportello::testing::read_json(SPORTELLO_PLUGIN_FOLDER "/forms/" + form + ".json")
            .at("examples")
            .at(0);
    };
    for (const auto& [operation, form] :
         {std::pair{"register", "register"}, std::pair{"classify", "classify"},
          std::pair{"print-label", "entry"}, std::pair{"annul", "annul"}}) {
        const auto outcome = host.command("protocol." + std::string(operation), example(form));
        EXPECT_TRUE(outcome.ok()) << operation << ": " << outcome.code;
    }
    EXPECT_TRUE(host.query("protocol.entry", example("entry")).ok());
    EXPECT_TRUE(host.query("protocol.search", example("search")).ok());
}

} // namespace
