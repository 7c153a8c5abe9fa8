// taxes/town.cpp -- reads what holds in a year, and what the town has decided for it.
#include "town.hpp"

#include "settings.hpp"

namespace taxes {

namespace {

struct RateRow {
    std::string kind;
    std::int64_t ppm = 0;
    int year = 0;
};
BOOST_DESCRIBE_STRUCT(RateRow, (), (kind, ppm, year))

struct YearRate {
    int year = 0;
    std::string percent;
};
BOOST_DESCRIBE_STRUCT(YearRate, (), (year, percent))

// Whether the year's rates may still come: until then those of the year before are the best guess.
bool may_still_come(Call& call, int year) {
    const auto last = sportello::format_date(
        sportello::Date(std::chrono::year(year) / std::chrono::month(law::publication_month) /
                        std::chrono::day(law::publication_day)));
    return call.today() <= last;
}

const char* in_words(RateOrigin origin) {
    return origin == RateOrigin::decided       ? "decided"
           : origin == RateOrigin::year_before ? "year-before"
                                               : "base";
}

struct TariffOfCategory {
    std::string user;
    int category = 1;
    std::string label_it, label_en;
    std::int64_t fixed_micro = 0;
    std::int64_t variable_micro = 0;
};
BOOST_DESCRIBE_STRUCT(TariffOfCategory,
                      (),
                      (user, category, label_it, label_en, fixed_micro, variable_micro))

struct ReductionRow {
    std::string code, label_it, label_en;
    std::int64_t fixed_ppm = 0;
    std::int64_t variable_ppm = 0;
};
BOOST_DESCRIBE_STRUCT(ReductionRow, (), (code, label_it, label_en, fixed_ppm, variable_ppm))

} // namespace

Rates rates_of(Call& call, int year) {
    auto rates = base_rates();
    const bool from_before = year < law::rates_table_from || may_still_come(call, year);
    std::array<bool, rate_kinds> known{};
    // The newest last, so that it stands.
    for (const auto& row : call.all<RateRow>(
             "SELECT kind, ppm, year FROM taxes_imu_rate WHERE year <= ?1 ORDER BY year", year)) {
        if (row.year < year && !from_before) continue;
        const auto kind = rate_kind(row.kind).value();
        known[static_cast<std::size_t>(kind)] = true;
        rates[kind] = {row.ppm, row.year == year ? RateOrigin::decided : RateOrigin::year_before};
    }
    // Without a rate of their own, homes let or lent have that of the other buildings (c. 754).
    for (const auto kind : {RateKind::agreed_rent, RateKind::free_loan, RateKind::building_land})
        if (!known[static_cast<std::size_t>(kind)]) rates[kind] = rates[RateKind::other];
    return rates;
}

std::string text_setting(Call& call, std::string_view name, int year) {
    const auto decided = call.first<std::string>(
        "SELECT value FROM taxes_setting WHERE name = ?1 AND year <= ?2 ORDER BY year DESC LIMIT 1",
        name, year);
    return decided ? *decided : setting(name).otherwise;
}

std::int64_t number_setting(Call& call, std::string_view name, int year) {
    return number_of(setting(name), text_setting(call, name, year)).value();
}

InterestRates interest_rates(Call& call) {
    auto rates = legal_interest();
    for (const auto& row : call.all<YearRate>(
             "SELECT year, value FROM taxes_setting WHERE name = 'legal-interest-percent'"))
        rates[row.year] = scaled(row.percent, percent_decimals).value();
    return rates;
}

Brackets brackets(Call& call) {
    Brackets found;
    for (const auto& row : call.all<BracketDecided>(
             "SELECT up_to_cents, most FROM taxes_instalment_bracket ORDER BY up_to_cents"))
        found.push_back({row.up_to_cents, row.most});
    return found.empty() ? legal_brackets() : found;
}

std::optional<TariffRow> tariff(Call& call, int year, std::string_view user, int category) {
    return call.first<TariffRow>("SELECT label_it, label_en, fixed_micro, variable_micro"
                                 " FROM taxes_tari_tariff"
                                 " WHERE year = ?1 AND user = ?2 AND category = ?3",
                                 year, user, category);
}

InForce town_decisions(Call& call, const OfYear& question) {
    const int year = question.year;
    InForce now{year, {}, {}, {}, {}, {}};
    const auto rates = rates_of(call, year);
    for (std::size_t i = 0; i < rate_kinds; ++i) {
        const auto kind = static_cast<RateKind>(i);
        now.imu_rates.push_back({std::string(to_text(kind)),
                                 unscaled(rates[kind].ppm, per_mille_decimals),
                                 in_words(rates[kind].origin)});
    }
    for (const auto& row : call.all<TariffOfCategory>(
             "SELECT user, category, label_it, label_en, fixed_micro, variable_micro"
             " FROM taxes_tari_tariff WHERE year = ?1 ORDER BY user DESC, category",
             year))
        now.tari_tariffs.push_back({row.user,
                                    row.category,
                                    {row.label_it, row.label_en},
                                    unscaled(row.fixed_micro, euro_decimals),
                                    unscaled(row.variable_micro, euro_decimals)});
    for (const auto& row : call.all<ReductionRow>(
             "SELECT code, label_it, label_en, fixed_ppm, variable_ppm FROM taxes_tari_reduction"
             " WHERE year = ?1 ORDER BY code",
             year))
        now.tari_reductions.push_back({row.code,
                                       {row.label_it, row.label_en},
                                       unscaled(row.fixed_ppm, percent_decimals),
                                       unscaled(row.variable_ppm, percent_decimals)});
    for (const auto& bracket : brackets(call))
        now.instalments.push_back({bracket.up_to_cents, bracket.most});
    const auto interest = interest_rates(call);
    for (const auto& known : settings()) {
        if (known.name == "legal-interest-percent") {
            const auto rate = std::prev(interest.upper_bound(year))->second;
            now.settings.push_back({std::string(known.name), unscaled(rate, percent_decimals)});
        } else {
            now.settings.push_back({std::string(known.name), text_setting(call, known.name, year)});
        }
    }
    return now;
}

} // namespace taxes
