// taxes/possession.cpp -- whose a month is, and when the tax is paid.
#include "possession.hpp"

#include <algorithm>
#include <charconv>

#include "law.hpp"

namespace taxes {

namespace {

namespace chrono = std::chrono;

std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool is_owners(chrono::year_month month, Date from, Date to) {
    const Date first(month / 1);
    const Date next = Date(month / chrono::last) + chrono::days(1);
    const auto length = (next - first).count();
    const auto held = (std::min(to, next) - std::max(from, first)).count();
    return 2 * held > length || (2 * held == length && to >= next);
}

Date day_of(int year, unsigned month, unsigned day) {
    return Date(chrono::year(year) / chrono::month(month) / chrono::day(day));
}

} // namespace

std::optional<Share> parse_share(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto numerator = whole(text.substr(0, slash)),
               denominator = whole(text.substr(slash + 1));
    if (!numerator || !denominator || *numerator < 1 || *denominator < *numerator)
        return std::nullopt;
    return Share{*numerator, *denominator};
}

Months months_possessed(int year, std::optional<Date> from, std::optional<Date> to) {
    const Date begin = from.value_or(day_of(year, 1, 1));
    const Date end = to.value_or(day_of(year + 1, 1, 1));
    Months months{0, 0};
    for (unsigned month = 1; month <= 12; ++month) {
        if (!is_owners(chrono::year(year) / chrono::month(month), begin, end)) continue;
        ++months.year;
        if (month <= 6) ++months.first_half;
    }
    return months;
}

Date next_working_day(Date day) {
    while (chrono::weekday(day) == chrono::Saturday || sportello::is_holiday(day))
        day += chrono::days(1);
    return day;
}

Date advance_day(int year) {
    return next_working_day(day_of(year, law::advance_month, law::payment_day));
}

Date balance_day(int year) {
    return next_working_day(day_of(year, law::balance_month, law::payment_day));
}

} // namespace taxes
