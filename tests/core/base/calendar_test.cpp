// Holidays of the State and the ends of terms: see core/base/calendar.hpp for the law.
#include "core/base/calendar.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace sportello {
namespace {

TEST(Calendar, ADateIsReadAndWritten) {
    for (const char* text : {"2026-11-24", "2028-02-29", "1818-03-22", "0001-01-01", "9999-12-31"})
        EXPECT_EQ(to_text(date_from(text)), text);
    EXPECT_EQ(italian_date("2026-11-24"), "24/11/2026");
}

TEST(Calendar, WhatIsNoDateIsRefused) {
    for (const char* text :
         {"", "2026", "2026-1-2", "24/11/2026", "2026-02-29", "2100-02-29", "2026-04-31",
          "2026-00-10", "2026-13-10", "2026-10-00", "2026-10-32", "-000-01-01", "+026-01-01",
          "2026-+1-01", "2026- 1-01", "2026/11/24", "2026-11-24 ", "2026-11-2a"})
        EXPECT_THROW(date_from(text), std::invalid_argument) << text;
}

TEST(Calendar, EasterIsWhereTheChurchPutsIt) {
    const std::pair<int, const char*> known[] = {
        {1818, "1818-03-22"}, {2018, "2018-04-01"}, {2019, "2019-04-21"}, {2020, "2020-04-12"},
        {2021, "2021-04-04"}, {2022, "2022-04-17"}, {2023, "2023-04-09"}, {2024, "2024-03-31"},
        {2025, "2025-04-20"}, {2026, "2026-04-05"}, {2027, "2027-03-28"}, {2028, "2028-04-16"},
        {2029, "2029-04-01"}, {2030, "2030-04-21"}, {2031, "2031-04-13"}, {2032, "2032-03-28"},
        {2033, "2033-04-17"}, {2034, "2034-04-09"}, {2035, "2035-03-25"}, {2038, "2038-04-25"},
        {2285, "2285-03-22"}};
    for (const auto& [year, day] : known)
        EXPECT_EQ(to_text(easter(year)), day);
}

TEST(Calendar, TheStatesHolidaysAreHolidays) {
    for (const char* day :
         {"2026-01-01", "2026-01-06", "2026-04-06", "2026-04-25", "2026-05-01", "2026-06-02",
          "2026-08-15", "2026-11-01", "2026-12-08", "2026-12-25", "2026-12-26", "2027-03-29"})
        EXPECT_TRUE(is_holiday(date_from(day))) << day;
}

TEST(Calendar, OtherFeastsAreNot) { // Abolished (L. 54/1977), or of one town only.
    for (const char* day : {"2026-03-19", "2026-05-14", "2026-06-04", "2026-06-10", "2026-06-29",
                            "2026-11-04", "2026-04-03", "2026-12-24"})
        EXPECT_FALSE(is_holiday(date_from(day))) << day;
}

TEST(Calendar, TheFourthOfOctoberIsAHolidayFrom2026) {
    EXPECT_FALSE(is_holiday(date_from("2025-10-04"))); // A Saturday like others.
    EXPECT_TRUE(is_holiday(date_from("2026-10-04")));  // A Sunday anyway.
    EXPECT_TRUE(is_holiday(date_from("2027-10-04")));  // A Monday.
    EXPECT_FALSE(is_holiday(date_from("2024-10-04"))); // A Friday.
}

TEST(Calendar, AHolidayOnASundayIsNotMoved) {
    EXPECT_TRUE(is_holiday(date_from("2026-11-01"))); // A Sunday.
    EXPECT_FALSE(is_holiday(date_from("2026-11-02")));
    EXPECT_FALSE(is_holiday(date_from("2026-10-05")));
}

TEST(Calendar, ASaturdayIsNoHolidayAndNoWorkingDay) {
    EXPECT_FALSE(is_holiday(date_from("2026-11-28")));
    EXPECT_FALSE(is_working_day(date_from("2026-11-28")));
    EXPECT_TRUE(is_working_day(date_from("2026-11-27")));
    EXPECT_FALSE(is_working_day(date_from("2026-11-29")));
}

TEST(Calendar, WorkingDaysPassOverTheHolidays) {
    EXPECT_EQ(add_working_days("2026-04-03", 2), "2026-04-08"); // Over Easter and its Monday.
    EXPECT_EQ(add_working_days("2026-11-27", 1), "2026-11-30");
    EXPECT_EQ(add_working_days("2026-12-23", 3), "2026-12-29"); // 24, 28, 29.
    EXPECT_EQ(add_working_days("2026-12-30", 2), "2027-01-04");
    EXPECT_EQ(add_working_days("2026-11-28", 0), "2026-11-28");
}

TEST(Calendar, ATermInCalendarDaysLeavesOutItsFirstDayAndDoesNotEndOnAHoliday) {
    EXPECT_EQ(add_calendar_days("2026-11-24", 30), "2026-12-24");
    EXPECT_EQ(add_calendar_days("2026-11-25", 30), "2026-12-28"); // 25, 26 and Sunday 27 December.
    EXPECT_EQ(add_calendar_days("2026-04-01", 4), "2026-04-07");  // Easter and its Monday.
    EXPECT_EQ(add_calendar_days("2026-11-21", 7), "2026-11-28");  // A Saturday stands.
    EXPECT_EQ(add_calendar_days("2027-09-30", 4), "2027-10-05");
    EXPECT_EQ(add_calendar_days("2026-02-28", 45), "2026-04-14");
    EXPECT_EQ(add_calendar_days("2028-01-20", 45), "2028-03-06"); // Day 45 is a Sunday.
}

} // namespace
} // namespace sportello
