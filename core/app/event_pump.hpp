// core/app/event_pump.hpp -- carries committed events from the table to the connected panels.
//
// Reads what is newer than what it last sent, so nothing is sent twice, skipped, or sent before it
// is durable.
#pragma once

#include "core/base/id.hpp"
#include "core/http/events.hpp"
#include "core/store/database.hpp"
#include "core/store/events.hpp"

#include <boost/asio/io_context.hpp>

#include <atomic>

namespace sportello::app {

// Lives on the loop thread; notify() may be called by any.
class EventPump {
public:
    EventPump(boost::asio::io_context& loop,
              store::Database& database,
              http::Events& events,
              EventId sent);
    EventPump(const EventPump&) = delete;
    EventPump& operator=(const EventPump&) = delete;

    void notify(); // [any thread] Something was committed.
    void stop() { stopped_ = true; }

private:
    void read();
    void publish(const std::vector<store::Event>& events);

    boost::asio::io_context& loop_;
    store::Database& database_;
    http::Events& events_;
    EventId sent_;
    std::atomic<bool> asked_{false}; // A read is posted and has not begun.
    std::atomic<bool> stopped_{false};
    bool reading_ = false;
    bool again_ = false; // Asked while reading.
};

} // namespace sportello::app
