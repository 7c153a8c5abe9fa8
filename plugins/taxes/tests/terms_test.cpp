// taxes/tests/terms_test.cpp -- instalments, refunds, appeals: counts and days.
#include <gtest/gtest.h>

#include "settings.hpp"
#include "terms.hpp"

namespace taxes {
namespace {

sportello::Date date(const char* text) {
    return sportello::parse_date(text).value();
}

TEST(Instalments, AreAsManyAsTheLawGrantsForTheAmount) {
    const auto law = legal_brackets();
    for (const auto& [cents, most] : {std::pair{10'000, 1},
                                      {10'001, 4},
                                      {50'000, 4},
                                      {50'001, 12},
                                      {300'000, 12},
                                      {300'001, 24},
                                      {600'000, 24},
                                      {600'001, 36},
                                      {2'000'000, 36},
                                      {2'000'001, 72}})
        EXPECT_EQ(most_instalments(cents, law), most) << cents;
    EXPECT_EQ(most_instalments(900'000, {{100'000, 6}, {800'000, 40}}), 40); // Above the last.
}

TEST(Instalments, FallOnTheLastDayOfTheMonthAndMakeTheDebt) {
    const auto instalments = plan(100'001, 3, date("2026-11-24"), legal_interest());
    ASSERT_EQ(instalments.size(), 3U);
    EXPECT_EQ(instalments[0].principal_cents, 33'335);
    EXPECT_EQ(instalments[1].principal_cents, 33'333);
    EXPECT_EQ(sportello::format_date(instalments[0].due), "2026-12-31");
    EXPECT_EQ(sportello::format_date(instalments[1].due), "2027-01-31");
    EXPECT_EQ(sportello::format_date(instalments[2].due), "2027-02-28");
    EXPECT_EQ(instalments[0].interest_cents, 54); // 333.35 x 1.6 % x 37 / 365
    for (int count = 2; count <= 72; ++count) {
        std::int64_t sum = 0;
        for (const auto& it : plan(123'456, count, date("2026-01-31"), legal_interest())) {
            sum += it.principal_cents;
            ASSERT_NE(std::chrono::year_month_day(it.due).month(),
                      std::chrono::year_month_day(it.due + std::chrono::days(1)).month());
        }
        ASSERT_EQ(sum, 123'456);
    }
}

TEST(Appeal, HasSixtyDaysWithoutAugust) {
    EXPECT_EQ(sportello::format_date(appeal_by(date("2026-01-09"))), "2026-03-10");
    EXPECT_EQ(sportello::format_date(appeal_by(date("2026-07-15"))),
              "2026-10-14"); // 16 of July, 44 after
    EXPECT_EQ(sportello::format_date(appeal_by(date("2026-08-10"))), "2026-10-30");
    EXPECT_EQ(sportello::format_date(appeal_by(date("2026-11-05"))), "2027-01-04");
    EXPECT_EQ(sportello::format_date(appeal_by(date("2026-03-04"))),
              "2026-05-04"); // 3 is a Sunday.
}

TEST(Refund, IsAskedWithinFiveYears) {
    EXPECT_TRUE(refund_in_time(date("2021-12-16"), date("2026-12-16")));
    EXPECT_FALSE(refund_in_time(date("2021-12-16"), date("2026-12-17")));
}

TEST(Redress, IsCompulsoryOnSevenGrounds) {
    for (const auto* ground : {"wrong-person", "calculation", "wrong-tax", "material-error",
                               "wrong-prerequisite", "payments-made", "missing-papers"})
        EXPECT_TRUE(is_compulsory_ground(ground)) << ground;
    EXPECT_FALSE(is_compulsory_ground("other"));
}

TEST(Settings, HaveDefaultsThatFitThem) {
    for (const auto& it : settings())
        if (!it.otherwise.empty()) {
            EXPECT_TRUE(fits(it, it.otherwise)) << it.name;
        }
}

TEST(Settings, RefuseWhatTheLawDoesNotAdmit) {
    EXPECT_TRUE(fits(setting("creditor-tax-code"), "00111540191"));
    EXPECT_FALSE(fits(setting("creditor-tax-code"), "00111540192"));
    EXPECT_TRUE(fits(setting("segregation-code"), "49"));
    EXPECT_FALSE(fits(setting("segregation-code"), "47")); // The unique fee's.
    EXPECT_FALSE(fits(setting("segregation-code"), "85"));
    EXPECT_FALSE(fits(setting("tefa-percent"), "5,1"));
    EXPECT_FALSE(fits(setting("instalment-surcharge-percent"), "2,5"));
    EXPECT_FALSE(fits(setting("imu-minimum-cents"), "12,5"));
}

} // namespace
} // namespace taxes
