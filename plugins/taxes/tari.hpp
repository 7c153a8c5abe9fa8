// taxes/tari.hpp -- the waste tax of one home or business (L. 147/2013 art. 1 cc. 641-668,
// DPR 158/1999), from the tariffs that the town has decided.
//
// A home pays square metres x fixed tariff of its number of people, and a variable sum a household;
// a business pays both by the square metre of its category. Pure: any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "exact.hpp"
#include "law.hpp"
#include "possession.hpp"

namespace taxes {

// In millionths of a euro a year, so that 0.4460 euro a square metre is 446 000.
struct Tariff {
    std::int64_t fixed_micro = 0;
    std::int64_t variable_micro = 0;
};

struct Occupation {
    bool business = false;
    std::int64_t square_metres = 0;
    Tariff tariff;
    int days = 365;
    int days_in_year = 365;
    law::Ppm fixed_reduction = 0, variable_reduction = 0; // Of the two parts.
    law::Ppm tefa = law::tefa;
    std::int64_t components_cents = 0; // ARERA's, a year.
};

struct WasteTax {
    std::int64_t fixed_cents = 0; // Each part is rounded once, after days and reductions.
    std::int64_t variable_cents = 0;
    std::int64_t tari_cents = 0;
    std::int64_t tefa_cents = 0; // To the province.
    std::int64_t components_cents = 0;
    std::int64_t total_cents = 0;
};

WasteTax waste_tax(const Occupation& occupation);

std::vector<sportello::Text> explain(const Occupation& occupation, const WasteTax& result);

// Both days included; the part of the period that lies in the year.
int days_in(int year, std::optional<Date> from, std::optional<Date> to);
int days_of(int year);

// The method of DPR 158/1999: the unit tariff by the town's coefficient, in hundredths: Quf x Ka.
// To 4 decimals of a euro, as tariffs are published.
std::int64_t by_coefficient(std::int64_t unit_micro, std::int64_t coefficient_hundredths);

} // namespace taxes
