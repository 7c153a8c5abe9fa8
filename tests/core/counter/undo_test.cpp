// tests/core/counter/undo_test.cpp -- the last steps of a counter are taken back exactly.
#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <functional>

#include "tests/core/counter/fixture.hpp"

namespace sportello::counter {
namespace {

class UndoTest : public CounterFixture {
protected:
    UndoTest() {
        open(1);
        open(2);
        NewTicket wanted;
        wanted.lane = "quick";
        wanted.procedures = {{"cie", 2, false}, {"cambio-abitazione", 1, true}};
        id = counter::issue(db, settings, wanted, now()).id;
        clock.advance(minutes(3));
    }
    // Every column of the ticket and its procedures.
    std::string row() {
        std::string all;
        for (const auto* sql : {"SELECT * FROM ticket WHERE id = ?1",
                                "SELECT * FROM ticket_procedure WHERE ticket = ?1"})
            db.each(
                sql,
                [&](const store::Row& found) {
                    for (int i = 0; i < found.columns(); ++i)
                        all += (found.is_null(i) ? "-" : std::string(found.text(i))) + "|";
                },
                id);
        return all;
    }
    // Takes the step, undoes it, and looks whether all is as before.
    void expect_exact(const std::string& name, const std::function<void()>& step) {
        const auto before = row();
        step();
        ASSERT_NE(row(), before) << name;
        ASSERT_TRUE(at(1).undo) << name;
        EXPECT_EQ(at(1).undo->step, name);
        undo(1);
        EXPECT_EQ(row(), before) << name;
        step();
    }

    TicketId id{};
};

TEST_F(UndoTest, EveryStepIsTakenBackExactly) {
    expect_exact("next", [&] { next(1); });
    expect_exact("recall", [&] { again(1); });
    expect_exact("no-show", [&] { no_show(id, now() + minutes(30)); });
    undo(1);
    expect_exact("cancel", [&] { cancel(id); });
    undo(1);
    expect_exact("start", [&] { start(id); });
    expect_exact("park", [&] { counter::park(db, id, "torna", now()); });
    expect_exact("resume", [&] { resume(1, id); });
    expect_exact("transfer", [&] {
        transfer(id, {CounterId{2}, {}, Visit{{{"residenza", 3, false}}, 25, 0}, "per due"});
    });
    undo(1);
    expect_exact("finish", [&] { finish(id); });
}

TEST_F(UndoTest, ADirectCallIsTakenBackToo) {
    expect_exact(
        "call", [&] { call_directly(db, settings, CounterId{1}, id, "cortesia", {"op1"}, now()); });
}

TEST_F(UndoTest, OneStepAfterTheOtherIsTakenBackTheLatestFirst) {
    next(1);
    start(id);
    finish(id);
    EXPECT_EQ(undo(1).state, TicketState::serving);
    EXPECT_EQ(undo(1).state, TicketState::called);
    EXPECT_EQ(undo(1).state, TicketState::waiting);
    EXPECT_EQ(refusal([&] { undo(1); }), "step.none");
}

TEST_F(UndoTest, ACallThatWasTakenBackIsMarkedAndNoLongerCountsInTheTurns) {
    next(1);
    undo(1);
    EXPECT_TRUE(last_call().undone);
    EXPECT_EQ(report(db, settings, "2026-11-24").undone, 1);
    EXPECT_EQ(topics().back(), "ticket.undone");
    EXPECT_EQ(next(1)->id, id);
    EXPECT_FALSE(last_call().undone);
}

TEST_F(UndoTest, AMinuteLaterItIsTooLate) {
    next(1);
    clock.advance(seconds(60));
    EXPECT_TRUE(at(1).undo);
    clock.advance(std::chrono::milliseconds(1));
    EXPECT_FALSE(at(1).undo);
    EXPECT_EQ(refusal([&] { undo(1); }), "step.too-late");
    EXPECT_EQ(find_ticket(db, id)->state, TicketState::called);
}

TEST_F(UndoTest, WhatHappenedToTheTicketElsewhereIsNotUndone) {
    next(1);
    start(id);
    transfer(id, {CounterId{2}, {}, {}, {}});
    next(2);
    EXPECT_FALSE(at(1).undo);
    EXPECT_EQ(refusal([&] { undo(1); }), "step.changed");
}

TEST_F(UndoTest, ACounterThatHasAnotherCitizenTakesNobodyBack) {
    next(1);
    no_show(id);
    reactivate(id);
    EXPECT_EQ(refusal([&] { undo(1); }), "step.changed");
    next(1);
    start(id);
    park(id);
    issue();
    const auto other = next(1).value();
    // The park can only be taken back after the call that came later.
    undo(1);
    EXPECT_EQ(find_ticket(db, other.id)->state, TicketState::waiting);
    EXPECT_EQ(undo(1).state, TicketState::serving);
}

TEST_F(UndoTest, TakingBackACallByItselfEndsTheCallingByItself) {
    next(1);
    start(id);
    issue();
    auto_call(1);
    finish(id);
    serve_waiting(db, settings, now());
    ASSERT_TRUE(at(1).ticket);
    undo(1);
    EXPECT_FALSE(at(1).auto_call);
    EXPECT_TRUE(serve_waiting(db, settings, now()).empty());
    EXPECT_EQ(undo(1).id, id); // Now the finish.
    EXPECT_EQ(at(1).ticket->state, TicketState::serving);
}

TEST_F(UndoTest, OnlyWhoSitsThereUndoes) {
    next(1);
    EXPECT_EQ(refusal([&] { counter::undo(db, settings, CounterId{1}, {"op2"}, now()); }),
              "counter.held");
    cancel(id);
    close(1);
    EXPECT_EQ(refusal([&] { undo(1); }), "counter.closed");
    open(1, "giulia");
    EXPECT_FALSE(at(1).undo);
}

TEST_F(UndoTest, WithoutTimeForItNothingIsUndone) {
    settings.policy.undo_seconds = 0;
    next(1);
    clock.advance(seconds(1));
    EXPECT_EQ(refusal([&] { undo(1); }), "step.too-late");
}

} // namespace
} // namespace sportello::counter
