#include "core/counter/report.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace sportello::counter {

namespace {

#define SPORTELLO_CALL                                                                             \
    "SELECT ticket_call.id, at, ticket, prefix, number, ticket_call.lane, ticket_call.counter,"    \
    " operator, rule, why, undone FROM ticket_call JOIN ticket ON ticket.id = ticket_call.ticket"

Call call_of(const store::Row& row) {
    Call call;
    call.id = row.integer(0);
    call.at = row.instant(1);
    call.ticket = row.id<TicketId>(2);
    call.number = ticket_number(row.text(3), row.integer(4));
    call.lane = row.text(5);
    call.counter = row.id<CounterId>(6);
    call.operator_id = row.text(7);
    call.rule = rule_from(row.text(8)).value();
    const auto why = row.text(9);
    call.why = boost::json::parse({why.data(), why.size()}).as_object();
    call.undone = row.integer(10) != 0;
    return call;
}

double mean(const std::vector<double>& values) {
    if (values.empty()) return 0;
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

struct Waits {
    std::vector<double> minutes;
    int within_promise = 0;
};

// By lane, of the first call of each ticket.
std::map<std::string, Waits> waits(store::Connection& db, std::string_view day) {
    std::map<std::string, Waits> all;
    db.each(
        "SELECT lane, why ->> 'waited_seconds', why ->> 'promise_minutes' FROM ticket_call"
        " WHERE id IN (SELECT min(id) FROM ticket_call WHERE day = ?1 AND undone = 0"
        "              GROUP BY ticket)"
        " AND why ->> 'waited_seconds' IS NOT NULL",
        [&](const store::Row& row) {
            auto& of_lane = all[std::string(row.text(0))];
            of_lane.minutes.push_back(static_cast<double>(row.integer(1)) / 60);
            if (row.integer(1) <= row.integer(2) * 60) ++of_lane.within_promise;
        },
        day);
    return all;
}

void count_tickets(store::Connection& db, std::string_view day, std::vector<LaneReport>& lanes) {
    db.each(
        "SELECT lane, count(*), sum(state = 'finished'), sum(state = 'no-show'),"
        " sum(state = 'cancelled'), sum(state = 'rebooked'),"
        " coalesce(avg(iif(state = 'finished' AND outcome <> 'left-open', ended_at - started_at,"
        "                  NULL)), 0)"
        " FROM ticket WHERE day = ?1 GROUP BY lane",
        [&](const store::Row& row) {
            const auto found = std::ranges::find(lanes, row.text(0), &LaneReport::lane);
            if (found == lanes.end()) return;
            found->issued = row.integer(1);
            found->finished = row.integer(2);
            found->no_show = row.integer(3);
            found->cancelled = row.integer(4);
            found->rebooked = row.integer(5);
            found->service_mean = row.value(6).real / 60'000;
        },
        day);
}

void summarise(LaneReport& lane, Waits waits) {
    auto& minutes = waits.minutes;
    if (minutes.empty()) return;
    std::ranges::sort(minutes);
    const auto ninth =
        static_cast<std::size_t>(std::ceil(0.9 * static_cast<double>(minutes.size())));
    lane.wait_mean = mean(minutes);
    lane.wait_p90 = minutes[ninth - 1];
    lane.wait_max = minutes.back();
    lane.within_promise_percent =
        static_cast<int>(100 * static_cast<std::size_t>(waits.within_promise) / minutes.size());
}

std::vector<OperatorReport> operators(store::Connection& db, std::string_view day) {
    return db.all(
        "SELECT operator, count(*), avg(ended_at - started_at) / 60000.0"
        " FROM ticket JOIN ticket_call ON ticket_call.id ="
        "   (SELECT max(id) FROM ticket_call AS last WHERE last.ticket = ticket.id AND undone = 0)"
        " WHERE ticket.day = ?1 AND state = 'finished' AND outcome <> 'left-open'"
        " GROUP BY operator ORDER BY operator",
        [](const store::Row& row) {
            return OperatorReport{std::string(row.text(0)), row.integer(1), row.value(2).real};
        },
        day);
}

} // namespace

std::vector<Call> calls(store::Connection& db, const CallFilter& filter) {
    const auto rule = filter.rule ? std::optional(to_text(*filter.rule)) : std::nullopt;
    return db.all(SPORTELLO_CALL " WHERE ticket_call.day = ?1 AND ticket_call.id > ?2"
                                 " AND (?3 IS NULL OR rule = ?3) ORDER BY ticket_call.id LIMIT ?4",
                  call_of, filter.day, filter.after, rule, filter.limit);
}

std::vector<Call> calls_of(store::Connection& db, TicketId ticket) {
    return db.all(SPORTELLO_CALL " WHERE ticket_call.ticket = ?1 ORDER BY ticket_call.id", call_of,
                  ticket);
}

DayReport report(store::Connection& db, const Settings& settings, std::string_view day) {
    DayReport report;
    for (const auto& lane : settings.lanes)
        report.lanes.push_back({lane.id, 0, 0, 0, 0, 0, 0, 0, 0, 0, std::nullopt});
    count_tickets(db, day, report.lanes);
    auto by_lane = waits(db, day);
    for (auto& lane : report.lanes)
        summarise(lane, std::move(by_lane[lane.lane]));
    report.contacts = db.all(
        "SELECT channel, outcome, count(*) FROM contact WHERE day = ?1 AND state = 'closed'"
        " GROUP BY channel, outcome ORDER BY channel, outcome",
        [](const store::Row& row) {
            return ContactCount{std::string(row.text(0)), std::string(row.text(1)), row.integer(2)};
        },
        day);
    report.operators = operators(db, day);
    db.each(
        "SELECT coalesce(sum(rule = 'direct' AND undone = 0), 0), coalesce(sum(undone), 0)"
        " FROM ticket_call WHERE day = ?1",
        [&](const store::Row& row) {
            report.direct_calls = row.integer(0);
            report.undone = row.integer(1);
        },
        day);
    return report;
}

} // namespace sportello::counter
