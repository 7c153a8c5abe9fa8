// taxes/tests/notices_test.cpp -- pagoPA notices: numbers never given twice, reprints, closings.
#include "office.hpp"
#include "pagopa.hpp"

namespace taxes {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Notices : public Office {
protected:
    void SetUp() override { done("decide", demo()); }
    std::string issue() {
        return std::string(
            done("issue-notice", example("pagopa-avviso")).reply.at("nav").as_string());
    }
    Outcome close(const std::string& nav, const char* outcome) {
        return host.command("taxes.close-notice",
                            object{{"nav", nav}, {"outcome", outcome}, {"why", "prova"}});
    }
    object reprint(const std::string& nav) {
        return object{{"debtor", example("pagopa-avviso").at("debtor")}, {"nav", nav}};
    }
};

TEST_F(Notices, AreNumberedWithinTheYear) {
    EXPECT_EQ(issue(), "301202600000000103");
    const auto second = issue();
    EXPECT_EQ(second.substr(3, 13), "2026000000002");
    EXPECT_TRUE(valid_nav(second));
    host.set_time("2027-01-04T09:00:00+01:00");
    EXPECT_EQ(issue().substr(3, 13), "2027000000001");
}

TEST_F(Notices, ANumberIsNotGivenAgainAfterAnnulment) {
    const auto first = issue();
    ASSERT_TRUE(close(first, "annulled").ok());
    EXPECT_NE(issue(), first);
    EXPECT_EQ(host.command("taxes.issue-notice", reprint(first)).code, "notice-annulled");
    // Nor may anybody write it: the table refuses.
    EXPECT_ANY_THROW(host.script(
        "INSERT INTO taxes_notice (creditor, segregation, base, nav, taxpayer_id, cents, reason,"
        " due_on, issued_at, case_id, actor) SELECT creditor, segregation, base + 500, nav,"
        " taxpayer_id, cents, reason, due_on, issued_at, case_id, actor FROM taxes_notice LIMIT "
        "1"));
    EXPECT_ANY_THROW(host.script(
        "INSERT INTO taxes_notice (creditor, segregation, base, nav, taxpayer_id, cents, reason,"
        " due_on, issued_at, case_id, actor) SELECT creditor, segregation, base,"
        " '301202600000009900', taxpayer_id, cents, reason, due_on, issued_at, case_id, actor"
        " FROM taxes_notice LIMIT 1"));
}

TEST_F(Notices, ARefusedNoticeTakesNoNumber) {
    EXPECT_EQ(
        host.command("taxes.issue-notice", with("pagopa-avviso", {{"due_on", "2026-11-23"}})).code,
        "due-in-the-past");
    EXPECT_THAT(host.documents(), IsEmpty());
    EXPECT_EQ(issue(), "301202600000000103");
}

TEST_F(Notices, SayEverythingOnPaperAndToMachines) {
    done("decide", object{{"year", 2026},
                          {"act", "Determina 7/2026"},
                          {"settings",
                           array{object{{"name", "postal-account"}, {"value", "000016302093"}}}}});
    const auto reply = done("issue-notice", example("pagopa-avviso")).reply;
    EXPECT_EQ(reply.at("qr"), "PAGOPA|002|301202600000000103|00111540191|17810");
    EXPECT_EQ(reply.at("iuv"), "01202600000000103");
    EXPECT_EQ(reply.at("datamatrix").as_string().size(), 256U);
    const auto paper = host.paper(host.documents().back());
    for (const auto* part :
         {"3012 0260 0000 0001 03", "178,10 euro", "02/12/2035", "Comune di Crema", "00111540191",
          "Ferrari Marco", "TARI 2026, rata unica", "ABCDE",
          "@qr PAGOPA|002|301202600000000103|00111540191|17810", "000016302093"})
        EXPECT_THAT(paper, HasSubstr(part));
}

TEST_F(Notices, ArePrintedAgainForTheirDebtorOnly) {
    const auto nav = issue();
    const auto again = done("issue-notice", reprint(nav)).reply;
    EXPECT_EQ(again.at("nav"), value(nav));
    EXPECT_EQ(again.at("cents"), 17810);
    EXPECT_EQ(again.at("reprint"), true);
    EXPECT_EQ(count("taxes_notice"), "1");
    auto other = reprint(nav);
    other["debtor"].as_object()["tax_code"] = "MRTLCU90S11F205M";
    EXPECT_EQ(host.command("taxes.issue-notice", other).code, "notice-of-another");
    EXPECT_EQ(host.command("taxes.issue-notice", reprint("301202600000000104")).code, "nav-wrong");
    EXPECT_EQ(host.command("taxes.issue-notice", reprint("301000000000000144")).code,
              "no-such-notice");
}

TEST_F(Notices, AreClosedOnce) {
    const auto nav = issue();
    ASSERT_TRUE(close(nav, "paid").ok());
    EXPECT_EQ(close(nav, "annulled").code, "notice-paid");
    EXPECT_THAT(host.column("SELECT state || ' ' || closed_on FROM taxes_notice"),
                ElementsAre("paid 2026-11-24"));
}

TEST_F(Notices, NeedAmountReasonAndDueDay) {
    for (const auto* member : {"cents", "reason", "due_on"}) {
        auto input = example("pagopa-avviso").as_object();
        input.erase(member);
        const auto outcome = host.command("taxes.issue-notice", input);
        EXPECT_EQ(outcome.code, "notice-incomplete");
        EXPECT_EQ(outcome.field, std::string("/") + member);
    }
}

TEST_F(Office, WithoutACreditorIssuesNoNotice) {
    const auto outcome = host.command("taxes.issue-notice", example("pagopa-avviso"));
    EXPECT_EQ(outcome.code, "creditor-missing");
    EXPECT_EQ(count("taxes_taxpayer"), "0");
}

} // namespace
} // namespace taxes
