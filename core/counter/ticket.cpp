#include "core/counter/ticket.hpp"

#include "core/base/refusal.hpp"
#include "core/counter/visit.hpp"
#include "core/store/events.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sportello::counter {

namespace {

constexpr std::array<std::string_view, 8> state_texts{
    "waiting", "called", "serving", "parked", "finished", "no-show", "cancelled", "rebooked"};
constexpr std::array<std::string_view, 5> channel_texts{"kiosk", "reception", "counter", "phone",
                                                        "appointment"};
constexpr std::array<std::string_view, 4> outcome_texts{"served", "papers-missing", "not-possible",
                                                        "left-open"};

template <class Enum, std::size_t size>
std::optional<Enum> from_text(const std::array<std::string_view, size>& texts,
                              std::string_view text) {
    const auto found = std::ranges::find(texts, text);
    if (found == texts.end()) return std::nullopt;
    return static_cast<Enum>(found - texts.begin());
}

template <class Id>
std::optional<Id> maybe_id(const store::Row& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return row.id<Id>(column);
}

Instant place_of(const Settings& settings, const Lane& lane, const NewTicket& wanted, Instant now) {
    const std::chrono::minutes grace(settings.policy.appointment_grace_minutes);
    const bool punctual =
        lane.kind == LaneKind::appointment && wanted.due_at && now <= *wanted.due_at + grace;
    return punctual ? *wanted.due_at : now;
}

} // namespace

std::string_view to_text(TicketState state) {
    return state_texts.at(static_cast<std::size_t>(state));
}

std::optional<TicketState> ticket_state_from(std::string_view text) {
    return from_text<TicketState>(state_texts, text);
}

std::string_view to_text(Channel channel) {
    return channel_texts.at(static_cast<std::size_t>(channel));
}

std::string_view to_text(Outcome outcome) {
    return outcome_texts.at(static_cast<std::size_t>(outcome));
}

std::optional<Outcome> outcome_from(std::string_view text) {
    return from_text<Outcome>(outcome_texts, text);
}

std::string ticket_number(std::string_view prefix, std::int64_t number) {
    return fmt::format("{}{:03}", prefix, number);
}

Ticket ticket_of(const store::Row& row) {
    Ticket ticket;
    ticket.id = row.id<TicketId>(0);
    ticket.day = row.text(1);
    ticket.lane = row.text(2);
    ticket.number = ticket_number(row.text(3), row.integer(4));
    ticket.code = row.text(5);
    ticket.channel = from_text<Channel>(channel_texts, row.text(6)).value();
    ticket.language = row.text(7);
    ticket.priority = row.integer(8) != 0;
    ticket.minutes = static_cast<int>(row.integer(9));
    ticket.equipment = static_cast<EquipmentSet>(row.integer(10));
    ticket.state = ticket_state_from(row.text(11)).value();
    ticket.place = row.instant(12);
    ticket.not_before = row.maybe_instant(13);
    ticket.due_at = row.maybe_instant(14);
    ticket.wanted_counter = maybe_id<CounterId>(row, 15);
    ticket.counter = maybe_id<CounterId>(row, 16);
    ticket.calls = row.integer(17);
    if (!row.is_null(18)) ticket.outcome = outcome_from(row.text(18));
    ticket.note = row.maybe_text(19);
    ticket.contact = maybe_id<ContactId>(row, 20);
    ticket.issued_at = row.instant(21);
    ticket.called_at = row.maybe_instant(22);
    ticket.started_at = row.maybe_instant(23);
    ticket.ended_at = row.maybe_instant(24);
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

void tell(store::Connection& db, std::string_view topic, const Ticket& ticket, Instant now) {
    store::emit(db, topic, boost::json::serialize(event_of(ticket)), now);
}

Ticket
issue(store::Connection& db, const Settings& settings, const NewTicket& wanted, Instant now) {
    const auto& lane = *settings.lane(wanted.lane);
    const auto place = place_of(settings, lane, wanted, now);
    const auto due_at = wanted.due_at;
    const auto issued = db.first(
        "INSERT INTO ticket (day, lane, prefix, number, code, channel, language, priority, minutes,"
        "                    equipment, state, place, due_at, calls, note, contact, issued_at)"
        " VALUES (?1, ?2, ?3,"
        "         (SELECT coalesce(max(number), 0) + 1 FROM ticket WHERE day = ?1 AND prefix = ?3),"
        "         lower(hex(randomblob(8))), ?4, ?5, ?6, ?7, ?8, 'waiting', ?9, ?10, 0, ?11, ?12,"
        "         ?13)"
        " RETURNING " SPORTELLO_TICKET_COLUMNS,
        ticket_of, settings.zone->day(now), lane.id, lane.prefix, to_text(wanted.channel),
        wanted.language, wanted.priority, std::int64_t{wanted.minutes},
        std::int64_t{wanted.equipment}, place, due_at, wanted.note, wanted.contact, now);
    write_items(db, issued->id, wanted.procedures);
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

void refuse_state(const Ticket& ticket) {
    throw Refusal(Refusal::Kind::conflict, fmt::format("ticket.is-{}", to_text(ticket.state)),
                  {{"ticket", ticket.number}});
}

// Ranges of the index of those who wait: each read from its start, so that a long queue behind
// the ticket costs nothing.
std::int64_t ahead(store::Connection& db, const Ticket& ticket) {
    return db
        .integer("SELECT count(*) FROM ("
                 " SELECT 1 FROM ticket WHERE state = 'waiting' AND day = ?1 AND lane = ?2"
                 " AND priority > ?3"
                 " UNION ALL"
                 " SELECT 1 FROM ticket WHERE state = 'waiting' AND day = ?1 AND lane = ?2"
                 " AND priority = ?3 AND (place, id) < (?4, ?5) LIMIT ?6)",
                 ticket.day, ticket.lane, ticket.priority, ticket.place, ticket.id, ahead_max)
        .value();
}

std::vector<Ticket> tickets(store::Connection& db, const TicketFilter& filter) {
    const auto state = filter.state ? std::optional(to_text(*filter.state)) : std::nullopt;
    return db.all("SELECT " SPORTELLO_TICKET_COLUMNS
                  " FROM ticket WHERE day = ?1 AND id > ?2 AND (?3 IS NULL OR state = ?3)"
                  " AND (?4 IS NULL OR lane = ?4) ORDER BY id LIMIT ?5",
                  ticket_of, filter.day, filter.after, state, filter.lane, filter.limit);
}

} // namespace sportello::counter
