#include "core/base/config_hours.hpp"

#include <fmt/format.h>

#include <array>

namespace sportello {

namespace {

constexpr std::array<std::string_view, 7> day_names{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};

} // namespace

std::string_view to_text(Weekday day) {
    return day_names.at(static_cast<std::size_t>(day));
}

namespace config {

namespace {

std::string hour_minute(int minutes) {
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

bool read_time(Section& table, std::string_view name, int& minutes, Need need) {
    std::string text;
    if (!table.text(name, text, a_time(), need)) return false;
    minutes = std::stoi(text.substr(0, 2)) * 60 + std::stoi(text.substr(3));
    return true;
}

// `from` and `to`: false, and a mistake, unless they are two times in order.
bool read_interval(Section& table, int& from, int& to, Need need = Need::required) {
    bool whole = read_time(table, "from", from, need);
    whole &= read_time(table, "to", to, need);
    if (whole && from >= to) {
        table.complain("to", fmt::format("expected a time after {}, found {}", hour_minute(from),
                                         hour_minute(to)));
        return false;
    }
    return whole;
}

template <class Hours>
bool overlap(const Hours& one, const Hours& other) {
    return one.day == other.day && other.from_minutes < one.to_minutes &&
           one.from_minutes < other.to_minutes;
}

void read_opening(std::vector<Section> list, std::vector<Config::Opening>& all) {
    const auto day_rule = one_of({day_names.begin(), day_names.end()});
    for (auto& table : list) {
        Config::Opening opening;
        std::string day;
        bool whole = table.text("day", day, day_rule, Need::required);
        whole &= read_interval(table, opening.from_minutes, opening.to_minutes);
        table.finish();
        if (!whole) continue;
        opening.day = static_cast<Weekday>(std::find(day_names.begin(), day_names.end(), day) -
                                           day_names.begin());
        for (const auto& other : all)
            if (overlap(opening, other)) {
                table.complain("from", fmt::format("overlaps with {} {}-{}", day,
                                                   hour_minute(other.from_minutes),
                                                   hour_minute(other.to_minutes)));
                break;
            }
        all.push_back(opening);
    }
}

void read_exceptions(std::vector<Section> list, std::vector<Config::Exception>& all) {
    for (auto& table : list) {
        Config::Exception one;
        bool whole = table.text("day", one.day, a_date(), Need::required);
        auto reason = table.section("reason", Need::required);
        reason.text("it", one.reason.it, a_name(), Need::required);
        reason.text("en", one.reason.en, a_name(), Need::required);
        reason.finish();
        one.closed = !table.has("from") && !table.has("to");
        whole &= read_interval(table, one.from_minutes, one.to_minutes,
                               one.closed ? Need::optional : Need::required) ||
                 one.closed;
        table.finish();
        if (!whole) continue;
        for (const auto& other : all) {
            if (other.day != one.day) continue;
            if (one.closed || other.closed)
                table.complain("day", fmt::format("{} is there already: a day is closed, or open "
                                                  "at some hours",
                                                  one.day));
            else if (overlap(one, other))
                table.complain("from", fmt::format("overlaps with {} {}-{}", one.day,
                                                   hour_minute(other.from_minutes),
                                                   hour_minute(other.to_minutes)));
            else
                continue;
            break;
        }
        all.push_back(std::move(one));
    }
}

} // namespace

void read_hours(Section& root, Config& config) {
    read_opening(root.sections("opening"), config.opening);
    auto calendar = root.section("calendar");
    calendar.text("patron", config.calendar.patron, a_day_of_the_year_or_nothing(), Need::optional);
    calendar.finish();
    read_exceptions(root.sections("exceptions"), config.exceptions);
}

} // namespace config

} // namespace sportello
