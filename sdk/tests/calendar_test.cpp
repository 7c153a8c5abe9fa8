// sdk/tests/calendar_test.cpp -- dates and working days against published calendars.
#include <sportello/calendar.hpp>

#include <gtest/gtest.h>

namespace sportello {
namespace {

Date on(std::string_view text) {
    return parse_date(text).value();
}

TEST(Calendar, ADateThatDoesNotExistIsNoDate) {
    EXPECT_EQ(parse_date("2026-02-29"), std::nullopt);
    EXPECT_EQ(parse_date("2026-13-01"), std::nullopt);
    EXPECT_EQ(parse_date("2026-1-01"), std::nullopt);
    EXPECT_EQ(parse_date("2026-01-0x"), std::nullopt);
    EXPECT_EQ(parse_date("+026-01-01"), std::nullopt);
    EXPECT_EQ(parse_date("2026-01-01T"), std::nullopt);
    EXPECT_EQ(format_date(on("2028-02-29")), "2028-02-29");
    EXPECT_EQ(italian_date(on("2026-11-04")), "04/11/2026");
}

TEST(Calendar, EasterFollowsTheTables) {
    for (const auto* text :
         {"1818-03-22", "2018-04-01", "2019-04-21", "2020-04-12", "2021-04-04", "2022-04-17",
          "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16",
          "2029-04-01", "2030-04-21", "2031-04-13", "2032-03-28", "2033-04-17", "2034-04-09",
          "2035-03-25", "2038-04-25", "2285-03-22"})
        EXPECT_EQ(format_date(easter(std::stoi(text))), text);
}

TEST(Calendar, SaintFrancisIsAHolidayFrom2026) {
    EXPECT_FALSE(is_holiday(on("2025-10-04"))); // A working Saturday.
    EXPECT_TRUE(is_holiday(on("2027-10-04")));  // A Monday.
}

TEST(Calendar, TheStatesHolidaysAreHolidays) {
    for (const auto* day :
         {"2026-01-01", "2026-01-06", "2026-04-05", "2026-04-06", "2026-04-25", "2026-05-01",
          "2026-06-02", "2026-08-15", "2026-11-01", "2026-12-08", "2026-12-25", "2026-12-26"})
        EXPECT_TRUE(is_holiday(on(day))) << day;
}

TEST(Calendar, AbolishedFeastsAndSaturdaysAreNot) {
    for (const auto* day : {"2026-03-19", "2026-05-14", "2026-06-04", "2026-06-29", "2026-11-28"})
        EXPECT_FALSE(is_holiday(on(day))) << day;
}

TEST(Calendar, AHolidayOnASundayIsNotMoved) {
    EXPECT_TRUE(is_holiday(on("2026-10-04")));
    EXPECT_FALSE(is_holiday(on("2026-10-05")));
    EXPECT_FALSE(is_holiday(on("2026-11-02")));
}

TEST(Calendar, ThePatronSaintMovesNoTerm) {
    EXPECT_FALSE(is_holiday(on("2026-06-10")));
    EXPECT_TRUE(is_holiday(on("2026-06-02")));
    EXPECT_FALSE(is_holiday(on("2026-11-04")));
}

TEST(Calendar, WorkingDaysSkipEasterAndASettingDecidesSaturday) {
    EXPECT_EQ(format_date(add_working_days(on("2026-04-03"), 2)), "2026-04-08");
    EXPECT_EQ(format_date(add_working_days(on("2026-04-03"), 2, Saturday::works)), "2026-04-07");
    EXPECT_EQ(format_date(add_working_days(on("2026-11-24"), 2)), "2026-11-26");
    EXPECT_EQ(format_date(add_working_days(on("2026-11-24"), 0)), "2026-11-24");
}

TEST(Calendar, MonthsEndWhereTheMonthEnds) {
    EXPECT_EQ(format_date(add_months(on("2026-08-31"), 6)), "2027-02-28");
    EXPECT_EQ(format_date(add_months(on("2026-11-24"), 6)), "2027-05-24");
}

TEST(Calendar, AnAgeIsCompletedOnTheBirthday) {
    EXPECT_EQ(age(on("2008-11-25"), on("2026-11-24")), 17);
    EXPECT_EQ(age(on("2008-11-24"), on("2026-11-24")), 18);
    EXPECT_EQ(age(on("2008-02-29"), on("2026-02-28")), 18);
}

} // namespace
} // namespace sportello
