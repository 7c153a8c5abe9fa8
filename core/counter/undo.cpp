#include "core/counter/undo.hpp"

#include "core/base/refusal.hpp"

#include <boost/json.hpp>

namespace sportello::counter {

namespace {

// No configuration allows more.
constexpr auto kept = std::chrono::minutes(10);

struct KeptStep {
    std::int64_t id = 0;
    std::string name;
    TicketId ticket{};
    std::string before;
    std::string after;
    Instant at;
};

std::optional<KeptStep> last_step(store::Connection& db, CounterId id) {
    return db.first(
        "SELECT id, step, ticket, before, after, at FROM counter_step WHERE counter = ?1"
        " ORDER BY id DESC LIMIT 1",
        [](const store::Row& row) {
            return KeptStep{row.integer(0),           std::string(row.text(1)), row.id<TicketId>(2),
                            std::string(row.text(3)), std::string(row.text(4)), row.instant(5)};
        },
        id);
}

// Everything of a ticket that a step may change, as JSON.
std::string snapshot(store::Connection& db, TicketId id) {
    return db
        .first(
            "SELECT json_object("
            " 'lane', lane, 'minutes', minutes, 'equipment', equipment, 'state', state,"
            " 'place', place, 'not_before', not_before, 'wanted_counter', wanted_counter,"
            " 'counter', counter, 'calls', calls, 'outcome', outcome, 'note', note,"
            " 'called_at', called_at, 'started_at', started_at, 'ended_at', ended_at,"
            " 'visit', json((SELECT json_group_array("
            "   json_array(position, procedure, people, done))"
            "   FROM ticket_procedure WHERE ticket = ticket.id)))"
            " FROM ticket WHERE id = ?1",
            [](const store::Row& row) { return std::string(row.text(0)); }, id)
        .value();
}

void restore(store::Connection& db, TicketId id, const std::string& before) {
    db.run("UPDATE ticket SET lane = ?2 ->> 'lane', minutes = ?2 ->> 'minutes',"
           " equipment = ?2 ->> 'equipment', state = ?2 ->> 'state', place = ?2 ->> 'place',"
           " not_before = ?2 ->> 'not_before', wanted_counter = ?2 ->> 'wanted_counter',"
           " counter = ?2 ->> 'counter', calls = ?2 ->> 'calls', outcome = ?2 ->> 'outcome',"
           " note = ?2 ->> 'note', called_at = ?2 ->> 'called_at',"
           " started_at = ?2 ->> 'started_at', ended_at = ?2 ->> 'ended_at' WHERE id = ?1",
           id, before);
    db.run("DELETE FROM ticket_procedure WHERE ticket = ?1", id);
    db.run("INSERT INTO ticket_procedure (ticket, position, procedure, people, done)"
           " SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3"
           " FROM json_each(?2, '$.visit')",
           id, before);
}

bool is_call(const KeptStep& step) {
    return step.name == "next" || step.name == "call";
}

void undo_call(store::Connection& db, CounterId id, const KeptStep& step) {
    db.run("UPDATE ticket_call SET undone = 1 WHERE id ="
           " (SELECT max(id) FROM ticket_call WHERE ticket = ?1 AND counter = ?2)",
           step.ticket, id);
    db.run("UPDATE open_counter SET auto_call = 0 WHERE id = ?1", id);
}

bool at_a_counter(TicketState state) {
    return state == TicketState::called || state == TicketState::serving;
}

Instant end_of(const KeptStep& step, const Settings& settings) {
    return step.at + std::chrono::seconds(settings.policy.undo_seconds);
}

} // namespace

Step::Step(store::Connection& db, std::string_view name, CounterId counter, TicketId ticket)
    : db_(db), name_(name), counter_(counter), ticket_(ticket), before_(snapshot(db, ticket)) {}

void Step::keep(Instant now) {
    db_.run("DELETE FROM counter_step WHERE counter = ?1 AND at < ?2", counter_, now - kept);
    db_.run("INSERT INTO counter_step (counter, step, ticket, before, after, at)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            counter_, name_, ticket_, before_, snapshot(db_, ticket_), now);
}

std::optional<UndoOffer>
undo_offer(store::Connection& db, const Settings& settings, CounterId id, Instant now) {
    const auto step = last_step(db, id);
    if (!step || end_of(*step, settings) < now || snapshot(db, step->ticket) != step->after)
        return std::nullopt;
    return UndoOffer{step->name, ticket(db, step->ticket).number, end_of(*step, settings)};
}

Ticket undo(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now) {
    check_open(db, settings, id, who);
    const auto step = last_step(db, id);
    if (!step)
        throw Refusal(Refusal::Kind::conflict, "step.none",
                      {{"counter", std::to_string(number(id))}});
    const auto found = ticket(db, step->ticket);
    if (end_of(*step, settings) < now)
        throw Refusal(
            Refusal::Kind::conflict, "step.too-late",
            {{"ticket", found.number}, {"seconds", std::to_string(settings.policy.undo_seconds)}});
    if (snapshot(db, step->ticket) != step->after)
        throw Refusal(Refusal::Kind::conflict, "step.changed", {{"ticket", found.number}});
    const auto before =
        ticket_state_from(boost::json::parse(step->before).at("state").as_string()).value();
    if (at_a_counter(before) && !at_a_counter(found.state)) check_free(db, id);
    restore(db, step->ticket, step->before);
    if (is_call(*step)) undo_call(db, id, *step);
    db.run("DELETE FROM counter_step WHERE id = ?1", step->id);
    auto restored = ticket(db, step->ticket);
    tell(db, "ticket.undone", restored, now);
    return restored;
}

} // namespace sportello::counter
