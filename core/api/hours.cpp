#include "core/counter/hours.hpp"

#include "core/api/body.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/views.hpp"
#include "core/counter/capacity.hpp"

#include <boost/json.hpp>

namespace sportello::api {

namespace json = boost::json;

namespace {

Date today(const Context& context) {
    return counter::day_of(context.box.zone, context.now);
}

json::value hours_view(const Context& context, Date day) {
    const auto& zone = context.box.zone;
    const auto& hours = context.box.counter.hours;
    json::array opens;
    for (const auto& interval : hours.openings(zone, day))
        opens.push_back({{"from", to_text(interval.from)}, {"to", to_text(interval.to)}});
    const auto because = hours.because(day);
    return {{"day", format_date(day)},
            {"opens", opens},
            {"closed_because", because ? view(*because) : json::value(nullptr)},
            {"open_now", hours.open_at(zone, context.now)},
            {"next_opening", view(hours.next_opening(zone, context.now))}};
}

http::Response show_hours(Context& context) {
    check_query(context.request, {"day"});
    const auto day = query_day(context.request, "day");
    return json_reply(200, hours_view(context, day ? parse_date(*day).value() : today(context)));
}

http::Response show_queue(Context& context) {
    const auto& settings = context.box.counter;
    const auto load = counter::load(context.db, settings, context.now);
    json::array lanes;
    std::int64_t call_backs = 0;
    for (const auto& room : counter::room(settings, load, context.now)) {
        const auto& lane = *settings.lane(room.lane);
        if (lane.kind == counter::LaneKind::call_back) call_backs += room.waiting;
        lanes.push_back({{"lane", room.lane},
                         {"waiting", room.waiting},
                         {"longest_wait_minutes", room.longest_wait_minutes},
                         {"expected_wait_minutes", room.expected_wait_minutes},
                         {"promise_minutes", lane.promise_minutes},
                         {"open", room.open},
                         {"last_ticket_at", view(room.last_ticket_at)},
                         {"capacity_minutes", room.capacity_minutes}});
    }
    return json_reply(200, {{"hours", hours_view(context, today(context))},
                            {"lanes", lanes},
                            {"counters_open", load.counters_open},
                            {"counters_paused", load.counters_paused},
                            {"appointments_due", load.appointments_due},
                            {"call_backs", call_backs},
                            {"now", to_text(context.now)}});
}

} // namespace

void add_hours(Gate& gate) {
    gate.read("/api/v1/hours", anyone_in_hall, show_hours);
    gate.read("/api/v1/queue", anyone_in_hall, show_queue);
}

} // namespace sportello::api
