#include "core/base/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace sportello {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

namespace {

constexpr int october_fourth_from = 2026;

int digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    const auto* end = text.data() + at + count;
    const auto parsed = std::from_chars(text.data() + at, end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end || value < 0)
        throw std::invalid_argument("not a date: " + std::string(text));
    return value;
}

} // namespace

year_month_day date_from(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        throw std::invalid_argument("not a date: " + std::string(text));
    const year_month_day date{std::chrono::year(digits(text, 0, 4)),
                              std::chrono::month(static_cast<unsigned>(digits(text, 5, 2))),
                              std::chrono::day(static_cast<unsigned>(digits(text, 8, 2)))};
    if (!date.ok()) throw std::invalid_argument("not a date: " + std::string(text));
    return date;
}

std::string to_text(year_month_day date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string italian_date(std::string_view date) {
    return fmt::format("{}/{}/{}", date.substr(8, 2), date.substr(5, 2), date.substr(0, 4));
}

year_month_day easter(int year) {
    const int a = year % 19, b = year / 100, c = year % 100;
    const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4, k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
    return {std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
            std::chrono::day(static_cast<unsigned>(day))};
}

bool is_holiday(year_month_day date) {
    using std::chrono::month_day;
    static constexpr std::array fixed{
        month_day(std::chrono::January / 1),   month_day(std::chrono::January / 6),
        month_day(std::chrono::April / 25),    month_day(std::chrono::May / 1),
        month_day(std::chrono::June / 2),      month_day(std::chrono::August / 15),
        month_day(std::chrono::November / 1),  month_day(std::chrono::December / 8),
        month_day(std::chrono::December / 25), month_day(std::chrono::December / 26)};
    const month_day of_year = date.month() / date.day();
    const int year = static_cast<int>(date.year());
    return std::chrono::weekday(sys_days(date)) == std::chrono::Sunday ||
           std::ranges::find(fixed, of_year) != fixed.end() ||
           (of_year == std::chrono::October / 4 && year >= october_fourth_from) ||
           sys_days(date) == sys_days(easter(year)) + days(1);
}

bool is_working_day(year_month_day date) {
    return !is_holiday(date) && std::chrono::weekday(sys_days(date)) != std::chrono::Saturday;
}

std::string add_calendar_days(std::string_view from, int count) {
    auto end = sys_days(date_from(from)) + days(count);
    while (is_holiday(end))
        end += days(1);
    return to_text(year_month_day(end));
}

std::string add_working_days(std::string_view from, int count) {
    auto end = sys_days(date_from(from));
    for (int left = count; left > 0;) {
        end += days(1);
        if (is_working_day(end)) --left;
    }
    return to_text(year_month_day(end));
}

} // namespace sportello
