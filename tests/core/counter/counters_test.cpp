#include <gmock/gmock.h>

#include <random>
#include <set>

#include "tests/core/counter/fixture.hpp"

namespace sportello::counter {
namespace {

using CountersTest = CounterFixture;
using testing::ElementsAre;

TEST_F(CountersTest, NobodyWaitingIsNobodyCalled) {
    open(1);
    EXPECT_FALSE(next(1));
}

TEST_F(CountersTest, TheOldestIsCalledWhateverItsLane) {
    open(1);
    open(2);
    const auto first = issue("long");
    const auto second = issue("quick");
    EXPECT_EQ(next(1)->id, first.id);
    EXPECT_EQ(next(2)->id, second.id);
}

TEST_F(CountersTest, LegalPriorityComesFirst) {
    open(1);
    issue();
    const auto urgent = issue("long", true);
    EXPECT_EQ(next(1)->id, urgent.id);
}

TEST_F(CountersTest, ACounterHasOneCitizenAtATime) {
    open(1);
    issue();
    issue();
    const auto called = next(1);
    EXPECT_EQ(refusal([&] { next(1); }), "counter.still-called");
    start(db, called->id, now());
    EXPECT_EQ(refusal([&] { next(1); }), "counter.still-serving");
    EXPECT_EQ(refusal([&] { close(db, settings, CounterId{1}, {"anna"}, now()); }),
              "counter.still-serving");
    finish(db, called->id, now());
    EXPECT_TRUE(next(1));
}

TEST_F(CountersTest, AClosedOrUnknownCounterCallsNobody) {
    issue();
    EXPECT_EQ(refusal([&] { next(1); }), "counter.closed");
    EXPECT_EQ(refusal([&] { next(99); }), "counter.unknown");
}

TEST_F(CountersTest, ACounterIsItsOperators) {
    open(1, "anna");
    issue();
    EXPECT_EQ(refusal([&] { open(1, "bruno"); }), "counter.held");
    EXPECT_EQ(refusal([&] { next(1, "bruno"); }), "counter.held");
    EXPECT_TRUE(call_next(db, settings, CounterId{1}, {"carla", true}, now())); // A supervisor.
}

TEST_F(CountersTest, OpeningWhatOneHoldsChangesNothing) {
    open(1);
    open(1);
    EXPECT_THAT(topics(), ElementsAre("counter.opened"));
}

TEST_F(CountersTest, ACounterLeftOpenOvernightIsFreeInTheMorning) {
    open(1, "anna");
    clock.advance(std::chrono::hours(24));
    open(1, "bruno");
    EXPECT_EQ(find_counter(db, settings, CounterId{1}).operator_id, "bruno");
}

TEST_F(CountersTest, RecallCallsTheSameTicketAgain) {
    open(1);
    EXPECT_EQ(refusal([&] { recall(db, settings, CounterId{1}, {"anna"}, now()); }),
              "counter.nobody-called");
    const auto ticket = issue();
    next(1);
    const auto again = recall(db, settings, CounterId{1}, {"anna"}, now());
    EXPECT_EQ(again.id, ticket.id);
    EXPECT_EQ(again.calls, 2);
    start(db, ticket.id, now());
    EXPECT_EQ(refusal([&] { recall(db, settings, CounterId{1}, {"anna"}, now()); }),
              "counter.nobody-called");
}

TEST_F(CountersTest, YesterdaysTicketsAreNotCalled) {
    issue();
    clock.advance(std::chrono::hours(24));
    open(1);
    EXPECT_FALSE(next(1));
}

TEST_F(CountersTest, TheBoardShowsTheLatestCallsFirst) {
    open(1);
    open(2);
    const auto first = issue();
    const auto second = issue();
    next(1);
    clock.advance(std::chrono::seconds(5));
    next(2);
    const auto calls = latest_calls(db, "2026-11-24", 10);
    ASSERT_EQ(calls.size(), 2U);
    EXPECT_EQ(calls[0].id, second.id);
    EXPECT_EQ(calls[1].id, first.id);
}

TEST_F(CountersTest, WaitingIsCountedLaneByLane) {
    issue("quick");
    issue("quick");
    issue("long");
    const auto counts = waiting(db, settings, "2026-11-24");
    ASSERT_EQ(counts.size(), 3U);
    EXPECT_EQ(counts[0].waiting, 2);
    EXPECT_EQ(counts[1].waiting, 0);
    EXPECT_EQ(counts[2].waiting, 1);
}

TEST_F(CountersTest, TheDatabaseItselfRefusesASecondCitizenAtACounter) {
    open(1);
    issue();
    const auto second = issue();
    next(1);
    EXPECT_THROW(db.run("UPDATE ticket SET state = 'called', calls = 1, counter = 1 WHERE id = ?1",
                        second.id),
                 store::Error);
}

// A thousand random steps: whatever is done, each ticket is in one place and in one state, and a
// number is given once.
TEST_F(CountersTest, RandomDaysKeepTheInvariants) {
    std::mt19937 random(20261124);
    const auto pick = [&](unsigned n) { return random() % n; };
    for (int id = 1; id <= 16; ++id)
        open(id, "op" + std::to_string(id));
    std::set<std::string> numbers;
    for (int step = 0; step < 1000; ++step) {
        clock.advance(std::chrono::seconds(pick(60)));
        const int at = static_cast<int>(1 + pick(16));
        const auto who = "op" + std::to_string(at);
        const auto current = find_counter(db, settings, CounterId{at}).ticket;
        switch (pick(4)) {
        case 0:
            EXPECT_TRUE(
                numbers.insert(issue(settings.lanes[pick(3)].id, pick(9) == 0).number).second);
            break;
        case 1:
            refusal([&] { next(at, who); });
            break;
        case 2:
            if (current) refusal([&] { start(db, current->id, now()); });
            break;
        default:
            if (current)
                refusal([&] {
                    pick(2) ? finish(db, current->id, now()) : no_show(db, current->id, now());
                });
        }
        ASSERT_EQ(db.integer("SELECT count(*) FROM (SELECT counter FROM ticket WHERE state IN"
                             " ('called', 'serving') GROUP BY counter HAVING count(*) > 1)"),
                  0);
        ASSERT_EQ(db.integer(
                      "SELECT count(*) FROM ticket WHERE (counter IS NULL) <> (called_at IS NULL)"),
                  0);
    }
}

} // namespace
} // namespace sportello::counter
