#include "core/counter/ticket.hpp"

#include "core/base/refusal.hpp"
#include "core/store/events.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <array>
#include <initializer_list>

namespace sportello::counter {

namespace {

constexpr std::array<std::string_view, 6> state_texts{"waiting",  "called",  "serving",
                                                      "finished", "no-show", "cancelled"};

std::optional<Instant> maybe_instant(const store::Row& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return Instant(std::chrono::milliseconds(row.integer(column)));
}

std::int64_t milliseconds(Instant instant) {
    return instant.time_since_epoch().count();
}

void tell(store::Connection& db, std::string_view topic, const Ticket& ticket, Instant now) {
    store::emit(db, topic, boost::json::serialize(event_of(ticket)), now);
}

// Reads the ticket, which must be in one of the states.
Ticket ticket_in(store::Connection& db, TicketId id, std::initializer_list<TicketState> states) {
    auto found = ticket(db, id);
    if (std::ranges::find(states, found.state) == states.end())
        throw Refusal(Refusal::Kind::conflict, fmt::format("ticket.is-{}", to_text(found.state)),
                      {{"ticket", found.number}});
    return found;
}

// Ends the ticket in `state` and tells it.
Ticket end(store::Connection& db, const Ticket& ended, TicketState state, Instant now) {
    db.run("UPDATE ticket SET state = ?2, ended_at = ?3 WHERE id = ?1", ended.id, to_text(state),
           milliseconds(now));
    auto after = ticket(db, ended.id);
    tell(db, fmt::format("ticket.{}", to_text(state)), after, now);
    return after;
}

} // namespace

std::string_view to_text(TicketState state) {
    return state_texts.at(static_cast<std::size_t>(state));
}

std::optional<TicketState> ticket_state_from(std::string_view text) {
    const auto found = std::ranges::find(state_texts, text);
    if (found == state_texts.end()) return std::nullopt;
    return static_cast<TicketState>(found - state_texts.begin());
}

Ticket ticket_of(const store::Row& row) {
    Ticket ticket;
    ticket.id = row.id<TicketId>(0);
    ticket.day = row.text(1);
    ticket.lane = row.text(2);
    ticket.number = fmt::format("{}{:03}", row.text(3), row.integer(4));
    ticket.code = row.text(5);
    ticket.procedure = row.maybe_text(6);
    ticket.language = row.text(7);
    ticket.priority = row.integer(8) != 0;
    ticket.state = ticket_state_from(row.text(9)).value();
    if (!row.is_null(10)) ticket.counter = row.id<CounterId>(10);
    ticket.calls = row.integer(11);
    ticket.issued_at = maybe_instant(row, 12).value();
    ticket.called_at = maybe_instant(row, 13);
    ticket.started_at = maybe_instant(row, 14);
    ticket.ended_at = maybe_instant(row, 15);
    return ticket;
}

boost::json::object event_of(const Ticket& ticket) {
    boost::json::object event{{"ticket", number(ticket.id)},
                              {"number", ticket.number},
                              {"lane", ticket.lane},
                              {"state", to_text(ticket.state)}};
    if (ticket.counter) event["counter"] = number(*ticket.counter);
    return event;
}

Ticket
issue(store::Connection& db, const Settings& settings, const NewTicket& wanted, Instant now) {
    const auto& lane = *settings.lane(wanted.lane);
    const auto issued = db.first(
        "INSERT INTO ticket (day, lane, prefix, number, code, procedure, language, priority, state,"
        "                    calls, issued_at)"
        " VALUES (?1, ?2, ?3,"
        "         (SELECT coalesce(max(number), 0) + 1 FROM ticket WHERE day = ?1 AND lane = ?2),"
        "         lower(hex(randomblob(8))), ?4, ?5, ?6, 'waiting', 0, ?7)"
        " RETURNING " SPORTELLO_TICKET_COLUMNS,
        ticket_of, settings.zone->day(now), lane.id, lane.prefix, wanted.procedure, wanted.language,
        wanted.priority, milliseconds(now));
    tell(db, "ticket.issued", *issued, now);
    return *issued;
}

std::optional<Ticket> find_ticket(store::Connection& db, TicketId id) {
    return db.first("SELECT " SPORTELLO_TICKET_COLUMNS " FROM ticket WHERE id = ?1", ticket_of, id);
}

std::optional<Ticket> find_ticket_by_code(store::Connection& db, std::string_view code) {
    return db.first("SELECT " SPORTELLO_TICKET_COLUMNS " FROM ticket WHERE code = ?1", ticket_of,
                    code);
}

Ticket ticket(store::Connection& db, TicketId id) {
    auto found = find_ticket(db, id);
    if (!found) throw Refusal(Refusal::Kind::not_found, "ticket.unknown");
    return *std::move(found);
}

// Two ranges of the index of those who wait: each read from its start, so that a long queue behind
// the ticket costs nothing.
std::int64_t ahead(store::Connection& db, const Ticket& ticket) {
    return db
        .integer("SELECT count(*) FROM ("
                 " SELECT 1 FROM ticket WHERE state = 'waiting' AND day = ?1 AND priority > ?2"
                 " UNION ALL"
                 " SELECT 1 FROM ticket WHERE state = 'waiting' AND day = ?1 AND priority = ?2"
                 " AND id < ?3 LIMIT ?4)",
                 ticket.day, ticket.priority, ticket.id, ahead_max)
        .value();
}

Ticket start(store::Connection& db, TicketId id, Instant now) {
    ticket_in(db, id, {TicketState::called});
    db.run("UPDATE ticket SET state = 'serving', started_at = ?2 WHERE id = ?1", id,
           milliseconds(now));
    auto started = ticket(db, id);
    tell(db, "ticket.started", started, now);
    return started;
}

Ticket finish(store::Connection& db, TicketId id, Instant now) {
    return end(db, ticket_in(db, id, {TicketState::serving}), TicketState::finished, now);
}

Ticket no_show(store::Connection& db, TicketId id, Instant now) {
    return end(db, ticket_in(db, id, {TicketState::called}), TicketState::no_show, now);
}

Ticket cancel(store::Connection& db, TicketId id, Instant now) {
    return end(db, ticket_in(db, id, {TicketState::waiting, TicketState::called}),
               TicketState::cancelled, now);
}

std::vector<Ticket> tickets(store::Connection& db, const TicketFilter& filter) {
    const auto state = filter.state ? std::optional(to_text(*filter.state)) : std::nullopt;
    return db.all("SELECT " SPORTELLO_TICKET_COLUMNS
                  " FROM ticket WHERE day = ?1 AND id > ?2 AND (?3 IS NULL OR state = ?3)"
                  " AND (?4 IS NULL OR lane = ?4) ORDER BY id LIMIT ?5",
                  ticket_of, filter.day, filter.after, state, filter.lane, filter.limit);
}

} // namespace sportello::counter
