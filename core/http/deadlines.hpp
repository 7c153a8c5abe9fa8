// core/http/deadlines.hpp -- one timer that watches over the deadlines of all connections.
//
// Lives on the loop thread. A deadline that only moves away, as those of a busy connection do,
// costs no timer: the timer finds out when it fires, and is set for the next.
#pragma once

#include "core/http/sockets.hpp"

#include <boost/asio/basic_waitable_timer.hpp>

#include <chrono>
#include <memory>
#include <unordered_set>

namespace sportello::http {

using Ticks = std::chrono::steady_clock; // Deadlines and durations; never what is stored or shown.
using Timer = boost::asio::basic_waitable_timer<Ticks, boost::asio::wait_traits<Ticks>, Executor>;

// Something that must not take too long.
struct Watched {
    virtual ~Watched() = default;
    virtual void cancel() = 0; // Ends what is being waited for; `late` tells it why.

    Ticks::time_point deadline = Ticks::time_point::max();
    bool late = false;
};

class Deadlines : public std::enable_shared_from_this<Deadlines> {
public:
    explicit Deadlines(const Executor& loop) : timer_(loop, Ticks::time_point::max()) {}

    void add(Watched& watched) { all_.insert(&watched); }
    void remove(Watched& watched) { all_.erase(&watched); }

    // Gives it this long from now for what it does next.
    void allow(Watched& watched, std::chrono::milliseconds time);
    static void allow_all_time(Watched& watched) { watched.deadline = Ticks::time_point::max(); }

    // Leaves the loop nothing to wait for, until the next allow().
    void rest() { timer_.expires_at(Ticks::time_point::max()); }

private:
    void fire_at(Ticks::time_point time);
    void sweep();

    std::unordered_set<Watched*> all_;
    Timer timer_; // Expires no later than the earliest deadline.
};

} // namespace sportello::http
