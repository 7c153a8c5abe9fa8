#include "core/counter/hours.hpp"

#include <algorithm>

namespace sportello::counter {

namespace {

constexpr days search_max{60};

struct Holiday {
    unsigned day = 0; // Month and day: 1225.
    const char* it = "";
    const char* en = "";
};

// As is_holiday() of sportello/calendar.hpp has them, with their names; Sundays and Easter Monday
// apart.
constexpr std::array<Holiday, 11> holidays{
    {{101, "Capodanno", "New Year's Day"},
     {106, "Epifania", "Epiphany"},
     {425, "Festa della Liberazione", "Liberation Day"},
     {501, "Festa del lavoro", "Labour Day"},
     {602, "Festa della Repubblica", "Republic Day"},
     {815, "Ferragosto", "Assumption Day"},
     {1004, "San Francesco d'Assisi", "Saint Francis"},
     {1101, "Ognissanti", "All Saints' Day"},
     {1208, "Immacolata Concezione", "Immaculate Conception"},
     {1225, "Natale", "Christmas Day"},
     {1226, "Santo Stefano", "Saint Stephen's Day"}}};

// The holiday's name; nothing for a Sunday that is only a Sunday.
std::optional<Text> holiday(Date day) {
    if (!is_holiday(day)) return std::nullopt;
    const std::chrono::year_month_day d(day);
    if (day == easter(static_cast<int>(d.year())) + days(1))
        return Text{"Lunedì dell'Angelo", "Easter Monday"};
    const auto key = static_cast<unsigned>(d.month()) * 100 + static_cast<unsigned>(d.day());
    const auto found = std::ranges::find(holidays, key, &Holiday::day);
    // Before 2026, 4 October was a holiday only when it fell on a Sunday.
    if (found == holidays.end() || (key == 1004 && static_cast<int>(d.year()) < 2026))
        return std::nullopt;
    return Text{found->it, found->en};
}

std::optional<Text> closing(Date day, const std::optional<std::chrono::month_day>& patron) {
    if (auto name = holiday(day)) return name;
    const std::chrono::year_month_day d(day);
    if (patron && d.month() == patron->month() && d.day() == patron->day())
        return Text{"Festa patronale", "Patron saint's day"};
    return std::nullopt;
}

} // namespace

Date day_of(const Zone& zone, Instant now) {
    return parse_date(zone.day(now)).value();
}

bool OpeningHours::known() const {
    return !exceptions.empty() ||
           std::ranges::any_of(week, [](const auto& hours) { return !hours.empty(); });
}

std::vector<Interval> OpeningHours::of(Date day) const {
    if (const auto found = exceptions.find(day); found != exceptions.end())
        return found->second.open;
    if (closing(day, patron)) return {};
    return week.at(std::chrono::weekday(day).iso_encoding() - 1);
}

std::optional<Text> OpeningHours::because(Date day) const {
    if (const auto found = exceptions.find(day); found != exceptions.end())
        return found->second.reason;
    if (week.at(std::chrono::weekday(day).iso_encoding() - 1).empty()) return std::nullopt;
    return closing(day, patron);
}

std::vector<Opening> OpeningHours::openings(const Zone& zone, Date day) const {
    std::vector<Opening> all;
    for (const auto& hours : of(day))
        all.push_back({zone.at(day, hours.from), zone.at(day, hours.to)});
    return all;
}

bool OpeningHours::open_at(const Zone& zone, Instant now) const {
    return std::ranges::any_of(openings(zone, day_of(zone, now)), [&](const Opening& hours) {
        return hours.from <= now && now < hours.to;
    });
}

std::optional<Instant> OpeningHours::closes_at(const Zone& zone, Instant now) const {
    const auto today = openings(zone, day_of(zone, now));
    if (today.empty() || today.back().to <= now) return std::nullopt;
    return today.back().to;
}

int OpeningHours::minutes_left(const Zone& zone, Instant now) const {
    auto left = std::chrono::milliseconds(0);
    for (const auto& hours : openings(zone, day_of(zone, now)))
        if (hours.to > now) left += hours.to - std::max(hours.from, now);
    return static_cast<int>(std::chrono::floor<std::chrono::minutes>(left).count());
}

std::optional<Instant> OpeningHours::next_opening(const Zone& zone, Instant now) const {
    const auto today = day_of(zone, now);
    for (auto day = today; day <= today + search_max; day += days(1))
        for (const auto& hours : openings(zone, day))
            if (hours.from > now) return hours.from;
    return std::nullopt;
}

} // namespace sportello::counter
