#include "core/store/events.hpp"

#include "core/api/body.hpp"
#include "core/api/endpoints.hpp"

#include <charconv>

namespace sportello::api {

namespace {

constexpr std::size_t replay_max = 500; // Who missed more reads the state again.

std::optional<EventId> last_seen(const http::Request& request) {
    const auto text = request.header("last-event-id");
    std::int64_t id = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), id);
    if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size())
        return std::nullopt;
    return EventId{id};
}

// What this client missed: the events themselves, or one "reset" when they are too many, forgotten,
// or of another database.
http::Response open(Context& context) {
    http::Response response;
    const auto seen = last_seen(context.request);
    if (!seen) return response;
    const auto last = store::last_event(context.db);
    const auto earliest = store::earliest_event(context.db);
    const bool forgotten = number(*seen) + 1 < number(earliest) || number(*seen) > number(last);
    auto missed = store::events_after(context.db, *seen, replay_max + 1);
    if (forgotten || missed.size() > replay_max) {
        response.replay.push_back({number(last), "reset", "{}"});
        return response;
    }
    for (auto& event : missed)
        response.replay.push_back(
            {number(event.id), std::move(event.topic), std::move(event.data)});
    return response;
}

} // namespace

void add_events(Gate& gate) {
    gate.stream("/api/v1/events", anyone_known, open);
}

} // namespace sportello::api
