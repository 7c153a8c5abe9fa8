// registry/tests/move_test.cpp -- a change of address: terms, families, and all or nothing.
#include "town.hpp"

namespace registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Move : public Town {
protected:
    static object person(const std::string& tax_code, int relationship = 0) {
        object it{{"tax_code", tax_code}};
        if (relationship) it["relationship"] = relationship;
        return it;
    }
    Outcome move(array people, object more = {}) {
        object request{
            {"people", std::move(people)},
            {"address", object{{"street", "Via Stazione"}, {"number", "20"}}},
            {"title", object{{"kind", "lease"}, {"details", "Agenzia delle Entrate, n. 1234"}}}};
        for (const auto& member : more)
            request.insert_or_assign(member.key(), member.value());
        return host.command("registry.change-address", request);
    }
    array ferrari() { return {person(marco), person(elena), person(giulia), person(tommaso)}; }
    std::string moves() { return host.column("SELECT count(*) FROM registry_move").front(); }
    std::string entries() { return host.column("SELECT count(*) FROM protocol_entry").front(); }
};

const object consent{{"minor_consent", "both-declare"}};

TEST_F(Move, IsRegisteredWithItsNumberAndTwoTerms) {
    const auto outcome = move({person(luca)});
    ASSERT_TRUE(outcome.ok()) << outcome.code;
    EXPECT_EQ(outcome.reply, parse(R"({"id": 1, "state": "registered",
        "effective_on": "2026-11-24", "register_by": "2026-11-26", "registered_late": false,
        "due_on": "2027-01-08", "silence_from": "2027-01-09",
        "protocol": {"year": 2026, "number": 1, "text": "0000001"}})"));
    EXPECT_THAT(host.column("SELECT correspondent || ' / ' || subject FROM protocol_entry"),
                ElementsAre("Moretti Luca / Dichiarazione di cambio di abitazione nel comune,"
                            " persone: 1, nuovo indirizzo: Via Stazione 20"));
    EXPECT_THAT(host.column("SELECT filing_class FROM protocol_classification"),
                ElementsAre("XI.2"));
    EXPECT_EQ(street(luca, "2026-11-24"), "Via Stazione");
    EXPECT_EQ(street(luca, "2026-11-23"), "Piazza Duomo");
}

TEST_F(Move, TheOfficeHas45DaysFromTheDeclaration) {
    for (const auto& [declared, due] :
         {std::pair{"2026-01-15", "2026-03-01"}, std::pair{"2026-02-28", "2026-04-14"},
          std::pair{"2028-01-20", "2028-03-05"}, std::pair{"2026-11-30", "2027-01-14"}}) {
        sportello::testing::Host other;
        other.stub("protocol.register",
                   [](const value&) { return parse(R"({"year": 1, "number": 1, "text": ""})"); });
        other.add(SPORTELLO_PLUGIN_FOLDER, sportello_plugin_v1());
        other.command("registry.load-demo-people", demo());
        other.set_time(std::string(declared) + "T09:00:00+01:00");
        const auto outcome =
            other.command("registry.change-address",
                          object{{"people", array{person(luca)}},
                                 {"address", object{{"street", "Via Stazione"}, {"number", "20"}}},
                                 {"title", object{{"kind", "owner"}, {"details", "foglio 28"}}}});
        EXPECT_EQ(outcome.reply.at("due_on"), due);
    }
}

TEST_F(Move, TakesEffectFromTheDeclarationNotFromToday) {
    const auto outcome = move({person(luca)}, {{"declared_on", "2026-11-13"}, {"channel", "pec"}});
    ASSERT_TRUE(outcome.ok()) << outcome.code;
    EXPECT_EQ(outcome.reply.at("effective_on"), "2026-11-13"); // A Friday.
    EXPECT_EQ(outcome.reply.at("register_by"), "2026-11-17");
    EXPECT_EQ(outcome.reply.at("registered_late"), true);
    EXPECT_EQ(street(luca, "2026-11-13"), "Via Stazione");
    EXPECT_EQ(street(luca, "2026-11-12"), "Piazza Duomo");
    EXPECT_THAT(host.column("SELECT channel || ' ' || received_on FROM protocol_entry"),
                ElementsAre("pec 2026-11-13"));
    EXPECT_EQ(move({person(luca)}, {{"declared_on", "2026-11-25"}}).code, "declared-in-the-future");
}

TEST_F(Move, AWholeFamilyKeepsItsSheet) {
    ASSERT_TRUE(move(ferrari(), consent).ok());
    EXPECT_EQ(family(marco, "2026-11-24"), "1 2 3 3");
    EXPECT_EQ(street(tommaso, "2026-11-24"), "Via Stazione");
    EXPECT_THAT(host.column("SELECT count(*) FROM registry_family"), ElementsAre("13"));
}

TEST_F(Move, APartOfTheFamilyFormsANewOne) {
    const auto outcome = move({person(elena, 1), person(giulia, 3)}, consent);
    ASSERT_TRUE(outcome.ok()) << outcome.code << outcome.field;
    EXPECT_EQ(family(elena, "2026-11-24"), "1 3");
    EXPECT_EQ(family(marco, "2026-11-24"), "1 3");
    EXPECT_EQ(family(elena, "2026-11-23"), "1 2 3 3");
    EXPECT_EQ(street(giulia, "2026-11-24"), "Via Stazione");
    EXPECT_EQ(street(tommaso, "2026-11-24"), "Via Giuseppe Mazzini");
}

TEST_F(Move, WhoMovesAloneHoldsHisOwnSheet) {
    ASSERT_TRUE(move({person(elena)}).ok());
    EXPECT_EQ(family(elena, "2026-11-24"), "1");
}

TEST_F(Move, WhenTheHolderLeavesThoseWhoStayChooseAnother) {
    EXPECT_EQ(move({person(marco)}).code, "remaining-incomplete");
    const auto outcome =
        move({person(marco)},
             {{"remaining", array{person(elena, 1), person(giulia, 3), person(tommaso, 3)}}});
    ASSERT_TRUE(outcome.ok()) << outcome.code << outcome.field;
    EXPECT_EQ(family(marco, "2026-11-24"), "1");
    EXPECT_EQ(family(elena, "2026-11-24"), "1 3 3");
    EXPECT_EQ(family(elena, "2026-11-23"), "1 2 3 3");
    EXPECT_EQ(street(elena, "2026-11-24"), "Via Giuseppe Mazzini");
}

TEST_F(Move, EveryFamilyHasOneHolderOfAge) {
    const array pair{person(elena, 1), person(giulia, 1)};
    EXPECT_EQ(move(pair, consent).code, "two-holders");
    EXPECT_EQ(move({person(elena, 2), person(giulia, 3)}, consent).code, "no-holder");
    EXPECT_EQ(move({person(elena, 1), person(giulia)}, consent).code, "relationship-missing");
    EXPECT_EQ(move({person(giulia)}, consent).code, "holder-under-age");
    EXPECT_EQ(move({person(marco), person(elena, 2)},
                   {{"remaining", array{person(giulia, 1), person(tommaso, 9)}}})
                  .code,
              "relationship-missing");
    EXPECT_EQ(move({person(marco, 1), person(elena, 2)},
                   {{"remaining", array{person(giulia, 1), person(tommaso, 9)}}})
                  .code,
              "holder-under-age");
    EXPECT_EQ(moves(), "0");
    EXPECT_EQ(family(marco, "2026-11-24"), "1 2 3 3");
}

TEST_F(Move, TheListOfThoseWhoStayIsChecked) {
    const auto with = [](array remaining) { return object{{"remaining", std::move(remaining)}}; };
    EXPECT_EQ(move({person(elena)}, with({person(marco, 1)})).code, "holder-stays");
    EXPECT_EQ(move({person(luca)}, with({person(marco, 1)})).code, "nobody-remains");
    EXPECT_EQ(move({person(marco)}, with({person(elena, 1), person(elena, 1)})).code,
              "named-twice");
    EXPECT_EQ(move({person(marco)}, with({person(luca, 1)})).code, "does-not-remain");
}

TEST_F(Move, AMinorMovesWithTheParentsConsent) {
    const auto outcome = move(ferrari());
    EXPECT_EQ(outcome.code, "minor-consent-missing");
    EXPECT_EQ(outcome.field, "/minor_consent");
    EXPECT_TRUE(move({person(elena)}).ok()); // No minor moves.
}

TEST_F(Move, WithoutATitleOfOccupationIsNotReceivable) {
    const auto outcome =
        move({person(luca)}, {{"title", object{{"kind", "lease"}, {"details", " "}}}});
    EXPECT_EQ(outcome.code, "title-missing");
    EXPECT_EQ(entries(), "0");
}

TEST_F(Move, PeopleMustBeResidentsOfOneFamilyNamedOnce) {
    EXPECT_EQ(move({person(luca), person(marco)}).code, "other-family");
    EXPECT_EQ(move({person(luca), person(luca)}).code, "named-twice");
    EXPECT_EQ(move({person("RSSMRA80A01D142M")}).code, "person-not-found");
    EXPECT_EQ(move({person("RSSMRA80A01D142X")}).field, "/people/0/tax_code");
    EXPECT_EQ(move({}).code, "nobody-moves");
    EXPECT_EQ(move({person(luca)}, {{"address", parse(R"({"street": "PIAZZA  duomo", "number": "3",
                                          "unit": "int. 2"})")}})
                  .code,
              "same-address");
}

TEST_F(Move, HistoryIsNotRewritten) {
    ASSERT_TRUE(move({person(luca)}).ok());
    const object back{{"address", object{{"street", "Via Verdi"}, {"number", "1"}}}};
    EXPECT_EQ(move({person(luca)}, back).code, "moved-since");
    object earlier = back;
    earlier["declared_on"] = "2026-11-20";
    EXPECT_EQ(move({person(luca)}, earlier).code, "moved-since");
    host.set_time("2026-11-25T09:00:00+01:00");
    EXPECT_TRUE(move({person(luca)}, back).ok());
    EXPECT_EQ(street(luca, "2026-11-24"), "Via Stazione");
}

TEST_F(Move, ProtocolAndRegisterChangeTogetherOrNotAtAll) {
    host.script("INSERT INTO protocol_journal VALUES (1, '2030-01-01', 'entry', 2030, 1, 1, '" +
                std::string(64, '0') + "')");
    const auto outcome = move({person(luca)}); // The protocol refuses: its clock is ahead.
    EXPECT_EQ(outcome.code, "clock-behind");
    EXPECT_EQ(outcome.status, SPO_CONFLICT);
    EXPECT_EQ(street(luca, "2026-11-24"), "Piazza Duomo");
    EXPECT_EQ(moves(), "0");
    EXPECT_THAT(host.events(), IsEmpty());
}

TEST_F(Move, ARefusedMoveTakesNoProtocolNumber) {
    ASSERT_EQ(move({person(giulia)}, consent).code, "holder-under-age");
    EXPECT_EQ(entries(), "0");
    EXPECT_EQ(move({person(luca)}).reply.at("protocol").at("number"), 1);
}

TEST_F(Move, NoIntervalsOfAPersonOverlap) {
    move({person(marco)},
         {{"declared_on", "2026-11-20"},
          {"remaining", array{person(elena, 1), person(giulia, 3), person(tommaso, 3)}}});
    move({person(elena, 1), person(giulia, 3)},
         {{"minor_consent", "both-declare"},
          {"remaining", array{person(tommaso, 1)}},
          {"address", object{{"street", "Via Verdi"}, {"number", "1"}}}});
    for (const std::string table : {"registry_residence", "registry_membership"})
        EXPECT_THAT(host.column("SELECT a.id FROM " + table + " a JOIN " + table +
                                " b ON a.person_id = b.person_id AND a.id < b.id"
                                " WHERE a.valid_from < b.valid_to AND b.valid_from < a.valid_to"),
                    IsEmpty());
    EXPECT_THAT(host.column("SELECT family_id FROM registry_membership WHERE valid_to ="
                            " '9999-12-31' GROUP BY family_id HAVING sum(relationship IN (1, 24))"
                            " <> 1"),
                IsEmpty());
}

TEST_F(Move, TheOperatorsCaseIsKeptBesideTheMove) {
    host.case_id = "42";
    move({person(luca)});
    EXPECT_THAT(host.column("SELECT case_id || ' ' || actor || ' ' || title_details"
                            " FROM registry_move"),
                ElementsAre("42 operator Agenzia delle Entrate, n. 1234"));
    EXPECT_THAT(host.column("SELECT case_id FROM protocol_entry"), ElementsAre("42"));
}

} // namespace
} // namespace registry
