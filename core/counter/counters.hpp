// core/counter/counters.hpp -- the positions of the counter: who sits there, who is called there.
//
// Each function runs in the caller's transaction and emits the event that tells it. A counter has
// at most one citizen, called or being served: the database itself refuses a second.
#pragma once

#include "core/counter/ticket.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::counter {

struct Counter {
    CounterId id{};
    std::string name;
    std::optional<std::string> operator_id; // Nothing: closed.
    std::optional<Ticket> ticket;           // Called or being served.
};

// Who acts, and whether he may act in the place of the operator who sits there.
struct Actor {
    std::string_view id;
    bool supervises = false;
};

std::vector<Counter> counters(store::Connection& db, const Settings& settings);
// Throws Refusal counter.unknown (404).
Counter find_counter(store::Connection& db, const Settings& settings, CounterId id);

// Opening what one holds already changes nothing. Throws Refusal counter.held (409) when another
// person sits there.
Counter open(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now);

// Throws Refusal counter.still-serving (409) while a citizen is called or served there.
Counter
close(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now);

// Calls the next ticket to this counter: those with legal priority first, then the oldest, of any
// lane. Nothing when nobody waits. Throws Refusal counter.closed, counter.held,
// counter.still-serving (409).
std::optional<Ticket>
call_next(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now);

// Calls the ticket called last once more. Throws Refusal counter.nobody-called (409) unless a
// ticket is called there and not yet served.
Ticket
recall(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now);

// The latest calls of a day, the latest first.
std::vector<Ticket> latest_calls(store::Connection& db, std::string_view day, std::int64_t limit);

struct LaneCount {
    std::string lane;
    std::int64_t waiting = 0;
};
// Who waits, lane by lane, in the settings' order.
std::vector<LaneCount>
waiting(store::Connection& db, const Settings& settings, std::string_view day);

// Checks that `who` may act on a ticket called to a counter. Throws Refusal counter.held (409).
void check_holder(store::Connection& db, const Ticket& ticket, Actor who);

} // namespace sportello::counter
