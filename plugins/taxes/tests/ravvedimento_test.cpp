// taxes/tests/ravvedimento_test.cpp -- penalty and interest of late payments, to the cent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "correction.hpp"

namespace taxes {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

sportello::Date date(std::string_view text) {
    return sportello::parse_date(text).value();
}

struct Case {
    const char *due, *paid;
    std::int64_t cents;
    int days;
    std::int64_t numerator, denominator; // Of the penalty, in lowest terms.
    std::int64_t penalty_cents, interest_cents, total_cents;
};
std::ostream& operator<<(std::ostream& out, const Case& it) {
    return out << it.due << " paid " << it.paid;
}

class KnownCorrection : public ::testing::TestWithParam<Case> {};

TEST_P(KnownCorrection, PenaltyAndInterestToTheCent) {
    const auto& it = GetParam();
    const auto result = correct({it.cents, date(it.due), date(it.paid)}, legal_interest());
    EXPECT_EQ(result.days, it.days);
    EXPECT_EQ(part(result.numerator, result.denominator), part(it.numerator, it.denominator));
    EXPECT_EQ(result.penalty_cents, it.penalty_cents);
    EXPECT_EQ(result.interest_cents, it.interest_cents);
    EXPECT_EQ(result.total_cents, it.total_cents);
}

INSTANTIATE_TEST_SUITE_P(
    Ravvedimento,
    KnownCorrection,
    ::testing::Values(Case{"2024-06-17", "2024-06-27", 100000, 10, 1, 100, 1000, 68, 101068},
                      Case{"2024-06-17", "2024-07-01", 100000, 14, 7, 500, 1400, 96, 101496},
                      Case{"2024-06-17", "2024-07-02", 100000, 15, 3, 200, 1500, 103, 101603},
                      Case{"2024-06-17", "2024-07-17", 100000, 30, 3, 200, 1500, 205, 101705},
                      Case{"2024-06-17", "2024-09-15", 100000, 90, 1, 60, 1667, 616, 102283},
                      Case{"2024-06-17", "2025-01-31", 100000, 228, 3, 80, 3750, 1519, 105269},
                      Case{"2023-06-16", "2025-01-31", 100000, 595, 3, 70, 4286, 5389, 109675},
                      Case{"2021-06-16", "2024-06-30", 100000, 1110, 1, 20, 5000, 7502, 112502},
                      Case{"2025-06-16", "2025-06-26", 100000, 10, 1, 120, 833, 55, 100888},
                      Case{"2025-06-16", "2025-06-30", 100000, 14, 7, 600, 1167, 77, 101244},
                      Case{"2025-06-16", "2025-07-01", 100000, 15, 1, 80, 1250, 82, 101332},
                      Case{"2025-06-16", "2025-09-14", 100000, 90, 1, 72, 1389, 493, 101882},
                      Case{"2024-12-16", "2025-06-16", 100000, 182, 1, 32, 3125, 1018, 104143},
                      Case{"2024-12-16", "2026-01-15", 100000, 395, 1, 28, 3571, 2168, 105739},
                      Case{"2025-12-16", "2026-01-10", 51200, 25, 1, 80, 640, 65, 51905}));

Tier tier(const char* due, int days, YearTier year_tier = YearTier::from_due_day) {
    const auto from = date(due);
    return correct({100000, from, from + std::chrono::days(days), year_tier}, legal_interest())
        .tier;
}

TEST(Tiers, ChangeOnTheDayTheLawSays) {
    for (const auto* due : {"2023-06-16", "2025-06-16"}) {
        EXPECT_EQ(tier(due, 1), Tier::fortnight);
        EXPECT_EQ(tier(due, 14), Tier::fortnight);
        EXPECT_EQ(tier(due, 15), Tier::month);
        EXPECT_EQ(tier(due, 30), Tier::month);
        EXPECT_EQ(tier(due, 31), Tier::quarter);
        EXPECT_EQ(tier(due, 90), Tier::quarter);
        EXPECT_EQ(tier(due, 91), Tier::year);
    }
    EXPECT_EQ(tier("2025-06-16", 365), Tier::year); // 16 June 2026
    EXPECT_EQ(tier("2025-06-16", 366), Tier::two_years);
    EXPECT_EQ(tier("2025-06-16", 730), Tier::two_years); // 16 June 2027
    EXPECT_EQ(tier("2025-06-16", 731), Tier::later);
    EXPECT_EQ(tier("2023-06-16", 366), Tier::year); // A leap day between.
}

TEST(Tiers, MayEndWithTheDeclarationsTerm) {
    const auto declaration = YearTier::declaration;
    const auto from = date("2025-12-16");
    const auto until = [&](const char* day) {
        return tier("2025-12-16", static_cast<int>((date(day) - from).count()), declaration);
    };
    EXPECT_EQ(until("2026-06-30"), Tier::year);
    EXPECT_EQ(until("2026-07-01"), Tier::two_years);
    EXPECT_EQ(until("2027-06-30"), Tier::two_years);
    EXPECT_EQ(until("2027-07-01"), Tier::later);
}

TEST(Regime, IsOfTheDayOfTheViolation) {
    const auto before = correct({100000, date("2024-08-31"), date("2025-01-31")}, legal_interest());
    const auto after = correct({100000, date("2024-09-01"), date("2025-01-31")}, legal_interest());
    EXPECT_FALSE(before.second_regime);
    EXPECT_EQ(before.penalty_cents, 3750);
    EXPECT_TRUE(after.second_regime);
    EXPECT_EQ(after.penalty_cents, 3125);
}

TEST(Interest, IsSimpleAndOfEachYearsRate) {
    const auto spans = interest(100000, date("2024-12-16"), date("2026-01-15"), legal_interest());
    std::vector<std::pair<int, int>> days;
    for (const auto& span : spans)
        days.emplace_back(span.year, span.days);
    EXPECT_THAT(days, ElementsAre(std::pair(2024, 15), std::pair(2025, 365), std::pair(2026, 15)));
    EXPECT_EQ(spans[1].interest, Exact(2000));
    EXPECT_TRUE(interest(100000, date("2026-01-15"), date("2026-01-15"), legal_interest()).empty());
}

TEST(Interest, TakesTheLastKnownRateAndSaysSo) {
    const auto spans = interest(100000, date("2026-12-16"), date("2027-01-10"), legal_interest());
    ASSERT_EQ(spans.size(), 2U);
    EXPECT_FALSE(spans[0].assumed);
    EXPECT_TRUE(spans[1].assumed);
    EXPECT_EQ(spans[1].rate, spans[0].rate);
    auto rates = legal_interest();
    rates[2027] = 12'000;
    EXPECT_FALSE(interest(100000, date("2026-12-16"), date("2027-01-10"), rates)[1].assumed);
}

TEST(Interest, OfAPeriodIsThatOfItsParts) {
    const auto rates = legal_interest();
    const auto sum = [&](const char* from, const char* to) {
        Exact total;
        for (const auto& span : interest(123457, date(from), date(to), rates))
            total += span.interest;
        return total;
    };
    for (const auto* middle :
         {"2021-06-17", "2022-12-31", "2023-01-01", "2024-02-29", "2025-12-31"})
        EXPECT_EQ(sum("2021-06-16", middle) + sum(middle, "2026-03-01"),
                  sum("2021-06-16", "2026-03-01"));
}

TEST(Correction, CostsMoreTheLaterItComesWithinARegime) {
    for (const auto* due : {"2022-06-16", "2024-12-16"}) {
        std::int64_t before = 0;
        for (int days = 1; days <= 1'200; ++days) {
            const auto from = date(due);
            const auto result =
                correct({100000, from, from + std::chrono::days(days)}, legal_interest());
            ASSERT_GE(result.total_cents, before) << due << " + " << days;
            before = result.total_cents;
        }
    }
}

TEST(Explanation, NamesRegimeTierAndEachYear) {
    const Unpaid unpaid{100000, date("2024-06-17"), date("2025-01-31")};
    std::string it;
    for (const auto& step : explain(unpaid, correct(unpaid, legal_interest())))
        it += step.it + "\n";
    for (const auto* part :
         {"228 giorni", "30%", "oltre 90 giorni, entro un anno", "3/80", "37,50 euro",
          "2024: 197 giorni al 2,5%", "2025: 31 giorni al 2%", "1.052,69 euro", "1.053 euro"})
        EXPECT_THAT(it, HasSubstr(part));
}

} // namespace
} // namespace taxes
