// sportello/calendar.hpp -- civil dates and the working days of Italian law.
//
// A date is a day of the town's calendar, never an instant: parse Call::today(). Any thread.
#pragma once

#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sportello {

using Date = std::chrono::sys_days;
using std::chrono::days;

// "2026-02-28"; nothing when the text is not such a date or the day does not exist.
inline std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    std::array<unsigned, 3> part{};
    const std::array<std::pair<std::size_t, std::size_t>, 3> places{{{0, 4}, {5, 2}, {8, 2}}};
    for (std::size_t i = 0; i < places.size(); ++i) {
        const char* const from = text.data() + places[i].first;
        const char* const to = from + places[i].second;
        const auto [end, error] = std::from_chars(from, to, part[i]);
        if (error != std::errc() || end != to) return std::nullopt;
    }
    const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(part[0])),
                                           std::chrono::month(part[1]), std::chrono::day(part[2]));
    if (!date.ok()) return std::nullopt;
    return Date(date);
}

namespace detail {

inline std::string digits(int value, std::size_t width) {
    std::string text = std::to_string(value);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

} // namespace detail

// "2026-02-28": what is stored and sent.
inline std::string format_date(Date date) {
    const std::chrono::year_month_day d(date);
    return detail::digits(static_cast<int>(d.year()), 4) + "-" +
           detail::digits(static_cast<int>(static_cast<unsigned>(d.month())), 2) + "-" +
           detail::digits(static_cast<int>(static_cast<unsigned>(d.day())), 2);
}

// "28/02/2026": what an Italian paper shows.
inline std::string italian_date(Date date) {
    const std::string iso = format_date(date);
    return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

// The same day some months later, or the month's last: 31 August + 6 is 28 February.
inline Date add_months(Date date, int months) {
    auto d = std::chrono::year_month_day(date) + std::chrono::months(months);
    if (!d.ok()) d = d.year() / d.month() / std::chrono::last;
    return Date(d);
}

// Years completed on `on` by who was born on `birth`; born on 29 February, they end on the 28th.
inline int age(Date birth, Date on) {
    const auto born = std::chrono::year_month_day(birth).year();
    const auto today = std::chrono::year_month_day(on).year();
    const int years = static_cast<int>(today) - static_cast<int>(born);
    return add_months(birth, years * 12) > on ? years - 1 : years;
}

// Gregorian Easter, by the rule of Meeus, Jones and Butcher.
inline Date easter(int year) {
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int e = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int f = (32 + 2 * (b % 4) + 2 * (c / 4) - e - c % 4) % 7;
    const int g = e + f - 7 * ((a + 11 * e + 22 * f) / 451) + 114;
    return Date(std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(g / 31)) /
                std::chrono::day(static_cast<unsigned>(g % 31 + 1)));
}

// Sundays and the holidays of the whole country (L. 260/1949, L. 54/1977, DPR 792/1985,
// L. 336/2000), right from 2001 on; 4 October from 2026 (L. 151/2025). The town's patron saint is
// not one of them: it closes the office and moves no term.
inline bool is_holiday(Date date) {
    if (std::chrono::weekday(date) == std::chrono::Sunday) return true;
    const std::chrono::year_month_day d(date);
    const int year = static_cast<int>(d.year());
    if (date == easter(year) + days(1)) return true;
    const unsigned day = static_cast<unsigned>(d.month()) * 100 + static_cast<unsigned>(d.day());
    if (day == 1004) return year >= 2026;
    for (const unsigned fixed : {101U, 106U, 425U, 501U, 602U, 815U, 1101U, 1208U, 1225U, 1226U})
        if (day == fixed) return true;
    return false;
}

enum class Saturday { rests, works };

// The last day of a term of `count` working days that begins the day after `from`.
inline Date add_working_days(Date from, int count, Saturday saturday = Saturday::rests) {
    while (count > 0) {
        from += days(1);
        const bool rest =
            saturday == Saturday::rests && std::chrono::weekday(from) == std::chrono::Saturday;
        if (!rest && !is_holiday(from)) --count;
    }
    return from;
}

} // namespace sportello
