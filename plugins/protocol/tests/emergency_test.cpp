// protocol/tests/emergency_test.cpp -- the emergency register (DPR 445/2000 art. 63).
#include "fixture.hpp"

namespace protocol::testing {

namespace {

using ::testing::ElementsAre;

class Emergency : public Protocol {
protected:
    Outcome open(const std::string& started_at = "2026-11-24T08:00") {
        return host.command("protocol.open-emergency", object{{"cause", "Guasto elettrico"},
                                                              {"started_at", started_at},
                                                              {"authorised_by", "Rossi Anna"},
                                                              {"act", "Provvedimento 1/2026"}});
    }
    Outcome row(const std::string& registered_at, object more = {}) {
        object wanted{{"session", 1},
                      {"registered_at", registered_at},
                      {"direction", "in"},
                      {"correspondent", "Bianchi Ugo"},
                      {"subject", "Istanza a mano"},
                      {"filing_class", "VII.12"}};
        for (const auto& member : more)
            wanted.insert_or_assign(member.key(), member.value());
        return host.command("protocol.record-emergency", wanted);
    }
    Outcome end(const std::string& ended_at, sportello::json::array totals, int session = 1) {
        return host.command(
            "protocol.end-emergency",
            object{{"session", session}, {"ended_at", ended_at}, {"totals", std::move(totals)}});
    }
    Outcome merge(int session = 1) {
        return host.command("protocol.merge-emergency", object{{"session", session}});
    }
    static object total(const char* day, int count) { return {{"day", day}, {"total", count}}; }
    std::vector<std::string> rows(const std::string& table) {
        return host.column("SELECT count(*) FROM protocol_" + table);
    }
};

TEST_F(Emergency, RowsEnterTheRegisterInOrderWithTheDateThatCounts) {
    host.set_time("2026-11-24T10:00:00+01:00");
    number(enter());
    ASSERT_TRUE(open().ok());
    EXPECT_EQ(reply_of(row("2026-11-24T09:10", {{"number", 2}})).at("number"), "E/2026/0000002");
    EXPECT_EQ(reply_of(row("2026-11-24T08:15", {{"number", 1}})).at("number"), "E/2026/0000001");
    EXPECT_EQ(reply_of(row("2026-11-24T09:11")).at("number"), "E/2026/0000003");
    ASSERT_TRUE(end("2026-11-24T09:30", {total("2026-11-24", 3)}).ok());
    const auto merged = reply_of(merge());
    EXPECT_EQ(merged.at("left").to_number<int>(), 0);
    EXPECT_EQ(merged.at("merged").at(0),
              parse(R"({"emergency": "E/2026/0000001", "year": 2026, "text": "0000002"})"));
    const auto entry = card(2).at("entry");
    EXPECT_EQ(entry.at("emergency"), "E/2026/0000001");
    EXPECT_EQ(entry.at("effective_at"), "2026-11-24T08:15");
    EXPECT_EQ(entry.at("registered_at"), "2026-11-24T10:00:00+01:00");
    EXPECT_EQ(card(1).at("entry").at("effective_at"), card(1).at("entry").at("registered_at"));
    EXPECT_THAT(found({{"text", "e/2026/0000003"}}), ElementsAre(4));
}

TEST_F(Emergency, MergingTwiceAddsNothing) {
    open();
    row("2026-11-24T08:15");
    row("2026-11-24T08:20");
    end("2026-11-24T09:00", {total("2026-11-24", 2)});
    ASSERT_TRUE(merge().ok());
    const auto entries = rows("entry"), lines = rows("journal");
    const auto again = reply_of(merge());
    EXPECT_TRUE(again.at("merged").as_array().empty());
    EXPECT_EQ(again.at("left").to_number<int>(), 0);
    EXPECT_EQ(rows("entry"), entries);
    EXPECT_EQ(rows("journal"), lines);
    EXPECT_THAT(entries, ElementsAre("2"));
    const auto card = reply_of(host.query("protocol.emergency", object{{"session", 1}}));
    EXPECT_EQ(card.at("session").at("merged_count").to_number<int>(), 2);
    EXPECT_TRUE(card.at("session").as_object().contains("closed_at"));
    EXPECT_EQ(card.at("rows").at(1).at("protocol_number"), "0000002");
}

TEST_F(Emergency, AMergeThatTakesSeveralRunsKeepsTheOrder) {
    open();
    for (int i = 0; i < 450; ++i)
        ASSERT_TRUE(row("2026-11-24T08:15", {{"subject", "Riga " + std::to_string(i + 1)}}).ok());
    ASSERT_TRUE(end("2026-11-24T09:00", {total("2026-11-24", 450)}).ok());
    EXPECT_EQ(reply_of(merge()).at("left").to_number<int>(), 250);
    EXPECT_FALSE(reply_of(host.query("protocol.emergency", object{{"session", 1}}))
                     .at("session")
                     .as_object()
                     .contains("closed_at"));
    EXPECT_EQ(reply_of(merge()).at("left").to_number<int>(), 50);
    EXPECT_EQ(reply_of(merge()).at("left").to_number<int>(), 0);
    EXPECT_THAT(host.column("SELECT count(*) FROM protocol_entry WHERE number = emergency_number"),
                ElementsAre("450"));
}

TEST_F(Emergency, TheSeriesIsOneForTheYear) {
    open();
    row("2026-11-24T08:15");
    end("2026-11-24T08:30", {total("2026-11-24", 1)});
    merge();
    host.set_time("2026-12-10T12:00:00+01:00");
    ASSERT_TRUE(open("2026-12-10T10:00").ok());
    EXPECT_EQ(reply_of(row("2026-12-10T10:05", {{"session", 2}})).at("number"), "E/2026/0000002");
    ASSERT_TRUE(end("2026-12-10T11:00", {total("2026-12-10", 1)}, 2).ok());
    merge(2);
    host.set_time("2027-01-08T12:00:00+01:00");
    ASSERT_TRUE(open("2027-01-08T10:00").ok());
    EXPECT_EQ(reply_of(row("2027-01-08T10:05", {{"session", 3}})).at("number"), "E/2027/0000001");
}

TEST_F(Emergency, ARowOfLastYearTakesThisYearsNumberAndKeepsItsDate) {
    host.set_time("2027-01-02T09:00:00+01:00");
    open("2026-12-31T12:00");
    ASSERT_TRUE(row("2026-12-31T13:00").ok());
    ASSERT_TRUE(end("2026-12-31T14:00", {total("2026-12-31", 1)}).ok());
    const auto merged = reply_of(merge()).at("merged").at(0);
    EXPECT_EQ(merged.at("emergency"), "E/2026/0000001");
    EXPECT_EQ(merged.at("year").to_number<int>(), 2027);
    EXPECT_THAT(host.column("SELECT effective_at FROM protocol_entry"),
                ElementsAre("2026-12-31T13:00"));
}

TEST_F(Emergency, BeyondADayItTakesAnAuthorisationForAWeekAtMost) {
    host.set_time("2026-11-27T12:00:00+01:00");
    open();
    EXPECT_TRUE(row("2026-11-25T08:00").ok());
    EXPECT_EQ(row("2026-11-25T08:01").code, "emergency-not-authorised");
    const auto extend = [&](const char* until) {
        return host.command("protocol.extend-emergency", object{{"session", 1},
                                                                {"until", until},
                                                                {"authorised_by", "Rossi Anna"},
                                                                {"act", "Provvedimento 2/2026"}});
    };
    EXPECT_EQ(extend("2026-12-02T08:01").code, "extension-out-of-bounds");
    EXPECT_EQ(extend("2026-11-25T08:00").code, "extension-out-of-bounds");
    EXPECT_TRUE(extend("2026-11-27T08:00").ok());
    EXPECT_TRUE(row("2026-11-25T08:01").ok());
    EXPECT_EQ(row("2026-11-27T08:01").code, "emergency-not-authorised");
    EXPECT_EQ(reply_of(extend("2026-12-04T08:00")).at("extensions").as_array().size(), 2U);
}

TEST_F(Emergency, ItEndsWhenRowsSeriesAndTotalsAgree) {
    open();
    row("2026-11-24T08:15");
    row("2026-11-24T08:45", {{"number", 3}});
    EXPECT_EQ(merge().code, "emergency-not-ended");
    EXPECT_EQ(end("2026-11-24T09:00", {total("2026-11-24", 3)}).code, "emergency-total-differs");
    EXPECT_EQ(end("2026-11-24T09:00", {}).code, "emergency-total-differs");
    const auto gap = end("2026-11-24T09:00", {total("2026-11-24", 2)});
    EXPECT_EQ(gap.code, "emergency-number-missing");
    EXPECT_EQ(gap.arguments.at("number"), "E/2026/0000002");
    EXPECT_TRUE(row("2026-11-24T08:30", {{"number", 2}}).ok());
    EXPECT_EQ(end("2026-11-24T08:40", {total("2026-11-24", 3)}).code, "emergency-ends-too-early");
    EXPECT_TRUE(end("2026-11-24T09:00", {total("2026-11-24", 3)}).ok());
    EXPECT_EQ(row("2026-11-24T08:50").code, "emergency-ended");
}

TEST_F(Emergency, ARowFitsItsSessionAndItsSeries) {
    open();
    EXPECT_EQ(row("2026-11-24T07:59").code, "before-the-emergency");
    EXPECT_EQ(row("2026-11-24T09:13").code, "time-in-the-future");
    EXPECT_EQ(row("2026-02-30T09:13").code, "no-such-date");
    EXPECT_TRUE(row("2026-11-24T08:30", {{"number", 5}}).ok());
    EXPECT_EQ(row("2026-11-24T08:30", {{"number", 5}}).code, "emergency-number-taken");
    EXPECT_EQ(row("2026-11-24T08:31", {{"number", 4}}).code, "emergency-order");
    EXPECT_EQ(row("2026-11-24T08:29", {{"number", 6}}).code, "emergency-order");
    EXPECT_EQ(open().code, "emergency-already-open");
    EXPECT_EQ(row("2026-11-24T08:31", {{"session", 7}}).status, SPO_NOT_FOUND);
}

TEST_F(Emergency, AYearWithoutUseIsRecordedAsSuch) {
    host.set_time("2026-12-31T12:00:00+01:00");
    enter();
    host.set_time("2027-01-01T00:05:00+01:00");
    ASSERT_TRUE(host.command("protocol.close-days").ok());
    EXPECT_THAT(host.column("SELECT year || ' ' || total FROM protocol_emergency_year"),
                ElementsAre("2026 0"));
    ASSERT_TRUE(host.command("protocol.close-days").ok());
    EXPECT_THAT(host.column("SELECT count(*) FROM protocol_emergency_year"), ElementsAre("1"));
}

} // namespace

} // namespace protocol::testing
