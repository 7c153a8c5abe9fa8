// tests/core/counter/appointments_test.cpp -- slots within the hours, booked, kept or missed.
#include "core/counter/appointments.hpp"

#include <gmock/gmock.h>

#include <set>

#include "tests/core/counter/hall.hpp"

namespace sportello::counter {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Appointments : public Hall {
protected:
    static Date date(std::string_view text) { return parse_date(text).value(); }
    std::vector<Slot> on(std::string_view day, int minutes = 15) {
        return slots(db, settings, date(day), 1, minutes, now());
    }
    std::vector<std::string> times(std::string_view day, int minutes = 15) {
        std::vector<std::string> all;
        for (const auto& slot : on(day, minutes))
            all.push_back(rome.hour_minute(slot.at));
        return all;
    }
    Appointment book(std::string_view utc, int minutes = 15) {
        NewAppointment wanted;
        wanted.at = instant_from(utc);
        wanted.minutes = minutes;
        wanted.equipment = 1;
        wanted.procedures = {{"cie-rilascio", 2, false}};
        wanted.language = "en";
        wanted.name = "Maria Ferrari";
        wanted.phone = "3331234567";
        return counter::book(db, settings, wanted, now());
    }
};

TEST_F(Appointments, SlotsFillTheOpeningHoursAndNothingElse) {
    const auto saturday = times("2026-11-28");
    ASSERT_EQ(saturday.size(), 12U);
    EXPECT_EQ(saturday.front(), "09:00");
    EXPECT_EQ(saturday.back(), "11:45");
    EXPECT_EQ(times("2026-11-25").size(), 35U);      // 8:30-17:15
    EXPECT_THAT(times("2026-11-29"), ElementsAre()); // A Sunday.
    EXPECT_THAT(times("2026-12-08"), ElementsAre()); // A holiday.
}

TEST_F(Appointments, ABreakIsNotBooked) {
    settings.hours.exceptions[date("2026-11-26")] = {{"x", "x"}, {{540, 600}, {900, 945}}};
    EXPECT_THAT(times("2026-11-26", 45), ElementsAre("09:00", "09:15", "15:00"));
}

TEST_F(Appointments, ToTodayBelongsOnlyWhatIsToCome) {
    EXPECT_EQ(times("2026-11-24").front(), "09:15"); // It is nine.
    EXPECT_THAT(times("2026-11-23"), ElementsAre());
}

TEST_F(Appointments, NoneIsBookedTooFarAhead) {
    settings.booking.days_max = 3;
    EXPECT_FALSE(on("2026-11-27").empty());
    EXPECT_TRUE(on("2026-11-28").empty());
    EXPECT_EQ(refusal([&] { book("2026-11-28T09:00:00.000Z"); }), "appointment.no-slot");
    EXPECT_EQ(slots(db, settings, date("2026-11-24"), 31, 15, now()).back().at,
              instant_from("2026-11-27T11:15:00.000Z"));
}

TEST_F(Appointments, ASlotTakesAsManyAsTheTownSays) {
    EXPECT_EQ(on("2026-11-25").front().free, 2);
    book("2026-11-25T07:30:00.000Z");
    EXPECT_EQ(on("2026-11-25").front().free, 1);
    book("2026-11-25T07:30:00.000Z");
    EXPECT_EQ(times("2026-11-25").front(), "08:45");
    EXPECT_EQ(refusal([&] { book("2026-11-25T07:30:00.000Z"); }), "appointment.slot-taken");
}

TEST_F(Appointments, ALongVisitTakesSeveralSlots) {
    settings.booking.per_slot = 1;
    book("2026-11-25T08:00:00.000Z", 40); // 9:00 to 9:40: three slots.
    const auto free = times("2026-11-25");
    EXPECT_THAT(std::vector(free.begin(), free.begin() + 3),
                ElementsAre("08:30", "08:45", "09:45"));
    EXPECT_THAT(times("2026-11-25", 40).front(), "09:45"); // 8:30 to 9:10 meets it.
    EXPECT_EQ(refusal([&] { book("2026-11-25T07:45:00.000Z", 30); }), "appointment.slot-taken");
    EXPECT_EQ(times("2026-11-28", 40).back(), "11:15"); // It ends before closing.
}

TEST_F(Appointments, AVisitLongerThanADayTakesTheWholeOfIt) {
    EXPECT_THAT(times("2026-11-28", 600), ElementsAre("09:00"));
    book("2026-11-28T08:00:00.000Z", 600);
    EXPECT_EQ(on("2026-11-28").front().free, 1);
}

TEST_F(Appointments, OnlyASlotsBeginningIsBooked) {
    EXPECT_EQ(refusal([&] { book("2026-11-25T07:31:00.000Z"); }), "appointment.no-slot");
    EXPECT_EQ(refusal([&] { book("2026-11-25T05:30:00.000Z"); }), "appointment.no-slot");
    EXPECT_EQ(refusal([&] { book("2026-11-23T07:30:00.000Z"); }), "appointment.no-slot");
    EXPECT_EQ(refusal([&] { book("2026-11-24T07:45:00.000Z"); }), "appointment.no-slot"); // Past.
}

TEST_F(Appointments, ArrivedIsATicketInTheLaneOfAppointments) {
    const auto booked = book("2026-11-24T09:00:00.000Z", 20);
    const auto ticket = arrive(db, settings, booked.id, now());
    EXPECT_EQ(ticket.lane, "booked");
    EXPECT_EQ(ticket.number, "P001");
    EXPECT_EQ(ticket.channel, Channel::appointment);
    EXPECT_EQ(ticket.due_at, booked.at);
    EXPECT_EQ(ticket.minutes, 20);
    EXPECT_EQ(ticket.equipment, 1U);
    EXPECT_EQ(ticket.language, "en");
    EXPECT_EQ(items_of(db, ticket.id).at(0).people, 2);
    const auto kept = appointment(db, booked.id);
    EXPECT_EQ(kept.state, AppointmentState::arrived);
    EXPECT_EQ(kept.ticket, ticket.id);
    EXPECT_EQ(refusal([&] { arrive(db, settings, booked.id, now()); }), "appointment.is-arrived");
    EXPECT_EQ(refusal([&] { cancel(db, booked.id, now()); }), "appointment.is-arrived");
}

TEST_F(Appointments, WithoutALaneOfItsOwnTheMinutesDecide) {
    settings.lanes.erase(settings.lanes.begin() + 3);
    EXPECT_EQ(arrive(db, settings, book("2026-11-24T09:00:00.000Z", 20).id, now()).lane,
              "standard");
}

TEST_F(Appointments, WhoComesOnAnotherDayIsToldWhich) {
    const auto booked = book("2026-11-25T09:00:00.000Z");
    try {
        arrive(db, settings, booked.id, now());
        FAIL();
    } catch (const Refusal& refused) {
        EXPECT_EQ(refused.code(), "appointment.other-day");
        EXPECT_EQ(refused.arguments().at("day"), "25/11/2026");
        EXPECT_EQ(refused.arguments().at("time"), "10:00");
    }
}

TEST_F(Appointments, CancelledTheSlotIsFreeAgain) {
    settings.booking.per_slot = 1;
    const auto booked = book("2026-11-25T07:30:00.000Z");
    EXPECT_EQ(cancel(db, booked.id, now()).state, AppointmentState::cancelled);
    EXPECT_EQ(times("2026-11-25").front(), "08:30");
    EXPECT_EQ(refusal([&] { cancel(db, booked.id, now()); }), "appointment.is-cancelled");
    EXPECT_EQ(refusal([&] { cancel(db, AppointmentId{99}, now()); }), "appointment.unknown");
}

TEST_F(Appointments, TheCodeIsFoundAsItIsTyped) {
    const auto booked = book("2026-11-25T07:30:00.000Z");
    EXPECT_EQ(booked.code.size(), 12U);
    auto typed =
        booked.code.substr(0, 4) + " " + booked.code.substr(4, 4) + "-" + booked.code.substr(8);
    std::ranges::transform(typed, typed.begin(), [](char c) {
        return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    });
    EXPECT_EQ(find_appointment_by_code(db, typed)->id, booked.id);
    EXPECT_FALSE(find_appointment_by_code(db, "0000"));
    EXPECT_FALSE(find_appointment_by_code(db, ""));
}

TEST_F(Appointments, ADayIsListedInOrderOfTime) {
    book("2026-11-25T09:00:00.000Z");
    book("2026-11-25T08:00:00.000Z");
    book("2026-11-26T08:00:00.000Z");
    const auto day = appointments(db, "2026-11-25");
    ASSERT_EQ(day.size(), 2U);
    EXPECT_LT(day[0].at, day[1].at);
}

TEST_F(Appointments, TheFirstFreeSlotIsFoundBeyondFullDaysAndBeyondTheLimitToo) {
    settings.booking = {60, 1, 2};
    EXPECT_EQ(first_slot(db, settings, date("2026-11-28"), 30, now())->at,
              instant_from("2026-11-28T08:00:00.000Z"));
    NewAppointment wanted;
    wanted.minutes = 60;
    std::set<Instant> given;
    for (int i = 0; i < 3 + 4; ++i) // Three on Saturday; Sunday is closed; four on Monday.
        given.insert(book_first(db, settings, wanted, date("2026-11-28"), now())->at);
    EXPECT_EQ(given.size(), 7U);
    EXPECT_EQ(rome.day(*given.rbegin()), "2026-11-30");
    settings.hours = {};
    EXPECT_FALSE(book_first(db, settings, wanted, date("2026-11-28"), now()));
}

TEST_F(Appointments, TheChangeOfTheClockLosesNoSlot) {
    settings.hours.week[6] = {{8 * 60 + 30, 12 * 60 + 30}};
    at("2026-10-24T08:00:00.000Z");
    const auto free = times("2026-10-25");
    EXPECT_EQ(free.size(), 16U);
    EXPECT_EQ(free.front(), "08:30");
    EXPECT_EQ(on("2026-10-25").front().at, instant_from("2026-10-25T07:30:00.000Z"));
}

TEST_F(Appointments, NameAndTelephoneAreForgottenAndNeverInEvents) {
    const auto booked = book("2026-11-25T07:30:00.000Z");
    arrive(db, settings, book("2026-11-24T09:00:00.000Z").id, now());
    for (const auto& event : events()) {
        EXPECT_THAT(event, testing::Not(HasSubstr("Ferrari")));
        EXPECT_THAT(event, testing::Not(HasSubstr("333")));
        EXPECT_THAT(event, testing::Not(HasSubstr(booked.code)));
    }
    EXPECT_EQ(forget_appointments(db, "2026-11-25"), 1);
    EXPECT_EQ(appointment(db, booked.id).name, "Maria Ferrari");
    EXPECT_EQ(forget_appointments(db, "2026-11-26"), 1);
    EXPECT_FALSE(appointment(db, booked.id).name);
    EXPECT_FALSE(appointment(db, booked.id).phone);
    EXPECT_EQ(forget_appointments(db, "2026-11-26"), 0);
}

} // namespace
} // namespace sportello::counter
