#include "core/base/clock.hpp"

#include <sstream>
#include <stdexcept>

#include <date/date.h>
#include <date/tz.h>

namespace sportello {

using std::chrono::milliseconds;

Instant SystemClock::now() const {
    const auto read =
        std::chrono::floor<milliseconds>(std::chrono::system_clock::now()).time_since_epoch();
    auto latest = latest_ms_.load();
    while (latest < read.count() && !latest_ms_.compare_exchange_weak(latest, read.count())) {
    }
    return Instant(milliseconds(std::max<std::int64_t>(latest, read.count())));
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

} // namespace sportello
