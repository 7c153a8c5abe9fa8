#include "core/base/clock.hpp"

#include <array>
#include <sstream>
#include <stdexcept>

#include <date/date.h>
#include <date/tz.h>
#include <time.h>

namespace sportello {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace {

// Runs also while the machine sleeps, unlike std::chrono::steady_clock.
nanoseconds since_boot() {
    timespec read{};
    ::clock_gettime(CLOCK_BOOTTIME, &read);
    return std::chrono::seconds(read.tv_sec) + nanoseconds(read.tv_nsec);
}

} // namespace

std::string_view to_text(ClockFit fit) {
    constexpr std::array<std::string_view, 3> texts{"right", "behind", "ahead"};
    return texts.at(static_cast<std::size_t>(fit));
}

SystemClock::SystemClock()
    : SystemClock([] { return std::chrono::system_clock::now(); }, since_boot) {}

SystemClock::SystemClock(System system, Steady steady)
    : system_(std::move(system)), steady_(std::move(steady)) {}

Instant SystemClock::now() const {
    const std::lock_guard lock(mutex_);
    const auto system = system_();
    const auto steady = steady_();
    const auto passed = read_at_ ? steady - *read_at_ : nanoseconds(0);
    if (system < latest_) {
        latest_ += passed / 2;
        state_.fit = ClockFit::behind;
    } else if (read_at_ && system - latest_ > passed + jump_max) {
        latest_ += passed;
        state_.fit = ClockFit::ahead;
    } else {
        latest_ = system;
        state_.fit = ClockFit::right;
    }
    state_.off = std::chrono::duration_cast<std::chrono::seconds>(system - latest_);
    read_at_ = steady;
    return std::chrono::floor<milliseconds>(latest_);
}

ClockState SystemClock::state() const {
    const std::lock_guard lock(mutex_);
    return state_;
}

void SystemClock::not_before(Instant latest) {
    const std::lock_guard lock(mutex_);
    latest_ = std::max<std::chrono::sys_time<nanoseconds>>(latest_, latest);
}

std::string to_text(Instant instant) {
    return date::format("%FT%TZ", instant);
}

Instant instant_from(std::string_view text) {
    std::istringstream in{std::string(text)};
    Instant instant{};
    in >> date::parse("%FT%TZ", instant);
    if (in.fail() || to_text(instant) != text) // The parser lets digits be left out.
        throw std::invalid_argument("not an instant: " + std::string(text));
    return instant;
}

Zone::Zone(const std::string& name) try : zone_(date::locate_zone(name)) {
} catch (const std::exception&) {
    throw std::invalid_argument("unknown time zone: " + name);
}

std::string Zone::local_time(Instant instant) const {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
    return date::format("%FT%T%Ez", date::make_zoned(zone_, seconds));
}

std::string Zone::day(Instant instant) const {
    return local_time(instant).substr(0, 10);
}

std::string Zone::hour_minute(Instant instant) const {
    return local_time(instant).substr(11, 5);
}

Instant Zone::at(std::chrono::sys_days day, int minutes) const {
    const auto wall = date::local_time<std::chrono::minutes>(day.time_since_epoch() +
                                                             std::chrono::minutes(minutes));
    return std::chrono::time_point_cast<milliseconds>(zone_->to_sys(wall, date::choose::earliest));
}

} // namespace sportello
