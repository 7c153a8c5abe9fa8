// taxes/possession.hpp -- shares, months of possession and days of payment (L. 160/2019 art. 1
// cc. 761-762).
#pragma once

#include <sportello/calendar.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace taxes {

using sportello::Date;

// A share of ownership, "1/2".
struct Share {
    std::int64_t numerator = 1;
    std::int64_t denominator = 1;
};
// Nothing when the text is no fraction between 0 (excluded) and 1.
std::optional<Share> parse_share(std::string_view text);

// The months of a year that are the owner's: of the year, and of its first half.
struct Months {
    int year = 12;
    int first_half = 6;
};

// Possession [from, to): `to` is the day of the transfer, which is the buyer's. A month is the
// owner's when he held it for more than half of its days, or for exactly half and to its end.
Months months_possessed(int year, std::optional<Date> from, std::optional<Date> to);

// The day itself, or the next that is neither Saturday nor holiday.
Date next_working_day(Date day);

Date advance_day(int year); // 16 June
Date balance_day(int year); // 16 December

} // namespace taxes
