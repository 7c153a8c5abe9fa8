// core/counter/settings.hpp -- what the town decides about its counter: lanes, positions, policy,
// hours and appointments.
#pragma once

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/texts.hpp"
#include "core/counter/hours.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::counter {

enum class LaneKind {
    walk_in,     // who comes as he is
    appointment, // who has booked
    call_back,   // whom we telephone
};
std::string_view to_text(LaneKind kind); // "walk-in"
std::optional<LaneKind> lane_kind_from(std::string_view text);

// What a position has and a procedure may need. A set is an integer of these bits.
enum class Equipment : unsigned {
    card_station = 1,
    fingerprint_reader = 2,
    payment_terminal = 4,
    adjustable_desk = 8,
    closed_room = 16,
};
using EquipmentSet = unsigned;
std::string_view to_text(Equipment one); // "card-station"
std::optional<Equipment> equipment_from(std::string_view text);
std::vector<std::string_view> names(EquipmentSet set);
// What is no equipment is left out: configuration and catalogue let none through.
EquipmentSet equipment_set(const std::vector<std::string>& names);

// A line of tickets of like complexity, or of one channel.
struct Lane {
    std::string id;     // "quick"
    std::string prefix; // "A": before the number
    Text title;
    LaneKind kind = LaneKind::walk_in;
    int minutes_max = 0;      // Visits of at most so many minutes come here; 0: of any length.
    int promise_minutes = 15; // Within how many minutes we promise to call.
    int in_a_row_max = 3; // After so many calls in a row another lane, if one waits, has its turn.
};

struct Position {
    CounterId id{};
    std::string name; // "Sportello 3"
    EquipmentSet equipment = 0;
};

// How the next ticket is chosen: see policy.hpp.
struct Policy {
    int priority_in_a_row_max = 2;     // Legal priorities called in a row while others wait.
    int appointment_early_minutes = 5; // So long before its time an appointment may be called.
    int appointment_grace_minutes =
        10;                          // Who comes later than this has lost the time, not the turn.
    int no_show_return_minutes = 15; // Who comes back within these keeps the place.
    int calls_max = 3;               // Of one ticket, before it is given up.
    int undo_seconds = 60;
};

// Appointments: slots within the opening hours.
struct Booking {
    int slot_minutes = 15;
    int per_slot = 2;  // Citizens booked at the same time.
    int days_max = 60; // So far ahead.
};

// Constant while the daemon runs.
struct Settings {
    std::vector<Lane> lanes; // Walk-in lanes from the quickest; the last of them takes any length.
    std::vector<Position> positions;
    Policy policy;
    Booking booking;
    OpeningHours hours;
    int counters_usual = 6;       // That serve, as far as can be said before any is open.
    bool refuse_when_full = true; // Tickets stop when those waiting fill what is left of the day.
    const Zone* zone = nullptr;   // Decides the business day.

    const Lane* lane(std::string_view id) const;
    const Lane& lane_for(int minutes) const;       // The walk-in lane.
    const Lane* lane_of_kind(LaneKind kind) const; // The first; or nothing.
    const Position* position(CounterId id) const;
};

} // namespace sportello::counter
