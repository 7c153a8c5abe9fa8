#include "core/app/event_pump.hpp"

#include <boost/asio/post.hpp>

namespace sportello::app {

namespace {

constexpr std::size_t batch_max = 256;

} // namespace

EventPump::EventPump(boost::asio::io_context& loop,
                     store::Database& database,
                     http::Events& events,
                     EventId sent)
    : loop_(loop), database_(database), events_(events), sent_(sent) {}

void EventPump::notify() {
    if (stopped_ || asked_.exchange(true)) return;
    boost::asio::post(loop_, [this] {
        asked_ = false;
        read();
    });
}

void EventPump::read() {
    if (reading_) {
        again_ = true;
        return;
    }
    if (stopped_) return;
    auto found = std::make_shared<std::vector<store::Event>>();
    // When the readers' queue is full the next commit asks again.
    reading_ = database_.read(
        [found, after = sent_](store::Connection& db) {
            *found = store::events_after(db, after, batch_max);
        },
        [this, found](const std::exception_ptr&) {
            boost::asio::post(loop_, [this, found] { publish(*found); });
        });
}

void EventPump::publish(const std::vector<store::Event>& events) {
    reading_ = false;
    for (const auto& event : events) {
        events_.publish({number(event.id), event.topic, event.data});
        sent_ = event.id;
    }
    if (again_ || events.size() == batch_max) {
        again_ = false;
        read();
    }
}

} // namespace sportello::app
