// core/http/hub.hpp -- the server's side of Events: who listens, and what waits for each.
//
// Lives on the loop thread. A subscriber belongs to the connection that made it; the hub forgets it
// when that is gone, so either may end first.
#pragma once

#include "core/http/events.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sportello::http {

struct Events::Hub {
    struct Message {
        std::int64_t id = 0;
        std::shared_ptr<const std::string> text; // Formatted once, shared by every subscriber.
    };
    struct Subscriber {
        std::vector<Message> pending; // Oldest first, at most pending_max.
        bool dropped = false;         // It lagged; nothing more will come.
        std::function<void()> wake;   // Something is pending, or it was dropped.
    };

    std::shared_ptr<Subscriber> subscribe(std::function<void()> wake);
    void publish(const StreamEvent& event);
    std::size_t count() const;

    std::vector<std::weak_ptr<Subscriber>> subscribers;
};

// The event as it stands in a stream: "id: 7\nevent: ticket.called\ndata: {}\n\n". An event whose
// id is 0 has no id of its own and leaves the client's where it was.
std::string format(const StreamEvent& event);

} // namespace sportello::http
