#include "core/counter/steps.hpp"

#include "core/base/refusal.hpp"
#include "core/counter/undo.hpp"

#include <algorithm>
#include <initializer_list>

namespace sportello::counter {

namespace {

// Reads the ticket, which must be in one of the states.
Ticket ticket_in(store::Connection& db, TicketId id, std::initializer_list<TicketState> states) {
    auto found = ticket(db, id);
    if (std::ranges::find(states, found.state) == states.end()) refuse_state(found);
    return found;
}

bool at_its_counter(const Ticket& ticket) {
    return ticket.state == TicketState::called || ticket.state == TicketState::serving;
}

// Makes the change as a step of the ticket's counter, where it belongs to one, and tells it.
template <class Change>
Ticket step(store::Connection& db,
            std::string_view name,
            std::string_view topic,
            const Ticket& of,
            Instant now,
            Change&& change) {
    std::optional<Step> kept;
    if (of.counter) kept.emplace(db, name, *of.counter, of.id);
    change();
    if (kept) kept->keep(now);
    auto after = ticket(db, of.id);
    if (at_its_counter(of) && !at_its_counter(after))
        db.run("UPDATE open_counter SET free_since = ?2 WHERE id = ?1", *of.counter, now);
    tell(db, topic, after, now);
    return after;
}

void check_same_day(const Settings& settings, const Ticket& ticket, Instant now) {
    if (ticket.day != settings.zone->day(now))
        throw Refusal(Refusal::Kind::conflict, "ticket.other-day", {{"ticket", ticket.number}});
}

// The lane that a ticket has with this visit.
const std::string& lane_with(const Settings& settings, const Ticket& ticket, const Visit& visit) {
    const auto* lane = settings.lane(ticket.lane);
    if (lane && lane->kind != LaneKind::walk_in) return lane->id;
    return settings.lane_for(visit.minutes).id;
}

void write_visit(store::Connection& db, TicketId id, const Visit& visit) {
    db.run("UPDATE ticket SET minutes = ?2, equipment = ?3 WHERE id = ?1", id,
           std::int64_t{visit.minutes}, std::int64_t{visit.equipment});
    write_items(db, id, visit.procedures);
}

void check_destination(store::Connection& db,
                       const Settings& settings,
                       const Ticket& ticket,
                       CounterId counter,
                       Instant now) {
    const auto& place = position(settings, counter);
    if (!is_open(db, settings, counter, now))
        throw Refusal(Refusal::Kind::conflict, "counter.not-open",
                      {{"counter", std::to_string(number(counter))}, {"ticket", ticket.number}});
    check_equipment(place, ticket);
}

} // namespace

Ticket start(store::Connection& db, TicketId id, Instant now) {
    const auto of = ticket_in(db, id, {TicketState::called});
    return step(db, "start", "ticket.started", of, now, [&] {
        db.run("UPDATE ticket SET state = 'serving', started_at = ?2 WHERE id = ?1", id, now);
    });
}

Ticket finish(store::Connection& db, TicketId id, Outcome outcome, Instant now) {
    const auto of = ticket_in(db, id, {TicketState::serving, TicketState::parked});
    return step(db, "finish", "ticket.finished", of, now, [&] {
        db.run("UPDATE ticket SET state = 'finished', outcome = ?2, ended_at = ?3 WHERE id = ?1",
               id, to_text(outcome), now);
    });
}

Ticket no_show(store::Connection& db,
               const Settings& settings,
               TicketId id,
               std::optional<Instant> back_at,
               Instant now) {
    const auto of = ticket_in(db, id, {TicketState::called});
    if (back_at && (*back_at <= now || settings.zone->day(*back_at) != of.day))
        throw Refusal(Refusal::Kind::invalid, "ticket.back-at").at("/back_at");
    return step(db, "no-show", "ticket.no-show", of, now, [&] {
        db.run("UPDATE ticket SET state = 'no-show', not_before = ?2, ended_at = ?3 WHERE id = ?1",
               id, back_at, now);
    });
}

Ticket reactivate(store::Connection& db, const Settings& settings, TicketId id, Instant now) {
    const auto of = ticket_in(db, id, {TicketState::no_show});
    check_same_day(settings, of, now);
    const auto expected = of.not_before.value_or(of.ended_at.value());
    const std::chrono::minutes within(settings.policy.no_show_return_minutes);
    const auto place = now <= expected + within ? of.place : now;
    const bool wanted_open = of.wanted_counter && is_open(db, settings, *of.wanted_counter, now);
    db.run("UPDATE ticket SET state = 'waiting', place = ?2, counter = NULL, calls = 0,"
           " called_at = NULL, ended_at = NULL, wanted_counter = ?3 WHERE id = ?1",
           id, place, wanted_open ? of.wanted_counter : std::nullopt);
    auto after = ticket(db, id);
    tell(db, "ticket.reactivated", after, now);
    return after;
}

Ticket cancel(store::Connection& db, TicketId id, Instant now) {
    const auto of = ticket_in(db, id, {TicketState::waiting, TicketState::called});
    return step(db, "cancel", "ticket.cancelled", of, now, [&] {
        db.run("UPDATE ticket SET state = 'cancelled', ended_at = ?2 WHERE id = ?1", id, now);
    });
}

Ticket park(store::Connection& db, TicketId id, std::optional<std::string> note, Instant now) {
    const auto of = ticket_in(db, id, {TicketState::serving});
    return step(db, "park", "ticket.parked", of, now, [&] {
        db.run("UPDATE ticket SET state = 'parked', note = coalesce(?2, note) WHERE id = ?1", id,
               note);
    });
}

Ticket resume(store::Connection& db,
              const Settings& settings,
              CounterId counter,
              TicketId id,
              Actor who,
              Instant now) {
    check_ready(db, settings, counter, who);
    const auto of = ticket_in(db, id, {TicketState::parked});
    if (of.counter != counter)
        throw Refusal(Refusal::Kind::conflict, "ticket.parked-elsewhere",
                      {{"ticket", of.number}, {"counter", std::to_string(number(*of.counter))}});
    return step(db, "resume", "ticket.resumed", of, now,
                [&] { db.run("UPDATE ticket SET state = 'serving' WHERE id = ?1", id); });
}

Ticket transfer(
    store::Connection& db, const Settings& settings, TicketId id, const Transfer& to, Instant now) {
    const auto of = ticket_in(
        db, id,
        {TicketState::waiting, TicketState::called, TicketState::serving, TicketState::parked});
    if (to.counter) check_destination(db, settings, of, *to.counter, now);
    auto lane = to.lane.value_or(of.lane);
    if (to.visit) lane = lane_with(settings, of, *to.visit);
    return step(db, "transfer", "ticket.transferred", of, now, [&] {
        db.run("UPDATE ticket SET state = 'waiting', lane = ?2, wanted_counter = ?3,"
               " note = coalesce(?4, note), counter = NULL, calls = 0, not_before = NULL,"
               " called_at = NULL, started_at = NULL WHERE id = ?1",
               id, lane, to.counter, to.note);
        if (to.visit) write_visit(db, id, *to.visit);
    });
}

Ticket set_visit(
    store::Connection& db, const Settings& settings, TicketId id, const Visit& visit, Instant now) {
    const auto of = ticket_in(
        db, id,
        {TicketState::waiting, TicketState::called, TicketState::serving, TicketState::parked});
    write_visit(db, id, visit);
    if (of.state == TicketState::waiting)
        db.run("UPDATE ticket SET lane = ?2 WHERE id = ?1", id, lane_with(settings, of, visit));
    auto after = ticket(db, id);
    tell(db, "ticket.changed", after, now);
    return after;
}

} // namespace sportello::counter
