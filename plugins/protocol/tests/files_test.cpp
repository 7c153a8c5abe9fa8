// protocol/tests/files_test.cpp -- files (fascicoli): their identifiers, data, contents and states.
#include "fixture.hpp"

namespace protocol::testing {

namespace {

using ::testing::ElementsAre;

class Files : public Protocol {
protected:
    Outcome open(const std::string& filing_class, object more = {}) {
        object wanted{{"filing_class", filing_class},
                      {"subject", "Accesso agli atti"},
                      {"responsible", "Rossi Anna"}};
        for (const auto& member : more)
            wanted.insert_or_assign(member.key(), member.value());
        return host.command("protocol.open-file", wanted);
    }
    std::string code(const Outcome& outcome) {
        EXPECT_TRUE(outcome.ok()) << outcome.code;
        return std::string(outcome.reply.at("code").as_string());
    }
    Outcome close(const std::string& file) {
        return host.command("protocol.change-file",
                            object{{"code", file}, {"closed", true}, {"reason", "Concluso"}});
    }
    value file(const std::string& which) {
        return reply_of(host.query("protocol.file", object{{"code", which}}));
    }
};

TEST_F(Files, NumbersRestartForEachClassAndYear) {
    EXPECT_EQ(code(open("XI.2")), "2026.XI.2.1");
    EXPECT_EQ(code(open("XI.2")), "2026.XI.2.2");
    EXPECT_EQ(code(open("I.6")), "2026.I.6.1");
    host.set_time("2027-01-01T00:00:00+01:00");
    EXPECT_EQ(code(open("XI.2")), "2027.XI.2.1");
}

TEST_F(Files, AFileHasTheDataOfTheCode) {
    const auto opened =
        reply_of(open("XI.2", {{"other_administrations", {"Provincia di Cremona", "INPS"}}}));
    const auto& state = opened.at("states").at(0);
    EXPECT_EQ(state.at("administration"), "Comune di Crema");
    EXPECT_EQ(state.at("other_administrations"), "Provincia di Cremona; INPS");
    EXPECT_EQ(state.at("responsible"), "Rossi Anna");
    EXPECT_EQ(state.at("subject"), "Accesso agli atti");
    EXPECT_EQ(opened.at("filing_title"), "Anagrafe e certificazioni");
    EXPECT_EQ(open("XV.1").code, "no-such-filing-class");
    EXPECT_EQ(open("XI.2", {{"responsible", " "}}).field, "/responsible");
}

TEST_F(Files, ItsDocumentsAreThoseThatBelongThereNow) {
    open("XI.2");
    open("XI.2");
    number(enter({{"file", "2026.XI.2.1"}}));
    number(enter({{"file", "2026.XI.2.1"}}));
    ASSERT_TRUE(change("classify", {{"file", "2026.XI.2.2"}, {"reason", "Errore"}}).ok());
    const auto first = file("2026.XI.2.1").at("documents");
    ASSERT_EQ(first.as_array().size(), 1U);
    EXPECT_EQ(first.at(0).at("text"), "0000002");
    EXPECT_EQ(file("2026.XI.2.2").at("documents").at(0).at("text"), "0000001");
    const auto history = card(1).at("classifications");
    EXPECT_EQ(history.at(0).at("file"), "2026.XI.2.2");
    EXPECT_EQ(history.at(1).at("file"), "2026.XI.2.1");
}

TEST_F(Files, AFileGivesItsClassAndLeavesWithIt) {
    open("XI.2");
    enter({{"file", "2026.XI.2.1"}});
    EXPECT_EQ(card(1).at("classifications").at(0).at("filing_class"), "XI.2");
    EXPECT_EQ(enter({{"file", "2026.XI.2.1"}, {"filing_class", "I.6"}}).code,
              "file-of-other-class");
    EXPECT_EQ(enter({{"file", "2026.XI.2.9"}}).code, "no-such-file");
    ASSERT_TRUE(change("classify", {{"office", "Anagrafe"}, {"reason", "x"}}).ok());
    EXPECT_EQ(card(1).at("classifications").at(0).at("file"), "2026.XI.2.1");
    ASSERT_TRUE(change("classify", {{"filing_class", "I.6"}, {"reason", "x"}}).ok());
    EXPECT_FALSE(card(1).at("classifications").at(0).as_object().contains("file"));
}

TEST_F(Files, AClosedFileTakesNoDocumentAndCanBeOpenedAgain) {
    open("XI.2");
    enter({{"file", "2026.XI.2.1"}});
    ASSERT_TRUE(close("2026.XI.2.1").ok());
    EXPECT_EQ(close("2026.XI.2.1").code, "file-nothing-changes");
    EXPECT_EQ(enter({{"file", "2026.XI.2.1"}}).code, "file-closed");
    EXPECT_TRUE(change("classify", {{"office", "Anagrafe"}, {"reason", "x"}}).ok());
    ASSERT_TRUE(host.command("protocol.change-file", object{{"code", "2026.XI.2.1"},
                                                            {"closed", false},
                                                            {"responsible", "Verdi Luca"},
                                                            {"reason", "Ricorso"}})
                    .ok());
    EXPECT_TRUE(enter({{"file", "2026.XI.2.1"}}).ok());
    const auto states = file("2026.XI.2.1").at("states");
    ASSERT_EQ(states.as_array().size(), 3U);
    EXPECT_EQ(states.at(0).at("responsible"), "Verdi Luca");
    EXPECT_EQ(states.at(2).at("responsible"), "Rossi Anna");
}

TEST_F(Files, FilesAreFoundByWordsYearAndClass) {
    open("XI.2", {{"subject", "Perché cambiò casa"}});
    open("I.6", {{"subject", "Archivio"}});
    const auto codes = [&](object search) {
        std::vector<std::string> all;
        const auto reply = reply_of(host.query("protocol.files", search));
        for (const auto& one : reply.at("files").as_array())
            all.emplace_back(one.at("code").as_string());
        return all;
    };
    EXPECT_THAT(codes({{"text", "perche CASA"}}), ElementsAre("2026.XI.2.1"));
    EXPECT_THAT(codes({{"text", ""}, {"filing_class", "I.6"}}), ElementsAre("2026.I.6.1"));
    EXPECT_THAT(codes({{"text", ""}, {"closed", true}}), ElementsAre());
    EXPECT_THAT(codes({{"text", "rossi"}}), ElementsAre("2026.I.6.1", "2026.XI.2.1"));
}

TEST_F(Files, AReservedDocumentIsInItsFileWithoutItsMatter) {
    open("XI.2");
    enter({{"file", "2026.XI.2.1"}, {"reserved", true}});
    host.actor = "carla";
    const auto document = file("2026.XI.2.1").at("documents").at(0);
    EXPECT_EQ(document.at("hidden"), true);
    EXPECT_EQ(document.at("subject"), "");
    EXPECT_EQ(document.at("text"), "0000001");
}

TEST_F(Files, TheFilingPlanIsToldInItsOrder) {
    const auto plan = reply_of(host.query("protocol.filing-plan")).at("classes");
    ASSERT_EQ(plan.as_array().size(), 125U);
    EXPECT_EQ(plan.at(0).at("code"), "I.1");
    EXPECT_EQ(plan.at(9).at("code"), "I.10");
    EXPECT_EQ(plan.at(124).at("code"), "XIII.4");
    EXPECT_EQ(plan.at(124).at("title_of_title"), "Affari militari");
    EXPECT_THAT(host.column("SELECT count(*) FROM protocol_filing_title"), ElementsAre("14"));
}

} // namespace

} // namespace protocol::testing
