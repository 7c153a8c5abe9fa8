#include "core/counter/settings.hpp"

#include <algorithm>

namespace sportello::counter {

const Lane* Settings::lane(std::string_view id) const {
    const auto found = std::ranges::find(lanes, id, &Lane::id);
    return found == lanes.end() ? nullptr : &*found;
}

const Lane& Settings::lane_for(int minutes) const {
    const auto found = std::ranges::find_if(lanes, [&](const Lane& lane) {
        return lane.minutes_max == 0 || minutes <= lane.minutes_max;
    });
    return found == lanes.end() ? lanes.back() : *found;
}

const Position* Settings::position(CounterId id) const {
    const auto found = std::ranges::find(positions, id, &Position::id);
    return found == positions.end() ? nullptr : &*found;
}

} // namespace sportello::counter
