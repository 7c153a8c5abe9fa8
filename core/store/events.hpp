// core/store/events.hpp -- the table of events: what happened, for panels and boards.
//
// An event is written in the transaction of what it tells, so it exists exactly when that happened,
// and its id, which never goes back, survives a restart. No personal data.
#pragma once

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/store/connection.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::store {

struct Event {
    EventId id{};
    std::string topic; // "ticket.called"
    std::string data;  // JSON
};

void emit(Connection& connection, std::string_view topic, std::string_view data, Instant now);

// Those after `after`, oldest first, at most `most`.
std::vector<Event> events_after(Connection& connection, EventId after, std::size_t most);

EventId last_event(Connection& connection);     // 0 when there is none.
EventId earliest_event(Connection& connection); // Older ones have been forgotten.

// When the latest was dated; nothing when there is none.
std::optional<Instant> latest_event_at(Connection& connection);

// Forgets those written before `before`, but keeps the last one. Returns how many went.
std::int64_t forget_events(Connection& connection, Instant before);

} // namespace sportello::store
