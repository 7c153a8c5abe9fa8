// core/base/clock.hpp -- the one clock of the daemon, and the town's local time.
//
// UTC inside; the town's zone decides days, years and what is shown. Only SystemClock reads the
// machine's clock; everything else is given an Instant.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace sportello {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// [any thread]
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

// The machine's clock, which never goes back: when an administrator or NTP turns it back, the
// instants stand still until it has caught up, so that nothing is dated before what precedes it.
class SystemClock final : public Clock {
public:
    Instant now() const override;

private:
    mutable std::atomic<std::int64_t> latest_ms_{0};
};

// A clock that tests and simulations turn by hand.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start) : now_ms_(start.time_since_epoch().count()) {}
    Instant now() const override { return Instant(std::chrono::milliseconds(now_ms_)); }
    void set(Instant to) { now_ms_ = to.time_since_epoch().count(); }
    void advance(std::chrono::milliseconds by) { now_ms_ += by.count(); }

private:
    std::atomic<std::int64_t> now_ms_;
};

// RFC 3339 in UTC with milliseconds, "2026-11-24T08:12:33.120Z": what is stored and sent. Sorts as
// text in time order.
std::string to_text(Instant instant);
// Throws std::invalid_argument when `text` is not in that form.
Instant instant_from(std::string_view text);

// A place's civil time. [any thread]
class Zone {
public:
    explicit Zone(const std::string& name); // "Europe/Rome"; throws std::invalid_argument.

    std::string local_time(Instant instant) const;  // "2026-11-24T09:12:33+01:00"
    std::string day(Instant instant) const;         // "2026-11-24": the business day
    std::string hour_minute(Instant instant) const; // "09:12"

private:
    const date::time_zone* zone_;
};

} // namespace sportello
