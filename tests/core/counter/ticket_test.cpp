// tests/core/counter/ticket_test.cpp -- issuing, numbers, places, lists.
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

TEST_F(TicketTest, NumbersAreOfTheLetterAlsoWhenTicketsChangeLane) {
    const auto moved = issue("quick");
    transfer(moved.id, {std::nullopt, "long", std::nullopt, std::nullopt});
    EXPECT_EQ(issue("long").number, "C001");
    EXPECT_EQ(issue("quick").number, "A002");
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
    db.run("UPDATE ticket SET number = 999 WHERE id = ?1", issue().id);
    EXPECT_EQ(issue().number, "A1000");
}

TEST_F(TicketTest, CancelledNumbersAreNotGivenAgain) {
    cancel(issue().id);
    EXPECT_EQ(issue().number, "A002");
}

TEST_F(TicketTest, CodesOfThePublicPageDiffer) {
    EXPECT_NE(issue().code, issue().code);
    const auto ticket = issue();
    EXPECT_EQ(find_ticket_by_code(db, ticket.code)->id, ticket.id);
    EXPECT_FALSE(find_ticket_by_code(db, "none"));
}

TEST_F(TicketTest, AheadAreThoseOfTheLaneThatAreOlderOrHavePriority) {
    const auto first = issue("quick");
    const auto other = issue("long");
    const auto second = issue("quick");
    const auto urgent = issue("quick", true);
    EXPECT_EQ(ahead(db, urgent), 0);
    EXPECT_EQ(ahead(db, first), 1);
    EXPECT_EQ(ahead(db, second), 2);
    EXPECT_EQ(ahead(db, other), 0);
    cancel(first.id);
    EXPECT_EQ(ahead(db, second), 1);
}

TEST_F(TicketTest, AheadAreCountedUpToALimit) {
    for (std::int64_t i = 0; i < ahead_max - 1; ++i)
        issue("quick", i < 2);
    EXPECT_EQ(ahead(db, issue()), ahead_max - 1);
    EXPECT_EQ(ahead(db, issue()), ahead_max);
    EXPECT_EQ(ahead(db, issue()), ahead_max);
}

TEST_F(TicketTest, AVisitIsKeptWithItsProceduresInTheOrderOfAsking) {
    NewTicket wanted;
    wanted.lane = "standard";
    wanted.procedures = {{"cie", 4, false}, {"cambio-abitazione", 1, false}};
    wanted.minutes = 30;
    wanted.equipment = equipment_set({"card-station", "fingerprint-reader"});
    wanted.note = "con il passeggino";
    const auto issued = counter::issue(db, settings, wanted, now());
    EXPECT_EQ(issued.minutes, 30);
    EXPECT_THAT(names(issued.equipment), ElementsAre("card-station", "fingerprint-reader"));
    EXPECT_EQ(issued.note, "con il passeggino");
    const auto items = items_of(db, issued.id);
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items[0].procedure, "cie");
    EXPECT_EQ(items[0].people, 4);
    EXPECT_EQ(items[1].procedure, "cambio-abitazione");
}

TEST(VisitTest, EachFurtherPersonTakesHalfTheMinutesRoundedUp) {
    EXPECT_EQ(minutes_for(15, 1), 15);
    EXPECT_EQ(minutes_for(15, 2), 23);
    EXPECT_EQ(minutes_for(15, 3), 30);
    EXPECT_EQ(minutes_for(10, 5), 30);
}

TEST_F(TicketTest, AnAppointmentInTimeHasItsTimeAsPlaceOneTooLateItsArrival) {
    const auto at = now() + minutes(30);
    EXPECT_EQ(arrive(at).place, at);
    clock.set(at + minutes(10)); // The grace.
    EXPECT_EQ(arrive(at).place, at);
    clock.advance(std::chrono::milliseconds(1));
    EXPECT_EQ(arrive(at).place, now());
}

TEST(SettingsTest, TheWalkInLaneFollowsTheMinutesTheOthersTheChannel) {
    Settings settings;
    settings.lanes = five_lanes();
    EXPECT_EQ(settings.lane_for(7).id, "quick");
    EXPECT_EQ(settings.lane_for(8).id, "standard");
    EXPECT_EQ(settings.lane_for(500).id, "long");
    EXPECT_EQ(settings.lane_of_kind(LaneKind::appointment)->id, "appointment");
    EXPECT_EQ(settings.lane_of_kind(LaneKind::call_back)->id, "call-back");
}

TEST_F(TicketTest, ListsTheDayByStateAndLanePageByPage) {
    const auto first = issue("quick");
    const auto second = issue("long");
    const auto third = issue("quick");
    cancel(second.id);
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
