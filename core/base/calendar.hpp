// core/base/calendar.hpp -- civil days: Italian holidays, and terms in calendar or working days.
//
// Dates are texts, "2026-11-24". Holidays of the State: L. 260/1949 as changed by L. 54/1977,
// DPR 792/1985 (6 January), L. 336/2000 (2 June) and L. 151/2025 (4 October, from 2026). The
// patron's day closes the town hall but moves no term of law, and is not among them.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace sportello {

// Throws std::invalid_argument when `text` is not a date of the calendar.
std::chrono::year_month_day date_from(std::string_view text);
std::string to_text(std::chrono::year_month_day date);
std::string italian_date(std::string_view date); // "24/11/2026"

// By the Gregorian computus (Meeus/Butcher).
std::chrono::year_month_day easter(int year);

// Sundays and the holidays of the State.
bool is_holiday(std::chrono::year_month_day date);

// Neither a holiday nor a Saturday: statutory terms of offices do not count Saturdays.
bool is_working_day(std::chrono::year_month_day date);

// The day of the start is not counted; a term that ends on a holiday ends on the next day that is
// none (c.p.c. art. 155).
std::string add_calendar_days(std::string_view from, int days);
std::string add_working_days(std::string_view from, int days);

} // namespace sportello
