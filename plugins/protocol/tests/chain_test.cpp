// protocol/tests/chain_test.cpp -- the journal, the daily register, and what tampering looks like.
#include <set>

#include "digest.hpp"
#include "fixture.hpp"

namespace protocol::testing {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class Chain : public Protocol {
protected:
    value close() { return reply_of(host.command("protocol.close-days")); }
    std::vector<std::string> days() {
        return host.column("SELECT day FROM protocol_day ORDER BY day");
    }

    // The whole walk: nothing, or "2026-11-24 registration 0000001/2026: ...".
    std::string verify() {
        object from;
        lines = 0;
        for (int pages = 0; pages < 1000; ++pages) {
            const auto page = reply_of(host.query("protocol.verify", from));
            lines += page.at("lines").to_number<int>();
            if (const auto* misfit = page.as_object().if_contains("misfit"))
                return std::string(misfit->at("day").as_string()) + " " +
                       std::string(misfit->at("line").as_string()) + ": " +
                       std::string(misfit->at("why").at("en").as_string());
            const auto* next = page.as_object().if_contains("next");
            if (!next) return "";
            from["from"] = *next;
        }
        return "it never ends";
    }
    void tamper(const std::string& sql) { host.script("PRAGMA foreign_keys = OFF; " + sql); }

    std::string text_of(const std::string& day) {
        host.role = "supervisor";
        std::string text;
        object request{{"day", day}};
        for (;;) {
            const auto part = reply_of(host.query("protocol.export-day", request));
            text += part.at("text").as_string();
            const auto* next = part.as_object().if_contains("next");
            if (!next) return text;
            request["from"] = *next;
        }
    }

    // Three days of everything that can happen, the third in progress.
    void live() {
        host.command(
            "protocol.open-file",
            object{{"filing_class", "XI.2"}, {"subject", "Verifiche"}, {"responsible", "Rossi"}});
        enter({{"file", "2026.XI.2.1"},
               {"attachments", {kept(digest_of_abc, "a.pdf", true)}},
               {"parties", {object{{"kind", "company"}, {"denomination", "Molino"}}}}});
        enter({{"reserved", true}, {"readers", {"anna"}}});
        host.set_time("2026-11-25T09:00:00+01:00");
        enter();
        change("classify", {{"filing_class", "I.6"}, {"reason", "Errore"}});
        change("correct",
               {{"field", "subject"}, {"value", "Altro"}, {"reason", "x"}, {"act", "y"}});
        change("attach", {{"attachments", {kept(digest_of_nothing, "b.pdf", false)}}});
        change("restrict", {{"reserved", true}, {"reason", "Dati sanitari"}});
        change("annul", {{"number", 3}, {"reason", "Doppia"}, {"act", "Determina 1"}});
        host.command("protocol.open-emergency", object{{"cause", "Guasto"},
                                                       {"started_at", "2026-11-25T08:00"},
                                                       {"authorised_by", "Rossi"},
                                                       {"act", "P1"}});
        host.command("protocol.extend-emergency", object{{"session", 1},
                                                         {"until", "2026-11-27T08:00"},
                                                         {"authorised_by", "Rossi"},
                                                         {"act", "P2"}});
        host.command("protocol.record-emergency", object{{"session", 1},
                                                         {"registered_at", "2026-11-25T08:10"},
                                                         {"direction", "in"},
                                                         {"correspondent", "Bianchi"},
                                                         {"subject", "A mano"}});
        host.command("protocol.end-emergency",
                     object{{"session", 1},
                            {"ended_at", "2026-11-25T08:30"},
                            {"totals", {object{{"day", "2026-11-25"}, {"total", 1}}}}});
        host.command("protocol.merge-emergency", object{{"session", 1}});
        host.set_time("2026-11-26T00:05:00+01:00");
        close();
        enter();
    }

    int lines = 0;
};

TEST_F(Chain, EveryDayToYesterdayIsClosedTheEmptyOnesToo) {
    enter();
    host.set_time("2026-11-28T00:05:00+01:00");
    const auto closed = close();
    EXPECT_EQ(closed.at("closed").to_number<int>(), 4);
    EXPECT_EQ(closed.at("last"), "2026-11-27");
    EXPECT_EQ(closed.at("more"), false);
    EXPECT_THAT(days(), ElementsAre("2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"));
    EXPECT_THAT(host.column("SELECT entry_count FROM protocol_day ORDER BY day"),
                ElementsAre("1", "0", "0", "0"));
    EXPECT_EQ(text_of("2026-11-25"),
              R"({"administration_code":"c_d142","aoo_code":"AD142A1","day":"2026-11-25",)"
              R"("kind":"day","lines":0,"previous":")" +
                  host.column("SELECT sha256 FROM protocol_day WHERE day = '2026-11-24'").front() +
                  "\",\"registrations\":0}\n");
}

TEST_F(Chain, ClosingAgainAddsNothing) {
    enter();
    host.set_time("2026-11-26T00:05:00+01:00");
    close();
    const auto before = host.column("SELECT sha256 || closed_at FROM protocol_day");
    host.set_time("2026-11-26T23:59:59+01:00");
    EXPECT_EQ(close().at("closed").to_number<int>(), 0);
    EXPECT_EQ(host.column("SELECT sha256 || closed_at FROM protocol_day"), before);
}

TEST_F(Chain, ABoxThatRegistersNothingHasItsDaysFromTheFirst) {
    close();
    close();
    EXPECT_THAT(host.column("SELECT kind FROM protocol_journal"), ElementsAre("opening"));
    host.set_time("2026-11-26T00:05:00+01:00");
    close();
    EXPECT_THAT(days(), ElementsAre("2026-11-24", "2026-11-25"));
    EXPECT_EQ(verify(), "");
}

TEST_F(Chain, ALongPauseIsClosedInSeveralRuns) {
    enter();
    host.set_time("2028-11-24T00:05:00+01:00");
    EXPECT_EQ(close().at("more"), true);
    EXPECT_EQ(close().at("more"), false);
    EXPECT_THAT(days(), SizeIs(731));
    EXPECT_EQ(verify(), "");
}

TEST_F(Chain, TheDaysTextIsWhatItsDigestSays) {
    live();
    for (const auto& day : days())
        EXPECT_THAT(host.column("SELECT sha256 FROM protocol_day WHERE day = '" + day + "'"),
                    ElementsAre(sha256(text_of(day))));
    EXPECT_THAT(host.column("SELECT previous FROM protocol_day ORDER BY day"),
                ElementsAre("", sha256(text_of("2026-11-24"))));
}

// Every object, at any depth.
void expect_sorted(const value& one) {
    if (const auto* object = one.if_object()) {
        std::string last;
        for (const auto& member : *object) {
            EXPECT_LT(last, std::string(member.key()));
            last = std::string(member.key());
            expect_sorted(member.value());
        }
    }
    if (const auto* array = one.if_array())
        for (const auto& item : *array)
            expect_sorted(item);
}

TEST_F(Chain, TheTextIsCanonicalWithTheDaysEntriesAndAnnulments) {
    live();
    const auto text = text_of("2026-11-25");
    std::set<std::string> kinds;
    for (std::size_t from = 0; from < text.size();) {
        const auto end = text.find('\n', from);
        ASSERT_NE(end, std::string::npos);
        const auto line = text.substr(from, end - from);
        const auto read = parse(line);
        EXPECT_EQ(sportello::json::serialize(read), line); // No spaces, nothing escaped in vain.
        expect_sorted(read);
        kinds.emplace(read.at("kind").as_string());
        from = end + 1;
    }
    EXPECT_THAT(kinds, ::testing::IsSupersetOf({"day", "registration", "classification",
                                                "correction", "attachment", "access", "annulment",
                                                "emergency", "emergency-extension", "emergency-row",
                                                "emergency-end", "emergency-close"}));
    EXPECT_THAT(text, HasSubstr(R"("reason":"Doppia")"));
}

TEST_F(Chain, OnlyTheResponsibleExports) {
    enter();
    host.set_time("2026-11-25T00:05:00+01:00");
    close();
    const object day{{"day", "2026-11-24"}};
    EXPECT_EQ(host.query("protocol.export-day", day).status, SPO_FORBIDDEN);
    host.role = "supervisor";
    EXPECT_TRUE(host.query("protocol.export-day", day).ok());
    EXPECT_EQ(host.query("protocol.export-day", object{{"day", "2026-11-25"}}).status,
              SPO_NOT_FOUND);
}

TEST_F(Chain, AnEntryOfAClosedDayIsAnnulledToday) {
    enter();
    host.set_time("2026-11-25T00:05:00+01:00");
    close();
    const auto before = text_of("2026-11-24");
    ASSERT_TRUE(change("annul", {{"reason", "Doppia"}, {"act", "Determina 1"}}).ok());
    EXPECT_EQ(text_of("2026-11-24"), before);
    EXPECT_EQ(verify(), "");
    host.set_time("2026-11-26T00:05:00+01:00");
    close();
    EXPECT_THAT(text_of("2026-11-25"), HasSubstr("annulment"));
}

TEST_F(Chain, NothingIsAddedToAClosedDay) {
    enter();
    host.set_time("2026-11-26T00:05:00+01:00");
    close();
    host.set_time("2026-11-25T12:00:00+01:00");
    EXPECT_EQ(enter().code, "clock-behind");
    EXPECT_EQ(change("annul", {{"reason", "x"}, {"act", "y"}}).code, "clock-behind");
}

TEST_F(Chain, ARegisterThatWasLeftAloneFits) {
    EXPECT_EQ(verify(), "");
    live();
    EXPECT_EQ(verify(), "");
    EXPECT_EQ(lines, std::stoi(host.column("SELECT count(*) FROM protocol_journal").front()));
}

struct Tampering {
    const char* sql;
    const char* found;
};

class Tampered : public Chain, public ::testing::WithParamInterface<Tampering> {};

TEST_P(Tampered, IsFoundAtTheFirstLineThatDoesNotFit) {
    live();
    ASSERT_EQ(verify(), "");
    tamper(GetParam().sql);
    EXPECT_THAT(verify(), ::testing::StartsWith(GetParam().found));
}

INSTANTIATE_TEST_SUITE_P(
    Rows,
    Tampered,
    ::testing::Values(
        Tampering{"UPDATE protocol_entry SET subject = 'Altro' WHERE number = 1",
                  "2026-11-24 registration 0000001/2026: what it says"},
        Tampering{"UPDATE protocol_entry SET registered_at = '2026-11-24T09:12:34+01:00'"
                  " WHERE number = 2",
                  "2026-11-24 registration 0000002/2026: what it says"},
        Tampering{"UPDATE protocol_attachment SET sha256 = replace(sha256, 'b', 'c')"
                  " WHERE added = 1",
                  "2026-11-24 registration 0000001/2026: what it says"},
        Tampering{"UPDATE protocol_attachment SET name = 'c.pdf' WHERE added = 2",
                  "2026-11-25 attachment 0000001/2026: what it says"},
        Tampering{"UPDATE protocol_party SET denomination = 'Altro'",
                  "2026-11-24 registration 0000001/2026: what it says"},
        Tampering{"UPDATE protocol_annulment SET reason = 'Altro'",
                  "2026-11-25 annulment 0000003/2026: what it says"},
        Tampering{"UPDATE protocol_correction SET old_value = 'Altro'",
                  "2026-11-25 correction 0000001/2026: what it says"},
        Tampering{"UPDATE protocol_classification SET filing_class = 'I.1' WHERE version = 2",
                  "2026-11-25 classification 0000001/2026: what it says"},
        Tampering{"UPDATE protocol_access SET readers = ' carla ' WHERE number = 2",
                  "2026-11-24 registration 0000002/2026: what it says"},
        Tampering{"UPDATE protocol_file_state SET responsible = 'Altro'",
                  "2026-11-24 file 1: what it says"},
        Tampering{"UPDATE protocol_emergency_row SET subject = 'Altro'",
                  "2026-11-25 emergency-row 0000001/2026: what it says"},
        Tampering{"UPDATE protocol_emergency_total SET total = 2",
                  "2026-11-25 emergency-end 1: what it says"},
        Tampering{"DELETE FROM protocol_annulment",
                  "2026-11-25 annulment 0000003/2026: the register's row is not there"},
        Tampering{"DELETE FROM protocol_entry WHERE number = 2",
                  "2026-11-24 registration 0000002/2026: the register's row is not there"}));

INSTANTIATE_TEST_SUITE_P(
    Journal,
    Tampered,
    ::testing::Values(
        Tampering{"UPDATE protocol_journal SET hash ="
                  " (SELECT hash FROM protocol_journal WHERE sequence = 1) WHERE sequence = 2",
                  "2026-11-24 registration 0000001/2026: what it says"},
        Tampering{"DELETE FROM protocol_journal WHERE sequence = 2;"
                  "DELETE FROM protocol_entry WHERE number = 1",
                  "2026-11-24 registration 0000002/2026: the line before it is missing"},
        Tampering{"DELETE FROM protocol_journal WHERE day = '2026-11-25' AND sequence ="
                  " (SELECT max(sequence) FROM protocol_journal WHERE day = '2026-11-25')",
                  "2026-11-25 day 2026-11-25: the day's lines are not those"},
        Tampering{"UPDATE protocol_journal SET day = '2026-11-25' WHERE sequence = 3",
                  "2026-11-24 day 2026-11-24: the day's lines are not those"}));

INSTANTIATE_TEST_SUITE_P(
    Days,
    Tampered,
    ::testing::Values(Tampering{"UPDATE protocol_day SET entry_count = 1 WHERE day = '2026-11-24'",
                                "2026-11-24 day 2026-11-24: the day's lines are not those"},
                      Tampering{"DELETE FROM protocol_day WHERE day = '2026-11-24'",
                                "2026-11-24 day 2026-11-24: this day's register is missing"},
                      Tampering{
                          "UPDATE protocol_day SET previous = sha256 WHERE day = '2026-11-25'",
                          "2026-11-25 day 2026-11-25: it is not chained"}));

TEST_F(Chain, ARowThatWasNeverRecordedIsFound) {
    live();
    tamper("INSERT INTO protocol_annulment (year, number, annulled_at, actor, reason, act)"
           " VALUES (2026, 1, '2026-11-26T00:05:00+01:00', 'x', 'x', 'x')");
    EXPECT_THAT(verify(), HasSubstr("annulment 0000001/2026: it is in the tables"));
}

TEST_F(Chain, AGapInTheSeriesIsFound) {
    enter();
    enter();
    tamper("UPDATE protocol_entry SET number = 7 WHERE number = 2;"
           "UPDATE protocol_classification SET number = 7 WHERE number = 2;"
           "UPDATE protocol_journal SET minor = 7 WHERE minor = 2");
    EXPECT_THAT(verify(), HasSubstr("registration 0000007/2026"));
}

TEST_F(Chain, ALargeDayIsExportedInParts) {
    for (int i = 0; i < 600; ++i)
        enter({{"subject", std::string(400, 'x')}});
    host.set_time("2026-11-25T00:05:00+01:00");
    close();
    EXPECT_EQ(verify(), "");
    const auto text = text_of("2026-11-24");
    EXPECT_TRUE(host.query("protocol.export-day", object{{"day", "2026-11-24"}})
                    .reply.as_object()
                    .contains("next"));
    EXPECT_THAT(host.column("SELECT sha256 FROM protocol_day"), ElementsAre(sha256(text)));
    tamper("UPDATE protocol_entry SET subject = 'Altro' WHERE number = 500");
    EXPECT_THAT(verify(), HasSubstr("2026-11-24 registration 0000500/2026: what it says"));
}

} // namespace

} // namespace protocol::testing
