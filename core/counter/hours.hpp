// core/counter/hours.hpp -- when the town hall is open: weekly hours, holidays, the patron saint,
// exceptions. Wall-clock time of the town; both changes of the clock are ordinary days here.
#pragma once

#include "core/base/clock.hpp"
#include "core/base/texts.hpp"

#include <sportello/calendar.hpp>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sportello::counter {

// Minutes since the local midnight.
struct Interval {
    int from = 0;
    int to = 0;
};

// A day unlike the others: closed, or open at these hours.
struct Exception {
    Text reason;
    std::vector<Interval> open; // Empty: closed.
};

// The same, on a day.
struct Opening {
    Instant from;
    Instant to;
};

// The business day of an instant.
Date day_of(const Zone& zone, Instant now);

class OpeningHours {
public:
    std::array<std::vector<Interval>, 7> week; // From Monday.
    std::map<Date, Exception> exceptions;
    std::optional<std::chrono::month_day> patron; // Closes the office, moves no statutory term.

    // The hours of a day, in order; empty when closed.
    std::vector<Interval> of(Date day) const;
    std::vector<Opening> openings(const Zone& zone, Date day) const;
    // False when nobody has written any: then they limit nothing.
    bool known() const;
    // Why the office is closed on a day of the week on which it would be open, or has other hours:
    // the exception, else the holiday. An exception comes before a holiday.
    std::optional<Text> because(Date day) const;

    // At an instant, in the town's zone.
    bool open_at(const Zone& zone, Instant now) const;
    // When the day's last interval ends; nothing when it has ended or the day is closed.
    std::optional<Instant> closes_at(const Zone& zone, Instant now) const;
    // Opening minutes left today, from `now` on.
    int minutes_left(const Zone& zone, Instant now) const;
    // The next time the office opens, after `now`; within 60 days.
    std::optional<Instant> next_opening(const Zone& zone, Instant now) const;
};

} // namespace sportello::counter
