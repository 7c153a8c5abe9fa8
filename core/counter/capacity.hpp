// core/counter/capacity.hpp -- how much of today is left, and for whom: when the last tickets are
// given.
//
// Every operator does everything, so all lanes share one capacity: the minutes until closing of
// the counters that serve, less what those need who wait, are served, or have an appointment
// today. A lane takes tickets as long as a visit of its kind still fits. All in minutes of work;
// all estimates.
#pragma once

#include "core/counter/settings.hpp"
#include "core/store/connection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sportello::counter {

// What stands in a lane.
struct LaneLoad {
    std::int64_t waiting = 0;
    std::int64_t minutes = 0;      // That they need.
    std::optional<Instant> oldest; // The place of who has waited longest.
};

// What the day has to do at an instant.
struct Load {
    int counters_open = 0; // Paused ones too.
    int counters_paused = 0;
    std::vector<LaneLoad> lanes; // As the settings have them.
    std::int64_t serving = 0;    // Minutes left of those called, served or parked.
    std::int64_t booked = 0;     // Minutes of the appointments of today that are still to come.
    std::int64_t appointments_due = 0;
    std::int64_t asked = 0; // Minutes of the tickets issued in the last hour.
};
// Of the business day of `now`. Reads indexes of today only.
Load load(store::Connection& db, const Settings& settings, Instant now);

// What a lane can still take.
struct LaneRoom {
    std::string lane;
    std::int64_t waiting = 0;
    int longest_wait_minutes = 0;
    int expected_wait_minutes = 0; // Of who takes a ticket now.
    bool open = false;
    // At the pace of the last hour, when a visit of this lane will fit no more; nothing when that
    // is not in sight before closing, or the lane is full already.
    std::optional<Instant> last_ticket_at;
    std::int64_t capacity_minutes = 0;
};
// Pure: lane by lane, in the settings' order.
std::vector<LaneRoom> room(const Settings& settings, const Load& load, Instant now);

// Of a visit to this lane whose procedures are not known: its longest.
int typical_minutes(const Settings& settings, const Lane& lane);

// Whether a visit of `minutes` (0: not known, then as is typical of the lane) can still be taken
// today. Throws Refusal lane.full, hours.closed or hours.closed-until (409). Always, when the
// settings say that tickets are never refused, or nobody has written opening hours.
void check_room(
    store::Connection& db, const Settings& settings, const Lane& lane, int minutes, Instant now);

} // namespace sportello::counter
