// taxes/correction.cpp -- the tier, the penalty, the interest of each year.
#include "correction.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace taxes {

namespace {

namespace chrono = std::chrono;

constexpr int fortnight_days = 14, month_days = 30, quarter_days = 90;

int year_of(Date date) {
    return static_cast<int>(chrono::year_month_day(date).year());
}

// The last day of the tiers that are counted in years.
Date last_day(const Unpaid& unpaid, int years) {
    if (unpaid.year_tier == YearTier::from_due_day)
        return sportello::add_months(unpaid.due, 12 * years);
    return Date(chrono::year(year_of(unpaid.due) + years) / chrono::month(law::declaration_month) /
                chrono::day(law::declaration_day));
}

Tier tier_of(const Unpaid& unpaid, int days) {
    if (days <= fortnight_days) return Tier::fortnight;
    if (days <= month_days) return Tier::month;
    if (days <= quarter_days) return Tier::quarter;
    if (unpaid.paid <= last_day(unpaid, 1)) return Tier::year;
    if (unpaid.paid <= last_day(unpaid, 2)) return Tier::two_years;
    return Tier::later;
}

std::pair<std::int64_t, std::int64_t> fraction_of(const Correction& it) {
    const auto& table = it.second_regime ? law::from_september_2024 : law::until_august_2024;
    switch (it.tier) {
    case Tier::fortnight:
        return {it.days, table.per_day};
    case Tier::month:
        return table.days_30;
    case Tier::quarter:
        return table.days_90;
    case Tier::year:
        return table.year_1;
    case Tier::two_years:
        return table.year_2;
    case Tier::later:
        break;
    }
    return table.later;
}

Word tier_in_words(const Unpaid& unpaid, Tier tier) {
    const bool declaration = unpaid.year_tier == YearTier::declaration;
    switch (tier) {
    case Tier::fortnight:
        return {"entro 14 giorni, per ciascun giorno", "within 14 days, for each day"};
    case Tier::month:
        return {"dal 15° al 30° giorno", "from the 15th to the 30th day"};
    case Tier::quarter:
        return {"dal 31° al 90° giorno", "from the 31st to the 90th day"};
    case Tier::year:
        return declaration ? Word("oltre 90 giorni, entro il termine della dichiarazione",
                                  "after 90 days, within the term of the declaration")
                           : Word("oltre 90 giorni, entro un anno", "after 90 days, within a year");
    case Tier::two_years:
        return declaration ? Word("entro il termine della dichiarazione successiva",
                                  "within the term of the next declaration")
                           : Word("oltre un anno, entro due", "after one year, within two");
    case Tier::later:
        break;
    }
    return declaration ? Word("oltre il termine della dichiarazione successiva",
                              "after the term of the next declaration")
                       : Word("oltre due anni", "after two years");
}

} // namespace

InterestRates legal_interest() {
    return {law::legal_interest.begin(), law::legal_interest.end()};
}

std::vector<InterestSpan>
interest(std::int64_t cents, Date due, Date paid, const InterestRates& rates) {
    std::vector<InterestSpan> spans;
    for (Date from = due + chrono::days(1); from <= paid;) {
        const int year = year_of(from);
        const Date new_year(chrono::year(year + 1) / 1 / 1);
        const Date to = std::min(paid + chrono::days(1), new_year);
        const auto known = std::prev(rates.upper_bound(year));
        InterestSpan span{year, static_cast<int>((to - from).count()), known->second,
                          known->first != year, 0};
        span.interest = cents * ppm(span.rate) * part(span.days, law::interest_days_a_year);
        spans.push_back(std::move(span));
        from = to;
    }
    return spans;
}

Correction correct(const Unpaid& unpaid, const InterestRates& rates) {
    Correction result;
    result.days = static_cast<int>((unpaid.paid - unpaid.due).count());
    result.second_regime = unpaid.due >= sportello::parse_date(law::second_regime_from).value();
    result.tier = tier_of(unpaid, result.days);
    std::tie(result.numerator, result.denominator) = fraction_of(result);
    result.penalty_cents = rounded(unpaid.cents * part(result.numerator, result.denominator));
    result.spans = interest(unpaid.cents, unpaid.due, unpaid.paid, rates);
    Exact sum;
    for (const auto& span : result.spans)
        sum += span.interest;
    result.interest_cents = rounded(sum);
    result.total_cents = unpaid.cents + result.penalty_cents + result.interest_cents;
    return result;
}

std::vector<sportello::Text> explain(const Unpaid& unpaid, const Correction& result) {
    std::vector<sportello::Text> steps;
    steps.push_back(say("Dovuto {} entro il {}, pagato il {}: {} giorni di ritardo.",
                        "{} due by {}, paid on {}: {} days late.",
                        {money(unpaid.cents), sportello::italian_date(unpaid.due),
                         sportello::italian_date(unpaid.paid), result.days}));
    if (result.second_regime)
        steps.push_back({"La violazione è dal 1° settembre 2024 in poi: la sanzione intera è il 25%"
                         " (D.Lgs. 87/2024).",
                         "The violation is of 1 September 2024 or later: the full penalty is 25%"
                         " (D.Lgs. 87/2024)."});
    else
        steps.push_back({"La violazione è anteriore al 1° settembre 2024: la sanzione intera è il"
                         " 30% (D.Lgs. 471/1997 art. 13).",
                         "The violation is before 1 September 2024: the full penalty is 30%"
                         " (D.Lgs. 471/1997 art. 13)."});
    steps.push_back(say("Sanzione ridotta {}: {}/{} di {}, cioè {} (D.Lgs. 472/1997 art. 13).",
                        "Reduced penalty {}: {}/{} of {}, that is {} (D.Lgs. 472/1997 art. 13).",
                        {tier_in_words(unpaid, result.tier), result.numerator, result.denominator,
                         money(unpaid.cents), money(result.penalty_cents)}));
    for (const auto& span : result.spans)
        steps.push_back(
            say("Interessi {}: {} giorni al {} annuo{}: {}.",
                "Interest {}: {} days at {} a year{}: {}.",
                {span.year, span.days, percent(span.rate),
                 span.assumed ? Word(", l'ultimo saggio noto: verificare il decreto dell'anno",
                                     ", the last known rate: check the year's decree")
                              : Word(""),
                 money(rounded(span.interest))}));
    steps.push_back(say("Interessi in tutto, arrotondati una volta: {}. Totale: {}.",
                        "Interest in all, rounded once: {}. Total: {}.",
                        {money(result.interest_cents), money(result.total_cents)}));
    steps.push_back(say("Nel modello F24 sanzione e interessi si sommano al tributo, con la casella"
                        " «Ravv.» barrata: {}.",
                        "On the F24 form penalty and interest are added to the tax, with the box"
                        " \"Ravv.\" ticked: {}.",
                        {whole_money(whole_euros(result.total_cents))}));
    return steps;
}

} // namespace taxes
