#include "core/counter/counters.hpp"

#include "core/base/refusal.hpp"
#include "core/counter/undo.hpp"
#include "core/store/events.hpp"

#include <boost/json.hpp>
#include <fmt/ranges.h>

#include <algorithm>

namespace sportello::counter {

namespace {

struct Sitting {
    std::string operator_id;
    Instant since;
    bool auto_call = false;
    std::optional<Pause> pause;
};

std::optional<Sitting> sitting_at(store::Connection& db, CounterId id) {
    return db.first(
        "SELECT operator, opened_at, auto_call, pause_reason, paused_at FROM open_counter"
        " WHERE id = ?1",
        [](const store::Row& row) {
            Sitting sitting{std::string(row.text(0)), row.instant(1), row.integer(2) != 0, {}};
            if (!row.is_null(3)) sitting.pause = {std::string(row.text(3)), row.instant(4)};
            return sitting;
        },
        id);
}

std::optional<Ticket> ticket_at(store::Connection& db, CounterId id) {
    return db.first("SELECT " SPORTELLO_TICKET_COLUMNS " FROM ticket"
                    " WHERE counter = ?1 AND state IN ('called', 'serving')",
                    ticket_of, id);
}

std::vector<Ticket> parked_at(store::Connection& db, CounterId id) {
    return db.all("SELECT " SPORTELLO_TICKET_COLUMNS " FROM ticket"
                  " WHERE counter = ?1 AND state = 'parked' ORDER BY id",
                  ticket_of, id);
}

Arguments named(CounterId id) {
    return {{"counter", std::to_string(number(id))}};
}

[[noreturn]] void refuse(std::string code, CounterId id, Arguments more = {}) {
    more.merge(named(id));
    throw Refusal(Refusal::Kind::conflict, std::move(code), std::move(more));
}

void tell_counter(store::Connection& db, std::string_view topic, CounterId id, Instant now) {
    store::emit(db, topic, boost::json::serialize(boost::json::object{{"counter", number(id)}}),
                now);
}

// Where `who` sits already, since today; what was left open on another day is closed.
std::optional<CounterId>
sits_at(store::Connection& db, const Settings& settings, Actor who, Instant now) {
    const auto found = db.first(
        "SELECT id, opened_at FROM open_counter WHERE operator = ?1",
        [](const store::Row& row) { return std::pair(row.id<CounterId>(0), row.instant(1)); },
        who.id);
    if (!found) return std::nullopt;
    if (settings.zone->day(found->second) == settings.zone->day(now)) return found->first;
    db.run("DELETE FROM open_counter WHERE id = ?1", found->first);
    tell_counter(db, "counter.closed", found->first, now);
    return std::nullopt;
}

// The last one goes only when nobody is left behind unawares.
void check_leaves_nobody(store::Connection& db,
                         const Settings& settings,
                         CounterId id,
                         Instant now) {
    if (const auto parked = parked_at(db, id); !parked.empty())
        refuse("counter.has-parked", id, {{"tickets", std::to_string(parked.size())}});
    const auto waits =
        db.integer("SELECT count(*) FROM ticket WHERE state = 'waiting' AND day = ?1",
                   settings.zone->day(now))
            .value();
    const bool last = std::ranges::none_of(settings.positions, [&](const Position& other) {
        return other.id != id && is_open(db, settings, other.id, now);
    });
    if (last && waits > 0)
        refuse("counter.last-with-waiting", id, {{"waiting", std::to_string(waits)}});
}

} // namespace

const Position& position(const Settings& settings, CounterId id) {
    const auto* found = settings.position(id);
    if (!found) throw Refusal(Refusal::Kind::not_found, "counter.unknown", named(id));
    return *found;
}

void check_open(store::Connection& db, const Settings& settings, CounterId id, Actor who) {
    position(settings, id);
    const auto sitting = sitting_at(db, id);
    if (!sitting) refuse("counter.closed", id);
    if (sitting->operator_id != who.id && !who.supervises)
        refuse("counter.held", id, {{"operator", sitting->operator_id}});
}

void check_free(store::Connection& db, CounterId id) {
    const auto current = ticket_at(db, id);
    if (!current) return;
    const bool called = current->state == TicketState::called;
    refuse(called ? "counter.still-called" : "counter.still-serving", id,
           {{"ticket", current->number}});
}

void check_ready(store::Connection& db, const Settings& settings, CounterId id, Actor who) {
    check_open(db, settings, id, who);
    if (const auto pause = sitting_at(db, id)->pause)
        refuse("counter.paused", id, {{"reason", pause->reason}});
    check_free(db, id);
}

void check_holder(store::Connection& db, const Ticket& ticket, Actor who) {
    if (!ticket.counter || who.supervises) return;
    const auto sitting = sitting_at(db, *ticket.counter);
    if (sitting && sitting->operator_id != who.id)
        refuse("counter.held", *ticket.counter, {{"operator", sitting->operator_id}});
}

void check_equipment(const Position& position, const Ticket& ticket) {
    const auto missing = names(ticket.equipment & ~position.equipment);
    if (!missing.empty())
        refuse("counter.lacks-equipment", position.id,
               {{"ticket", ticket.number},
                {"equipment", fmt::format("{}", fmt::join(missing, ", "))}});
}

bool is_open(store::Connection& db, const Settings& settings, CounterId id, Instant now) {
    const auto sitting = sitting_at(db, id);
    return sitting && settings.zone->day(sitting->since) == settings.zone->day(now);
}

std::vector<Counter> counters(store::Connection& db, const Settings& settings, Instant now) {
    std::vector<Counter> all;
    for (const auto& place : settings.positions)
        all.push_back(find_counter(db, settings, place.id, now));
    return all;
}

Counter find_counter(store::Connection& db, const Settings& settings, CounterId id, Instant now) {
    const auto& place = position(settings, id);
    Counter counter{id, place.name, place.equipment, {}, ticket_at(db, id), {}, false, {}, {}};
    if (auto sitting = sitting_at(db, id)) {
        counter.operator_id = std::move(sitting->operator_id);
        counter.pause = std::move(sitting->pause);
        counter.auto_call = sitting->auto_call;
    }
    counter.parked = parked_at(db, id);
    counter.undo = undo_offer(db, settings, id, now);
    return counter;
}

void open(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now) {
    position(settings, id);
    const auto held = sits_at(db, settings, who, now);
    if (held == id) return;
    if (held) refuse("counter.elsewhere", *held);
    // A counter that was left open overnight is free in the morning.
    if (is_open(db, settings, id, now))
        refuse("counter.held", id, {{"operator", sitting_at(db, id)->operator_id}});
    db.run("INSERT OR REPLACE INTO open_counter (id, operator, opened_at, free_since)"
           " VALUES (?1, ?2, ?3, ?3)",
           id, who.id, now);
    // Nobody takes back the steps of who sat there before.
    db.run("DELETE FROM counter_step WHERE counter = ?1", id);
    tell_counter(db, "counter.opened", id, now);
}

void close(store::Connection& db,
           const Settings& settings,
           CounterId id,
           Actor who,
           bool even_if_waiting,
           Instant now) {
    position(settings, id);
    if (!sitting_at(db, id)) return;
    check_open(db, settings, id, who);
    check_free(db, id);
    if (!even_if_waiting) check_leaves_nobody(db, settings, id, now);
    db.run("DELETE FROM open_counter WHERE id = ?1", id);
    tell_counter(db, "counter.closed", id, now);
    const auto freed = db.all("UPDATE ticket SET wanted_counter = NULL"
                              " WHERE day = ?1 AND wanted_counter = ?2 AND state = 'waiting'"
                              " RETURNING " SPORTELLO_TICKET_COLUMNS,
                              ticket_of, settings.zone->day(now), id);
    for (const auto& ticket : freed)
        tell(db, "ticket.changed", ticket, now);
}

void pause(store::Connection& db,
           const Settings& settings,
           CounterId id,
           std::string_view reason,
           Actor who,
           Instant now) {
    check_open(db, settings, id, who);
    db.run("UPDATE open_counter SET pause_reason = ?2, paused_at = coalesce(paused_at, ?3)"
           " WHERE id = ?1",
           id, reason, now);
    tell_counter(db, "counter.paused", id, now);
}

void pause_over(
    store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now) {
    check_open(db, settings, id, who);
    if (!sitting_at(db, id)->pause) return;
    db.run("UPDATE open_counter SET pause_reason = NULL, paused_at = NULL, free_since = ?2"
           " WHERE id = ?1",
           id, now);
    tell_counter(db, "counter.continued", id, now);
}

void set_auto_call(store::Connection& db,
                   const Settings& settings,
                   CounterId id,
                   bool on,
                   Actor who,
                   Instant now) {
    check_open(db, settings, id, who);
    db.run("UPDATE open_counter SET auto_call = ?2 WHERE id = ?1", id, on);
    tell_counter(db, "counter.changed", id, now);
}

std::vector<LaneCount>
waiting(store::Connection& db, const Settings& settings, std::string_view day) {
    std::vector<LaneCount> counts;
    for (const auto& lane : settings.lanes)
        counts.push_back({lane.id, 0, std::nullopt});
    db.each(
        "SELECT lane, count(*), min(place) FROM ticket WHERE state = 'waiting' AND day = ?1"
        " GROUP BY lane",
        [&](const store::Row& row) {
            const auto found = std::ranges::find(counts, row.text(0), &LaneCount::lane);
            if (found == counts.end()) return;
            found->waiting = row.integer(1);
            found->oldest = row.instant(2);
        },
        day);
    return counts;
}

} // namespace sportello::counter
