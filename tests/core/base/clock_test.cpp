// Instants are UTC and read in one form only; the town's zone decides days and years.
#include "core/base/clock.hpp"

#include <gtest/gtest.h>

#include <random>
#include <thread>

namespace sportello {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(Clock, AnInstantIsWrittenAndReadBack) {
    for (const char* text : {"2026-11-24T08:12:33.120Z", "1970-01-01T00:00:00.000Z",
                             "2028-02-29T23:59:59.999Z", "1969-12-31T23:59:59.999Z"})
        EXPECT_EQ(to_text(instant_from(text)), text);
    EXPECT_EQ(instant_from("1970-01-01T00:00:01.001Z").time_since_epoch().count(), 1001);
}

TEST(Clock, AnInstantInAnyOtherFormIsRefused) {
    for (const char* text : {"",
                             "2026",
                             "2026-11-24",
                             "2026-11-24T08:12:33Z",
                             "2026-11-24T08:12:33.12Z",
                             "2026-11-24T08:12:33.1200Z",
                             "2026-11-24T08:12:33.120",
                             "2026-11-24T08:12:33.120+01:00",
                             "2026-11-24 08:12:33.120Z",
                             "2026-11-24t08:12:33.120z",
                             " 2026-11-24T08:12:33.120Z",
                             "2026-11-24T08:12:33.120Z ",
                             "2026-11-24T08:12:33.120ZZ",
                             "2026-1-2T03:04:05.006Z",
                             "2026-02-30T08:12:33.120Z",
                             "2026-13-01T08:12:33.120Z",
                             "2026-11-24T24:00:00.000Z",
                             "2026-11-24T08:60:00.000Z",
                             "2026-11-24T08:00:61.000Z",
                             "now"})
        EXPECT_THROW(instant_from(text), std::invalid_argument) << text;
}

TEST(Clock, TextsOfInstantsSortInTimesOrder) {
    const auto at = instant_from("2026-11-24T09:59:59.999Z");
    EXPECT_LT(to_text(at), to_text(at + milliseconds(1)));
    EXPECT_LT(to_text(at), to_text(at + hours(24 * 365)));
}

TEST(Clock, TheSystemsClockNeverGoesBackOnManyThreads) {
    const SystemClock clock;
    std::vector<std::thread> threads;
    std::atomic<bool> went_back{false};
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            auto last = clock.now();
            for (int n = 0; n < 1000; ++n) {
                const auto now = clock.now();
                if (now < last) went_back = true;
                last = now;
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_FALSE(went_back);
}

// Both of the machine's clocks, turned by hand: the steady one only forward.
class Guard : public testing::Test {
protected:
    void pass(std::chrono::milliseconds by) {
        system += by;
        steady += by;
    }
    void turn(std::chrono::milliseconds by) { system += by; }
    std::string read() { return to_text(clock.now()); }
    ClockFit fit() const { return clock.state().fit; }

    std::chrono::sys_time<std::chrono::nanoseconds> system =
        instant_from("2026-11-24T08:00:00.000Z");
    std::chrono::nanoseconds steady = hours(5);
    SystemClock clock{[this] { return system; }, [this] { return steady; }};
};

TEST_F(Guard, TheMachinesClockIsFollowedAndSoAreSmallCorrections) {
    EXPECT_EQ(read(), "2026-11-24T08:00:00.000Z");
    pass(milliseconds(1500));
    EXPECT_EQ(read(), "2026-11-24T08:00:01.500Z");
    turn(hours(11));
    EXPECT_EQ(read(), "2026-11-24T19:00:01.500Z");
    EXPECT_EQ(fit(), ClockFit::right);
}

TEST_F(Guard, TurnedBackTimeGoesOnAtHalfPaceUntilTheMachineCatchesUp) {
    read();
    turn(-hours(1));
    EXPECT_EQ(read(), "2026-11-24T08:00:00.000Z");
    EXPECT_EQ(fit(), ClockFit::behind);
    EXPECT_EQ(clock.state().off, -hours(1));
    pass(std::chrono::minutes(30));
    EXPECT_EQ(read(), "2026-11-24T08:15:00.000Z");
    EXPECT_EQ(clock.state().off, -std::chrono::minutes(45));
    pass(std::chrono::minutes(40));
    EXPECT_EQ(read(), "2026-11-24T08:35:00.000Z");
    EXPECT_EQ(clock.state().off, -std::chrono::minutes(25));
    pass(std::chrono::minutes(30));
    EXPECT_EQ(read(), "2026-11-24T08:40:00.000Z");
    EXPECT_EQ(fit(), ClockFit::right);
}

TEST_F(Guard, TurnedBackTimeStillMovesWhenItIsReadAllTheTime) {
    read();
    turn(-hours(1));
    for (int i = 0; i < 10'000; ++i) {
        system += std::chrono::microseconds(200);
        steady += std::chrono::microseconds(200);
        clock.now();
    }
    EXPECT_EQ(read(), "2026-11-24T08:00:01.000Z");
}

TEST_F(Guard, AJumpOfMoreThanTwelveHoursIsNotFollowedButTimeGoesOn) {
    read();
    turn(hours(24 * 365));
    pass(std::chrono::minutes(1));
    EXPECT_EQ(read(), "2026-11-24T08:01:00.000Z");
    EXPECT_EQ(fit(), ClockFit::ahead);
    EXPECT_EQ(clock.state().off, hours(24 * 365));
    pass(std::chrono::minutes(1));
    EXPECT_EQ(read(), "2026-11-24T08:02:00.000Z");
    turn(-hours(24 * 365)); // Set right again.
    EXPECT_EQ(read(), "2026-11-24T08:02:00.000Z");
    EXPECT_EQ(fit(), ClockFit::right);
}

TEST_F(Guard, ALongNightWithoutAReadingIsNoJump) {
    read();
    pass(hours(60));
    EXPECT_EQ(read(), "2026-11-26T20:00:00.000Z");
    EXPECT_EQ(fit(), ClockFit::right);
}

TEST_F(Guard, ARestartConfirmsAJumpButNeverGoesBehindWhatWasDated) {
    clock.not_before(instant_from("2026-11-20T18:00:00.000Z"));
    EXPECT_EQ(read(), "2026-11-24T08:00:00.000Z");
    system = instant_from("1970-01-01T00:00:00.000Z"); // The battery is dead.
    SystemClock again{[this] { return system; }, [this] { return steady; }};
    again.not_before(instant_from("2026-11-24T08:00:00.000Z"));
    EXPECT_EQ(to_text(again.now()), "2026-11-24T08:00:00.000Z");
    EXPECT_EQ(again.state().fit, ClockFit::behind);
    pass(hours(2));
    EXPECT_EQ(to_text(again.now()), "2026-11-24T09:00:00.000Z");
    system = instant_from("2026-11-24T10:00:00.000Z"); // The network has told the time.
    EXPECT_EQ(to_text(again.now()), "2026-11-24T10:00:00.000Z");
    EXPECT_EQ(again.state().fit, ClockFit::right);
}

// However both clocks are turned, what is handed out never goes back and never stands for long.
TEST_F(Guard, NeverGoesBackWhateverTheMachineDoes) {
    std::mt19937 random(20261124);
    auto last = clock.now();
    for (int i = 0; i < 20'000; ++i) {
        pass(milliseconds(random() % 100'000));
        if (random() % 10 == 0)
            turn(milliseconds(static_cast<std::int64_t>(random() % 200'000'000) - 100'000'000));
        const auto now = clock.now();
        ASSERT_GE(now, last);
        last = now;
    }
}

TEST(Clock, AManualClockStandsUntilItIsTurned) {
    ManualClock clock(instant_from("2026-11-24T08:00:00.000Z"));
    EXPECT_EQ(clock.now(), clock.now());
    clock.advance(hours(1));
    EXPECT_EQ(to_text(clock.now()), "2026-11-24T09:00:00.000Z");
    clock.set(instant_from("2020-01-01T00:00:00.000Z"));
    EXPECT_EQ(to_text(clock.now()), "2020-01-01T00:00:00.000Z");
}

class Rome : public testing::Test {
protected:
    std::string local(const char* utc) { return zone.local_time(instant_from(utc)); }
    Zone zone{"Europe/Rome"};
};

TEST_F(Rome, SpringSkipsAnHour) { // 29 March 2026, 2:00 becomes 3:00.
    EXPECT_EQ(local("2026-03-29T00:59:59.999Z"), "2026-03-29T01:59:59+01:00");
    EXPECT_EQ(local("2026-03-29T01:00:00.000Z"), "2026-03-29T03:00:00+02:00");
}

TEST_F(Rome, AutumnHasAnHourTwiceToldApartByItsOffset) { // 25 October 2026, 3:00 becomes 2:00.
    EXPECT_EQ(local("2026-10-25T00:30:00.000Z"), "2026-10-25T02:30:00+02:00");
    EXPECT_EQ(local("2026-10-25T01:30:00.000Z"), "2026-10-25T02:30:00+01:00");
}

TEST_F(Rome, TheWallsTimeIsAnInstant) {
    const auto at = [&](const char* day, int minutes) {
        const auto date = std::chrono::floor<std::chrono::days>(
            instant_from(std::string(day) + "T00:00:00.000Z"));
        return to_text(zone.at(date, minutes));
    };
    EXPECT_EQ(at("2026-11-24", 8 * 60 + 30), "2026-11-24T07:30:00.000Z");
    EXPECT_EQ(at("2026-07-24", 8 * 60 + 30), "2026-07-24T06:30:00.000Z");
    EXPECT_EQ(at("2026-11-24", 0), "2026-11-23T23:00:00.000Z");
    EXPECT_EQ(at("2026-11-24", 1440), "2026-11-24T23:00:00.000Z");
    EXPECT_EQ(at("2026-03-29", 150), "2026-03-29T01:00:00.000Z"); // 2:30 is skipped.
    EXPECT_EQ(at("2026-03-29", 8 * 60 + 30), "2026-03-29T06:30:00.000Z");
    EXPECT_EQ(at("2026-10-25", 150), "2026-10-25T00:30:00.000Z"); // 2:30, the first time.
    EXPECT_EQ(at("2026-10-25", 8 * 60 + 30), "2026-10-25T07:30:00.000Z");
}

TEST_F(Rome, TheBusinessDayAndYearTurnAtTheTownsMidnight) {
    EXPECT_EQ(zone.day(instant_from("2026-12-31T22:59:59.999Z")), "2026-12-31");
    EXPECT_EQ(zone.day(instant_from("2026-12-31T23:00:00.000Z")), "2027-01-01");
    EXPECT_EQ(zone.day(instant_from("2026-12-31T23:30:00.000Z")), "2027-01-01");
    EXPECT_EQ(zone.day(instant_from("2026-07-31T21:59:59.999Z")), "2026-07-31");
    EXPECT_EQ(zone.day(instant_from("2026-07-31T22:00:00.000Z")), "2026-08-01");
}

TEST_F(Rome, TheHourIsTheWallsOne) {
    EXPECT_EQ(zone.hour_minute(instant_from("2026-11-24T08:12:33.120Z")), "09:12");
    EXPECT_EQ(zone.hour_minute(instant_from("2026-07-24T08:12:33.120Z")), "10:12");
}

TEST(Zone, OneThatDoesNotExistIsNamed) {
    try {
        const Zone zone("Europe/Borgo");
        FAIL();
    } catch (const std::invalid_argument& error) {
        EXPECT_STREQ(error.what(), "unknown time zone: Europe/Borgo");
    }
}

} // namespace
} // namespace sportello
