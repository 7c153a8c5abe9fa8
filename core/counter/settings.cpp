#include "core/counter/settings.hpp"

#include <algorithm>
#include <array>

namespace sportello::counter {

namespace {

constexpr std::array<std::string_view, 3> kind_texts{"walk-in", "appointment", "call-back"};

constexpr std::array<std::pair<Equipment, std::string_view>, 5> equipment_texts{{
    {Equipment::card_station, "card-station"},
    {Equipment::fingerprint_reader, "fingerprint-reader"},
    {Equipment::payment_terminal, "payment-terminal"},
    {Equipment::adjustable_desk, "adjustable-desk"},
    {Equipment::closed_room, "closed-room"},
}};

} // namespace

std::string_view to_text(LaneKind kind) {
    return kind_texts.at(static_cast<std::size_t>(kind));
}

std::optional<LaneKind> lane_kind_from(std::string_view text) {
    const auto found = std::ranges::find(kind_texts, text);
    if (found == kind_texts.end()) return std::nullopt;
    return static_cast<LaneKind>(found - kind_texts.begin());
}

std::string_view to_text(Equipment one) {
    return std::ranges::find(equipment_texts, one, &std::pair<Equipment, std::string_view>::first)
        ->second;
}

std::optional<Equipment> equipment_from(std::string_view text) {
    for (const auto& [one, name] : equipment_texts)
        if (name == text) return one;
    return std::nullopt;
}

std::vector<std::string_view> names(EquipmentSet set) {
    std::vector<std::string_view> all;
    for (const auto& [one, name] : equipment_texts)
        if (set & static_cast<EquipmentSet>(one)) all.push_back(name);
    return all;
}

EquipmentSet equipment_set(const std::vector<std::string>& names) {
    EquipmentSet set = 0;
    for (const auto& name : names)
        if (const auto one = equipment_from(name)) set |= static_cast<EquipmentSet>(*one);
    return set;
}

const Lane* Settings::lane(std::string_view id) const {
    const auto found = std::ranges::find(lanes, id, &Lane::id);
    return found == lanes.end() ? nullptr : &*found;
}

const Lane& Settings::lane_for(int minutes) const {
    const Lane* last = &lanes.front();
    for (const auto& lane : lanes) {
        if (lane.kind != LaneKind::walk_in) continue;
        if (lane.minutes_max == 0 || minutes <= lane.minutes_max) return lane;
        last = &lane;
    }
    return *last;
}

const Lane* Settings::lane_of_kind(LaneKind kind) const {
    const auto found = std::ranges::find(lanes, kind, &Lane::kind);
    return found == lanes.end() ? nullptr : &*found;
}

const Position* Settings::position(CounterId id) const {
    const auto found = std::ranges::find(positions, id, &Position::id);
    return found == positions.end() ? nullptr : &*found;
}

} // namespace sportello::counter
