// taxes/tests/examples_test.cpp -- the example at the head of each form works as it is.
#include "office.hpp"

namespace taxes {
namespace {

using ::testing::HasSubstr;

using Examples = Office;

const std::vector<std::pair<const char*, const char*>> intakes{
    {"declare-imu", "imu-dichiarazione"},         {"notify-imu", "imu-comodato-locazione"},
    {"open-account", "tari-attivazione"},         {"change-account", "tari-variazione"},
    {"close-account", "tari-cessazione"},         {"reduce-account", "tari-riduzione"},
    {"ask-instalments", "tributi-rateizzazione"}, {"ask-refund", "tributi-rimborso"},
    {"ask-redress", "tributi-autotutela"}};

TEST_F(Examples, EveryIntakeIsRegisteredWithTheProtocol) {
    std::int64_t number = 0;
    for (const auto& [operation, form] : intakes) {
        const auto outcome = done(operation, example(form));
        ASSERT_TRUE(outcome.ok());
        EXPECT_EQ(outcome.reply.at("protocol").at("number"), ++number) << form;
        EXPECT_EQ(outcome.reply.at("charges").at(0).at("cents"), 0) << form;
    }
    EXPECT_EQ(count("taxes_request"), "9");
    EXPECT_EQ(count("taxes_taxpayer"), "1"); // All of one person.
    EXPECT_THAT(host.column("SELECT DISTINCT filing_class || ' ' || office"
                            " FROM protocol_classification"),
                ::testing::ElementsAre("IV.3 Ufficio tributi"));
    for (const auto& subject : host.column("SELECT subject FROM protocol_entry"))
        EXPECT_THAT(subject, ::testing::Not(HasSubstr("Ferrari"))); // The subject names nobody.
}

TEST_F(Examples, EveryDeliveryMakesItsPaper) {
    done("compute-imu", example("imu-calcolo"));
    done("correct-imu", example("imu-ravvedimento"));
    done("decide", demo());
    done("issue-notice", example("pagopa-avviso"));
    ASSERT_EQ(host.documents().size(), 3U);
    for (const auto* language : {"it", "en"}) {
        host.language = language;
        for (const auto& document : host.documents()) {
            const auto paper = host.paper(document);
            EXPECT_THAT(paper, HasSubstr("FAC-SIMILE"));
            EXPECT_THAT(paper, HasSubstr("FRRMRC78C14D142I"));
        }
    }
}

TEST_F(Examples, EveryQuestionIsAnswered) {
    EXPECT_EQ(asked("imu", example("imu")).reply.at("total_cents"), 178080);
    EXPECT_EQ(asked("ravvedimento", example("ravvedimento")).reply.at("days"), 161);
    EXPECT_EQ(host.query("taxes.tari", example("tari")).code, "tariff-missing");
    done("decide", example("decide"));
    EXPECT_EQ(asked("tari", example("tari")).reply.at("tari_cents"), 15605);
    asked("town-decisions", example("town-decisions"));
    done("open-account", example("tari-attivazione"));
    asked("position", example("position"));
}

TEST_F(Examples, TheOfficeAnswersAndCloses) {
    done("ask-instalments", example("tributi-rateizzazione"));
    done("answer-request", example("answer-request"));
    done("decide", demo());
    done("issue-notice", example("pagopa-avviso"));
    done("close-notice", example("close-notice"));
}

} // namespace
} // namespace taxes
