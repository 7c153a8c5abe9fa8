#include <gmock/gmock.h>

#include "tests/core/counter/fixture.hpp"

namespace sportello::counter {
namespace {

using TicketTest = CounterFixture;
using testing::ElementsAre;

TEST_F(TicketTest, NumbersRunPerLane) {
    EXPECT_EQ(issue("quick").number, "A001");
    EXPECT_EQ(issue("quick").number, "A002");
    EXPECT_EQ(issue("long").number, "C001");
}

TEST_F(TicketTest, NumbersStartAgainOnANewDay) {
    issue();
    clock.advance(std::chrono::hours(24));
    const auto ticket = issue();
    EXPECT_EQ(ticket.number, "A001");
    EXPECT_EQ(ticket.day, "2026-11-25");
}

TEST_F(TicketTest, TheDayIsTheTownsNotUtcs) {
    clock.set(instant_from("2026-11-24T22:59:59.999Z"));
    EXPECT_EQ(issue().day, "2026-11-24");
    clock.set(instant_from("2026-11-24T23:00:00.000Z")); // Midnight in Rome, in winter.
    EXPECT_EQ(issue().day, "2026-11-25");
    clock.set(instant_from("2026-07-01T22:00:00.000Z")); // And in summer.
    EXPECT_EQ(issue().day, "2026-07-02");
}

TEST_F(TicketTest, NumbersGrowBeyondThreeDigits) {
    db.run("INSERT INTO ticket (day, lane, prefix, number, code, language, priority, state, calls,"
           " issued_at) VALUES ('2026-11-24', 'quick', 'A', 999, 'x', 'it', 0, 'waiting', 0, 0)");
    EXPECT_EQ(issue().number, "A1000");
}

TEST_F(TicketTest, CancelledNumbersAreNotGivenAgain) {
    cancel(db, issue().id, now());
    EXPECT_EQ(issue().number, "A002");
}

TEST_F(TicketTest, CodesOfThePublicPageDiffer) {
    EXPECT_NE(issue().code, issue().code);
    const auto ticket = issue();
    EXPECT_EQ(find_ticket_by_code(db, ticket.code)->id, ticket.id);
    EXPECT_FALSE(find_ticket_by_code(db, "none"));
}

TEST_F(TicketTest, AheadAreTheOlderOnesAndThoseWithPriority) {
    const auto first = issue("quick");
    const auto second = issue("long");
    const auto third = issue("quick", true);
    EXPECT_EQ(ahead(db, third), 0);
    EXPECT_EQ(ahead(db, first), 1);
    EXPECT_EQ(ahead(db, second), 2);
    cancel(db, first.id, now());
    EXPECT_EQ(ahead(db, second), 1);
}

TEST_F(TicketTest, AheadAreCountedUpToALimit) {
    for (std::int64_t i = 0; i < ahead_max - 1; ++i)
        issue("quick", i < 2);
    EXPECT_EQ(ahead(db, issue()), ahead_max - 1);
    EXPECT_EQ(ahead(db, issue()), ahead_max);
    EXPECT_EQ(ahead(db, issue()), ahead_max);
}

TEST_F(TicketTest, GoesFromWaitingToFinished) {
    open(3);
    issue();
    const auto called = next(3);
    EXPECT_EQ(called->state, TicketState::called);
    EXPECT_EQ(called->counter, CounterId{3});
    EXPECT_EQ(start(db, called->id, now()).state, TicketState::serving);
    const auto finished = finish(db, called->id, now());
    EXPECT_EQ(finished.state, TicketState::finished);
    EXPECT_EQ(finished.ended_at, now());
    EXPECT_THAT(topics(), ElementsAre("counter.opened", "ticket.issued", "ticket.called",
                                      "ticket.started", "ticket.finished"));
}

TEST_F(TicketTest, EveryOtherStepIsRefusedAndChangesNothing) {
    const auto waiting = issue();
    EXPECT_EQ(refusal([&] { start(db, waiting.id, now()); }), "ticket.is-waiting");
    EXPECT_EQ(refusal([&] { finish(db, waiting.id, now()); }), "ticket.is-waiting");
    EXPECT_EQ(refusal([&] { no_show(db, waiting.id, now()); }), "ticket.is-waiting");
    open(1);
    next(1);
    EXPECT_EQ(refusal([&] { finish(db, waiting.id, now()); }), "ticket.is-called");
    start(db, waiting.id, now());
    EXPECT_EQ(refusal([&] { start(db, waiting.id, now()); }), "ticket.is-serving");
    EXPECT_EQ(refusal([&] { no_show(db, waiting.id, now()); }), "ticket.is-serving");
    EXPECT_EQ(refusal([&] { cancel(db, waiting.id, now()); }), "ticket.is-serving");
    finish(db, waiting.id, now());
    for (const auto step : {start, finish, no_show, cancel})
        EXPECT_EQ(refusal([&] { step(db, waiting.id, now()); }), "ticket.is-finished");
    EXPECT_EQ(refusal([&] { start(db, TicketId{99}, now()); }), "ticket.unknown");
}

TEST_F(TicketTest, ListsTheDayByStateAndLanePageByPage) {
    const auto first = issue("quick");
    const auto second = issue("long");
    const auto third = issue("quick");
    cancel(db, second.id, now());
    const auto ids = [&](const TicketFilter& filter) {
        std::vector<TicketId> all;
        for (const auto& ticket : tickets(db, filter))
            all.push_back(ticket.id);
        return all;
    };
    const std::string day = "2026-11-24";
    EXPECT_THAT(ids({day, TicketState::waiting, std::nullopt}), ElementsAre(first.id, third.id));
    EXPECT_THAT(ids({day, std::nullopt, "long"}), ElementsAre(second.id));
    EXPECT_THAT(ids({day, std::nullopt, std::nullopt, first.id, 1}), ElementsAre(second.id));
    EXPECT_TRUE(ids({"2026-11-23"}).empty());
}

} // namespace
} // namespace sportello::counter
