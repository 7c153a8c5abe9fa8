// tests/core/counter/day_test.cpp -- at the end of a day nobody who waited is lost.
#include "core/counter/calling.hpp"
#include "core/counter/contacts.hpp"
#include "core/counter/day.hpp"
#include "core/counter/steps.hpp"

#include <gmock/gmock.h>

#include "tests/core/counter/hall.hpp"

namespace sportello::counter {
namespace {

class Day : public Hall {
protected:
    Ticket called_at(int counter) {
        return call_next(db, settings, CounterId{counter},
                         {operators_[static_cast<std::size_t>(counter)]}, now())
            .value();
    }
    Ticket state_of(const Ticket& ticket) { return counter::ticket(db, ticket.id); }
    void tomorrow() { clock.advance(std::chrono::hours(24)); }
    DayEnd end() { return end_days(db, settings, now()); }

private:
    const std::vector<std::string> operators_{"", "op1", "op2", "op3", "op4"};
};

TEST_F(Day, WhoWaitsGetsTheFirstFreeSlotInTheOrderOfArrival) {
    settings.booking.per_slot = 1;
    const auto first = issue("long", 20);
    const auto second = issue("quick", 5);
    tomorrow(); // Wednesday, nine o'clock.
    const auto done = end();
    EXPECT_EQ(done.rebooked, 2);
    EXPECT_EQ(state_of(first).state, TicketState::rebooked);
    EXPECT_EQ(state_of(first).ended_at, now());
    const auto one = appointment_from(db, first.id).value();
    const auto two = appointment_from(db, second.id).value();
    EXPECT_EQ(sportello::to_text(one.at), "2026-11-25T08:15:00.000Z"); // After now.
    EXPECT_EQ(sportello::to_text(two.at), "2026-11-25T08:45:00.000Z"); // The first takes two slots.
    EXPECT_EQ(one.minutes, 20);
    EXPECT_EQ(one.procedures.at(0).procedure, "certificato-anagrafico");
    EXPECT_EQ(one.state, AppointmentState::booked);
}

TEST_F(Day, EveryStateIsEndedAsItShould) {
    for (const int id : {1, 2, 3, 4})
        open(id);
    const auto called = issue(), serving = issue(), parked = issue(), returns = issue();
    called_at(1);
    called_at(2);
    start(db, serving.id, now());
    called_at(3);
    start(db, parked.id, now());
    park(db, parked.id, std::nullopt, now());
    called_at(4);
    no_show(db, settings, returns.id, now() + std::chrono::hours(1), now());
    const auto gone = issue();
    called_at(4);
    no_show(db, settings, gone.id, std::nullopt, now());
    const auto given_back = issue();
    cancel(db, given_back.id, now());
    tomorrow();
    const auto done = end();
    EXPECT_EQ(state_of(called).state, TicketState::rebooked);
    EXPECT_EQ(state_of(parked).state, TicketState::rebooked);
    EXPECT_EQ(state_of(returns).state, TicketState::rebooked);
    EXPECT_EQ(state_of(serving).state, TicketState::finished);
    EXPECT_EQ(state_of(serving).outcome, Outcome::left_open);
    EXPECT_EQ(state_of(gone).state, TicketState::no_show);
    EXPECT_EQ(state_of(given_back).state, TicketState::cancelled);
    EXPECT_EQ(done.rebooked, 3);
    EXPECT_EQ(done.left_open, 1);
    EXPECT_EQ(done.counters, 4);
    EXPECT_EQ(db.integer("SELECT count(*) FROM open_counter"), 0);
}

TEST_F(Day, AppointmentsNotKeptAreMissedAndCallsLeftOpenAbandoned) {
    NewAppointment wanted;
    wanted.at = instant_from("2026-11-24T09:00:00.000Z");
    wanted.minutes = 15;
    const auto missed = book(db, settings, wanted, now());
    wanted.at = instant_from("2026-11-26T09:00:00.000Z");
    const auto to_come = book(db, settings, wanted, now());
    const auto call = open_call(db, settings, "112", std::nullopt, now());
    tomorrow();
    const auto done = end();
    EXPECT_EQ(done.missed, 1);
    EXPECT_EQ(done.abandoned, 1);
    EXPECT_EQ(appointment(db, missed.id).state, AppointmentState::missed);
    EXPECT_EQ(appointment(db, to_come.id).state, AppointmentState::booked);
    EXPECT_EQ(contact(db, call.id).outcome, ContactOutcome::abandoned);
}

TEST_F(Day, EndedTwiceItFindsNothingToDo) {
    open(1);
    issue();
    tomorrow();
    EXPECT_FALSE(end().nothing());
    const auto before = events();
    EXPECT_TRUE(end().nothing());
    EXPECT_EQ(events(), before);
}

TEST_F(Day, TodayGoesOn) {
    open(1);
    const auto waiting = issue();
    at("2026-11-24T22:59:59.999Z"); // A millisecond before midnight in Rome.
    EXPECT_TRUE(end().nothing());
    at("2026-11-24T23:00:00.000Z");
    EXPECT_EQ(end().rebooked, 1);
    EXPECT_EQ(state_of(waiting).state, TicketState::rebooked);
    EXPECT_EQ(sportello::to_text(appointment_from(db, waiting.id)->at), "2026-11-25T07:30:00.000Z");
}

TEST_F(Day, MidnightIsTheTownsAcrossBothChangesOfTheClock) {
    for (const auto& [before, after] :
         {std::pair{"2026-03-28T22:59:59.999Z", "2026-03-28T23:00:00.000Z"},
          std::pair{"2026-03-29T21:59:59.999Z", "2026-03-29T22:00:00.000Z"},
          std::pair{"2026-10-24T21:59:59.999Z", "2026-10-24T22:00:00.000Z"},
          std::pair{"2026-10-25T22:59:59.999Z", "2026-10-25T23:00:00.000Z"}}) {
        at(before);
        issue();
        open(1);
        const auto none = end(); // But the appointments made the time before, which are past.
        EXPECT_EQ(none.rebooked + none.counters, 0) << before;
        at(after);
        const auto done = end();
        EXPECT_EQ(done.rebooked, 1) << after;
        EXPECT_EQ(done.counters, 1) << after;
    }
}

TEST_F(Day, AfterAWeekOfClosureTheDayIsStillEnded) {
    const auto waiting = issue();
    clock.advance(std::chrono::hours(24 * 21));
    EXPECT_EQ(end().rebooked, 1);
    EXPECT_EQ(rome.day(appointment_from(db, waiting.id)->at), "2026-12-15");
}

TEST_F(Day, WithoutOpeningHoursThereIsNoSlotAndTheTicketIsGivenUp) {
    const auto waiting = issue();
    settings.hours = {};
    tomorrow();
    const auto done = end();
    EXPECT_EQ(done.given_up, 1);
    EXPECT_EQ(done.rebooked, 0);
    EXPECT_EQ(state_of(waiting).state, TicketState::cancelled);
}

TEST_F(Day, ATicketThatCannotBeServedIsRebookedAtOnce) {
    open(1);
    const auto ticket = issue("standard", 20);
    called_at(1);
    clock.advance(std::chrono::minutes(1));
    Rebooking wanted;
    wanted.name = "Maria Ferrari";
    const auto made = rebook(db, settings, ticket.id, wanted, now());
    EXPECT_EQ(sportello::to_text(made.at), "2026-11-25T07:30:00.000Z"); // From tomorrow on.
    EXPECT_EQ(made.from_ticket, ticket.id);
    EXPECT_EQ(made.name, "Maria Ferrari");
    EXPECT_EQ(state_of(ticket).state, TicketState::rebooked);
    EXPECT_FALSE(find_counter(db, settings, CounterId{1}, now()).ticket);
    EXPECT_EQ(db.integer("SELECT free_since FROM open_counter WHERE id = 1"),
              now().time_since_epoch().count());
    EXPECT_EQ(refusal([&] { rebook(db, settings, ticket.id, {}, now()); }), "ticket.is-rebooked");
    EXPECT_EQ(refusal([&] { rebook(db, settings, TicketId{99}, {}, now()); }), "ticket.unknown");
}

TEST_F(Day, TheCitizenMayChooseWhen) {
    const auto ticket = issue();
    Rebooking wanted;
    wanted.at = instant_from("2026-11-27T09:00:00.000Z");
    EXPECT_EQ(rebook(db, settings, ticket.id, wanted, now()).at, *wanted.at);
    const auto other = issue();
    wanted.at = instant_from("2026-11-29T09:00:00.000Z"); // A Sunday.
    EXPECT_EQ(refusal([&] { rebook(db, settings, other.id, wanted, now()); }),
              "appointment.no-slot");
    EXPECT_EQ(state_of(other).state, TicketState::waiting);
}

TEST_F(Day, WhoIsBeingServedIsNotRebooked) {
    open(1);
    const auto ticket = issue();
    called_at(1);
    start(db, ticket.id, now());
    EXPECT_EQ(refusal([&] { rebook(db, settings, ticket.id, {}, now()); }), "ticket.is-serving");
}

} // namespace
} // namespace sportello::counter
