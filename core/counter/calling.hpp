// core/counter/calling.hpp -- calling citizens to the counter: by the policy, directly, by itself.
//
// Every call is kept with the rule that chose and the facts it weighed. Functions run in the
// caller's transaction and emit ticket.called or ticket.recalled. Refusals of all: counter.unknown
// (404), counter.closed, counter.held, counter.paused, counter.still-called,
// counter.still-serving (409).
#pragma once

#include "core/counter/counters.hpp"
#include "core/counter/policy.hpp"

namespace sportello::counter {

// Calls to this counter whom the policy chooses among those it can serve; nothing when nobody
// waits.
std::optional<Ticket>
call_next(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now);

// Calls this ticket, out of turn: waiting -> called. The reason is kept, with whom the policy would
// have chosen. Throws ticket.unknown, ticket.is-<state>, ticket.other-day,
// counter.lacks-equipment (409).
Ticket call_directly(store::Connection& db,
                     const Settings& settings,
                     CounterId id,
                     TicketId wanted,
                     std::string_view reason,
                     Actor who,
                     Instant now);

// Calls whom it called once more. Throws counter.nobody-called (409), and ticket.called-enough
// (409) after policy.calls_max times.
Ticket
recall(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now);

// Calls the next one to every counter that calls by itself, is open, not paused and free: the one
// that has been free for longest first. To be run in the transaction of each command that frees a
// counter or adds somebody who waits, after it.
std::vector<Ticket> serve_waiting(store::Connection& db, const Settings& settings, Instant now);

// The latest calls of a day, the latest first.
std::vector<Ticket> latest_calls(store::Connection& db, std::string_view day, std::int64_t limit);

} // namespace sportello::counter
