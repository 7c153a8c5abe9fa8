#include "core/counter/calling.hpp"

#include "core/base/refusal.hpp"
#include "core/counter/undo.hpp"

#include <boost/json.hpp>

namespace sportello::counter {

namespace json = boost::json;

namespace {

Candidate candidate_of(const Ticket& ticket) {
    return {ticket.id, ticket.number, ticket.lane, ticket.priority, ticket.place, ticket.due_at};
}

// What the calling position can serve of a lane, the oldest first.
#define SPORTELLO_SERVABLE                                                                         \
    "SELECT " SPORTELLO_TICKET_COLUMNS " FROM ticket WHERE state = 'waiting' AND day = ?1"         \
    " AND lane = ?2 AND priority = ?3 AND equipment & ~?4 = 0"                                     \
    " AND (wanted_counter IS NULL OR wanted_counter = ?5)"                                         \
    " AND (not_before IS NULL OR not_before <= ?6)"

std::vector<Candidate>
candidates(store::Connection& db, const Settings& settings, const Position& position, Instant now) {
    std::vector<Candidate> all;
    const auto day = settings.zone->day(now);
    const auto add = [&](const char* sql, const Lane& lane, bool priority) {
        const auto found = db.first(sql, ticket_of, day, lane.id, priority,
                                    std::int64_t{position.equipment}, position.id, now);
        if (found) all.push_back(candidate_of(*found));
    };
    for (const auto& lane : settings.lanes)
        for (const bool priority : {true, false}) {
            if (lane.kind != LaneKind::appointment) {
                add(SPORTELLO_SERVABLE " ORDER BY place, id LIMIT 1", lane, priority);
                continue;
            }
            add(SPORTELLO_SERVABLE " AND due_at = place ORDER BY place, id LIMIT 1", lane,
                priority);
            add(SPORTELLO_SERVABLE " AND due_at IS NOT place ORDER BY place, id LIMIT 1", lane,
                priority);
        }
    return all;
}

std::vector<PastCall>
latest_of(store::Connection& db, const Settings& settings, CounterId counter, Instant now) {
    return db.all(
        "SELECT lane, rule, at FROM ticket_call WHERE day = ?1 AND counter = ?2 AND undone = 0"
        " AND rule <> 'direct' ORDER BY id DESC LIMIT ?3",
        [](const store::Row& row) {
            return PastCall{std::string(row.text(0)), rule_from(row.text(1)).value(),
                            row.instant(2)};
        },
        settings.zone->day(now), counter, turn_max(settings));
}

std::optional<Choice>
chosen_for(store::Connection& db, const Settings& settings, const Position& position, Instant now) {
    return choose(settings, candidates(db, settings, position, now),
                  latest_of(db, settings, position.id, now), now);
}

Ticket call(store::Connection& db,
            std::string_view step_name,
            CounterId counter,
            const Choice& choice,
            Actor who,
            Instant now) {
    Step step(db, step_name, counter, choice.ticket);
    db.run("UPDATE ticket SET state = 'called', counter = ?2, calls = 1, called_at = ?3"
           " WHERE id = ?1",
           choice.ticket, counter, now);
    step.keep(now);
    auto called = ticket(db, choice.ticket);
    db.run("INSERT INTO ticket_call (day, ticket, lane, counter, operator, rule, why, at)"
           " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
           called.day, called.id, called.lane, counter, who.id, to_text(choice.rule),
           json::serialize(choice.why), now);
    tell(db, "ticket.called", called, now);
    return called;
}

} // namespace

std::optional<Ticket>
call_next(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now) {
    check_ready(db, settings, id, who);
    const auto choice = chosen_for(db, settings, position(settings, id), now);
    if (!choice) return std::nullopt;
    return call(db, "next", id, *choice, who, now);
}

Ticket call_directly(store::Connection& db,
                     const Settings& settings,
                     CounterId id,
                     TicketId wanted,
                     std::string_view reason,
                     Actor who,
                     Instant now) {
    check_ready(db, settings, id, who);
    const auto found = ticket(db, wanted);
    if (found.state != TicketState::waiting) refuse_state(found);
    if (found.day != settings.zone->day(now))
        throw Refusal(Refusal::Kind::conflict, "ticket.other-day", {{"ticket", found.number}});
    check_equipment(position(settings, id), found);
    Choice choice{found.id, Rule::direct, {}};
    if (settings.lane(found.lane)) choice.why = weighed(settings, candidate_of(found), now);
    choice.why["reason"] = reason;
    const auto by_policy = chosen_for(db, settings, position(settings, id), now);
    if (by_policy && by_policy->ticket != found.id)
        choice.why["instead"] = ticket(db, by_policy->ticket).number;
    return call(db, "call", id, choice, who, now);
}

Ticket
recall(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now) {
    check_open(db, settings, id, who);
    const auto current = db.first("SELECT " SPORTELLO_TICKET_COLUMNS
                                  " FROM ticket WHERE counter = ?1 AND state = 'called'",
                                  ticket_of, id);
    if (!current)
        throw Refusal(Refusal::Kind::conflict, "counter.nobody-called",
                      {{"counter", std::to_string(number(id))}});
    if (current->calls >= settings.policy.calls_max)
        throw Refusal(Refusal::Kind::conflict, "ticket.called-enough",
                      {{"ticket", current->number}, {"times", std::to_string(current->calls)}});
    Step step(db, "recall", id, current->id);
    db.run("UPDATE ticket SET calls = calls + 1, called_at = ?2 WHERE id = ?1", current->id, now);
    step.keep(now);
    auto again = ticket(db, current->id);
    tell(db, "ticket.recalled", again, now);
    return again;
}

std::vector<Ticket> serve_waiting(store::Connection& db, const Settings& settings, Instant now) {
    const auto idle =
        db.all("SELECT id, operator FROM open_counter WHERE auto_call = 1 AND pause_reason IS NULL"
               " AND NOT EXISTS (SELECT 1 FROM ticket WHERE counter = open_counter.id"
               "                 AND state IN ('called', 'serving')) ORDER BY free_since, id",
               [](const store::Row& row) {
                   return std::pair(row.id<CounterId>(0), std::string(row.text(1)));
               });
    std::vector<Ticket> called;
    for (const auto& [id, operator_id] : idle) {
        if (!settings.position(id) || !is_open(db, settings, id, now)) continue;
        if (auto next = call_next(db, settings, id, {operator_id}, now))
            called.push_back(*std::move(next));
    }
    return called;
}

std::vector<Ticket> latest_calls(store::Connection& db, std::string_view day, std::int64_t limit) {
    return db.all("SELECT " SPORTELLO_TICKET_COLUMNS " FROM ticket"
                  " WHERE day = ?1 AND called_at IS NOT NULL ORDER BY called_at DESC, id DESC"
                  " LIMIT ?2",
                  ticket_of, day, limit);
}

} // namespace sportello::counter
