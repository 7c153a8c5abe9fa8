// tests/core/counter/day_simulation_test.cpp -- whole Wednesdays of the town hall, 8:30 to 17:15,
// with 400 visits at 8 counters, through the room's own functions in accelerated time. After every
// step the rules of the hall are checked.
#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <map>
#include <queue>
#include <random>
#include <set>

#include "tests/core/counter/fixture.hpp"

namespace sportello::counter {
namespace {

constexpr int counters_open = 8;
constexpr int visits = 400;
constexpr const char* day = "2026-11-25";

// What somebody does at an instant.
struct Deed {
    Instant at;
    std::int64_t order = 0; // Of deeds at the same instant.
    std::function<void()> work;
    bool operator<(const Deed& other) const { // The earliest is on top of the queue.
        return std::pair(at, order) > std::pair(other.at, other.order);
    }
};

class DaySimulation : public CounterFixture, public testing::WithParamInterface<unsigned> {
protected:
    DaySimulation() : random(GetParam()) {
        clock.set(opening);
        settings.positions.resize(counters_open);
        const auto card = equipment_set({"card-station", "fingerprint-reader"});
        for (std::size_t i = 0; i < 3; ++i)
            settings.positions[i].equipment = card;
        settings.positions[7].equipment = card | equipment_set({"closed-room"});
        settings.positions[6].equipment = equipment_set({"adjustable-desk"});
    }

    int pick(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }
    bool in_100(int percent) { return pick(100) < percent; }
    void at(Instant when, std::function<void()> work) {
        deeds.push({when, ++last_order, std::move(work)});
    }
    void after(seconds wait, std::function<void()> work) { at(now() + wait, std::move(work)); }

    // --- The hall.

    // A procedure, how often it is asked for, and what it needs.
    struct Asked {
        VisitItem item;
        int percent = 0;
        int minutes = 0;
        EquipmentSet equipment = 0;
    };
    const Asked& procedure() {
        const auto card = equipment_set({"card-station", "fingerprint-reader"});
        static const std::vector<Asked> all{{{"certificato", 1}, 30, 4, 0},
                                            {{"ritiro", 1}, 20, 5, 0},
                                            {{"cambio-abitazione", 3}, 17, 18, 0},
                                            {{"cie", 1}, 15, 15, card},
                                            {{"cie-famiglia", 4}, 4, 38, card},
                                            {{"edilizia", 1}, 12, 40, 0},
                                            {{"dat", 1}, 2, 30, equipment_set({"closed-room"})}};
        int at = pick(100);
        const auto found =
            std::ranges::find_if(all, [&](const Asked& one) { return (at -= one.percent) < 0; });
        return *found;
    }

    NewTicket visit() {
        NewTicket wanted;
        for (int count = in_100(15) ? 2 : 1; count > 0; --count) {
            const auto& asked = procedure();
            wanted.procedures.push_back(asked.item);
            wanted.minutes += asked.minutes;
            wanted.equipment |= asked.equipment;
        }
        wanted.lane = settings.lane_for(wanted.minutes).id;
        wanted.priority = in_100(8);
        wanted.channel = in_100(70) ? Channel::kiosk : Channel::reception;
        return wanted;
    }

    void come() {
        auto wanted = visit();
        const int kind = pick(100);
        if (kind < 15) { // From twelve minutes early to fifteen late.
            wanted.lane = "appointment";
            wanted.channel = Channel::appointment;
            wanted.due_at = now() + minutes(pick(28) - 15);
        } else if (kind < 22) {
            wanted.lane = "call-back";
            wanted.channel = Channel::phone;
            wanted.due_at = now() + minutes(20 + pick(60));
        }
        const auto ticket = counter::issue(db, settings, wanted, now());
        EXPECT_TRUE(numbers.insert(ticket.number).second) << ticket.number << " given twice";
        if (in_100(3)) // Loses patience.
            after(minutes(5 + pick(20)), [this, id = ticket.id] {
                if (state_of(id) == TicketState::waiting) cancel(id);
            });
    }

    // --- The operators.

    void work(int id) {
        const auto counter = at_counter(id);
        if (!counter.operator_id || counter.pause || counter.ticket) return;
        if (!counter.parked.empty() && in_100(50)) {
            serve_on(id, resume(id, counter.parked.front().id).id);
            return;
        }
        if (!next(id)) after(seconds(30), [this, id] { work(id); });
    }

    void meet(int id, TicketId ticket) {
        if (state_of(ticket) != TicketState::called || at_counter(id).ticket->id != ticket) return;
        if (in_100(2)) { // Called the wrong one.
            undo(id);
            after(seconds(5), [this, id] { work(id); });
            return;
        }
        if (in_100(10)) {
            missed(id, ticket);
            return;
        }
        start(ticket);
        serve_on(id, ticket);
    }

    void missed(int id, TicketId ticket) {
        if (again(id).calls < settings.policy.calls_max) again(id);
        const bool told = in_100(30);
        no_show(ticket, told ? std::optional(now() + minutes(15)) : std::nullopt);
        if (in_100(60))
            after(minutes(told ? 15 : 1 + pick(40)), [this, ticket] {
                if (state_of(ticket) == TicketState::no_show) reactivate(ticket);
            });
        after(seconds(10), [this, id] { work(id); });
    }

    void serve_on(int id, TicketId ticket) {
        const auto length = minutes(1 + find_ticket(db, ticket)->minutes / 2 + pick(6));
        after(length, [this, id, ticket] { end(id, ticket); });
    }

    void end(int id, TicketId ticket) {
        const auto found = find_ticket(db, ticket);
        if (found->state != TicketState::serving || found->counter != CounterId{id}) return;
        const int how = pick(100);
        if (how < 6)
            park(ticket);
        else if (how < 10)
            pass_on(id, ticket);
        else
            counter::finish(db, ticket, how < 15 ? Outcome::papers_missing : Outcome::served,
                            now());
        if (in_100(3)) { // Pressed the wrong key.
            undo(id);
            serve_on(id, ticket);
            return;
        }
        if (in_100(4)) take_a_break(id);
        after(seconds(10 + pick(40)), [this, id] { work(id); });
    }

    void pass_on(int id, TicketId ticket) {
        const int other = 1 + pick(counters_open);
        const auto code = refusal([&] {
            if (other != id)
                transfer(ticket, {CounterId{other}, {}, {}, "continua da te"});
            else
                transfer(ticket, {{}, {}, Visit{{{"edilizia", 1}}, 25, 0}, {}});
        });
        if (!code.empty()) finish(ticket); // That counter lacks something.
    }

    void take_a_break(int id) {
        const auto who = operator_of(id);
        pause(db, settings, CounterId{id}, "pausa", {who}, now());
        after(minutes(5 + pick(10)), [this, id, who] {
            pause_over(db, settings, CounterId{id}, {who}, now());
            work(id);
        });
    }

    // Counters that were called by themselves or by hand: the citizen comes to them.
    void walk_to_counters() {
        for (int id = 1; id <= counters_open; ++id) {
            const auto ticket = at_counter(id).ticket;
            if (ticket && ticket->state == TicketState::called &&
                expected[id] != std::pair(ticket->id, *ticket->called_at)) {
                expected[id] = {ticket->id, *ticket->called_at};
                after(seconds(20 + pick(40)), [this, id, who = ticket->id] { meet(id, who); });
            }
        }
    }

    // --- The rules of the hall.

    void check() {
        // A ticket is in one state, and at a counter exactly when it is called, served or parked.
        ASSERT_EQ(count("SELECT count(*) FROM ticket WHERE state IN ('called', 'serving', 'parked')"
                        " AND counter IS NULL OR state = 'waiting' AND (counter IS NOT NULL"
                        " OR called_at IS NOT NULL OR started_at IS NOT NULL)"),
                  0);
        // A counter has one citizen at most, and so has each operator.
        ASSERT_EQ(count("SELECT count(*) FROM (SELECT 1 FROM ticket JOIN open_counter"
                        " ON open_counter.id = ticket.counter WHERE state IN ('called', 'serving')"
                        " GROUP BY operator HAVING count(*) > 1)"),
                  0);
        ASSERT_EQ(count("SELECT count(*) FROM ticket WHERE state IN ('called', 'serving')"
                        " AND counter NOT IN (SELECT id FROM open_counter)"),
                  0);
        // No number comes twice in a letter and day, and none is left out.
        ASSERT_EQ(count("SELECT count(*) FROM (SELECT 1 FROM ticket GROUP BY day, prefix"
                        " HAVING count(*) <> max(number) OR min(number) <> 1)"),
                  0);
        // Who was called, was so by a call that is kept, and nobody who lacks the equipment.
        ASSERT_EQ(count("SELECT count(*) FROM ticket WHERE state IN ('called', 'serving', 'parked')"
                        " AND NOT EXISTS (SELECT 1 FROM ticket_call WHERE ticket = ticket.id"
                        " AND ticket_call.counter = ticket.counter AND undone = 0)"),
                  0);
        check_new_calls();
    }

    // Every call says why, its counter can serve it, and whoever is first of his line is called
    // before the bound.
    void check_new_calls() {
        for (const auto& call : calls(db, {day, std::nullopt, last_call_seen, 100})) {
            last_call_seen = call.id;
            const auto& position = *settings.position(call.counter);
            const auto called = *find_ticket(db, call.ticket);
            ASSERT_TRUE(call.why.contains("waited_seconds") && call.why.contains("others"));
            ASSERT_EQ(called.equipment & ~position.equipment, 0U) << call.number;
            check_justified(call, called);
            check_nobody_starves(call, position);
        }
    }

    // The facts that are kept justify the rule.
    static void check_justified(const Call& call, const Ticket& called) {
        const auto urgency = [](const boost::json::object& facts) {
            return facts.at("waited_seconds").to_number<double>() /
                   facts.at("promise_minutes").to_number<double>();
        };
        const bool aside = !call.why.at("aside").as_array().empty();
        ASSERT_TRUE(call.rule != Rule::legal_priority || called.priority);
        ASSERT_TRUE(call.rule != Rule::appointment || called.due_at);
        ASSERT_TRUE(call.rule != Rule::interleave || aside);
        if (call.rule != Rule::longest_wait || aside) return;
        for (const auto& each : call.why.at("others").as_array()) {
            const auto& other = each.as_object();
            if (other.at("lane") == "appointment") continue; // It may be early.
            ASSERT_FALSE(other.at("priority").as_bool()) << call.number;
            // Waits are kept in whole seconds.
            ASSERT_GE(urgency(call.why) + 1.0, urgency(other)) << call.number;
        }
    }

    // Counts the calls of this counter that passed over the first of each of its lines.
    void check_nobody_starves(const Call& call, const Position& position) {
        std::set<TicketId> first;
        std::set<std::string> lines;
        db.each(
            "SELECT id, iif(priority, '', lane) FROM ticket WHERE state = 'waiting'"
            " AND equipment & ~?1 = 0 AND (wanted_counter IS NULL OR wanted_counter = ?2)"
            " AND (not_before IS NULL OR not_before <= ?3) AND place < ?3"
            " AND lane <> 'appointment' ORDER BY place, id",
            [&](const store::Row& row) {
                if (lines.insert(std::string(row.text(1))).second)
                    first.insert(row.id<TicketId>(0));
            },
            std::int64_t{position.equipment}, position.id, call.at.time_since_epoch().count());
        auto& of_counter = passed_over[call.counter];
        std::erase_if(of_counter, [&](const auto& it) { return !first.contains(it.first); });
        for (const auto id : first)
            ASSERT_LE(++of_counter[id], turn_max(settings)) << "starves";
    }

    std::int64_t count(const char* sql) { return db.integer(sql).value(); }
    TicketState state_of(TicketId id) { return find_ticket(db, id)->state; }
    Counter at_counter(int id) { return CounterFixture::at(id); }

    const Instant opening = instant_from("2026-11-25T07:30:00.000Z");
    const Instant closing = instant_from("2026-11-25T16:15:00.000Z");
    std::mt19937 random;
    std::priority_queue<Deed> deeds;
    std::int64_t last_order = 0;
    std::set<std::string> numbers;
    std::map<int, std::pair<TicketId, Instant>> expected; // Who is on the way to a counter.
    std::int64_t last_call_seen = 0;
    std::map<CounterId, std::map<TicketId, std::size_t>> passed_over;
};

TEST_P(DaySimulation, EveryStepOfTheDayKeepsTheRules) {
    for (int id = 1; id <= counters_open; ++id) {
        open(id);
        if (id % 2 == 0) auto_call(id);
        at(opening + seconds(id), [this, id] { work(id); });
    }
    const auto spread = std::chrono::duration_cast<seconds>(closing - opening - minutes(60));
    for (int i = 0; i < visits; ++i)
        at(opening + seconds(pick(static_cast<int>(spread.count()))), [this] { come(); });

    int steps = 0;
    while (!deeds.empty()) {
        const auto deed = deeds.top();
        deeds.pop();
        if (deed.at > closing + std::chrono::hours(5)) break; // Operators that find nobody.
        clock.set(deed.at);
        deed.work();
        serve_waiting(db, settings, now());
        walk_to_counters();
        ASSERT_NO_FATAL_FAILURE(check())
            << "after step " << steps << " at " << sportello::to_text(now());
        ++steps;
    }

    EXPECT_EQ(count("SELECT count(*) FROM ticket"), visits);
    EXPECT_EQ(count("SELECT count(*) FROM ticket WHERE state IN ('waiting', 'called', 'serving')"),
              0)
        << "somebody was left behind";
    const auto done = report(db, settings, day);
    std::int64_t finished = 0;
    for (const auto& lane : done.lanes)
        finished += lane.finished;
    EXPECT_GT(finished, visits * 8 / 10);
    EXPECT_GT(done.undone, 0);
    for (const auto* topic : {"ticket.parked", "ticket.resumed", "ticket.transferred",
                              "ticket.reactivated", "ticket.undone", "ticket.cancelled",
                              "ticket.no-show", "ticket.recalled", "counter.paused"})
        EXPECT_GT(db.integer("SELECT count(*) FROM event WHERE topic = ?1", topic), 0) << topic;
    for (const auto rule :
         {Rule::appointment, Rule::legal_priority, Rule::interleave, Rule::longest_wait})
        EXPECT_FALSE(calls(db, {day, rule}).empty()) << to_text(rule);
}

INSTANTIATE_TEST_SUITE_P(Wednesdays, DaySimulation, testing::Values(1U, 20261125U, 400U));

} // namespace
} // namespace sportello::counter
