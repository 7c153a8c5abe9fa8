// taxes/tests/possession_test.cpp -- months, days of payment, shares, and numbers as people write
// them.
#include <gtest/gtest.h>

#include "exact.hpp"
#include "possession.hpp"

namespace taxes {
namespace {

sportello::Date date(const char* text) {
    return sportello::parse_date(text).value();
}

TEST(Months, AreTheBuyersFromHalfOfTheMonth) {
    const auto months = [](const char* from, const char* to) {
        return months_possessed(2026, from ? std::optional(date(from)) : std::nullopt,
                                to ? std::optional(date(to)) : std::nullopt)
            .year;
    };
    EXPECT_EQ(months("2026-01-16", nullptr), 12); // 31 days: the 16th is the buyer's
    EXPECT_EQ(months("2026-01-17", nullptr), 11);
    EXPECT_EQ(months("2026-04-16", nullptr), 9); // 30 days: 15 each, to the buyer
    EXPECT_EQ(months("2026-04-17", nullptr), 8);
    EXPECT_EQ(months("2026-02-15", nullptr), 11); // 28 days: 14 each
    EXPECT_EQ(months("2026-02-16", nullptr), 10);
    EXPECT_EQ(months(nullptr, "2026-04-16"), 3);
    EXPECT_EQ(months(nullptr, "2026-04-17"), 4);
    EXPECT_EQ(months_possessed(2028, date("2028-02-15"), std::nullopt).year, 11); // 29 days
    EXPECT_EQ(months_possessed(2028, date("2028-02-16"), std::nullopt).year, 10);
    const auto half = months_possessed(2026, date("2026-03-16"), date("2026-09-10"));
    EXPECT_EQ(half.year, 6); // March to August
    EXPECT_EQ(half.first_half, 4);
}

TEST(Months, OfBuyerAndSellerAreAlwaysTwelve) {
    for (const int year : {2026, 2028})
        for (sportello::Date day = sportello::Date(std::chrono::year(year) / 1 / 1);
             day <= sportello::Date(std::chrono::year(year) / 12 / 31);
             day += std::chrono::days(1)) {
            const auto buyer = months_possessed(year, day, std::nullopt);
            const auto seller = months_possessed(year, std::nullopt, day);
            ASSERT_EQ(buyer.year + seller.year, 12) << sportello::format_date(day);
            ASSERT_EQ(buyer.first_half + seller.first_half, 6) << sportello::format_date(day);
        }
}

TEST(Deadlines, MoveFromSaturdaysAndHolidays) {
    struct Days {
        int year;
        const char *advance, *balance;
    };
    for (const auto& it : {Days{2018, "2018-06-18", "2018-12-17"},
                           {2019, "2019-06-17", "2019-12-16"},
                           {2020, "2020-06-16", "2020-12-16"},
                           {2021, "2021-06-16", "2021-12-16"},
                           {2022, "2022-06-16", "2022-12-16"},
                           {2023, "2023-06-16", "2023-12-18"},
                           {2024, "2024-06-17", "2024-12-16"},
                           {2025, "2025-06-16", "2025-12-16"},
                           {2026, "2026-06-16", "2026-12-16"},
                           {2027, "2027-06-16", "2027-12-16"},
                           {2028, "2028-06-16", "2028-12-18"},
                           {2029, "2029-06-18", "2029-12-17"},
                           {2030, "2030-06-17", "2030-12-16"}}) {
        EXPECT_EQ(sportello::format_date(advance_day(it.year)), it.advance);
        EXPECT_EQ(sportello::format_date(balance_day(it.year)), it.balance);
    }
}

TEST(Shares, AreFractionsUpToTheWhole) {
    EXPECT_EQ(parse_share("1/3")->denominator, 3);
    for (const auto* wrong : {"2/1", "0/1", "1", "1/0", "a/b", "", "1/2/3", "-1/2"})
        EXPECT_FALSE(parse_share(wrong)) << wrong;
}

TEST(Numbers, AreReadAsPeopleWriteThem) {
    EXPECT_EQ(scaled("10,6", 3), 10'600);
    EXPECT_EQ(scaled("10.6", 3), 10'600);
    EXPECT_EQ(scaled("0,4460", 6), 446'000);
    EXPECT_EQ(scaled("7", 3), 7'000);
    for (const auto* wrong : {"", ",5", "5,", "1,2,3", "1,2345", "-1", "1e3", "1234567890123"})
        EXPECT_EQ(scaled(wrong, 3), std::nullopt) << wrong;
    EXPECT_EQ(unscaled(10'600, 3), "10,6");
    EXPECT_EQ(unscaled(500, 4), "0,05");
    EXPECT_EQ(rounded(part(1, 2)), 1);
    EXPECT_EQ(rounded(part(49, 100)), 0);
    EXPECT_EQ(euro(178'080), "1.780,80");
    EXPECT_EQ(euro(5), "0,05");
    EXPECT_EQ(euro(123'456'789), "1.234.567,89");
}

} // namespace
} // namespace taxes
