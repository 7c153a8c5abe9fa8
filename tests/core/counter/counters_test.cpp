// tests/core/counter/counters_test.cpp -- opening, closing, pausing, calling by itself.
#include <gmock/gmock.h>

#include "tests/core/counter/fixture.hpp"

namespace sportello::counter {
namespace {

using CountersTest = CounterFixture;
using testing::ElementsAre;

TEST_F(CountersTest, ACounterHasOneCitizenAtATime) {
    open(1);
    issue();
    issue();
    const auto called = next(1);
    EXPECT_EQ(refusal([&] { next(1); }), "counter.still-called");
    start(called->id);
    EXPECT_EQ(refusal([&] { next(1); }), "counter.still-serving");
    EXPECT_EQ(refusal([&] { close(1, true); }), "counter.still-serving");
    finish(called->id);
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

TEST_F(CountersTest, AnOperatorSitsAtOneCounter) {
    open(1, "anna");
    EXPECT_EQ(refusal([&] { open(2, "anna"); }), "counter.elsewhere");
    counter::close(db, settings, CounterId{1}, {"anna"}, false, now());
    open(2, "anna");
    EXPECT_EQ(at(2).operator_id, "anna");
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
    EXPECT_EQ(at(1).operator_id, "bruno");
    open(2, "anna"); // And so is who left it.
    EXPECT_EQ(at(2).operator_id, "anna");
}

// --- Closing.

TEST_F(CountersTest, TheLastOneClosesWithPeopleWaitingOnlyWhenToldTo) {
    open(1);
    open(2);
    issue();
    close(2);
    EXPECT_EQ(refusal([&] { close(1); }), "counter.last-with-waiting");
    EXPECT_TRUE(at(1).operator_id);
    close(1, true);
    EXPECT_FALSE(at(1).operator_id);
}

TEST_F(CountersTest, ACounterToWhichSomebodyComesBackClosesOnlyWhenToldTo) {
    open(1);
    open(2);
    issue();
    const auto parked = park(start(next(1)->id).id);
    EXPECT_EQ(refusal([&] { close(1); }), "counter.has-parked");
    close(1, true);
    // Passed on by who finds him there.
    EXPECT_EQ(transfer(parked.id, {CounterId{2}, {}, {}, {}}).wanted_counter, CounterId{2});
}

// --- Pausing.

TEST_F(CountersTest, APausedCounterServesToTheEndAndCallsNobody) {
    open(1);
    issue();
    issue();
    const auto served = start(next(1)->id);
    pause(db, settings, CounterId{1}, "caffè", {"op1"}, now());
    finish(served.id);
    EXPECT_EQ(at(1).pause->reason, "caffè");
    EXPECT_EQ(refusal([&] { next(1); }), "counter.paused");
    EXPECT_EQ(refusal([&] { pause_over(db, settings, CounterId{1}, {"op2"}, now()); }),
              "counter.held");
    pause_over(db, settings, CounterId{1}, {"op1"}, now());
    EXPECT_TRUE(next(1));
}

TEST_F(CountersTest, AFurtherPauseChangesTheReasonAndNotTheTime) {
    open(1);
    pause(db, settings, CounterId{1}, "caffè", {"op1"}, now());
    const auto since = now();
    clock.advance(minutes(5));
    pause(db, settings, CounterId{1}, "telefonata", {"op1"}, now());
    EXPECT_EQ(at(1).pause->reason, "telefonata");
    EXPECT_EQ(at(1).pause->since, since);
}

// --- Calling by itself.

TEST_F(CountersTest, TheCounterThatHasBeenFreeForLongestCallsByItselfFirst) {
    for (const int id : {1, 2, 3}) {
        open(id);
        clock.advance(seconds(1));
    }
    auto_call(2);
    auto_call(3);
    issue();
    EXPECT_EQ(serve_waiting(db, settings, now()).size(), 1U);
    EXPECT_TRUE(at(2).ticket); // Before 3; 1 does not call by itself.
    issue();
    issue();
    EXPECT_EQ(serve_waiting(db, settings, now()).size(), 1U);
    EXPECT_TRUE(at(3).ticket);
    EXPECT_FALSE(at(1).ticket);
    clock.advance(minutes(1));
    finish(start(at(2).ticket->id).id);
    EXPECT_EQ(serve_waiting(db, settings, now()).front().counter, CounterId{2});
    EXPECT_TRUE(serve_waiting(db, settings, now()).empty());
}

TEST_F(CountersTest, APausedOrStaleCounterDoesNotCallByItself) {
    open(1);
    auto_call(1);
    pause(db, settings, CounterId{1}, "caffè", {"op1"}, now());
    issue();
    EXPECT_TRUE(serve_waiting(db, settings, now()).empty());
    pause_over(db, settings, CounterId{1}, {"op1"}, now());
    clock.advance(std::chrono::hours(24));
    issue();
    EXPECT_TRUE(serve_waiting(db, settings, now()).empty());
}

TEST_F(CountersTest, ACallByItselfIsTheOperatorsAndIsExplained) {
    open(1, "anna");
    set_auto_call(db, settings, CounterId{1}, true, {"anna"}, now());
    issue();
    serve_waiting(db, settings, now());
    EXPECT_EQ(last_call().operator_id, "anna");
    EXPECT_EQ(last_call().rule, Rule::longest_wait);
}

// --- What is shown.

TEST_F(CountersTest, TheBoardShowsTheLatestCallsFirst) {
    open(1);
    open(2);
    const auto first = issue();
    const auto second = issue();
    next(1);
    clock.advance(seconds(5));
    next(2);
    const auto calls = latest_calls(db, "2026-11-24", 10);
    ASSERT_EQ(calls.size(), 2U);
    EXPECT_EQ(calls[0].id, second.id);
    EXPECT_EQ(calls[1].id, first.id);
    // Who waits again has left the board.
    transfer(start(second.id).id, {{}, "long", {}, {}});
    EXPECT_EQ(latest_calls(db, "2026-11-24", 10).size(), 1U);
}

TEST_F(CountersTest, WaitingIsCountedLaneByLaneWithTheOldestPlace) {
    const auto oldest = now();
    issue("quick");
    clock.advance(minutes(3));
    issue("quick");
    issue("long");
    const auto counts = waiting(db, settings, "2026-11-24");
    ASSERT_EQ(counts.size(), 5U);
    EXPECT_EQ(counts[0].waiting, 2);
    EXPECT_EQ(counts[0].oldest, oldest);
    EXPECT_EQ(counts[1].waiting, 0);
    EXPECT_FALSE(counts[1].oldest);
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

TEST_F(CountersTest, TheDatabaseItselfRefusesAnOperatorASecondCounter) {
    open(1, "anna");
    EXPECT_THROW(db.run("INSERT INTO open_counter (id, operator, opened_at, free_since)"
                        " VALUES (2, 'anna', 0, 0)"),
                 store::Error);
}

} // namespace
} // namespace sportello::counter
