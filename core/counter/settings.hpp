// core/counter/settings.hpp -- what the town decides about its counter: lanes and positions.
#pragma once

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/texts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sportello::counter {

// A line of tickets of like complexity.
struct Lane {
    std::string id;     // "quick"
    std::string prefix; // "A": before the number
    Text title;
    int minutes_max = 0; // Procedures of at most so many minutes come here; 0: of any length.
};

struct Position {
    CounterId id{};
    std::string name; // "Sportello 3"
};

// Constant while the daemon runs.
struct Settings {
    std::vector<Lane> lanes; // From the quickest; the last takes any length.
    std::vector<Position> positions;
    const Zone* zone = nullptr; // Decides the business day.

    const Lane* lane(std::string_view id) const;
    const Lane& lane_for(int minutes) const;
    const Position* position(CounterId id) const;
};

} // namespace sportello::counter
