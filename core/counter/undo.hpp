// core/counter/undo.hpp -- the steps of a counter, kept so that they can be taken back.
//
// A step is what a counter does with a ticket: next, call, recall, start, finish, no-show, cancel,
// park, resume, transfer. It is kept with the ticket as it was before and after, and for
// policy.undo_seconds it can be taken back exactly, the latest first. What was made meanwhile
// (cases, papers, protocol numbers) stays: an undo is of the queue, not of acts.
#pragma once

#include "core/counter/counters.hpp"

namespace sportello::counter {

// Made before the change; keep() after it.
class Step {
public:
    Step(store::Connection& db, std::string_view name, CounterId counter, TicketId ticket);
    void keep(Instant now);

private:
    store::Connection& db_;
    std::string name_;
    CounterId counter_;
    TicketId ticket_;
    std::string before_;
};

// What undo() would take back; nothing when that is nothing, or too long ago, or the ticket has
// changed since.
std::optional<UndoOffer>
undo_offer(store::Connection& db, const Settings& settings, CounterId id, Instant now);

// Takes the counter's last step back and emits ticket.undone. A call that is taken back also ends
// the counter's automatic calling, which would call again at once. Throws Refusal counter.unknown
// (404), and (409) counter.closed, counter.held, step.none, step.too-late, step.changed when
// something else happened to the ticket, counter.still-called or counter.still-serving when the
// counter has another citizen.
Ticket undo(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now);

} // namespace sportello::counter
