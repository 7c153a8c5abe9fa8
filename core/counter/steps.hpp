// core/counter/steps.hpp -- how a ticket goes from state to state, once it is issued.
//
// Each function names the states that it takes a ticket out of; out of any other it throws Refusal
// ticket.is-<state> (409), and ticket.unknown (404). What a counter does is kept for its undo. All
// run in the caller's transaction and emit the event that tells it.
#pragma once

#include "core/counter/counters.hpp"
#include "core/counter/visit.hpp"

namespace sportello::counter {

// Service starts: called -> serving.
Ticket start(store::Connection& db, TicketId id, Instant now);

// Service ends: serving, parked -> finished.
Ticket finish(store::Connection& db, TicketId id, Outcome outcome, Instant now);

// Nobody came: called -> no-show. `back_at`: told to come back then, not called before; of the same
// day and to come, else ticket.back-at (422).
Ticket no_show(store::Connection& db,
               const Settings& settings,
               TicketId id,
               std::optional<Instant> back_at,
               Instant now);

// Someone came after all: no-show -> waiting. The place is kept until
// policy.no_show_return_minutes after the time to come back, or after the no-show; later it is
// `now`. Of another day: ticket.other-day (409).
Ticket reactivate(store::Connection& db, const Settings& settings, TicketId id, Instant now);

// Given up, or issued by mistake: waiting, called -> cancelled.
Ticket cancel(store::Connection& db, TicketId id, Instant now);

// The citizen leaves the counter for a moment: serving -> parked. The counter is free; the ticket
// comes back to it. A note takes the place of the one it had.
Ticket park(store::Connection& db, TicketId id, std::optional<std::string> note, Instant now);

// And is back: parked -> serving. Throws ticket.parked-elsewhere (409), and what check_ready()
// throws.
Ticket resume(store::Connection& db,
              const Settings& settings,
              CounterId counter,
              TicketId id,
              Actor who,
              Instant now);

// Where to: one of the first three.
struct Transfer {
    std::optional<CounterId> counter;
    std::optional<std::string> lane; // Of the settings.
    std::optional<Visit> visit;      // What is left to do: decides lane and equipment.
    std::optional<std::string> note; // In the place of the one it had.
};

// Passes a citizen on: waiting, called, serving, parked -> waiting, with the same number and place.
// Who has an appointment or is to be called back stays in that lane when the visit changes. Throws
// counter.unknown (404), counter.not-open, counter.lacks-equipment (409).
Ticket transfer(
    store::Connection& db, const Settings& settings, TicketId id, const Transfer& to, Instant now);

// What the visit is for, as a whole: waiting, called, serving, parked. Of who waits without
// appointment the lane follows, with the same number and place.
Ticket set_visit(
    store::Connection& db, const Settings& settings, TicketId id, const Visit& visit, Instant now);

} // namespace sportello::counter
