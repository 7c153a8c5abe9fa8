// The term of a case: its last day, its one suspension, and when the office is late.
#include "core/cases/term.hpp"

#include <gtest/gtest.h>

namespace sportello::cases {
namespace {

Date day(std::string_view text) {
    return parse_date(text).value();
}

Term office(int count, std::string_view filed, TermUnit unit = TermUnit::calendar) {
    return term_from(TermKind::office, unit, count, day(filed));
}

std::string due(const Term& term) {
    return term.due_on ? format_date(*term.due_on) : "none";
}

TEST(TermTest, TheDayOfFilingIsNotCounted) {
    EXPECT_EQ(due(office(30, "2026-11-24")), "2026-12-24");
    EXPECT_EQ(due(office(1, "2026-11-24")), "2026-11-25");
}

TEST(TermTest, ALastDayOnAHolidayGivesWayToTheNextThatIsNone) {
    EXPECT_EQ(due(office(30, "2026-11-13")), "2026-12-14"); // A Sunday.
    EXPECT_EQ(due(office(30, "2026-11-25")), "2026-12-28"); // Christmas, St Stephen, a Sunday.
    EXPECT_EQ(due(office(30, "2027-02-26")), "2027-03-30"); // Easter, Easter Monday.
    EXPECT_EQ(due(office(30, "2027-09-04")), "2027-10-05"); // St Francis, a holiday since 2026.
    EXPECT_EQ(due(office(30, "2025-09-04")), "2025-10-04"); // And not before.
}

TEST(TermTest, ASaturdayIsNoHoliday) {
    EXPECT_EQ(due(office(30, "2026-11-05")), "2026-12-05");
}

TEST(TermTest, WorkingDaysLeaveOutSaturdaysAndHolidays) {
    EXPECT_EQ(due(office(6, "2026-12-03", TermUnit::working)), "2026-12-14");
}

TEST(TermTest, OnlyATermThatRunsFromTheFilingHasALastDay) {
    const auto filed = day("2026-11-24");
    EXPECT_EQ(due(term_from(TermKind::immediate, TermUnit::calendar, 0, filed)), "none");
    EXPECT_EQ(due(term_from(TermKind::office, TermUnit::calendar, 0, filed)), "none");
    EXPECT_EQ(due(term_from(TermKind::citizen, TermUnit::calendar, 10, filed)), "none");
    EXPECT_EQ(due(term_from(TermKind::waiting, TermUnit::calendar, 15, filed)), "2026-12-09");
}

TEST(TermTest, ALastDayThatTheAreaHasSetIsTakenAsItIs) {
    EXPECT_EQ(due(term_until(TermKind::office, TermUnit::calendar, day("2026-12-25"))),
              "2026-12-25");
}

TEST(TermTest, OnlyTheOfficeIsLateAndOnlyFromTheDayAfter) {
    const auto term = office(30, "2026-11-24");
    EXPECT_FALSE(is_overdue(term, day("2026-12-24")));
    EXPECT_TRUE(is_overdue(term, day("2026-12-25")));
    const auto waiting = term_from(TermKind::waiting, TermUnit::calendar, 15, day("2026-11-24"));
    EXPECT_FALSE(is_overdue(waiting, day("2027-11-24")));
    EXPECT_FALSE(is_overdue(office(0, "2026-11-24"), day("2027-11-24")));
}

TEST(TermTest, TheDaysOfTheSuspensionAreAddedToTheTerm) {
    const auto term =
        resumed(suspended(office(30, "2026-11-24"), day("2026-12-01")), day("2026-12-11"));
    EXPECT_EQ(due(term), "2027-01-04"); // 3 January is a Sunday.
    EXPECT_EQ(term.suspended_days, 10);
    EXPECT_FALSE(term.suspended_on);
}

TEST(TermTest, AHolidayThatMovedTheLastDayIsNotCountedTwice) {
    // Counted to Sunday 13 December, due on the 14th; ten days later it is Wednesday the 23rd.
    const auto term =
        resumed(suspended(office(30, "2026-11-13"), day("2026-11-20")), day("2026-11-30"));
    EXPECT_EQ(due(term), "2026-12-23");
}

TEST(TermTest, WorkingDaysLeftAreLeftAfterTheSuspension) {
    // Filed on a Thursday: six days, to Friday the 20th. Suspended on Tuesday the 17th, three left.
    const auto term = office(6, "2026-11-12", TermUnit::working);
    ASSERT_EQ(due(term), "2026-11-20");
    const auto again = resumed(suspended(term, day("2026-11-17")), day("2026-12-04"));
    EXPECT_EQ(due(again), "2026-12-10"); // 7th, 9th, 10th: the 8th is a holiday.
    EXPECT_EQ(again.suspended_days, 17);
}

TEST(TermTest, PapersOfTheSameDayMoveNothing) {
    const auto term = suspended(office(30, "2026-11-13"), day("2026-11-20"));
    const auto again = resumed(term, day("2026-11-20"));
    EXPECT_EQ(due(again), "2026-12-14");
    EXPECT_EQ(again.suspended_days, 0);
}

TEST(TermTest, TheThirtyFirstDayIsNotSuspended) {
    const auto term = suspended(office(30, "2026-11-24"), day("2026-12-01"));
    EXPECT_FALSE(suspension_is_over(term, day("2026-12-31"))); // The thirtieth.
    EXPECT_TRUE(suspension_is_over(term, day("2027-01-01")));
    for (const auto* late : {"2026-12-31", "2027-01-01", "2027-03-01"}) {
        const auto again = resumed(term, day(late));
        EXPECT_EQ(again.suspended_days, 30) << late;
        EXPECT_EQ(due(again), "2027-01-23") << late;
    }
}

TEST(TermTest, AThirtiethDayOnAHolidayIsTheThirtiethAllTheSame) {
    const auto term = suspended(office(6, "2026-11-20", TermUnit::working), day("2026-11-25"));
    // Three were left on 25 November; from Friday 25 December: 28th, 29th, 30th.
    EXPECT_EQ(due(resumed(term, day("2027-02-01"))), "2026-12-30");
}

TEST(TermTest, ATermSuspendedOnItsLastDayEndsTheDayThePapersCome) {
    // The last day is Monday 14 December, because the 13th is a Sunday.
    const auto term = suspended(office(30, "2026-11-13"), day("2026-12-14"));
    EXPECT_EQ(due(resumed(term, day("2026-12-18"))), "2026-12-18");
    EXPECT_EQ(due(resumed(term, day("2026-12-20"))), "2026-12-21"); // A Sunday.
}

TEST(TermTest, StandsStillOnceAndOnlyWhileItRuns) {
    const auto term = office(30, "2026-11-24");
    EXPECT_TRUE(may_suspend(term, day("2026-12-24")));
    EXPECT_FALSE(may_suspend(term, day("2026-12-25"))); // It is over.
    const auto stands = suspended(term, day("2026-12-01"));
    EXPECT_FALSE(may_suspend(stands, day("2026-12-02")));
    EXPECT_FALSE(may_suspend(resumed(stands, day("2026-12-01")), day("2026-12-02")));
    EXPECT_FALSE(
        may_suspend(term_from(TermKind::waiting, TermUnit::calendar, 15, day("2026-11-24")),
                    day("2026-11-25")));
    EXPECT_FALSE(may_suspend(office(0, "2026-11-24"), day("2026-11-24")));
}

TEST(TermTest, NobodyIsLateWhileTheTermStandsStill) {
    const auto term = suspended(office(30, "2026-11-24"), day("2026-12-24"));
    EXPECT_FALSE(is_overdue(term, day("2027-01-10")));
    EXPECT_TRUE(is_overdue(resumed(term, day("2027-01-24")), day("2027-01-26")));
}

TEST(TermTest, AClockTurnedBackDoesNotShortenTheTerm) {
    const auto term = suspended(office(30, "2026-11-24"), day("2026-12-01"));
    EXPECT_EQ(due(resumed(term, day("2026-11-28"))), "2026-12-24");
}

} // namespace
} // namespace sportello::cases
