#include "core/store/events.hpp"

namespace sportello::store {

void emit(Connection& connection, std::string_view topic, std::string_view data, Instant now) {
    connection.run("INSERT INTO event (topic, data, at) VALUES (?1, ?2, ?3)", topic, data, now);
}

std::vector<Event> events_after(Connection& connection, EventId after, std::size_t most) {
    return connection.all(
        "SELECT id, topic, data FROM event WHERE id > ?1 ORDER BY id LIMIT ?2",
        [](const Row& row) {
            return Event{row.id<EventId>(0), std::string(row.text(1)), std::string(row.text(2))};
        },
        after, most);
}

EventId last_event(Connection& connection) {
    return EventId{connection.integer("SELECT coalesce(max(id), 0) FROM event").value()};
}

EventId earliest_event(Connection& connection) {
    return EventId{connection.integer("SELECT coalesce(min(id), 0) FROM event").value()};
}

std::optional<Instant> latest_event_at(Connection& connection) {
    return connection.first("SELECT at FROM event ORDER BY at DESC LIMIT 1",
                            [](const Row& row) { return row.instant(0); });
}

std::int64_t forget_events(Connection& connection, Instant before) {
    return connection.run("DELETE FROM event WHERE at < ?1 AND id < (SELECT max(id) FROM event)",
                          before);
}

} // namespace sportello::store
