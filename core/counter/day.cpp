#include "core/counter/day.hpp"

#include "core/base/refusal.hpp"
#include "core/counter/contacts.hpp"
#include "core/counter/visit.hpp"
#include "core/store/events.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sportello::counter {

namespace {

namespace json = boost::json;

NewAppointment instead_of(store::Connection& db, const Ticket& ticket) {
    NewAppointment wanted;
    wanted.minutes = ticket.minutes;
    wanted.equipment = ticket.equipment;
    wanted.procedures = items_of(db, ticket.id);
    wanted.language = ticket.language;
    wanted.from_ticket = ticket.id;
    return wanted;
}

// Ends a ticket of any state that has not been served, and tells it.
void end(store::Connection& db, TicketId id, TicketState state, Instant now) {
    const auto outcome =
        state == TicketState::finished ? std::optional(to_text(Outcome::left_open)) : std::nullopt;
    db.run("UPDATE ticket SET state = ?2, outcome = ?3, ended_at = ?4 WHERE id = ?1", id,
           to_text(state), outcome, now);
    store::emit(db, fmt::format("ticket.{}", to_text(state)),
                json::serialize(event_of(ticket(db, id))), now);
}

std::vector<TicketId> ids(store::Connection& db, std::string_view sql, std::string_view today) {
    return db.all(
        sql, [](const store::Row& row) { return row.id<TicketId>(0); }, today);
}

// Those of earlier days that were not served. Each condition is that of a small index; who was told
// to come back is looked for on the latest day only, as every day is ended before the next begins.
std::vector<TicketId> not_served(store::Connection& db, std::string_view today) {
    auto all = ids(db, "SELECT id FROM ticket WHERE state = 'waiting' AND day < ?1", today);
    for (const auto* sql :
         {"SELECT id FROM ticket WHERE state IN ('called', 'serving') AND counter IS NOT NULL"
          " AND state = 'called' AND day < ?1",
          "SELECT id FROM ticket WHERE state = 'parked' AND counter IS NOT NULL AND day < ?1",
          "SELECT id FROM ticket WHERE day = (SELECT max(day) FROM ticket WHERE day < ?1)"
          " AND state = 'no-show' AND not_before IS NOT NULL"}) {
        const auto more = ids(db, sql, today);
        all.insert(all.end(), more.begin(), more.end());
    }
    std::ranges::sort(all); // In the order of arrival: the first come has the first slot.
    return all;
}

std::int64_t close_counters(store::Connection& db, Instant midnight, Instant now) {
    const auto closed = db.all(
        "DELETE FROM open_counter WHERE opened_at < ?1 RETURNING id",
        [](const store::Row& row) { return row.integer(0); }, midnight);
    for (const auto id : closed)
        store::emit(db, "counter.closed", json::serialize(json::object{{"counter", id}}), now);
    db.run("DELETE FROM counter_step WHERE at < ?1", midnight);
    return static_cast<std::int64_t>(closed.size());
}

} // namespace

Appointment rebook(store::Connection& db,
                   const Settings& settings,
                   TicketId id,
                   const Rebooking& wanted,
                   Instant now) {
    const auto given_up = ticket(db, id);
    constexpr std::array<TicketState, 4> states{TicketState::waiting, TicketState::called,
                                                TicketState::parked, TicketState::no_show};
    if (std::ranges::find(states, given_up.state) == states.end())
        throw Refusal(Refusal::Kind::conflict, fmt::format("ticket.is-{}", to_text(given_up.state)),
                      {{"ticket", given_up.number}});
    auto instead = instead_of(db, given_up);
    instead.name = wanted.name;
    instead.phone = wanted.phone;
    std::optional<Appointment> made;
    if (wanted.at) {
        instead.at = *wanted.at;
        made = book(db, settings, instead, now);
    } else {
        made = book_first(db, settings, std::move(instead), day_of(*settings.zone, now) + days(1),
                          now);
    }
    if (!made) throw Refusal(Refusal::Kind::conflict, "appointment.none-free");
    end(db, id, TicketState::rebooked, now);
    if (given_up.state == TicketState::called)
        db.run("UPDATE open_counter SET free_since = ?2 WHERE id = ?1", *given_up.counter, now);
    return *made;
}

bool DayEnd::nothing() const {
    return rebooked + given_up + left_open + counters + missed + abandoned == 0;
}

DayEnd end_days(store::Connection& db, const Settings& settings, Instant now) {
    const auto day = day_of(*settings.zone, now);
    const auto today = format_date(day);
    DayEnd done;
    for (const auto id : not_served(db, today)) {
        const bool booked =
            book_first(db, settings, instead_of(db, ticket(db, id)), day, now).has_value();
        end(db, id, booked ? TicketState::rebooked : TicketState::cancelled, now);
        ++(booked ? done.rebooked : done.given_up);
    }
    for (const auto id : ids(db,
                             "SELECT id FROM ticket WHERE state IN ('called', 'serving')"
                             " AND counter IS NOT NULL AND day < ?1",
                             today)) {
        end(db, id, TicketState::finished, now);
        ++done.left_open;
    }
    done.counters = close_counters(db, settings.zone->at(day, 0), now);
    done.missed = miss_appointments(db, today, now);
    done.abandoned = abandon_contacts(db, today, now);
    return done;
}

} // namespace sportello::counter
