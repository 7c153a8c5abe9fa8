// tests/core/counter/report_test.cpp -- the day in numbers.
#include <gmock/gmock.h>

#include "tests/core/counter/fixture.hpp"

namespace sportello::counter {
namespace {

using ReportTest = CounterFixture;
using testing::ElementsAre;

constexpr const char* today = "2026-11-24";

TEST_F(ReportTest, AnEmptyDayIsAllNoughts) {
    const auto empty = report(db, settings, today);
    ASSERT_EQ(empty.lanes.size(), 5U);
    EXPECT_EQ(empty.lanes[0].issued, 0);
    EXPECT_FALSE(empty.lanes[0].within_promise_percent);
    EXPECT_TRUE(empty.operators.empty());
    EXPECT_TRUE(empty.contacts.empty());
}

TEST_F(ReportTest, WaitsAreUntilTheFirstCallAndPromisesAreOfTheLane) {
    open(1);
    for (const int waited : {2, 4, 30}) { // Promised within 10 minutes.
        const auto ticket = issue("quick");
        clock.advance(minutes(waited));
        next(1);
        start(ticket.id);
        clock.advance(minutes(6));
        finish(ticket.id);
    }
    const auto lane = report(db, settings, today).lanes[0];
    EXPECT_EQ(lane.issued, 3);
    EXPECT_EQ(lane.finished, 3);
    EXPECT_DOUBLE_EQ(lane.wait_mean, 12);
    EXPECT_DOUBLE_EQ(lane.wait_p90, 30);
    EXPECT_DOUBLE_EQ(lane.wait_max, 30);
    EXPECT_DOUBLE_EQ(lane.service_mean, 6);
    EXPECT_EQ(lane.within_promise_percent, 66);
}

TEST_F(ReportTest, ASecondCallOfTheSameTicketIsNoSecondWait) {
    open(1);
    const auto ticket = issue("quick");
    clock.advance(minutes(3));
    next(1);
    no_show(ticket.id);
    clock.advance(minutes(10));
    reactivate(ticket.id);
    next(1);
    EXPECT_DOUBLE_EQ(report(db, settings, today).lanes[0].wait_mean, 3);
}

TEST_F(ReportTest, HowTicketsEndedIsCountedLaneByLane) {
    open(1);
    issue("standard");
    no_show(next(1)->id);
    cancel(issue("standard").id);
    issue("standard");
    const auto lanes = report(db, settings, today).lanes;
    EXPECT_EQ(lanes[1].issued, 3);
    EXPECT_EQ(lanes[1].no_show, 1);
    EXPECT_EQ(lanes[1].cancelled, 1);
    EXPECT_EQ(lanes[1].finished, 0);
    EXPECT_EQ(lanes[0].issued, 0);
}

TEST_F(ReportTest, AnOperatorsVisitsAreThoseThatHeCalledLast) {
    open(1);
    open(2);
    const auto ticket = issue();
    next(1);
    start(ticket.id);
    transfer(ticket.id, {CounterId{2}, {}, {}, {}});
    next(2);
    start(ticket.id);
    clock.advance(minutes(8));
    finish(ticket.id);
    const auto operators = report(db, settings, today).operators;
    ASSERT_EQ(operators.size(), 1U);
    EXPECT_EQ(operators[0].operator_id, "op2");
    EXPECT_EQ(operators[0].finished, 1);
    EXPECT_DOUBLE_EQ(operators[0].service_mean, 8);
}

TEST_F(ReportTest, ContactsAreCountedByChannelAndOutcome) {
    db.run("INSERT INTO contact (day, channel, state, procedures, outcome, at, ended_at) VALUES"
           " ('2026-11-24', 'phone', 'closed', '[]', 'answered', 1, 2),"
           " ('2026-11-24', 'phone', 'closed', '[]', 'answered', 1, 2),"
           " ('2026-11-24', 'reception', 'closed', '[]', 'answered', 1, 2),"
           " ('2026-11-24', 'phone', 'open', '[]', NULL, 1, NULL),"
           " ('2026-11-23', 'phone', 'closed', '[]', 'answered', 1, 2)");
    const auto contacts = report(db, settings, today).contacts;
    ASSERT_EQ(contacts.size(), 2U);
    EXPECT_EQ(contacts[0].channel, "phone");
    EXPECT_EQ(contacts[0].count, 2);
    EXPECT_EQ(contacts[1].channel, "reception");
}

TEST_F(ReportTest, CallsAreListedByDayAndRulePageByPage) {
    open(1);
    issue();
    serve(1);
    const auto favoured = issue();
    call_directly(db, settings, CounterId{1}, favoured.id, "cortesia", {"op1"}, now());
    const auto numbers = [&](const CallFilter& filter) {
        std::vector<std::string> all;
        for (const auto& call : calls(db, filter))
            all.push_back(call.number);
        return all;
    };
    EXPECT_THAT(numbers({today}), ElementsAre("A001", "A002"));
    EXPECT_THAT(numbers({today, Rule::direct}), ElementsAre("A002"));
    EXPECT_THAT(numbers({today, std::nullopt, 0, 1}), ElementsAre("A001"));
    EXPECT_THAT(numbers({today, std::nullopt, calls(db, {today}).front().id}), ElementsAre("A002"));
    EXPECT_TRUE(numbers({"2026-11-23"}).empty());
}

} // namespace
} // namespace sportello::counter
