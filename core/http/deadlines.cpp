// core/http/deadlines.cpp -- cancels what is late and sleeps until the next may be.
#include "core/http/deadlines.hpp"

#include <algorithm>

namespace sportello::http {

void Deadlines::allow(Watched& watched, std::chrono::milliseconds time) {
    watched.late = false;
    watched.deadline = Ticks::now() + time;
    if (watched.deadline < timer_.expiry()) fire_at(watched.deadline);
}

void Deadlines::fire_at(Ticks::time_point time) {
    timer_.expires_at(time);
    timer_.async_wait([self = shared_from_this()](const boost::system::error_code& moved) {
        if (!moved) self->sweep();
    });
}

void Deadlines::sweep() {
    const auto now = Ticks::now();
    auto next = Ticks::time_point::max();
    for (auto* const watched : all_) {
        if (watched->deadline <= now) {
            watched->deadline = Ticks::time_point::max();
            watched->late = true;
            watched->cancel();
        }
        next = std::min(next, watched->deadline);
    }
    rest();
    if (next != Ticks::time_point::max()) fire_at(next);
}

} // namespace sportello::http
