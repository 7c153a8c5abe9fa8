// taxes/town.hpp -- what the town has decided: rates, tariffs, settings; where it has not, the law.
#pragma once

#include "correction.hpp"
#include "imu.hpp"
#include "tari.hpp"
#include "taxes.hpp"
#include "terms.hpp"

namespace taxes {

// The rates of a year. Where the town decided none: until 2024, and for a year whose rates may
// still be published (28 October), those of the last year decided; else the law's base rates (c.
// 767).
Rates rates_of(Call& call, int year);

// The value in force in a year, or the law's default.
std::int64_t number_setting(Call& call, std::string_view name, int year);
std::string text_setting(Call& call, std::string_view name, int year);

InterestRates interest_rates(Call& call);
Brackets brackets(Call& call);

struct TariffRow {
    std::string label_it, label_en;
    std::int64_t fixed_micro = 0;
    std::int64_t variable_micro = 0;
};
BOOST_DESCRIBE_STRUCT(TariffRow, (), (label_it, label_en, fixed_micro, variable_micro))
std::optional<TariffRow> tariff(Call& call, int year, std::string_view user, int category);

struct RateDecided {
    std::string kind, per_mille; // "10,6"
};
BOOST_DESCRIBE_STRUCT(RateDecided, (), (kind, per_mille))

struct TariffDecided {
    std::string user;
    int category = 1;
    Text label;
    std::string fixed, variable; // In euro a year, "0,4460"; variable of a home is a household's.
};
BOOST_DESCRIBE_STRUCT(TariffDecided, (), (user, category, label, fixed, variable))

// The six tariffs of homes from the unit tariffs and the coefficients that the town has chosen.
struct HomeMethod {
    std::string fixed_unit, variable_unit; // In euro: Quf a square metre, Quv x Cu a household.
    std::vector<std::string> ka, kb;       // For 1 to 6 people, "0,84".
};
BOOST_DESCRIBE_STRUCT(HomeMethod, (), (fixed_unit, variable_unit, ka, kb))

struct ReductionDecided {
    std::string code;
    Text label;
    std::string fixed_percent, variable_percent; // "30"
};
BOOST_DESCRIBE_STRUCT(ReductionDecided, (), (code, label, fixed_percent, variable_percent))

struct BracketDecided {
    std::int64_t up_to_cents = 0;
    int most = 1;
};
BOOST_DESCRIBE_STRUCT(BracketDecided, (), (up_to_cents, most))

struct SettingDecided {
    std::string name, value;
};
BOOST_DESCRIBE_STRUCT(SettingDecided, (), (name, value))

struct Decision {
    int year = 0;
    std::string act;
    std::vector<RateDecided> imu_rates;
    std::vector<TariffDecided> tari_tariffs;
    std::optional<HomeMethod> home_tariffs;
    std::vector<ReductionDecided> tari_reductions;
    std::vector<BracketDecided> instalments;
    std::vector<SettingDecided> settings;
};
BOOST_DESCRIBE_STRUCT(
    Decision,
    (),
    (year, act, imu_rates, tari_tariffs, home_tariffs, tari_reductions, instalments, settings))

struct Decided {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Decided, (), (id))

Decided decide(Call& call, const Decision& decision);

struct OfYear {
    int year = 0;
};
BOOST_DESCRIBE_STRUCT(OfYear, (), (year))

struct RateInForce {
    std::string kind, per_mille;
    std::string origin; // decided | year-before | base
};
BOOST_DESCRIBE_STRUCT(RateInForce, (), (kind, per_mille, origin))

struct InForce {
    int year = 0;
    std::vector<RateInForce> imu_rates;
    std::vector<TariffDecided> tari_tariffs;
    std::vector<ReductionDecided> tari_reductions;
    std::vector<BracketDecided> instalments;
    std::vector<SettingDecided> settings;
};
BOOST_DESCRIBE_STRUCT(InForce,
                      (),
                      (year, imu_rates, tari_tariffs, tari_reductions, instalments, settings))

InForce town_decisions(Call& call, const OfYear& question);

} // namespace taxes
