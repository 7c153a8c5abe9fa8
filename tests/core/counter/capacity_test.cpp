// tests/core/counter/capacity_test.cpp -- tickets stop when those waiting fill the day, per lane.
#include "core/counter/appointments.hpp"
#include "core/counter/calling.hpp"
#include "core/counter/capacity.hpp"
#include "core/counter/steps.hpp"

#include <gmock/gmock.h>

#include "tests/core/counter/hall.hpp"

namespace sportello::counter {
namespace {

class Capacity : public Hall {
protected:
    std::vector<LaneRoom> rooms() { return room(settings, load(db, settings, now()), now()); }
    LaneRoom quick() { return rooms().at(0); }
    LaneRoom lengthy() { return rooms().at(2); }
    std::string check(const char* lane, int minutes = 0) {
        return refusal([&] { check_room(db, settings, *settings.lane(lane), minutes, now()); });
    }
};

TEST_F(Capacity, IsTheMinutesUntilClosingOfTheCountersThatServe) {
    EXPECT_EQ(quick().capacity_minutes, 210 * 6); // None is open yet: as many as usual.
    open(1);
    open(2);
    EXPECT_EQ(quick().capacity_minutes, 210 * 2);
    pause(db, settings, CounterId{2}, "pausa", {"op2"}, now());
    EXPECT_EQ(quick().capacity_minutes, 210);
    at("2026-11-24T10:00:00.000Z"); // 11:00
    EXPECT_EQ(quick().capacity_minutes, 90);
}

TEST_F(Capacity, IsSharedByAllLanes) {
    open(1);
    issue("long", 40);
    issue("quick", 5);
    for (const auto& room : rooms())
        EXPECT_EQ(room.capacity_minutes, 210 - 45);
}

TEST_F(Capacity, CountsWhatIsLeftOfThoseBeingServed) {
    open(1);
    const auto ticket = issue("standard", 20);
    call_next(db, settings, CounterId{1}, {"op1"}, now());
    EXPECT_EQ(quick().capacity_minutes, 210 - 20);
    start(db, ticket.id, now());
    clock.advance(std::chrono::minutes(15));
    EXPECT_EQ(quick().capacity_minutes, 195 - 5);
    clock.advance(std::chrono::minutes(15)); // Longer than expected: nothing is expected any more.
    EXPECT_EQ(quick().capacity_minutes, 180);
}

TEST_F(Capacity, KeepsRoomForTheAppointmentsStillToCome) {
    open(1);
    NewAppointment wanted;
    wanted.at = instant_from("2026-11-24T10:00:00.000Z");
    wanted.minutes = 30;
    book(db, settings, wanted, now());
    EXPECT_EQ(quick().capacity_minutes, 210 - 30);
    EXPECT_EQ(load(db, settings, now()).appointments_due, 1);
    at("2026-11-24T10:10:00.000Z");
    EXPECT_EQ(load(db, settings, now()).appointments_due, 1); // Within the grace.
    at("2026-11-24T10:10:01.000Z");
    EXPECT_EQ(load(db, settings, now()).appointments_due, 0);
}

TEST_F(Capacity, EndsLaneByLaneTheLongVisitsFirst) {
    open(1);
    at("2026-11-24T10:59:00.000Z"); // 31 minutes left.
    EXPECT_TRUE(lengthy().open);
    EXPECT_EQ(check("long"), "");
    issue("quick", 2);
    EXPECT_FALSE(lengthy().open);
    EXPECT_EQ(check("long"), "lane.full");
    EXPECT_TRUE(quick().open);
    EXPECT_EQ(check("quick"), "");
    at("2026-11-24T11:22:00.000Z"); // 8 minutes left, 2 of them taken.
    EXPECT_FALSE(quick().open);
    EXPECT_EQ(check("quick"), "lane.full");
    EXPECT_EQ(check("quick", 5), ""); // A visit that is known to be short.
}

TEST_F(Capacity, ManyCountersDoNotMakeALongVisitShorter) {
    for (int id = 1; id <= 8; ++id)
        open(id);
    at("2026-11-24T11:10:00.000Z"); // 20 minutes left, 8 counters, nobody waits.
    EXPECT_EQ(check("standard"), "");
    EXPECT_EQ(check("long"), "lane.full");
}

TEST_F(Capacity, TheRefusalSaysWhichLaneAndWhenItCloses) {
    open(1);
    at("2026-11-24T11:29:00.000Z");
    try {
        check_room(db, settings, settings.lanes[0], 0, now());
        FAIL();
    } catch (const Refusal& refused) {
        EXPECT_EQ(refused.code(), "lane.full");
        EXPECT_EQ(refused.kind(), Refusal::Kind::conflict);
        EXPECT_EQ(refused.arguments().at("lane"), "Rapida");
        EXPECT_EQ(refused.arguments().at("closes"), "12:30");
    }
}

TEST_F(Capacity, AClosedDayNamesTheNextOpening) {
    at("2026-11-24T11:30:00.000Z");
    try {
        check_room(db, settings, settings.lanes[0], 0, now());
        FAIL();
    } catch (const Refusal& refused) {
        EXPECT_EQ(refused.code(), "hours.closed-until");
        EXPECT_EQ(refused.arguments().at("day"), "25/11/2026");
        EXPECT_EQ(refused.arguments().at("time"), "08:30");
    }
    at("2026-11-22T09:00:00.000Z"); // Sunday.
    EXPECT_EQ(check("quick"), "hours.closed-until");
    settings.hours.week = {};
    settings.hours.exceptions[parse_date("2026-11-23").value()] = {};
    EXPECT_EQ(check("quick"), "hours.closed");
}

TEST_F(Capacity, NeverRefusesWhereTheTownDoesNotWantItOrHasNoHours) {
    at("2026-11-22T09:00:00.000Z");
    settings.refuse_when_full = false;
    EXPECT_EQ(check("long", 480), "");
    EXPECT_TRUE(lengthy().open);
    settings.refuse_when_full = true;
    settings.hours = {};
    EXPECT_EQ(check("long", 480), "");
    EXPECT_TRUE(lengthy().open);
}

TEST_F(Capacity, TheWaitIsTheWorkBeforeSharedByTheCounters) {
    open(1);
    open(2);
    EXPECT_EQ(quick().expected_wait_minutes, 0);
    for (int i = 0; i < 6; ++i)
        issue("standard", 10);
    clock.advance(std::chrono::minutes(4));
    EXPECT_EQ(quick().expected_wait_minutes, 30);
    EXPECT_EQ(rooms().at(1).longest_wait_minutes, 4);
    EXPECT_EQ(rooms().at(1).waiting, 6);
    EXPECT_EQ(quick().longest_wait_minutes, 0);
}

TEST_F(Capacity, WhoComesBeforeTheDoorsOpenWaitsForThatToo) {
    at("2026-11-24T07:00:00.000Z"); // 8:00
    EXPECT_EQ(quick().expected_wait_minutes, 30);
    EXPECT_EQ(quick().capacity_minutes, 240 * 6);
    EXPECT_EQ(check("quick"), "");
}

TEST_F(Capacity, TheLastTicketIsForeseenByThePaceOfTheLastHour) {
    open(1);
    EXPECT_FALSE(quick().last_ticket_at); // Nobody has come yet.
    for (int i = 0; i < 12; ++i)
        issue("standard", 10); // 120 minutes of work in an hour, 90 left, 7 for the last one.
    const auto last = quick().last_ticket_at;
    ASSERT_TRUE(last);
    EXPECT_EQ(sportello::to_text(*last), "2026-11-24T08:41:00.000Z");
    at("2026-11-24T09:30:00.000Z"); // An hour and a half later nobody comes any more.
    EXPECT_FALSE(quick().last_ticket_at);
}

} // namespace
} // namespace sportello::counter
