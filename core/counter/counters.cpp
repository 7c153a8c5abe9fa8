#include "core/counter/counters.hpp"

#include "core/base/refusal.hpp"
#include "core/store/events.hpp"

#include <boost/json.hpp>

namespace sportello::counter {

namespace {

struct Sitting {
    std::string operator_id;
    Instant since;
};

std::optional<Sitting> sitting_at(store::Connection& db, CounterId id) {
    return db.first(
        "SELECT operator, opened_at FROM open_counter WHERE id = ?1",
        [](const store::Row& row) {
            return Sitting{std::string(row.text(0)),
                           Instant(std::chrono::milliseconds(row.integer(1)))};
        },
        id);
}

std::optional<std::string> holder(store::Connection& db, CounterId id) {
    const auto sitting = sitting_at(db, id);
    return sitting ? std::optional(sitting->operator_id) : std::nullopt;
}

std::optional<Ticket> ticket_at(store::Connection& db, CounterId id) {
    return db.first("SELECT " SPORTELLO_TICKET_COLUMNS " FROM ticket"
                    " WHERE counter = ?1 AND state IN ('called', 'serving')",
                    ticket_of, id);
}

const Position& position(const Settings& settings, CounterId id) {
    const auto* found = settings.position(id);
    if (!found)
        throw Refusal(Refusal::Kind::not_found, "counter.unknown",
                      {{"counter", std::to_string(number(id))}});
    return *found;
}

Arguments named(CounterId id) {
    return {{"counter", std::to_string(number(id))}};
}

// The counter must be open, and `who` must sit there or supervise.
void check_open(store::Connection& db, CounterId id, Actor who) {
    const auto sitting = holder(db, id);
    if (!sitting) throw Refusal(Refusal::Kind::conflict, "counter.closed", named(id));
    if (*sitting != who.id && !who.supervises)
        throw Refusal(Refusal::Kind::conflict, "counter.held",
                      {{"counter", std::to_string(number(id))}, {"operator", *sitting}});
}

void check_free(store::Connection& db, CounterId id) {
    const auto current = ticket_at(db, id);
    if (!current) return;
    const auto* code =
        current->state == TicketState::called ? "counter.still-called" : "counter.still-serving";
    throw Refusal(Refusal::Kind::conflict, code,
                  {{"counter", std::to_string(number(id))}, {"ticket", current->number}});
}

void tell(store::Connection& db, std::string_view topic, CounterId id, Instant now) {
    store::emit(db, topic, boost::json::serialize(boost::json::object{{"counter", number(id)}}),
                now);
}

} // namespace

std::vector<Counter> counters(store::Connection& db, const Settings& settings) {
    std::vector<Counter> all;
    for (const auto& place : settings.positions)
        all.push_back(find_counter(db, settings, place.id));
    return all;
}

Counter find_counter(store::Connection& db, const Settings& settings, CounterId id) {
    return {id, position(settings, id).name, holder(db, id), ticket_at(db, id)};
}

Counter
open(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now) {
    position(settings, id);
    const auto sitting = sitting_at(db, id);
    const bool mine = sitting && sitting->operator_id == who.id;
    // A counter that was left open overnight is free in the morning.
    const bool stale = sitting && settings.zone->day(sitting->since) != settings.zone->day(now);
    if (sitting && !mine && !stale)
        throw Refusal(
            Refusal::Kind::conflict, "counter.held",
            {{"counter", std::to_string(number(id))}, {"operator", sitting->operator_id}});
    if (!mine || stale) {
        db.run("INSERT OR REPLACE INTO open_counter (id, operator, opened_at) VALUES (?1, ?2, ?3)",
               id, who.id, now.time_since_epoch().count());
        tell(db, "counter.opened", id, now);
    }
    return find_counter(db, settings, id);
}

Counter
close(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now) {
    position(settings, id);
    if (holder(db, id)) {
        check_open(db, id, who);
        check_free(db, id);
        db.run("DELETE FROM open_counter WHERE id = ?1", id);
        tell(db, "counter.closed", id, now);
    }
    return find_counter(db, settings, id);
}

std::optional<Ticket>
call_next(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now) {
    position(settings, id);
    check_open(db, id, who);
    check_free(db, id);
    auto called =
        db.first("UPDATE ticket SET state = 'called', counter = ?2, calls = 1, called_at = ?3"
                 " WHERE id = (SELECT id FROM ticket WHERE state = 'waiting' AND day = ?1"
                 "             ORDER BY priority DESC, id LIMIT 1)"
                 " RETURNING " SPORTELLO_TICKET_COLUMNS,
                 ticket_of, settings.zone->day(now), id, now.time_since_epoch().count());
    if (called) store::emit(db, "ticket.called", boost::json::serialize(event_of(*called)), now);
    return called;
}

Ticket
recall(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now) {
    position(settings, id);
    check_open(db, id, who);
    auto again =
        db.first("UPDATE ticket SET calls = calls + 1, called_at = ?2"
                 " WHERE counter = ?1 AND state = 'called' RETURNING " SPORTELLO_TICKET_COLUMNS,
                 ticket_of, id, now.time_since_epoch().count());
    if (!again) throw Refusal(Refusal::Kind::conflict, "counter.nobody-called", named(id));
    store::emit(db, "ticket.recalled", boost::json::serialize(event_of(*again)), now);
    return *again;
}

std::vector<Ticket> latest_calls(store::Connection& db, std::string_view day, std::int64_t limit) {
    return db.all("SELECT " SPORTELLO_TICKET_COLUMNS " FROM ticket"
                  " WHERE day = ?1 AND called_at IS NOT NULL ORDER BY called_at DESC, id DESC"
                  " LIMIT ?2",
                  ticket_of, day, limit);
}

std::vector<LaneCount>
waiting(store::Connection& db, const Settings& settings, std::string_view day) {
    std::vector<LaneCount> counts;
    for (const auto& lane : settings.lanes)
        counts.push_back({lane.id, 0});
    db.each(
        "SELECT lane, count(*) FROM ticket WHERE state = 'waiting' AND day = ?1 GROUP BY lane",
        [&](const store::Row& row) {
            const auto found = std::ranges::find(counts, row.text(0), &LaneCount::lane);
            if (found != counts.end()) found->waiting = row.integer(1);
        },
        day);
    return counts;
}

void check_holder(store::Connection& db, const Ticket& ticket, Actor who) {
    if (!ticket.counter || who.supervises) return;
    const auto sitting = holder(db, *ticket.counter);
    if (sitting && *sitting != who.id)
        throw Refusal(
            Refusal::Kind::conflict, "counter.held",
            {{"counter", std::to_string(number(*ticket.counter))}, {"operator", *sitting}});
}

} // namespace sportello::counter
