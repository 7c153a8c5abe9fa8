// core/counter/day.hpp -- the end of a day: at closing nobody who waits is lost.
#pragma once

#include "core/counter/appointments.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace sportello::counter {

struct Rebooking {
    std::optional<Instant> at; // Nothing: the first free slot, from tomorrow on.
    std::optional<std::string> name;
    std::optional<std::string> phone;
};
// The ticket cannot be served: an appointment instead, and the counter that had called it is free.
// Out of waiting, called, parked and no-show. Throws Refusal ticket.unknown (404),
// ticket.is-<state> (409), appointment.none-free (409), and as book() does.
Appointment rebook(store::Connection& db,
                   const Settings& settings,
                   TicketId id,
                   const Rebooking& wanted,
                   Instant now);

// What ending the days before today has done.
struct DayEnd {
    std::int64_t rebooked = 0;  // Who waited, or was told to come back: an appointment instead.
    std::int64_t given_up = 0;  // The same where no slot can be found: no opening hours are known.
    std::int64_t left_open = 0; // Who was being served: nobody had ended it.
    std::int64_t counters = 0;  // Left open, now closed.
    std::int64_t missed = 0;    // Appointments.
    std::int64_t abandoned = 0; // Contacts and calls left open.

    bool nothing() const;
};
// Ends every day before that of `now`. To be run at start and after each local midnight; run again
// it finds nothing to do. One transaction: the caller's.
DayEnd end_days(store::Connection& db, const Settings& settings, Instant now);

} // namespace sportello::counter
