// taxes/terms.hpp -- instalments (L. 160/2019 art. 1 cc. 796-802) and the days of a refund, of a
// self-redress request and of an appeal. Pure: any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "correction.hpp"
#include "law.hpp"

namespace taxes {

using Brackets = std::vector<law::Bracket>; // By amount, the smallest first; the last has no limit.
Brackets legal_brackets();

// How many monthly instalments a debt may have; 1 is none.
int most_instalments(std::int64_t cents, const Brackets& brackets);

struct Instalment {
    int number = 0;
    Date due; // The last day of a month, c. 801.
    std::int64_t principal_cents = 0;
    std::int64_t interest_cents = 0; // Simple, from the day it was granted.
};
// Equal parts, the cents that remain in the first; the first is due at the end of the next month.
std::vector<Instalment>
plan(std::int64_t cents, int count, Date granted, const InterestRates& rates);

// The last day to appeal an act notified on this day: 60 days, August not counted; a last day that
// is a Saturday or holiday gives way to the next that is none.
Date appeal_by(Date notified);

// A refund is asked within five years of the payment.
bool refund_in_time(Date paid, Date asked);

// The grounds on which the office must annul a manifestly wrong act (L. 212/2000 art. 10-quater).
bool is_compulsory_ground(std::string_view ground);

} // namespace taxes
