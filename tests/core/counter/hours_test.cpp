// tests/core/counter/hours_test.cpp -- the seed's opening hours, in real years.
#include "core/counter/hours.hpp"

#include <gtest/gtest.h>

namespace sportello::counter {
namespace {

Date date(std::string_view text) {
    return parse_date(text).value();
}

class Hours : public testing::Test {
protected:
    Hours() {
        const Interval morning{8 * 60 + 30, 12 * 60 + 30};
        for (const auto day : {0U, 1U, 3U, 4U})
            hours.week[day] = {morning};
        hours.week[2] = {{8 * 60 + 30, 17 * 60 + 15}};
        hours.week[5] = {{9 * 60, 12 * 60}};
        hours.patron = std::chrono::June / 10;
    }

    int minutes(Date day) const {
        int sum = 0;
        for (const auto& interval : hours.of(day))
            sum += interval.to - interval.from;
        return sum;
    }
    std::pair<int, int> of_year(int year) const { // Minutes and days.
        std::pair<int, int> sum;
        for (Date day = Date(std::chrono::year(year) / 1 / 1);
             day < Date(std::chrono::year(year + 1) / 1 / 1); day += days(1)) {
            sum.first += minutes(day);
            sum.second += !hours.of(day).empty();
        }
        return sum;
    }
    bool open(const char* utc) const { return hours.open_at(rome, instant_from(utc)); }
    int left(const char* utc) const { return hours.minutes_left(rome, instant_from(utc)); }
    static std::string text(std::optional<Instant> instant) {
        return instant ? to_text(*instant) : "never";
    }
    std::string next(const char* utc) const {
        return text(hours.next_opening(rome, instant_from(utc)));
    }
    std::string closes(const char* utc) const {
        return text(hours.closes_at(rome, instant_from(utc)));
    }

    Zone rome{"Europe/Rome"};
    OpeningHours hours;
};

TEST_F(Hours, AWeekHas1665Minutes) {
    int sum = 0;
    for (Date day = date("2026-11-16"); day < date("2026-11-23"); day += days(1))
        sum += minutes(day);
    EXPECT_EQ(sum, 1665);
}

TEST_F(Hours, AYearIsOpenAsTheCalendarSays) {
    EXPECT_EQ(of_year(2026), (std::pair{84'075, 302}));
    EXPECT_EQ(of_year(2019), (std::pair{84'090, 304}));
    EXPECT_EQ(of_year(2024).first, 84'150);
    EXPECT_EQ(of_year(2025).first, 84'000);
    EXPECT_EQ(of_year(2027).first, 83'685);
}

TEST_F(Hours, TheFourthOfOctoberIsAHolidayFrom2026) {
    EXPECT_EQ(minutes(date("2025-10-04")), 180);       // A working Saturday.
    EXPECT_TRUE(hours.of(date("2026-10-04")).empty()); // A Sunday.
    EXPECT_TRUE(hours.of(date("2027-10-04")).empty()); // A Monday.
    EXPECT_EQ(hours.because(date("2027-10-04"))->en, "Saint Francis");
    hours.week[6] = {{600, 720}}; // A town that opens on Sundays.
    EXPECT_EQ(minutes(date("2020-10-04")), 120);
    EXPECT_FALSE(hours.because(date("2020-10-04")));
    EXPECT_EQ(minutes(date("2026-10-04")), 0);
}

TEST_F(Hours, ThePatronClosesTheOffice) {
    EXPECT_TRUE(hours.of(date("2026-06-10")).empty()); // A Wednesday.
    EXPECT_EQ(hours.because(date("2026-06-10"))->it, "Festa patronale");
    EXPECT_FALSE(is_holiday(date("2026-06-10"))); // And moves no term.
    hours.patron.reset();
    EXPECT_EQ(minutes(date("2026-06-10")), 525);
}

TEST_F(Hours, EveryNamedHolidayIsOneAndEveryHolidayOfAWorkingDayHasAName) {
    hours.patron.reset();
    for (Date day = date("2020-01-01"); day < date("2050-01-01"); day += days(1)) {
        if (std::chrono::weekday(day) == std::chrono::Sunday) continue;
        ASSERT_EQ(is_holiday(day), hours.because(day).has_value()) << format_date(day);
        ASSERT_EQ(is_holiday(day), hours.of(day).empty()) << format_date(day);
    }
    EXPECT_EQ(hours.because(date("2026-04-06"))->it, "Lunedì dell'Angelo");
    EXPECT_FALSE(hours.because(date("2026-11-22"))); // A Sunday needs no reason.
}

TEST_F(Hours, AnExceptionComesBeforeAll) {
    hours.exceptions[date("2026-12-24")] = {{"Vigilia", "Christmas Eve"}, {{510, 660}}};
    hours.exceptions[date("2026-12-08")] = {{"Elezioni", "Elections"}, {{600, 660}, {900, 960}}};
    hours.exceptions[date("2026-11-25")] = {{"Disinfestazione", "Pest control"}, {}};
    EXPECT_EQ(minutes(date("2026-12-24")), 150);
    EXPECT_EQ(minutes(date("2026-12-08")), 120); // On a holiday.
    EXPECT_EQ(minutes(date("2026-11-25")), 0);
    EXPECT_EQ(hours.because(date("2026-11-25"))->en, "Pest control");
    EXPECT_EQ(hours.because(date("2026-12-08"))->en, "Elections");
}

TEST_F(Hours, OpeningIsByTheWall) {
    EXPECT_FALSE(open("2026-11-24T07:29:59.999Z"));
    EXPECT_TRUE(open("2026-11-24T07:30:00.000Z"));
    EXPECT_TRUE(open("2026-11-24T11:29:59.999Z"));
    EXPECT_FALSE(open("2026-11-24T11:30:00.000Z"));
    EXPECT_TRUE(open("2026-07-21T06:30:00.000Z")); // In summer an hour earlier.
    EXPECT_FALSE(open("2026-11-22T09:00:00.000Z"));
}

TEST_F(Hours, WhatIsLeftOfTheDayGoesDownToNothing) {
    EXPECT_EQ(left("2026-11-24T00:00:00.000Z"), 240);
    EXPECT_EQ(left("2026-11-24T07:30:00.000Z"), 240);
    EXPECT_EQ(left("2026-11-24T10:00:30.000Z"), 89);
    EXPECT_EQ(left("2026-11-24T11:30:00.000Z"), 0);
    EXPECT_EQ(left("2026-11-22T08:00:00.000Z"), 0);
    EXPECT_EQ(closes("2026-11-24T00:00:00.000Z"), "2026-11-24T11:30:00.000Z");
    EXPECT_EQ(closes("2026-11-24T11:30:00.000Z"), "never");
    EXPECT_EQ(closes("2026-11-22T08:00:00.000Z"), "never");
}

TEST_F(Hours, ABreakIsNotOpen) {
    hours.week[1] = {{540, 720}, {840, 1020}};
    EXPECT_TRUE(open("2026-11-24T10:59:00.000Z"));
    EXPECT_FALSE(open("2026-11-24T12:00:00.000Z"));
    EXPECT_EQ(left("2026-11-24T12:00:00.000Z"), 180);
    EXPECT_EQ(closes("2026-11-24T12:00:00.000Z"), "2026-11-24T16:00:00.000Z");
    EXPECT_EQ(next("2026-11-24T12:00:00.000Z"), "2026-11-24T13:00:00.000Z");
}

TEST_F(Hours, TheNextOpeningSkipsSundaysAndHolidays) {
    EXPECT_EQ(next("2026-11-24T00:00:00.000Z"), "2026-11-24T07:30:00.000Z");
    EXPECT_EQ(next("2026-11-24T07:30:00.000Z"), "2026-11-25T07:30:00.000Z"); // After now.
    EXPECT_EQ(next("2026-12-24T12:00:00.000Z"), "2026-12-28T07:30:00.000Z"); // Friday, Saturday.
    EXPECT_EQ(next("2026-06-09T12:00:00.000Z"), "2026-06-11T06:30:00.000Z"); // The patron.
    hours.week = {};
    EXPECT_EQ(next("2026-11-24T00:00:00.000Z"), "never");
    EXPECT_FALSE(hours.known());
}

TEST_F(Hours, BothChangesOfTheClockAreOrdinaryDays) {
    hours.week[6] = {{60, 240}, {510, 750}}; // Open over the change itself, on purpose.
    EXPECT_EQ(minutes(date("2026-03-29")), 420);
    // 1:00 to 4:00 by the wall are two hours in March, and four in October.
    EXPECT_EQ(left("2026-03-29T00:00:00.000Z"), 120 + 240);
    EXPECT_EQ(left("2026-10-24T23:00:00.000Z"), 240 + 240);
    EXPECT_TRUE(open("2026-03-29T06:30:00.000Z"));
    EXPECT_FALSE(open("2026-03-29T06:29:59.999Z"));
    EXPECT_TRUE(open("2026-10-25T07:30:00.000Z"));
    EXPECT_FALSE(open("2026-10-25T11:30:00.000Z"));
    EXPECT_EQ(next("2026-10-24T12:00:00.000Z"), "2026-10-24T23:00:00.000Z");
    EXPECT_EQ(format_date(day_of(rome, instant_from("2026-10-25T22:59:59.999Z"))), "2026-10-25");
}

} // namespace
} // namespace sportello::counter
