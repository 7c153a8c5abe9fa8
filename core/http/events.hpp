// core/http/events.hpp -- fans events out to the connected panels. Lives on the loop thread.
//
// Every event is formatted once and shared. A panel that lags more than `pending_max` messages is
// disconnected; it reconnects and is replayed what it missed from the table of events.
#pragma once

#include "core/http/message.hpp"

#include <cstddef>
#include <memory>

namespace sportello::http {

class Events {
public:
    static constexpr std::size_t pending_max = 256;

    Events();
    ~Events();
    Events(const Events&) = delete;
    Events& operator=(const Events&) = delete;

    // Sends the event to every subscriber. Ids rise from call to call.
    void publish(const StreamEvent& event);
    std::size_t subscribers() const;

    struct Hub; // The server's side.
    Hub& hub() { return *hub_; }

private:
    std::unique_ptr<Hub> hub_;
};

} // namespace sportello::http
