// core/base/clock.hpp -- the one clock of the daemon, and the town's local time.
//
// UTC inside; the town's zone decides days, years and what is shown. Only SystemClock reads the
// machine's clock; everything else is given an Instant.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace sportello {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// How the machine's clock agrees with the time that is handed out.
enum class ClockFit {
    right,  // They are the same.
    behind, // Turned back: time goes on, at half pace, until the machine's clock catches up.
    ahead,  // Jumped forward: not followed until a restart confirms it.
};
std::string_view to_text(ClockFit fit); // "behind"

struct ClockState {
    ClockFit fit = ClockFit::right;
    std::chrono::seconds off{0}; // The machine's clock minus the time handed out.
};

// [any thread]
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    virtual ClockState state() const { return {}; } // As of the latest now().
};

// The machine's clock, guarded by the steady one, which nobody can turn. What is handed out never
// goes back: when an administrator or NTP turns the clock back, or a battery dies, time goes on
// from the latest instant at half the pace of the steady clock, so that what is dated stays in
// order and the difference is made up. A forward jump of more than `jump_max` while running is
// more likely a mistake than a night without a reading: time goes on by the steady clock, until
// the machine's is set right or the daemon starts again.
class SystemClock final : public Clock {
public:
    using System = std::function<std::chrono::sys_time<std::chrono::nanoseconds>()>;
    using Steady = std::function<std::chrono::nanoseconds()>;
    static constexpr std::chrono::hours jump_max{12};

    SystemClock();                             // The machine's clocks.
    SystemClock(System system, Steady steady); // Tests turn both.

    Instant now() const override;
    ClockState state() const override;

    // Before the first now(): the latest instant that the last run dated.
    void not_before(Instant latest);

private:
    const System system_;
    const Steady steady_;
    mutable std::mutex mutex_; // guards what follows
    mutable std::chrono::sys_time<std::chrono::nanoseconds> latest_{};
    mutable std::optional<std::chrono::nanoseconds> read_at_; // By the steady clock.
    mutable ClockState state_;
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

    // When the wall shows `minutes` after the midnight that begins `day`, 1440 being the next
    // midnight. A time that the clock shows twice is the earlier; one that it skips is the instant
    // of the change.
    Instant at(std::chrono::sys_days day, int minutes) const;

private:
    const date::time_zone* zone_;
};

} // namespace sportello
