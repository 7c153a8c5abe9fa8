// core/counter/appointments.hpp -- appointments: slots within the opening hours, booked, kept or
// missed.
//
//     booked -> arrived    (a ticket in the appointments' lane)
//        |  '-> missed     (at the end of the day)
//        '----> cancelled  (the slot is free again)
//
// A slot lasts Booking::slot_minutes and takes Booking::per_slot citizens; a longer visit takes
// several slots in a row. Each function runs in the caller's transaction and emits the event that
// tells it (ids, days and states: name and telephone never leave the table).
#pragma once

#include "core/counter/ticket.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::counter {

enum class AppointmentState { booked, arrived, missed, cancelled };
std::string_view to_text(AppointmentState state);

struct Appointment {
    AppointmentId id{};
    std::string code; // Of the public page and of the arrival at the kiosk: not to be guessed.
    std::string day;
    Instant at;
    int minutes = 0;
    EquipmentSet equipment = 0;
    std::vector<VisitItem> procedures;
    std::string language;
    AppointmentState state = AppointmentState::booked;
    std::optional<std::string> name; // Forgotten after the retention time, as the telephone.
    std::optional<std::string> phone;
    std::optional<TicketId> ticket;      // Once arrived.
    std::optional<TicketId> from_ticket; // The one that could not be served that day.
};

struct Slot {
    Instant at;
    int free = 0;
};
// The slots after `now` in which a visit of `minutes` can begin, of `count` days from `from`; none
// beyond Booking::days_max. A visit longer than an interval takes the whole of it.
std::vector<Slot> slots(store::Connection& db,
                        const Settings& settings,
                        Date from,
                        int count,
                        int minutes,
                        Instant now);
// The first of them, from `from` on; also beyond days_max, within a year, when all before are
// taken. Nothing when no opening hours are known.
std::optional<Slot>
first_slot(store::Connection& db, const Settings& settings, Date from, int minutes, Instant now);

struct NewAppointment {
    Instant at;
    int minutes = 0;
    EquipmentSet equipment = 0;
    std::vector<VisitItem> procedures;
    std::string language = "it";
    std::optional<std::string> name;
    std::optional<std::string> phone;
    std::optional<TicketId> from_ticket;
};
// Throws Refusal appointment.no-slot (422): no slot begins then, or it is too far; and
// appointment.slot-taken (409).
Appointment
book(store::Connection& db, const Settings& settings, const NewAppointment& wanted, Instant now);
// In the first free slot from `from` on, whatever wanted.at says; nothing when there is none.
std::optional<Appointment> book_first(
    store::Connection& db, const Settings& settings, NewAppointment wanted, Date from, Instant now);

// Throws Refusal appointment.unknown (404).
Appointment appointment(store::Connection& db, AppointmentId id);
// By the code as it is typed: capitals, spaces and hyphens do not matter.
std::optional<Appointment> find_appointment_by_code(store::Connection& db, std::string_view code);
// The latest that was made for a ticket.
std::optional<Appointment> appointment_from(store::Connection& db, TicketId ticket);

// Of a day, in order of time; at most appointments_max.
constexpr std::int64_t appointments_max = 1000;
std::vector<Appointment> appointments(store::Connection& db, std::string_view day);

// The citizen has come: a ticket in the appointments' lane, or in the one for its minutes where
// there is none. Throws Refusal appointment.is-<state> (409) unless booked, appointment.other-day
// (409).
Ticket arrive(store::Connection& db, const Settings& settings, AppointmentId id, Instant now);

// Throws Refusal appointment.is-<state> (409) unless booked.
Appointment cancel(store::Connection& db, AppointmentId id, Instant now);

// What was booked on days before `today` and not kept is missed; returns how many.
std::int64_t miss_appointments(store::Connection& db, std::string_view today, Instant now);

// Names and telephones of appointments before `day`; returns how many are forgotten.
std::int64_t forget_appointments(store::Connection& db, std::string_view day);

} // namespace sportello::counter
