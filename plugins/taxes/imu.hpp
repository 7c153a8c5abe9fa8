// taxes/imu.hpp -- what IMU a year owes, computed without rounding (L. 160/2019 art. 1 cc.
// 739-783).
//
// No tables and no clock: the rates are given. Everything may be called from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exact.hpp"
#include "law.hpp"
#include "possession.hpp"

namespace taxes {

enum class PropertyKind { building, farmland, building_land };

enum class Use {
    other,
    main_home,           // c. 741 lett. b
    appurtenance,        // of the main home: one each of C/2, C/6, C/7
    rural,               // rural building needed for farming, c. 750
    unsold_goods,        // built to be sold and not let, c. 751
    agreed_rent,         // c. 760
    free_loan,           // to a parent or child, c. 747 lett. c
    professional_farmer, // land of a farmer by trade, c. 758 lett. a
    mountain_land,       // c. 758 lett. d
};

enum class Condition { ordinary, historic, unfit };

// A case that has a rate of its own.
enum class RateKind {
    luxury_home,
    rural,
    unsold_goods,
    farmland,
    building_land,
    group_d,
    agreed_rent,
    free_loan,
    other,
};
inline constexpr std::size_t rate_kinds = 9;

// The words of forms and tables for these: "main-home". Nothing when the text is none of them.
std::optional<PropertyKind> property_kind(std::string_view text);
std::optional<Use> use_of(std::string_view text);
std::optional<Condition> condition_of(std::string_view text);
std::optional<RateKind> rate_kind(std::string_view text);
std::string_view to_text(RateKind kind);

law::RateBounds bounds(RateKind kind);

// Where a rate comes from, for whoever asks why.
enum class RateOrigin { decided, year_before, base, stated };
struct Rate {
    law::Ppm ppm = 0;
    RateOrigin origin = RateOrigin::base;
};

// The rates of one year.
struct Rates {
    std::array<Rate, rate_kinds> of;

    Rate& operator[](RateKind kind) { return of[static_cast<std::size_t>(kind)]; }
    const Rate& operator[](RateKind kind) const { return of[static_cast<std::size_t>(kind)]; }
};
Rates base_rates(); // The law's, cc. 748-754.

struct Property {
    PropertyKind kind = PropertyKind::building;
    std::string category; // "A/2", of a building
    std::int64_t value_cents =
        0; // Cadastral income, land income, or the market value on 1 January.
    Use use = Use::other;
    Condition condition = Condition::ordinary;
    Share share;
    Months months;
    int resident_holders = 1;                  // They share the deduction.
    std::optional<law::Ppm> rate, rate_before; // Stated, against the town's table.
};

// Nothing for what is no category of a taxable building.
std::optional<int> multiplier(std::string_view category);
bool is_group_d(std::string_view category);
bool is_luxury(std::string_view category);           // A/1, A/8, A/9
bool may_be_appurtenance(std::string_view category); // C/2, C/6, C/7

enum class Exemption {
    none,
    main_home,
    appurtenance,
    unsold_goods,
    professional_farmer,
    mountain_land,
    group_e,
};

// One property, assessed. Amounts are exact, in cents.
struct Assessed {
    Exemption exemption = Exemption::none;
    RateKind rate_kind = RateKind::other;
    Rate rate, rate_before;
    int multiplier = 1;
    bool halved = false; // The base, c. 747.
    bool second_appurtenance = false;
    Exact base;  // After the reduction.
    Exact gross; // base x rate x share x months / 12, and 75 % for agreed rent
    Exact deduction, deduction_half;
    Exact tax, state;       // state: the part of group D that goes to the State
    Exact half, state_half; // The first half at the rates of the year before.
    std::string code;       // Of the F24 form; of group D, the town's
};

// A line of the F24 form: a tax code with what it owes.
struct Line {
    std::string code;
    int properties = 0;
    std::int64_t year_cents = 0;
    std::int64_t advance_euros = 0;
    std::int64_t balance_euros = 0;
    std::int64_t deduction_cents = 0;
    std::int64_t credit_cents = 0; // Paid in advance beyond what the year owes.
};

struct Assessment {
    std::vector<Assessed> properties; // In the order given.
    std::vector<Line> lines;          // By code.
    std::int64_t total_cents = 0;
    bool below_minimum = false; // Nothing is to be paid.
};

struct Year {
    int year = 0;
    Rates rates, rates_before;
    std::int64_t minimum_cents = law::minimum_cents;
    std::map<std::string, std::int64_t> paid_cents; // In advance, by code; else as computed.
};

// The properties must have a kind, a category that multiplier() knows (or group E) and a share.
Assessment assess(const Year& year, const std::vector<Property>& properties);

} // namespace taxes
