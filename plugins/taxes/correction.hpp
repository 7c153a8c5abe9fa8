// taxes/correction.hpp -- paying late with a reduced penalty (ravvedimento operoso, D.Lgs. 472/1997
// art. 13), and simple interest at the legal rate. Pure: any thread.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "exact.hpp"
#include "law.hpp"
#include "possession.hpp"

namespace taxes {

// The legal rate by year. A year that is not there takes the last one before it.
using InterestRates = std::map<int, law::Ppm>;
InterestRates legal_interest();

// The days of one year that bear interest, at its rate.
struct InterestSpan {
    int year = 0;
    int days = 0;
    law::Ppm rate = 0;
    bool assumed = false; // The year's decree is not known: the rate is the last known one.
    Exact interest;       // In cents.
};

// From the day after `due` to `paid`, which is included; empty when not late. `due` is from 2015
// on.
std::vector<InterestSpan>
interest(std::int64_t cents, Date due, Date paid, const InterestRates& rates);

// Which reduction of the penalty holds.
enum class Tier { fortnight, month, quarter, year, two_years, later };

// When the third tier ends: a year after the due day, or with the term of the declaration of the
// year of the violation, 30 June of the next (art. 13 c. 1 lett. b): the by-law says which.
enum class YearTier { from_due_day, declaration };

struct Unpaid {
    std::int64_t cents = 0;
    Date due;
    Date paid; // After due.
    YearTier year_tier = YearTier::from_due_day;
};

struct Correction {
    int days = 0;
    bool second_regime = false; // D.Lgs. 87/2024: violations from 1 September 2024.
    Tier tier = Tier::fortnight;
    std::int64_t numerator = 0, denominator = 1; // The penalty, as a fraction of the unpaid tax.
    std::int64_t penalty_cents = 0;
    std::int64_t interest_cents = 0;
    std::int64_t total_cents = 0;
    std::vector<InterestSpan> spans;
};

Correction correct(const Unpaid& unpaid, const InterestRates& rates);

std::vector<sportello::Text> explain(const Unpaid& unpaid, const Correction& result);

} // namespace taxes
