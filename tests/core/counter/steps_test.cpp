// tests/core/counter/steps_test.cpp -- the states of a ticket: park, resume, transfer, no-show.
#include <gmock/gmock.h>

#include "tests/core/counter/fixture.hpp"

namespace sportello::counter {
namespace {

using testing::ElementsAre;

class StepsTest : public CounterFixture {
protected:
    // A ticket that is called, or served, at the counter.
    Ticket called(int at = 1, const std::string& lane = "quick") {
        issue(lane);
        return next(at).value();
    }
    Ticket serving(int at = 1, const std::string& lane = "quick") {
        return start(called(at, lane).id);
    }
    static Transfer to_counter(int id) { return {CounterId{id}, {}, {}, {}}; }
    static Transfer to_lane(const std::string& id) { return {{}, id, {}, {}}; }
};

TEST_F(StepsTest, GoesFromWaitingToFinished) {
    open(3);
    issue();
    const auto called = next(3);
    EXPECT_EQ(called->state, TicketState::called);
    EXPECT_EQ(called->counter, CounterId{3});
    EXPECT_EQ(start(called->id).state, TicketState::serving);
    const auto finished = counter::finish(db, called->id, Outcome::papers_missing, now());
    EXPECT_EQ(finished.state, TicketState::finished);
    EXPECT_EQ(finished.outcome, Outcome::papers_missing);
    EXPECT_EQ(finished.ended_at, now());
    EXPECT_THAT(topics(), ElementsAre("counter.opened", "ticket.issued", "ticket.called",
                                      "ticket.started", "ticket.finished"));
}

TEST_F(StepsTest, EveryOtherStepIsRefusedAndChangesNothing) {
    open(1);
    const auto id = issue().id;
    const auto refused = [&] {
        std::vector<std::string> steps;
        const auto try_one = [&](const std::string& name, const std::function<void()>& work) {
            const auto code = refusal(work);
            if (code.empty())
                db.run("ROLLBACK TO probe");
            else
                steps.push_back(name);
        };
        db.run("SAVEPOINT probe");
        try_one("start", [&] { start(id); });
        try_one("finish", [&] { finish(id); });
        try_one("no-show", [&] { no_show(id); });
        try_one("reactivate", [&] { reactivate(id); });
        try_one("cancel", [&] { cancel(id); });
        try_one("park", [&] { park(id); });
        try_one("transfer", [&] { transfer(id, to_lane("long")); });
        try_one("set-visit", [&] { set_visit(db, settings, id, {}, now()); });
        db.run("ROLLBACK TO probe");
        db.run("RELEASE probe");
        return steps;
    };
    EXPECT_THAT(refused(), ElementsAre("start", "finish", "no-show", "reactivate", "park"));
    next(1);
    EXPECT_THAT(refused(), ElementsAre("finish", "reactivate", "park"));
    start(id);
    EXPECT_THAT(refused(), ElementsAre("start", "no-show", "reactivate", "cancel"));
    park(id);
    EXPECT_THAT(refused(), ElementsAre("start", "no-show", "reactivate", "cancel", "park"));
    finish(id);
    EXPECT_EQ(refused().size(), 8U);
    EXPECT_EQ(refusal([&] { start(id); }), "ticket.is-finished");
    EXPECT_EQ(refusal([&] { start(TicketId{99}); }), "ticket.unknown");
}

// --- Park and resume.

TEST_F(StepsTest, ParkingFreesTheCounterAndTheCitizenComesBackToIt) {
    open(1);
    open(2);
    const auto parked = park(serving().id);
    EXPECT_EQ(parked.state, TicketState::parked);
    EXPECT_FALSE(at(1).ticket);
    ASSERT_EQ(at(1).parked.size(), 1U);
    const auto meanwhile = serving(1);
    EXPECT_EQ(refusal([&] { resume(1, parked.id); }), "counter.still-serving");
    EXPECT_EQ(refusal([&] { resume(2, parked.id); }), "ticket.parked-elsewhere");
    finish(meanwhile.id);
    const auto back = resume(1, parked.id);
    EXPECT_EQ(back.state, TicketState::serving);
    EXPECT_EQ(back.started_at, parked.started_at);
    EXPECT_TRUE(at(1).parked.empty());
}

TEST_F(StepsTest, WhoIsParkedAndDoesNotComeBackIsFinishedWithAnOutcome) {
    open(1);
    const auto parked = park(serving().id);
    EXPECT_EQ(counter::finish(db, parked.id, Outcome::not_possible, now()).outcome,
              Outcome::not_possible);
}

TEST_F(StepsTest, ANoteIsReplacedOnlyByAnother) {
    open(1);
    const auto first = serving();
    EXPECT_EQ(counter::park(db, first.id, "cerca la foto", now()).note, "cerca la foto");
    resume(1, first.id);
    EXPECT_EQ(park(first.id).note, "cerca la foto");
}

// --- No-show and re-activation.

TEST_F(StepsTest, WhoComesBackSoonKeepsThePlaceLaterHasTheTimeOfComingBack) {
    open(1);
    const auto soon = called();
    const auto place = soon.place;
    no_show(soon.id);
    clock.advance(minutes(15));
    const auto back = reactivate(soon.id);
    EXPECT_EQ(back.state, TicketState::waiting);
    EXPECT_EQ(back.place, place);
    EXPECT_EQ(back.number, soon.number);
    EXPECT_FALSE(back.counter);
    next(1);
    no_show(soon.id);
    clock.advance(minutes(15) + seconds(1));
    EXPECT_EQ(reactivate(soon.id).place, now());
}

TEST_F(StepsTest, WhoIsToldToComeBackIsNotCalledBeforeAndKeepsThePlace) {
    open(1);
    const auto told = called();
    const auto back_at = now() + minutes(40);
    EXPECT_EQ(no_show(told.id, back_at).not_before, back_at);
    clock.advance(minutes(30));
    EXPECT_EQ(reactivate(told.id).place, told.place);
    const auto other = issue();
    EXPECT_EQ(next(1)->id, other.id);
    no_show(other.id);
    EXPECT_FALSE(next(1));
    clock.set(back_at);
    EXPECT_EQ(next(1)->id, told.id);
}

TEST_F(StepsTest, TheTimeToComeBackIsLaterToday) {
    open(1);
    const auto ticket = called();
    EXPECT_EQ(refusal([&] { no_show(ticket.id, now()); }), "ticket.back-at");
    EXPECT_EQ(refusal([&] { no_show(ticket.id, now() + std::chrono::hours(15)); }),
              "ticket.back-at"); // 00:00 in Rome.
}

TEST_F(StepsTest, YesterdaysNoShowIsNotReactivated) {
    open(1);
    const auto ticket = called();
    no_show(ticket.id);
    clock.advance(std::chrono::hours(24));
    EXPECT_EQ(refusal([&] { reactivate(ticket.id); }), "ticket.other-day");
}

// --- Transfer.

TEST_F(StepsTest, ATransferKeepsNumberAndPlace) {
    open(1);
    const auto served = serving();
    clock.advance(minutes(5));
    issue("long");
    const auto passed = transfer(served.id, to_lane("long"));
    EXPECT_EQ(passed.state, TicketState::waiting);
    EXPECT_EQ(passed.lane, "long");
    EXPECT_EQ(passed.number, served.number);
    EXPECT_EQ(passed.place, served.place);
    EXPECT_FALSE(at(1).ticket);
    EXPECT_EQ(next(1)->id, served.id); // Before who came to the lane later.
}

TEST_F(StepsTest, ATransferToACounterIsCalledByThatCounterAlone) {
    open(1);
    open(2);
    const auto served = serving();
    transfer(served.id, to_counter(2));
    EXPECT_FALSE(next(1));
    EXPECT_EQ(next(2)->id, served.id);
}

TEST_F(StepsTest, WhenThatCounterClosesTheTicketIsAnybodys) {
    open(1);
    open(2);
    const auto served = serving();
    transfer(served.id, to_counter(2));
    close(2);
    EXPECT_EQ(next(1)->id, served.id);
}

TEST_F(StepsTest, ATransferToAClosedOrUnfitCounterIsRefused) {
    open(1);
    open(2);
    const auto served = serving();
    EXPECT_EQ(refusal([&] { transfer(served.id, to_counter(3)); }), "counter.not-open");
    EXPECT_EQ(refusal([&] { transfer(served.id, to_counter(99)); }), "counter.unknown");
    settings.positions[0].equipment = equipment_set({"closed-room"});
    set_visit(db, settings, served.id, {{}, 5, equipment_set({"closed-room"})}, now());
    EXPECT_EQ(refusal([&] { transfer(served.id, to_counter(2)); }), "counter.lacks-equipment");
    EXPECT_EQ(find_ticket(db, served.id)->state, TicketState::serving);
}

TEST_F(StepsTest, ATransferToAProcedureTakesItsLaneAndItsEquipment) {
    open(1);
    const auto served = serving();
    const Visit visit{{{"cie", 1, false}}, 18, equipment_set({"card-station"})};
    const auto passed = transfer(served.id, {{}, {}, visit, "vuole anche la CIE"});
    EXPECT_EQ(passed.lane, "standard");
    EXPECT_EQ(passed.minutes, 18);
    EXPECT_EQ(passed.note, "vuole anche la CIE");
    EXPECT_FALSE(next(1)); // No card station here.
    settings.positions[0].equipment = visit.equipment;
    EXPECT_EQ(next(1)->id, served.id);
}

TEST_F(StepsTest, WhoHasAnAppointmentStaysAmongTheAppointmentsWhateverTheProcedure) {
    open(1);
    arrive(now());
    const auto served = start(next(1)->id);
    EXPECT_EQ(transfer(served.id, {{}, {}, Visit{{}, 40, 0}, {}}).lane, "appointment");
}

// --- What a visit is for.

TEST_F(StepsTest, TheLaneOfWhoWaitsFollowsTheVisitOfWhoIsServedDoesNot) {
    const auto ticket = issue("quick");
    const Visit visit{{{"cie", 4, false}}, 38, 0};
    const auto changed = set_visit(db, settings, ticket.id, visit, now());
    EXPECT_EQ(changed.lane, "long");
    EXPECT_EQ(changed.number, "A001");
    open(1);
    start(next(1)->id);
    EXPECT_EQ(set_visit(db, settings, ticket.id, {{{"cie", 1, true}}, 0, 0}, now()).lane, "long");
    EXPECT_TRUE(items_of(db, ticket.id).front().done);
}

} // namespace
} // namespace sportello::counter
