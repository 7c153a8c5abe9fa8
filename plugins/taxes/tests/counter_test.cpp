// taxes/tests/counter_test.cpp -- the operations at the counter: what they compute, keep and
// refuse.
#include "office.hpp"

namespace taxes {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Counter = Office;

object building(const char* category, std::int64_t value_cents, object more = {}) {
    object it{{"kind", "building"}, {"category", category}, {"value_cents", value_cents}};
    for (const auto& member : more)
        it.insert_or_assign(member.key(), member.value());
    return it;
}
object question(array properties, int year = 2026) {
    return object{{"year", year}, {"properties", std::move(properties)}};
}

TEST_F(Counter, ImuUsesTheTownsRatesAndSaysSo) {
    auto reply = asked("imu", question({building("A/2", 100000)})).reply;
    EXPECT_EQ(reply.at("total_cents"), 144480); // 8.6 per thousand, of the law
    EXPECT_THAT(said(reply, "steps"), HasSubstr("aliquota di base della legge"));
    ASSERT_TRUE(
        decide({{"imu_rates", array{object{{"kind", "other"}, {"per_mille", "10,6"}}}}}).ok());
    reply = asked("imu", question({building("A/2", 100000)})).reply;
    EXPECT_EQ(reply.at("total_cents"), 178080);
    EXPECT_EQ(reply.at("advance_euros"), 722); // Of the year before: 1444.80 / 2 = 722.40
    EXPECT_EQ(reply.at("balance_euros"), 1059);
    EXPECT_EQ(reply.at("advance_on"), "2026-06-16");
    EXPECT_THAT(said(reply, "steps"), HasSubstr("deliberata dal comune per il 2026"));
    EXPECT_EQ(reply.at("lines").at(0).at("code"), "3918");
}

TEST_F(Counter, ImuWithoutADecisionHasTheRatesThatTheLawSays) {
    object rates{{"imu_rates", array{object{{"kind", "other"}, {"per_mille", "9"}}}}};
    rates["year"] = 2022;
    ASSERT_TRUE(decide(rates).ok());
    const auto rate = [&](int year) {
        return asked("imu", question({building("A/2", 100000)}, year))
            .reply.at("properties")
            .at(0)
            .at("rate_ppm");
    };
    EXPECT_EQ(rate(2021), 8600);
    EXPECT_EQ(rate(2022), 9000);
    EXPECT_EQ(rate(2024), 9000); // Until 2024 that of the year before.
    EXPECT_EQ(rate(2025), 8600); // From 2025 the base rate.
    EXPECT_EQ(rate(2026), 8600); // On 24 November nothing can be published any more.
    host.set_time("2026-06-01T09:00:00+02:00");
    EXPECT_EQ(rate(2026), 9000); // Before 28 October it may still be.
}

TEST_F(Counter, ImuCountsTheMonthsFromTheDays) {
    const auto reply =
        asked("imu", question({building(
                         "A/2", 50000,
                         {{"share", "1/2"}, {"rate", "10.6"}, {"acquired_on", "2026-06-16"}})}))
            .reply;
    EXPECT_EQ(reply.at("properties").at(0).at("months"), 7);
    EXPECT_EQ(reply.at("total_cents"), 25970);
}

TEST_F(Counter, ImuRefusesWhatCannotBe) {
    const auto code = [&](object property) {
        return host.query("taxes.imu", question({std::move(property)})).code;
    };
    EXPECT_EQ(code(building("F/2", 100)), "no-such-category");
    EXPECT_EQ(code(object{{"kind", "building"}, {"value_cents", 1}}), "category-missing");
    EXPECT_EQ(code(object{{"kind", "farmland"}, {"value_cents", 1}, {"category", "A/2"}}),
              "category-of-land");
    EXPECT_EQ(code(building("C/1", 100, {{"use", "main-home"}})), "not-a-dwelling");
    EXPECT_EQ(code(building("C/3", 100, {{"use", "appurtenance"}})), "not-an-appurtenance");
    EXPECT_EQ(code(building("A/2", 100, {{"use", "mountain-land"}})), "use-of-another-kind");
    EXPECT_EQ(code(building("A/2", 100, {{"share", "3/2"}})), "share-wrong");
    EXPECT_EQ(code(building("A/2", 100, {{"rate", "11,5"}})), "rate-beyond-law");
    EXPECT_EQ(code(building("D/1", 100, {{"rate", "7,5"}})), "rate-beyond-law");
    EXPECT_EQ(code(building("A/2", 100, {{"rate", "tanto"}})), "number-wrong");
    EXPECT_EQ(code(building("A/2", 100, {{"acquired_on", "2025-03-01"}})), "day-of-another-year");
    EXPECT_EQ(code(building("A/2", 100, {{"acquired_on", "2026-02-30"}})), "no-such-date");
    EXPECT_EQ(
        code(building("A/2", 100, {{"acquired_on", "2026-05-01"}, {"sold_on", "2026-05-01"}})),
        "sold-before-acquired");
    const auto outcome = host.query(
        "taxes.imu", question({building("A/2", 100), building("D/1", 100, {{"rate", "12"}})}));
    EXPECT_EQ(outcome.field, "/properties/1/rate");
    EXPECT_EQ(outcome.arguments, (sportello::Arguments{{"least", "7,6‰"}, {"most", "10,6‰"}}));
}

TEST_F(Counter, TheImuPaperHoldsTheLinesOfTheF24) {
    ASSERT_TRUE(
        decide({{"settings", array{object{{"name", "municipality-code"}, {"value", "D142"}}}}})
            .ok());
    auto input = example("imu-calcolo").as_object();
    input["properties"] = array{building("D/1", 500000, {{"rate", "10,6"}})};
    done("compute-imu", input);
    const auto paper = host.paper(host.documents().back());
    for (const auto* part :
         {"Ferrari Marco", "Codice ente: D142", "Codice tributo 3925", "Acc.: 1.297,00 euro",
          "Codice tributo 3930", "3.617,25 euro", "entro il 16/06/2026", "Come si è calcolata"})
        EXPECT_THAT(paper, HasSubstr(part));
    EXPECT_THAT(paper, Not(HasSubstr("nulla da versare")));
    input["properties"] = array{building("A/3", 60000, {{"use", "main-home"}})};
    done("compute-imu", input);
    EXPECT_THAT(host.paper(host.documents().back()), HasSubstr("Non c'è nulla da versare."));
}

TEST_F(Counter, ACorrectionCountsFromTheInstalmentsDay) {
    const auto late = [&](object more) {
        object input{{"code", "3918"}, {"year", 2026}, {"cents", 100000}};
        for (const auto& member : more)
            input.insert_or_assign(member.key(), member.value());
        return host.query("taxes.ravvedimento", input);
    };
    const auto reply = late({{"instalment", "advance"}}).reply; // Paid today, 24 November.
    EXPECT_EQ(reply.at("due_on"), "2026-06-16");
    EXPECT_EQ(reply.at("days"), 161);
    EXPECT_EQ(reply.at("penalty_cents"), 3125);
    EXPECT_EQ(reply.at("payable_euros"), 1038); // 1000 + 31.25 + 7.06
    EXPECT_EQ(late({{"due_on", "2024-06-17"}, {"paid_on", "2024-07-01"}}).reply.at("total_cents"),
              101496);
    EXPECT_EQ(late({{"instalment", "balance"}}).code, "not-late");
    EXPECT_EQ(late({}).code, "due-missing");
    EXPECT_EQ(late({{"instalment", "advance"}, {"notified", true}}).code, "already-notified");
    EXPECT_EQ(late({{"due_on", "2014-12-31"}}).code, "too-long-ago");
    EXPECT_EQ(late({{"code", "3944"}, {"instalment", "advance"}}).code, "due-of-tari-missing");
}

TEST_F(Counter, TheYearsInterestMayBeDecidedByDecree) {
    ASSERT_TRUE(
        decide({{"year", 2027},
                {"settings", array{object{{"name", "legal-interest-percent"}, {"value", "3,65"}}}}})
            .ok());
    host.set_time("2027-02-05T09:00:00+01:00");
    const auto reply = asked("ravvedimento", object{{"code", "3918"},
                                                    {"year", 2026},
                                                    {"cents", 100000},
                                                    {"due_on", "2026-12-31"},
                                                    {"paid_on", "2027-01-10"}})
                           .reply;
    EXPECT_EQ(reply.at("interest_cents"), 100); // Ten days at 3.65 % of 1000 euro.
}

TEST_F(Counter, TariTakesTheTownsTariffsReductionsAndDays) {
    done("decide", demo());
    const auto tari = [&](object more) {
        object input{{"year", 2026}, {"user", "home"}, {"square_metres", 80}, {"category", 3}};
        for (const auto& member : more)
            input.insert_or_assign(member.key(), member.value());
        return host.query("taxes.tari", input);
    };
    const auto reply = tari({}).reply;
    EXPECT_EQ(reply.at("tari_cents"), 11071);
    EXPECT_EQ(reply.at("tefa_cents"), 554);
    EXPECT_EQ(reply.at("components_cents"), 760);
    EXPECT_EQ(reply.at("total_cents"), 12385);
    EXPECT_EQ(reply.at("payable_euros"), 124);
    EXPECT_EQ(tari({{"category", 9}}).reply.at("category"), "abitazione, 6 persone o più");
    EXPECT_EQ(tari({{"reductions", array{"composting"}}}).reply.at("variable_cents"), 6753);
    EXPECT_EQ(tari({{"reductions", array{"unknown"}}}).code, "no-such-reduction");
    EXPECT_EQ(tari({{"from", "2026-12-01"}}).reply.at("days"), 31);
    EXPECT_EQ(tari({{"user", "business"}, {"category", 22}, {"square_metres", 100}})
                  .reply.at("tari_cents"),
              64433);
    EXPECT_EQ(tari({{"user", "business"}, {"category", 23}}).code, "tariff-missing");
    EXPECT_EQ(tari({{"year", 2025}}).code, "tariff-missing");
}

TEST_F(Counter, HomeTariffsMayComeFromTheCoefficients) {
    ASSERT_TRUE(decide({{"home_tariffs",
                         object{{"fixed_unit", "0,413"},
                                {"variable_unit", "37,515"},
                                {"ka", array{"0,84", "0,98", "1,08", "1,16", "1,24", "1,3"}},
                                {"kb", array{"0,72", "1,54", "2", "2,6", "3,25", "3,75"}}}}})
                    .ok());
    EXPECT_THAT(host.column("SELECT fixed_micro || ' ' || variable_micro FROM taxes_tari_tariff"
                            " ORDER BY category"),
                ElementsAre("346900 27010800", "404700 57773100", "446000 75030000",
                            "479100 97539000", "512100 121923800", "536900 140681300"));
}

TEST_F(Counter, ADecisionKeepsWithinTheLaw) {
    const auto rate = [&](const char* kind, const char* per_mille) {
        return decide({{"imu_rates", array{object{{"kind", kind}, {"per_mille", per_mille}}}}})
            .code;
    };
    EXPECT_EQ(rate("luxury-home", "6,1"), "rate-beyond-law");
    EXPECT_EQ(rate("group-d", "7,5"), "rate-beyond-law");
    EXPECT_EQ(rate("rural", "1,001"), "rate-beyond-law");
    EXPECT_EQ(rate("other", "11,4"), "");
    EXPECT_EQ(rate("castle", "1"), "no-such-rate");
    EXPECT_EQ(decide({{"settings",
                       array{object{{"name", "creditor-tax-code"}, {"value", "00111540192"}}}}})
                  .code,
              "setting-wrong");
    const auto bracket = [](std::int64_t up_to, int most) {
        return object{{"up_to_cents", up_to}, {"most", most}};
    };
    const auto scale = [&](array brackets) {
        return decide({{"instalments", std::move(brackets)}}).code;
    };
    EXPECT_EQ(scale({bracket(100'000, 6), bracket(100'000, 12)}), "brackets-out-of-order");
    EXPECT_EQ(scale({bracket(100'000, 6)}), "brackets-end-too-low");
    EXPECT_EQ(scale({bracket(100'000, 6), bracket(5'000'000, 30)}), "plan-too-short");
    EXPECT_EQ(scale({bracket(100'000, 6), bracket(5'000'000, 40)}), "");
    EXPECT_EQ(decide({{"act", " "}}).code, "act-missing");
    EXPECT_EQ(count("taxes_decision"), "2"); // Of the refused ones nothing stays.
}

TEST_F(Counter, WhatIsInForceIsShownWithWhereItComesFrom) {
    done("decide", demo());
    const auto reply = asked("town-decisions", object{{"year", 2026}}).reply;
    EXPECT_EQ(reply.at("imu_rates").as_array().size(), 9U);
    EXPECT_EQ(reply.at("imu_rates").at(0),
              parse(R"({"kind": "luxury-home", "per_mille": "6", "origin": "decided"})"));
    EXPECT_EQ(reply.at("imu_rates").at(1),
              parse(R"({"kind": "rural", "per_mille": "1", "origin": "base"})"));
    EXPECT_EQ(reply.at("tari_tariffs").as_array().size(), 7U);
    EXPECT_EQ(reply.at("instalments").at(1), parse(R"({"up_to_cents": 50000, "most": 4})"));
    EXPECT_EQ(reply.at("settings").at(2),
              parse(R"({"name": "legal-interest-percent", "value": "1,6"})"));
}

TEST_F(Counter, ADeclarationMovesThePropertyInTime) {
    done("declare-imu", example("imu-dichiarazione"));
    host.set_time("2026-11-25T09:00:00+01:00");
    auto change = example("imu-dichiarazione").as_object();
    auto& property = change["properties"].as_array()[0].as_object();
    EXPECT_EQ(host.command("taxes.declare-imu", change).code, "already-owned");
    property["event"] = "changed";
    property["on"] = "2026-09-01";
    property["condition"] = "unfit";
    EXPECT_EQ(done("declare-imu", change).reply.at("applied"), true);
    property["on"] = "2026-08-01";
    EXPECT_EQ(host.command("taxes.declare-imu", change).code, "changed-since");
    property["event"] = "lost";
    property["on"] = "2026-11-10";
    EXPECT_EQ(done("declare-imu", change).reply.at("applied"), true);
    EXPECT_THAT(host.column("SELECT valid_from || ' ' || valid_to || ' ' || condition"
                            " FROM taxes_possession ORDER BY id"),
                ElementsAre("2026-03-16 2026-09-01 ordinary", "2026-09-01 2026-11-10 unfit"));
    const auto unknown = done("declare-imu", change).reply; // Lost again: not in the archive.
    EXPECT_EQ(unknown.at("applied"), false);
    EXPECT_THAT(said(unknown, "notes"), HasSubstr("l'ufficio controlla"));
    EXPECT_EQ(count("protocol_entry"), "4");
}

TEST_F(Counter, ALateDeclarationIsRegisteredAndToldSo) {
    auto input = example("imu-dichiarazione").as_object();
    EXPECT_THAT(said(done("declare-imu", input).reply, "notes"), HasSubstr("30/06/2027"));
    host.set_time("2027-07-01T09:00:00+02:00");
    input["properties"].as_array()[0].as_object()["cadastral"] = "1/2/3";
    EXPECT_THAT(said(done("declare-imu", input).reply, "notes"), HasSubstr("tardiva"));
}

TEST_F(Counter, ALoanOfALuxuryHomeIsRefusedByTheLaw) {
    EXPECT_EQ(
        host.command("taxes.notify-imu", with("imu-comodato-locazione", {{"category", "A/8"}}))
            .code,
        "loan-of-luxury-home");
    auto input = example("imu-comodato-locazione").as_object();
    input.erase("kinship");
    EXPECT_EQ(host.command("taxes.notify-imu", input).code, "kinship-missing");
    EXPECT_EQ(count("protocol_entry"), "0");
    const auto rent =
        done("notify-imu", with("imu-comodato-locazione", {{"benefit", "agreed-rent"}}));
    EXPECT_THAT(said(rent.reply, "notes"), HasSubstr("attestazione di rispondenza"));
    EXPECT_THAT(host.column("SELECT usage FROM taxes_possession"), ElementsAre("agreed-rent"));
}

TEST_F(Counter, AnAccountIsOpenedChangedAndClosed) {
    const auto account = done("open-account", example("tari-attivazione")).reply.at("account");
    EXPECT_EQ(
        done("change-account", with("tari-variazione", {{"account", account}})).reply.at("applied"),
        true);
    EXPECT_EQ(host.command("taxes.change-account",
                           with("tari-variazione", {{"account", account}, {"from", "2026-11-05"}}))
                  .code,
              "changed-since");
    EXPECT_EQ(host.command("taxes.change-account",
                           with("tari-variazione", {{"account", account}, {"category", 24}}))
                  .code,
              "change-of-another-kind");
    done("close-account", with("tari-cessazione", {{"account", account}}));
    EXPECT_THAT(host.column("SELECT valid_from || ' ' || valid_to || ' ' || category"
                            " FROM taxes_occupation ORDER BY id"),
                ElementsAre("2026-11-02 2026-11-10 3", "2026-11-10 2026-11-21 4"));
    EXPECT_THAT(host.column("SELECT closed_on FROM taxes_account"), ElementsAre("2026-11-20"));
    EXPECT_EQ(
        host.command("taxes.close-account", with("tari-cessazione", {{"account", account}})).code,
        "no-such-account");
}

TEST_F(Counter, AnUnknownAccountNeverStopsTheProtocolNumber) {
    const auto reply = done("close-account", example("tari-cessazione")).reply;
    EXPECT_EQ(reply.at("protocol").at("number"), 1);
    EXPECT_EQ(reply.at("applied"), false);
    EXPECT_EQ(host.command("taxes.close-account", with("tari-cessazione", {{"account", 77}})).code,
              "no-such-account");
}

TEST_F(Counter, AStartDeclaredLateIsTold) {
    const auto note = [&](const char* from) {
        return said(done("open-account", with("tari-attivazione", {{"from", from}})).reply,
                    "notes");
    };
    EXPECT_THAT(note("2026-08-26"), Not(HasSubstr("90 giorni"))); // The ninetieth day.
    EXPECT_THAT(note("2026-08-25"), HasSubstr("90 giorni"));
    EXPECT_EQ(
        host.command("taxes.open-account", with("tari-attivazione", {{"from", "2026-11-25"}})).code,
        "day-in-the-future");
    auto input = example("tari-attivazione").as_object();
    input.erase("occupants");
    EXPECT_EQ(host.command("taxes.open-account", input).code, "occupants-missing");
}

TEST_F(Counter, InstalmentsAreGrantedWithinTheLaw) {
    auto reply = done("ask-instalments", example("tributi-rateizzazione")).reply;
    EXPECT_THAT(said(reply, "notes"), HasSubstr("fino a 12 rate"));
    const auto id = reply.at("request");
    const auto answer = [&](int count) {
        return host.command("taxes.answer-request", object{{"request", id},
                                                           {"outcome", "granted"},
                                                           {"reasons", "accolta"},
                                                           {"instalments", count}});
    };
    EXPECT_EQ(answer(13).code, "too-many-instalments");
    EXPECT_EQ(count("taxes_instalment"), "0");
    reply = answer(12).reply;
    EXPECT_EQ(reply.at("instalments").as_array().size(), 12U);
    EXPECT_EQ(reply.at("instalments").at(0).at("due_on"), "2026-12-31");
    EXPECT_THAT(host.column("SELECT sum(principal_cents) FROM taxes_instalment"),
                ElementsAre("120000"));
    EXPECT_EQ(answer(12).code, "already-answered");
    EXPECT_THAT(
        said(done("ask-instalments", with("tributi-rateizzazione", {{"cents", 10000}})).reply,
             "notes"),
        HasSubstr("non prevedono rate"));
}

TEST_F(Counter, AnAnswerNeedsReasons) {
    done("ask-refund", example("tributi-rimborso"));
    object answer{{"request", 1}, {"outcome", "refused"}, {"reasons", " "}};
    EXPECT_EQ(host.command("taxes.answer-request", answer).code, "reasons-missing");
    answer["reasons"] = "Versamento non trovato";
    answer["instalments"] = 2;
    EXPECT_EQ(host.command("taxes.answer-request", answer).code, "no-instalments-asked");
    answer.erase("instalments");
    EXPECT_EQ(done("answer-request", answer).reply.at("state"), "refused");
    answer["request"] = 2;
    EXPECT_EQ(host.command("taxes.answer-request", answer).code, "no-such-request");
}

TEST_F(Counter, ARefundAfterFiveYearsIsRegisteredAndTold) {
    const auto notes = [&](const char* paid_on) {
        return said(done("ask-refund", with("tributi-rimborso", {{"paid_on", paid_on}})).reply,
                    "notes");
    };
    EXPECT_EQ(notes("2021-11-24"), "");
    EXPECT_THAT(notes("2021-11-23"), HasSubstr("più di cinque anni"));
    auto input = example("tributi-rimborso").as_object();
    input.erase("iban");
    EXPECT_THAT(said(done("ask-refund", input).reply, "notes"), HasSubstr("Manca l'IBAN"));
}

TEST_F(Counter, ARedressRequestIsToldItsKindAndTheTermToAppeal) {
    const auto notes = [&](object more) {
        return said(done("ask-redress", with("tributi-autotutela", more)).reply, "notes");
    };
    EXPECT_THAT(notes({}), HasSubstr("obbligano l'ufficio"));
    EXPECT_THAT(notes({}), HasSubstr("ultimo giorno 04/01/2027"));
    EXPECT_THAT(notes({{"ground", "other"}}), HasSubstr("facoltativa"));
    EXPECT_THAT(notes({{"final_since", "2025-11-23"}}), HasSubstr("non è più obbligatorio"));
    EXPECT_THAT(notes({{"final_since", "2025-11-24"}}), HasSubstr("obbligano l'ufficio"));
    EXPECT_THAT(notes({{"judged", true}}), HasSubstr("sentenza"));
}

TEST_F(Counter, ABodyHasADenomination) {
    const object bakery{{"denomination", "Panificio Bianchi S.n.c."}, {"tax_code", "00111540191"}};
    done("open-account",
         with("tari-attivazione", {{"applicant", bakery}, {"user", "business"}, {"category", 24}}));
    EXPECT_THAT(host.column("SELECT correspondent FROM protocol_entry"),
                ElementsAre("Panificio Bianchi S.n.c."));
    const object nobody{{"tax_code", "00111540191"}};
    EXPECT_EQ(
        host.command("taxes.open-account", with("tari-attivazione", {{"applicant", nobody}})).code,
        "name-missing");
}

TEST_F(Counter, ThePositionGathersWhatTheAreaKeeps) {
    done("decide", demo());
    done("declare-imu", example("imu-dichiarazione"));
    done("open-account", example("tari-attivazione"));
    done("ask-refund", example("tributi-rimborso"));
    done("issue-notice", example("pagopa-avviso"));
    const auto reply = asked("position", example("position")).reply;
    for (const auto* list : {"properties", "accounts", "notices"})
        EXPECT_EQ(reply.at(list).as_array().size(), 1U) << list;
    EXPECT_EQ(reply.at("requests").as_array().size(), 3U);
    EXPECT_EQ(
        host.query("taxes.position", object{{"tax_code", "MRTLCU90S11F205M"}, {"reason", "prova"}})
            .code,
        "taxpayer-not-found");
}

TEST_F(Counter, ArchiveAndProtocolChangeTogetherOrNotAtAll) {
    host.script("INSERT INTO protocol_journal VALUES (1, '2030-01-01', 'entry', 2030, 1, 1, '" +
                std::string(64, '0') + "')");
    EXPECT_EQ(host.command("taxes.open-account", example("tari-attivazione")).code, "clock-behind");
    for (const auto* table : {"taxes_request", "taxes_taxpayer", "taxes_account"})
        EXPECT_EQ(count(table), "0") << table;
    EXPECT_THAT(host.events(), IsEmpty());
}

} // namespace
} // namespace taxes
