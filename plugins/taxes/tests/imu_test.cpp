// taxes/tests/imu_test.cpp -- the IMU to the cent: cases with known results, and rules for any
// case.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <numeric>
#include <ostream>
#include <random>

#include "imu.hpp"
#include "imu_words.hpp"

namespace taxes {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Property home(std::string category, std::int64_t income_cents, law::Ppm rate = 10'600) {
    Property property;
    property.category = std::move(category);
    property.value_cents = income_cents;
    property.rate = rate;
    return property;
}

Year year_2026() {
    return {2026, base_rates(), base_rates(), law::minimum_cents, {}};
}

Assessment assess(const std::vector<Property>& properties) {
    return taxes::assess(year_2026(), properties);
}

sportello::Date date(const char* text) {
    return sportello::parse_date(text).value();
}

struct Case {
    const char* what;
    const char* category; // "land" for farmland
    std::int64_t income_cents;
    law::Ppm rate;
    Share share;
    int months;
    Use use;
    Condition condition;
    std::int64_t base_cents, tax_cents, state_cents;
};
std::ostream& operator<<(std::ostream& out, const Case& it) {
    return out << it.what;
}

class KnownTax : public ::testing::TestWithParam<Case> {};

TEST_P(KnownTax, BaseAndTaxToTheCent) {
    const auto& it = GetParam();
    auto property = home(it.category, it.income_cents, it.rate);
    if (property.category == "land") property.kind = PropertyKind::farmland;
    property.share = it.share;
    property.months = {it.months, std::min(it.months, 6)};
    property.use = it.use;
    property.condition = it.condition;
    const auto result = assess({property});
    EXPECT_EQ(rounded(result.properties[0].base), it.base_cents);
    EXPECT_EQ(result.total_cents, it.tax_cents);
    EXPECT_EQ(rounded(result.properties[0].state), it.state_cents);
}

constexpr auto ordinary = Condition::ordinary;
INSTANTIATE_TEST_SUITE_P(
    Imu,
    KnownTax,
    ::testing::Values(
        Case{"A/2", "A/2", 100000, 10600, {1, 1}, 12, Use::other, ordinary, 16800000, 178080, 0},
        Case{"D/1",
             "D/1",
             500000,
             10600,
             {1, 1},
             12,
             Use::other,
             ordinary,
             34125000,
             361725,
             259350},
        Case{"half, seven months",
             "A/2",
             50000,
             10600,
             {1, 2},
             7,
             Use::other,
             ordinary,
             8400000,
             25970,
             0},
        Case{"luxury home",
             "A/1",
             150000,
             6000,
             {1, 1},
             12,
             Use::main_home,
             ordinary,
             25200000,
             131200,
             0},
        Case{"shop", "C/1", 80000, 10600, {1, 1}, 12, Use::other, ordinary, 4620000, 48972, 0},
        Case{"unfit",
             "A/3",
             40000,
             10600,
             {1, 1},
             12,
             Use::other,
             Condition::unfit,
             3360000,
             35616,
             0},
        Case{"historic",
             "A/3",
             40000,
             10600,
             {1, 1},
             12,
             Use::other,
             Condition::historic,
             3360000,
             35616,
             0},
        Case{"free loan",
             "A/3",
             40000,
             10600,
             {1, 1},
             12,
             Use::free_loan,
             ordinary,
             3360000,
             35616,
             0},
        Case{"land", "land", 10000, 7600, {1, 1}, 12, Use::other, ordinary, 1687500, 12825, 0},
        Case{
            "office", "A/10", 120000, 10600, {1, 1}, 12, Use::other, ordinary, 10080000, 106848, 0},
        Case{"agreed rent",
             "A/2",
             100000,
             10600,
             {1, 1},
             12,
             Use::agreed_rent,
             ordinary,
             16800000,
             133560,
             0},
        Case{"a third", "C/6", 7747, 10600, {1, 3}, 12, Use::other, ordinary, 1301496, 4599, 0},
        Case{"bank",
             "D/5",
             2000000,
             10600,
             {1, 1},
             12,
             Use::other,
             ordinary,
             168000000,
             1780800,
             1276800}));

TEST(Multipliers, AreOfTheGroupOrTheCategory) {
    for (const auto& [category, expected] : {std::pair{"A/1", 160},
                                             {"A/9", 160},
                                             {"A/10", 80},
                                             {"A/11", 160},
                                             {"B/1", 140},
                                             {"B/8", 140},
                                             {"C/1", 55},
                                             {"C/2", 160},
                                             {"C/3", 140},
                                             {"C/4", 140},
                                             {"C/5", 140},
                                             {"C/6", 160},
                                             {"C/7", 160},
                                             {"D/1", 65},
                                             {"D/5", 80},
                                             {"D/10", 65}})
        EXPECT_EQ(multiplier(category), expected) << category;
    for (const auto* none :
         {"E/1", "F/2", "A/0", "A/12", "C/8", "D/11", "B/9", "", "A2", "A/", "A/x"})
        EXPECT_EQ(multiplier(none), std::nullopt) << none;
}

TEST(Exemptions, AreThoseOfTheLaw) {
    auto main = home("A/3", 60000);
    main.use = Use::main_home;
    auto garage = home("C/6", 5000);
    garage.use = Use::appurtenance;
    auto goods = home("A/2", 60000);
    goods.use = Use::unsold_goods;
    goods.rate.reset();
    auto farm = home("", 10000);
    farm.kind = PropertyKind::farmland;
    farm.use = Use::professional_farmer;
    auto hill = farm;
    hill.use = Use::mountain_land;
    const auto station = home("E/1", 100000);
    const auto result = assess({main, garage, goods, farm, hill, station});
    EXPECT_EQ(result.total_cents, 0);
    EXPECT_THAT(result.lines, IsEmpty());
    std::vector<Exemption> why;
    for (const auto& it : result.properties)
        why.push_back(it.exemption);
    EXPECT_THAT(why, ElementsAre(Exemption::main_home, Exemption::appurtenance,
                                 Exemption::unsold_goods, Exemption::professional_farmer,
                                 Exemption::mountain_land, Exemption::group_e));
    auto year = year_2026();
    year.year = 2021; // Goods were not exempt yet: 1 per thousand.
    EXPECT_EQ(taxes::assess(year, {goods}).total_cents, 10080);
    EXPECT_EQ(taxes::assess(year, {goods}).lines.at(0).code, "3939");
}

TEST(Appurtenances, OneOfEachCategoryFollowsTheHome) {
    auto main = home("A/3", 60000);
    main.use = Use::main_home;
    auto garage = home("C/6", 10000);
    garage.use = Use::appurtenance;
    auto cellar = home("C/2", 10000);
    cellar.use = Use::appurtenance;
    const auto result = assess({main, garage, cellar, garage});
    EXPECT_EQ(result.properties[1].exemption, Exemption::appurtenance);
    EXPECT_EQ(result.properties[2].exemption, Exemption::appurtenance);
    EXPECT_TRUE(result.properties[3].second_appurtenance);
    EXPECT_EQ(result.total_cents, 17808); // The second garage: 10 000 x 1.05 x 160 x 10.6 per mille
    EXPECT_EQ(result.lines.at(0).code, "3918");
}

TEST(Deduction, IsSharedByTheHoldersWhoLiveThereAndMayReachTheAppurtenance) {
    auto main = home("A/8", 30000, 6'000);
    main.use = Use::main_home;
    main.share = {1, 2};
    main.resident_holders = 2;
    auto garage = home("C/6", 10000, 6'000);
    garage.use = Use::appurtenance;
    // 30 000 x 1.05 x 160 x 6 per mille / 2 = 151.20, less 100.
    EXPECT_EQ(assess({main}).total_cents, 5120);
    main.value_cents = 10000; // 50.40: the rest of the 100, 49.60, goes to the garage's 100.80.
    const auto result = assess({garage, main});
    EXPECT_EQ(result.total_cents, 5120);
    EXPECT_EQ(rounded(result.properties[0].deduction + result.properties[1].deduction), 10000);
    EXPECT_EQ(result.lines.at(0).code, "3912");
    EXPECT_EQ(result.lines.at(0).deduction_cents, 10000);
}

TEST(FreeLoan, DoesNotHalveALuxuryHome) {
    auto villa = home("A/8", 100000);
    villa.use = Use::free_loan;
    EXPECT_EQ(assess({villa}).total_cents, 178080);
}

TEST(Halving, IsAppliedOnce) {
    auto loan = home("A/3", 40000);
    loan.use = Use::free_loan;
    loan.condition = Condition::historic;
    EXPECT_EQ(assess({loan}).total_cents, 35616);
}

TEST(Lines, RoundEachPaymentToTheEuro) {
    const auto result = assess({home("A/2", 100000)});
    ASSERT_EQ(result.lines.size(), 1U);
    EXPECT_EQ(result.lines[0].code, "3918");
    EXPECT_EQ(result.lines[0].advance_euros, 890);
    EXPECT_EQ(result.lines[0].balance_euros, 891);
    EXPECT_EQ(whole_euros(259350), 2594);
    EXPECT_EQ(whole_euros(102375), 1024);
    EXPECT_EQ(whole_euros(12849), 128);
    EXPECT_EQ(whole_euros(12850), 129);
    EXPECT_EQ(whole_euros(0), 0);
}

TEST(Lines, GroupDIsPartedBetweenStateAndTown) {
    const auto result = assess({home("D/1", 500000)});
    ASSERT_EQ(result.lines.size(), 2U);
    EXPECT_EQ(result.lines[0].code, "3925");
    EXPECT_EQ(result.lines[0].year_cents, 259350);
    EXPECT_EQ(result.lines[1].code, "3930");
    EXPECT_EQ(result.lines[1].year_cents, 102375);
    const auto least = assess({home("D/1", 500000, law::state_share)});
    ASSERT_EQ(least.lines.size(), 1U); // All to the State.
    EXPECT_EQ(least.lines[0].code, "3925");
}

TEST(Lines, EachCaseHasItsCode) {
    auto rural = home("D/10", 100000, 1'000);
    rural.use = Use::rural;
    auto farm = home("", 100000, 7'600);
    farm.kind = PropertyKind::farmland;
    auto plot = home("", 10000000);
    plot.kind = PropertyKind::building_land;
    std::vector<std::string> codes;
    for (const auto& line : assess({rural, farm, plot, home("A/2", 100000)}).lines)
        codes.push_back(line.code);
    EXPECT_THAT(codes, ElementsAre("3913", "3914", "3916", "3918"));
}

TEST(Advance, IsTheFirstHalfAtTheRatesOfTheYearBefore) {
    auto year = year_2026();
    year.rates[RateKind::other] = {10'600, RateOrigin::decided};
    year.rates_before[RateKind::other] = {9'600, RateOrigin::decided};
    auto property = home("A/2", 100000);
    property.rate.reset();
    auto line = taxes::assess(year, {property}).lines.at(0);
    EXPECT_EQ(line.advance_euros, 806); // 168 000 x 9.6 per mille / 2 = 806.40
    EXPECT_EQ(line.balance_euros, 975); // 1780.80 - 806
    property.months = months_possessed(2026, date("2026-09-01"), std::nullopt);
    line = taxes::assess(year, {property}).lines.at(0);
    EXPECT_EQ(line.advance_euros, 0);   // Nothing was possessed in the first half.
    EXPECT_EQ(line.balance_euros, 594); // 1780.80 x 4 / 12 = 593.60
    property.months = months_possessed(2026, std::nullopt, date("2026-03-01"));
    line = taxes::assess(year, {property}).lines.at(0);
    EXPECT_EQ(line.advance_euros, 269); // 1612.80 x 2 / 12 = 268.80
    EXPECT_EQ(line.balance_euros, 28);  // 296.80 - 269
}

TEST(Balance, GivesBackWhatWasPaidTooMuch) {
    auto year = year_2026();
    year.paid_cents["3918"] = 200000;
    const auto line = taxes::assess(year, {home("A/2", 100000)}).lines.at(0);
    EXPECT_EQ(line.balance_euros, 0);
    EXPECT_EQ(line.credit_cents, 21920);
}

TEST(Minimum, IsNotPaidUpToIt) {
    auto small = home("C/2", 673); // 673 x 1.05 x 160 x 10.6 per mille = 11.98
    EXPECT_TRUE(assess({small}).below_minimum);
    EXPECT_THAT(assess({small}).lines, IsEmpty());
    small.value_cents = 675; // 12.02
    EXPECT_FALSE(assess({small}).below_minimum);
    auto year = year_2026();
    year.minimum_cents = 500;
    small.value_cents = 673;
    EXPECT_FALSE(taxes::assess(year, {small}).below_minimum);
}

// Whatever is asked: no amount is negative, the shares of a whole make the whole but for rounding,
// and the parts of group D are the tax.
TEST(Imu, HoldsForAnyProperty) {
    std::mt19937 random(20260616);
    const std::array<const char*, 10> categories{"A/1", "A/2", "A/10", "B/1", "C/1",
                                                 "C/2", "C/3", "D/1",  "D/5", "A/8"};
    const std::array<Use, 7> uses{Use::other,       Use::main_home, Use::appurtenance, Use::rural,
                                  Use::agreed_rent, Use::free_loan, Use::unsold_goods};
    const auto any = [&](int most) {
        return static_cast<int>(random() % static_cast<unsigned>(most));
    };
    for (int i = 0; i < 2'000; ++i) {
        std::vector<Property> properties;
        for (int j = any(4); j >= 0; --j) {
            auto it =
                home(categories[static_cast<std::size_t>(any(10))], any(3'000'000), any(11'401));
            it.use = uses[static_cast<std::size_t>(any(7))];
            it.condition = static_cast<Condition>(any(3));
            it.rate_before = any(11'401);
            it.share = {1 + any(5), 6};
            it.resident_holders = 1 + any(4);
            it.months.year = any(13);
            it.months.first_half = std::min(it.months.year, any(7));
            properties.push_back(it);
        }
        const auto year = year_2026();
        const auto result = taxes::assess(year, properties);
        ASSERT_GE(result.total_cents, 0);
        Exact sum;
        for (const auto& it : result.properties) {
            ASSERT_GE(it.tax, 0);
            ASSERT_GE(it.half, 0);
            ASSERT_GE(it.state, 0);
            ASSERT_LE(it.state, it.tax);
            ASSERT_LE(it.deduction, it.gross);
            sum += it.tax;
        }
        ASSERT_EQ(rounded(sum), result.total_cents);
        std::int64_t lines = 0;
        for (const auto& line : result.lines) {
            ASSERT_GE(line.advance_euros, 0);
            ASSERT_GE(line.balance_euros, 0);
            lines += line.year_cents;
        }
        if (!result.below_minimum) {
            ASSERT_LE(std::abs(lines - result.total_cents), 3); // Half a cent a line.
        }
        ASSERT_GE(explain(year, properties, result).size(), properties.size() + 1);
    }
}

TEST(Explanation, TellsEachStepWithItsNumbers) {
    const std::vector<Property> properties{home("D/1", 500000)};
    const auto year = year_2026();
    std::string it, en;
    for (const auto& step : explain(year, properties, taxes::assess(year, properties))) {
        it += step.it + "\n";
        en += step.en + "\n";
    }
    for (const auto* part : {"341.250,00 euro", "rendita 5.000,00 euro più 5%, per 65",
                             "10,6 per mille", "mesi 12 su 12", "2.593,50 euro allo Stato",
                             "1.023,75 euro al comune", "16/06/2026", "16/12/2026"})
        EXPECT_THAT(it, HasSubstr(part));
    for (const auto* part : {"341,250.00 euro", "10.6 per thousand", "2,593.50 euro to the State"})
        EXPECT_THAT(en, HasSubstr(part));
    EXPECT_THAT(payment_day_in_words(2024, true).it, HasSubstr("17/06/2024: il 16 cade di sabato"));
}

} // namespace
} // namespace taxes
