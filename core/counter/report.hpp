// core/counter/report.hpp -- what happened on a day, for who answers for the counter: every call
// with its reason, and the day in numbers. No personal data: operators by their id, citizens not at
// all.
#pragma once

#include "core/counter/policy.hpp"
#include "core/counter/ticket.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::counter {

struct Call {
    std::int64_t id = 0;
    Instant at;
    TicketId ticket{};
    std::string number;
    std::string lane;
    CounterId counter{};
    std::string operator_id;
    Rule rule = Rule::longest_wait;
    // The facts that the rule weighed: waited_seconds, promise_minutes, due_at; others: [{ticket,
    // lane, priority, and the same}], aside: [{who, calls}], or of a direct call reason and
    // instead.
    boost::json::object why;
    bool undone = false;
};

// A day's calls after `after`, oldest first; of one rule, or all.
struct CallFilter {
    std::string day;
    std::optional<Rule> rule;
    std::int64_t after = 0;
    std::int64_t limit = 50;
};
std::vector<Call> calls(store::Connection& db, const CallFilter& filter);
// Those of a ticket, oldest first.
std::vector<Call> calls_of(store::Connection& db, TicketId ticket);

// Waits are until the first call of a ticket, from its place; minutes.
struct LaneReport {
    std::string lane;
    std::int64_t issued = 0; // Tickets that ended the day in this lane.
    std::int64_t finished = 0;
    std::int64_t no_show = 0;
    std::int64_t cancelled = 0;
    std::int64_t rebooked = 0;
    double wait_mean = 0;
    double wait_p90 = 0;
    double wait_max = 0;
    double service_mean = 0;
    std::optional<int> within_promise_percent; // Nothing when none was called.
};

struct ContactCount {
    std::string channel;
    std::string outcome;
    std::int64_t count = 0;
};

struct OperatorReport {
    std::string operator_id; // Who called them.
    std::int64_t finished = 0;
    double service_mean = 0;
};

struct DayReport {
    std::vector<LaneReport> lanes; // Of the settings, in their order.
    std::vector<ContactCount> contacts;
    std::vector<OperatorReport> operators;
    std::int64_t direct_calls = 0;
    std::int64_t undone = 0; // Calls that were taken back.
};
DayReport report(store::Connection& db, const Settings& settings, std::string_view day);

} // namespace sportello::counter
