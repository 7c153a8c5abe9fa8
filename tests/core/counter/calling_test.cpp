// tests/core/counter/calling_test.cpp -- whom a counter calls, recalls and calls directly.
#include <gmock/gmock.h>

#include "tests/core/counter/fixture.hpp"

namespace sportello::counter {
namespace {

class CallingTest : public CounterFixture {
protected:
    Ticket call(int at, TicketId id, std::string_view reason = "cortesia") {
        const auto who = operator_of(at);
        return call_directly(db, settings, CounterId{at}, id, reason, {who}, now());
    }
};

using testing::ElementsAre;

TEST_F(CallingTest, NobodyWaitingIsNobodyCalled) {
    open(1);
    EXPECT_FALSE(next(1));
}

TEST_F(CallingTest, OfALaneTheOldestPlaceIsCalled) {
    open(1);
    open(2);
    const auto first = issue("long");
    clock.advance(seconds(1));
    const auto second = issue("long");
    EXPECT_EQ(next(1)->id, first.id);
    EXPECT_EQ(next(2)->id, second.id);
}

TEST_F(CallingTest, ACounterCallsOnlyWhomItCanServe) {
    settings.positions[1].equipment = equipment_set({"card-station", "payment-terminal"});
    open(1);
    open(2);
    NewTicket wanted;
    wanted.lane = "standard";
    wanted.equipment = equipment_set({"card-station"});
    const auto card = counter::issue(db, settings, wanted, now());
    clock.advance(minutes(1));
    const auto plain = issue("standard");
    EXPECT_EQ(next(1)->id, plain.id);
    EXPECT_EQ(next(2)->id, card.id);
}

TEST_F(CallingTest, YesterdaysTicketsAreNotCalled) {
    issue();
    clock.advance(std::chrono::hours(24));
    open(1);
    EXPECT_FALSE(next(1));
}

TEST_F(CallingTest, APunctualAppointmentIsCalledAtItsTimeALateOneWaitsItsTurn) {
    open(1);
    const auto due = now() + minutes(20);
    const auto booked = arrive(due);
    clock.advance(minutes(10));
    issue();
    EXPECT_EQ(serve(1), "A001"); // Ten minutes before its time.
    issue();
    clock.set(due - minutes(5));
    EXPECT_EQ(next(1)->id, booked.id);
    EXPECT_EQ(last_call().rule, Rule::appointment);
    no_show(booked.id);
    clock.set(due + minutes(30));
    arrive(due);
    EXPECT_EQ(serve(1), "A002"); // Waits longer than who lost his time.
    EXPECT_EQ(next(1)->lane, "appointment");
    EXPECT_EQ(last_call().rule, Rule::longest_wait);
}

TEST_F(CallingTest, WhoComesEarlyForAnAppointmentIsCalledWhenNobodyElseWaits) {
    open(1);
    const auto booked = arrive(now() + minutes(30));
    EXPECT_EQ(next(1)->id, booked.id);
}

TEST_F(CallingTest, ACallBackIsMeasuredOnTheTimePromised) {
    open(1);
    NewTicket wanted;
    wanted.lane = "call-back";
    wanted.due_at = now() + minutes(10);
    const auto soon = counter::issue(db, settings, wanted, now());
    issue("long"); // Promised within 30 minutes.
    clock.advance(minutes(5));
    EXPECT_EQ(next(1)->id, soon.id);
    EXPECT_EQ(last_call().why.at("promise_minutes"), 10);
}

TEST_F(CallingTest, ACallIsKeptWithWhoWasWeighed) {
    open(1);
    issue("quick");
    clock.advance(minutes(2));
    issue("long");
    clock.advance(minutes(4));
    next(1);
    const auto call = last_call();
    EXPECT_EQ(call.rule, Rule::longest_wait);
    EXPECT_EQ(call.number, "A001");
    EXPECT_EQ(call.operator_id, "op1");
    EXPECT_EQ(call.why.at("waited_seconds"), 360);
    const auto& others = call.why.at("others").as_array();
    ASSERT_EQ(others.size(), 1U);
    EXPECT_EQ(others[0].at("ticket"), "C001");
    EXPECT_EQ(others[0].at("waited_seconds"), 240);
    EXPECT_EQ(calls_of(db, call.ticket).size(), 1U);
}

// --- Recall.

TEST_F(CallingTest, RecallCallsTheSameTicketAgainAsOftenAsThePolicySays) {
    open(1);
    EXPECT_EQ(refusal([&] { again(1); }), "counter.nobody-called");
    const auto ticket = issue();
    next(1);
    EXPECT_EQ(again(1).id, ticket.id);
    EXPECT_EQ(again(1).calls, 3);
    EXPECT_EQ(refusal([&] { again(1); }), "ticket.called-enough");
    start(ticket.id);
    EXPECT_EQ(refusal([&] { again(1); }), "counter.nobody-called");
}

// --- Direct.

TEST_F(CallingTest, ADirectCallIsKeptWithItsReasonAndWithWhoseTurnItWas) {
    open(1);
    const auto first = issue();
    clock.advance(minutes(1));
    const auto friend_ = issue("long");
    EXPECT_EQ(call(1, friend_.id, "si è sentita male").state, TicketState::called);
    const auto kept = last_call();
    EXPECT_EQ(kept.rule, Rule::direct);
    EXPECT_EQ(kept.why.at("reason"), "si è sentita male");
    EXPECT_EQ(kept.why.at("instead").as_string(), first.number);
    EXPECT_EQ(report(db, settings, "2026-11-24").direct_calls, 1);
}

TEST_F(CallingTest, ADirectCallAlsoReachesWhoWasToldToComeLater) {
    open(1);
    issue();
    const auto told = next(1).value();
    no_show(told.id, now() + minutes(30));
    reactivate(told.id);
    EXPECT_EQ(call(1, told.id).id, told.id);
}

TEST_F(CallingTest, ADirectCallIsOfWhoWaitsTodayAndCanBeServedThere) {
    open(1);
    const auto ticket = issue();
    set_visit(db, settings, ticket.id, {{}, 5, equipment_set({"closed-room"})}, now());
    EXPECT_EQ(refusal([&] { call(1, ticket.id); }), "counter.lacks-equipment");
    EXPECT_EQ(refusal([&] { call(1, TicketId{99}); }), "ticket.unknown");
    cancel(ticket.id);
    EXPECT_EQ(refusal([&] { call(1, ticket.id); }), "ticket.is-cancelled");
    const auto old = issue();
    clock.advance(std::chrono::hours(24));
    EXPECT_EQ(refusal([&] { call(1, old.id); }), "ticket.other-day");
}

TEST_F(CallingTest, DirectCallsDoNotCountInTheTurnsOfTheLanes) {
    open(1);
    const auto one = issue("quick"), two = issue("quick"), three = issue("quick");
    for (const auto& ticket : {one, two, three})
        finish(start(call(1, ticket.id).id).id);
    clock.advance(minutes(1));
    issue("long");
    issue("quick");
    clock.advance(minutes(1));
    EXPECT_EQ(serve(1), "A004"); // Further along its promise; nothing says it must step aside.
}

} // namespace
} // namespace sportello::counter
