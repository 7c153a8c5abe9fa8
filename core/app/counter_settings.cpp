#include "core/app/counter_settings.hpp"

#include <algorithm>

namespace sportello::app {

namespace {

void sort(std::vector<counter::Interval>& intervals) {
    std::ranges::sort(intervals, {}, &counter::Interval::from);
}

counter::OpeningHours opening_hours(const Config& config) {
    counter::OpeningHours hours;
    for (const auto& one : config.opening)
        hours.week.at(static_cast<std::size_t>(one.day))
            .push_back({one.from_minutes, one.to_minutes});
    for (auto& day : hours.week)
        sort(day);
    for (const auto& one : config.exceptions) {
        auto& exception = hours.exceptions[parse_date(one.day).value()];
        exception.reason = one.reason;
        if (!one.closed) exception.open.push_back({one.from_minutes, one.to_minutes});
        sort(exception.open);
    }
    if (!config.calendar.patron.empty()) {
        const std::chrono::year_month_day day(parse_date("2027-" + config.calendar.patron).value());
        hours.patron = std::chrono::month_day(day.month(), day.day());
    }
    return hours;
}

} // namespace

counter::Settings counter_settings(const Config& config, const Zone& zone) {
    counter::Settings settings;
    for (const auto& lane : config.lanes)
        settings.lanes.push_back({lane.id, lane.prefix, lane.title,
                                  counter::lane_kind_from(lane.kind).value(), lane.minutes_max,
                                  lane.promise_minutes, lane.in_a_row_max});
    for (const auto& counter : config.counters)
        settings.positions.push_back(
            {CounterId{counter.id}, counter.name, counter::equipment_set(counter.equipment)});
    const auto& policy = config.policy;
    settings.policy = {policy.priority_in_a_row_max,
                       policy.appointment_early_minutes,
                       policy.appointment_grace_minutes,
                       policy.no_show_return_minutes,
                       policy.calls_max,
                       policy.undo_seconds};
    settings.booking = {config.appointments.slot_minutes, config.appointments.per_slot,
                        config.appointments.days_max};
    settings.hours = opening_hours(config);
    settings.counters_usual = config.tickets.counters_usual;
    settings.refuse_when_full = config.tickets.when_full == "refuse";
    settings.zone = &zone;
    return settings;
}

} // namespace sportello::app
