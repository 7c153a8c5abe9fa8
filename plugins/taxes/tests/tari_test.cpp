// taxes/tests/tari_test.cpp -- the waste tax to the cent, and how days and reductions change it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tari.hpp"

namespace taxes {
namespace {

using ::testing::HasSubstr;

Occupation home(std::int64_t square_metres, std::int64_t fixed_micro, std::int64_t variable_micro) {
    Occupation it;
    it.square_metres = square_metres;
    it.tariff = {fixed_micro, variable_micro};
    return it;
}

TEST(WasteTax, OfAHomeIsByAreaAndByHousehold) {
    const auto one = waste_tax(home(100, 262'300, 53'760'000));
    EXPECT_EQ(one.fixed_cents, 2623);
    EXPECT_EQ(one.variable_cents, 5376);
    EXPECT_EQ(one.tari_cents, 7999);
    EXPECT_EQ(one.total_cents, 8399);
    const auto four = waste_tax(home(100, 377'800, 118'270'000));
    EXPECT_EQ(four.tari_cents, 15605);
    EXPECT_EQ(four.total_cents, 16385);
    const auto three = waste_tax(home(80, 446'000, 75'030'000));
    EXPECT_EQ(three.tari_cents, 11071);
    EXPECT_EQ(three.tefa_cents, 554);
    EXPECT_EQ(three.total_cents, 11625);
}

TEST(WasteTax, OfABusinessIsByAreaTwice) {
    auto restaurant = home(100, 335'700, 6'107'600);
    restaurant.business = true;
    const auto result = waste_tax(restaurant);
    EXPECT_EQ(result.fixed_cents, 3357);
    EXPECT_EQ(result.variable_cents, 61076);
    EXPECT_EQ(result.tari_cents, 64433);
    EXPECT_EQ(result.total_cents, 67655);
}

TEST(WasteTax, IsOfTheDaysOccupied) {
    auto it = home(100, 1'000'000, 265'000'000);
    it.days = 73; // A fifth of the year.
    it.components_cents = 760;
    const auto result = waste_tax(it);
    EXPECT_EQ(result.fixed_cents, 2000);
    EXPECT_EQ(result.variable_cents, 5300);
    EXPECT_EQ(result.components_cents, 152);
    EXPECT_EQ(result.total_cents, 2000 + 5300 + 365 + 152);
}

TEST(WasteTax, TwoHoldersInTurnPayTheYearButForACent) {
    for (int days = 1; days < 365; ++days) {
        auto first = home(83, 446'000, 75'030'000), second = first;
        first.days = days;
        second.days = 365 - days;
        const auto whole = waste_tax(home(83, 446'000, 75'030'000)).tari_cents;
        const auto both = waste_tax(first).tari_cents + waste_tax(second).tari_cents;
        ASSERT_LE(std::abs(both - whole), 2) << days;
    }
}

TEST(WasteTax, ReductionsTouchTheirPartOnly) {
    auto it = home(100, 1'000'000, 100'000'000);
    it.variable_reduction = 300'000;
    EXPECT_EQ(waste_tax(it).fixed_cents, 10000);
    EXPECT_EQ(waste_tax(it).variable_cents, 7000);
    it.fixed_reduction = it.variable_reduction = law::million;
    EXPECT_EQ(waste_tax(it).total_cents, 0);
}

TEST(Days, AreThoseInTheYearBothIncluded) {
    const auto on = [](const char* text) { return sportello::parse_date(text); };
    EXPECT_EQ(days_in(2026, std::nullopt, std::nullopt), 365);
    EXPECT_EQ(days_in(2028, std::nullopt, std::nullopt), 366);
    EXPECT_EQ(days_in(2026, on("2026-12-31"), std::nullopt), 1);
    EXPECT_EQ(days_in(2026, on("2025-06-01"), on("2026-01-31")), 31);
    EXPECT_EQ(days_in(2026, on("2027-01-01"), std::nullopt), 0);
    EXPECT_EQ(days_in(2026, std::nullopt, on("2025-12-31")), 0);
}

// The published fixed tariffs of a town of the North (unit tariff 0.413) are the unit by Ka, but
// for its own rounding to three decimals.
TEST(Method, MultipliesUnitTariffAndCoefficient) {
    struct Row {
        int ka;
        std::int64_t published_micro;
    };
    for (const auto& [ka, published] : {Row{84, 346'900},
                                        {98, 404'700},
                                        {108, 446'000},
                                        {116, 479'100},
                                        {124, 512'100},
                                        {130, 536'900}})
        EXPECT_EQ(by_coefficient(413'000, ka), published);
    EXPECT_EQ(by_coefficient(37'515'000, 200), 75'030'000);
}

TEST(Explanation, TellsBothPartsAndTheProvince) {
    auto it = home(80, 446'000, 75'030'000);
    it.days = 100;
    std::string said;
    for (const auto& step : explain(it, waste_tax(it)))
        said += step.it + "\n";
    for (const auto* part :
         {"80 m² per 0,446 euro", "per 100 giorni su 365", "75,03 euro per nucleo", "TEFA", "5%"})
        EXPECT_THAT(said, HasSubstr(part));
}

} // namespace
} // namespace taxes
