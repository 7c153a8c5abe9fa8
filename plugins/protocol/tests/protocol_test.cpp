// protocol/tests/protocol_test.cpp -- the register of DPR 445/2000, rule by rule.
#include <filesystem>

#include "fixture.hpp"

namespace protocol::testing {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

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
    host.role = "supervisor";
    for (int i = 0; i < 15; ++i) // The file that the examples name is the fifteenth.
        ASSERT_TRUE(host.command("protocol.open-file", example("open-file")).ok());
    for (const auto& [operation, form] :
         {std::pair{"register", "register"}, std::pair{"attach", "attach"},
          std::pair{"print-label", "entry"}, std::pair{"classify", "classify"},
          std::pair{"correct", "correct"}, std::pair{"restrict", "restrict"},
          std::pair{"change-file", "change-file"}, std::pair{"open-emergency", "open-emergency"},
          std::pair{"extend-emergency", "extend-emergency"},
          std::pair{"record-emergency", "record-emergency"},
          std::pair{"end-emergency", "end-emergency"}, std::pair{"merge-emergency", "emergency"}}) {
        const auto outcome = host.command("protocol." + std::string(operation), example(form));
        EXPECT_TRUE(outcome.ok()) << operation << ": " << outcome.code << " " << outcome.field;
    }
    host.set_time("2026-11-25T09:12:33+01:00");
    EXPECT_TRUE(host.command("protocol.close-days").ok());
    for (const auto& [operation, form] :
         {std::pair{"entry", "entry"}, std::pair{"segnatura", "entry"},
          std::pair{"search", "search"}, std::pair{"file", "file"}, std::pair{"files", "files"},
          std::pair{"days", "days"}, std::pair{"export-day", "export-day"},
          std::pair{"verify", "verify"}, std::pair{"emergency", "emergency"}}) {
        const auto outcome = host.query("protocol." + std::string(operation), example(form));
        EXPECT_TRUE(outcome.ok()) << operation << ": " << outcome.code << " " << outcome.field;
    }
    EXPECT_TRUE(change("annul", example("annul").as_object()).ok());
}

TEST_F(Protocol, AnAnnulledFieldKeepsItsOldValueBesideTheNew) {
    enter();
    host.actor = "anna";
    const auto shown = reply_of(change("correct", {{"field", "subject"},
                                                   {"value", "Richiesta allo Stato civile"},
                                                   {"reason", "Errore"},
                                                   {"act", "Determina 3/2026"}}));
    EXPECT_EQ(shown.at("entry").at("subject"), "Richiesta allo Stato civile");
    const auto& made = shown.at("corrections").at(0);
    EXPECT_EQ(made.at("old_value"), "Richiesta all'Anagrafe");
    EXPECT_EQ(made.at("new_value"), "Richiesta allo Stato civile");
    EXPECT_EQ(made.at("actor"), "anna");
    EXPECT_EQ(made.at("act"), "Determina 3/2026");
    EXPECT_THAT(host.column("SELECT subject FROM protocol_entry"),
                ElementsAre("Richiesta all'Anagrafe"));
    EXPECT_THAT(found({{"text", "stato civile"}}), ElementsAre(1));
    EXPECT_THAT(found({{"text", "anagrafe"}}), ElementsAre(1)); // What was annulled is found too.
    const auto listed = host.query("protocol.search", object{{"text", ""}}).reply;
    EXPECT_EQ(listed.at("entries").at(0).at("subject"), "Richiesta allo Stato civile");
}

TEST_F(Protocol, AFieldIsAnnulledForAReasonByAnActAndToAnotherValue) {
    enter();
    const object right{
        {"field", "correspondent"}, {"value", "Rossi"}, {"reason", "x"}, {"act", "y"}};
    const auto with = [&](const char* name, const char* text) {
        auto request = right;
        request[name] = text;
        return change("correct", request);
    };
    EXPECT_EQ(with("value", "Ferrari  Marco").code, "value-is-the-same");
    EXPECT_EQ(with("value", " ").code, "value-empty");
    EXPECT_EQ(with("reason", " ").code, "reason-empty");
    EXPECT_EQ(with("act", " ").code, "act-empty");
    EXPECT_EQ(with("field", "received_on").code, "no-such-date");
    EXPECT_EQ(with("field", "number").status, SPO_FAILED); // The form knows four fields.
    EXPECT_TRUE(change("correct", right).ok());
}

TEST_F(Protocol, ADocumentIsKeptByItsDigest) {
    enter({{"attachments",
            {kept(digest_of_abc, "istanza.pdf", true),
             kept(digest_of_nothing, "allegato 1.pdf", false)}}});
    const auto shown = card(1);
    EXPECT_EQ(shown.at("entry").at("sha256"), value(digest_of_abc));
    ASSERT_EQ(shown.at("attachments").as_array().size(), 2U);
    EXPECT_EQ(shown.at("attachments").at(1).at("name"), "allegato 1.pdf");
    EXPECT_EQ(shown.at("attachments").at(1).at("main"), false);
    EXPECT_THAT(found({{"text", "allegato"}}), ElementsAre(1));
    EXPECT_THAT(found({{"text", digest_of_nothing.substr(0, 12)}}), ElementsAre(1));
}

TEST_F(Protocol, ThereIsOneMainDocumentAndItsDigestBinds) {
    const auto abc = kept(digest_of_abc, "a.pdf", true);
    EXPECT_EQ(enter({{"attachments", {abc, abc}}}).code, "main-twice");
    EXPECT_EQ(enter({{"attachments", {abc}}, {"sha256", digest_of_nothing}}).code,
              "digest-differs");
    enter({{"sha256", digest_of_abc}}); // Of a file that comes later.
    const auto other = kept(digest_of_nothing, "a.pdf", true);
    EXPECT_EQ(change("attach", {{"attachments", {other}}}).code, "digest-differs");
    EXPECT_TRUE(change("attach", {{"attachments", {abc}}}).ok());
    EXPECT_EQ(change("attach", {{"attachments", {abc}}}).code, "main-twice");
    EXPECT_EQ(card(1).at("attachments").as_array().size(), 1U);
}

TEST_F(Protocol, AReservedEntryIsReadByWhoMadeItByItsReadersAndByTheResponsible) {
    enter({{"reserved", true}, {"readers", {"bruno"}}, {"subject", "Trattamento sanitario"}});
    for (const auto& [actor, role, sees] :
         {std::tuple{"operator", "operator", true}, std::tuple{"bruno", "operator", true},
          std::tuple{"carla", "operator", false}, std::tuple{"brun", "operator", false},
          std::tuple{"carla", "supervisor", true}, std::tuple{"carla", "administrator", true}}) {
        host.actor = actor;
        host.role = role;
        const auto shown = card(1);
        EXPECT_EQ(shown.at("entry").at("hidden"), !sees) << actor << role;
        EXPECT_EQ(shown.at("entry").at("subject"), sees ? "Trattamento sanitario" : "") << actor;
        EXPECT_EQ(found({{"text", "sanitario"}}).size(), sees ? 1U : 0U) << actor << role;
        EXPECT_EQ(change("print-label").status, sees ? SPO_OK : SPO_FORBIDDEN) << actor << role;
        const auto listed = host.query("protocol.search", object{{"text", ""}}).reply;
        EXPECT_EQ(listed.at("entries").at(0).at("subject"), sees ? "Trattamento sanitario" : "");
    }
}

TEST_F(Protocol, WhoMaySeeAnEntryChangesWithATrace) {
    enter();
    EXPECT_EQ(change("restrict", {{"reserved", false}, {"reason", "x"}}).code,
              "access-is-the-same");
    EXPECT_EQ(
        change("restrict", {{"reserved", false}, {"readers", {"anna"}}, {"reason", "x"}}).code,
        "readers-of-open-entry");
    EXPECT_TRUE(change("restrict", {{"reserved", true}, {"reason", "Dati sanitari"}}).ok());
    host.actor = "carla";
    EXPECT_EQ(change("restrict", {{"reserved", false}, {"reason", "x"}}).code, "entry-reserved");
    host.role = "supervisor";
    const auto open = reply_of(change("restrict", {{"reserved", false}, {"reason", "Oscurati"}}));
    EXPECT_EQ(open.at("access").as_array().size(), 2U);
    EXPECT_EQ(open.at("access").at(1).at("reason"), "Dati sanitari");
    host.role = "operator";
    EXPECT_EQ(card(1).at("entry").at("hidden"), false);
}

TEST_F(Protocol, EveryDatumIsFoundByPartsOfWords) {
    host.command(
        "protocol.open-file",
        object{{"filing_class", "XI.2"}, {"subject", "Verifiche"}, {"responsible", "Rossi"}});
    enter({{"file", "2026.XI.2.1"},
           {"office", "Ufficio anàgrafe"},
           {"parties", {object{{"kind", "company"}, {"denomination", "Molino Bianchi"}}}}});
    change("annul", {{"reason", "Doppione"}, {"act", "Determina 44"}});
    for (const auto* word : {"0000001/2026", "certificaz", "2026.xi.2.1", "ufficio ANAG", "molino",
                             "oppio", "etermina 44", "2026-11-24t09", "operator", "counter"})
        EXPECT_THAT(found({{"text", word}}), ElementsAre(1)) << word;
}

} // namespace

} // namespace protocol::testing
