#include "core/base/config_counter.hpp"

#include <fmt/format.h>

#include <set>

namespace sportello::config {

namespace {

constexpr const char* walk_in = "walk-in";
constexpr int unreadable = -1; // minutes_max was complained of already.

Config::Lane read_lane(Section& table) {
    Config::Lane lane;
    table.text("id", lane.id, an_id(), Need::required);
    table.text("prefix", lane.prefix, a_letter(), Need::required);
    auto title = table.section("title", Need::required);
    title.text("it", lane.title.it, a_name(), Need::required);
    title.text("en", lane.title.en, a_name(), Need::required);
    title.finish();
    table.text("kind", lane.kind, one_of({walk_in, "appointment", "call-back"}), Need::optional);
    if (!table.integer("minutes_max", lane.minutes_max, 0, 480) && table.has("minutes_max"))
        lane.minutes_max = unreadable;
    table.integer("promise_minutes", lane.promise_minutes, 1, 480);
    table.integer("in_a_row_max", lane.in_a_row_max, 1, 10);
    if (lane.kind != walk_in && lane.minutes_max > 0)
        table.complain("minutes_max", "only walk-in lanes are chosen by minutes: expected 0");
    return lane;
}

// Each walk-in lane takes longer visits than the one before, and the last takes all the rest.
void check_bound(Section& table, const Config::Lane& lane, bool last, int bound) {
    if (lane.minutes_max == unreadable) return;
    if (last && lane.minutes_max != 0)
        table.complain("minutes_max", "the last lane takes what no other does: expected 0, "
                                      "no bound");
    else if (!last && lane.minutes_max <= bound)
        table.complain("minutes_max",
                       lane.minutes_max == 0
                           ? "only the last lane is without bound: those after it would "
                             "never be chosen"
                           : fmt::format("expected more than the {} minutes of the lane before: "
                                         "this one would never be chosen",
                                         bound));
}

void read_lanes(std::vector<Section> list, std::vector<Config::Lane>& lanes) {
    std::set<std::string> ids;
    std::set<std::string> prefixes;
    std::size_t last_walk_in = list.size();
    for (std::size_t i = 0; i < list.size(); ++i) {
        auto& table = list[i];
        auto lane = read_lane(table);
        if (!lane.id.empty() && !ids.insert(lane.id).second)
            table.complain("id", fmt::format("another lane is \"{}\" already", lane.id));
        if (!lane.prefix.empty() && !prefixes.insert(lane.prefix).second)
            table.complain("prefix",
                           fmt::format("another lane has the letter {} already", lane.prefix));
        if (lane.kind == walk_in) last_walk_in = i;
        lanes.push_back(std::move(lane));
    }
    int bound = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (lanes[i].kind == walk_in) {
            check_bound(list[i], lanes[i], i == last_walk_in, bound);
            bound = std::max(bound, lanes[i].minutes_max);
        }
        list[i].finish();
    }
    if (last_walk_in == list.size() && !list.empty())
        list.back().complain("kind", "expected a walk-in lane among them: for who has no "
                                     "appointment");
}

void read_counters(std::vector<Section> list, std::vector<Config::Counter>& counters) {
    const auto known = one_of({"card-station", "fingerprint-reader", "payment-terminal",
                               "adjustable-desk", "closed-room"});
    std::set<int> ids;
    for (auto& table : list) {
        Config::Counter counter;
        if (table.integer("id", counter.id, 1, 999, Need::required) &&
            !ids.insert(counter.id).second)
            table.complain("id",
                           fmt::format("another counter has the number {} already", counter.id));
        table.text("name", counter.name, a_name(), Need::required);
        table.texts("equipment", counter.equipment, known);
        table.finish();
        counters.push_back(std::move(counter));
    }
}

void read_policy(Section table, Config::Policy& policy) {
    table.integer("priority_in_a_row_max", policy.priority_in_a_row_max, 1, 10);
    table.integer("appointment_early_minutes", policy.appointment_early_minutes, 0, 60);
    table.integer("appointment_grace_minutes", policy.appointment_grace_minutes, 0, 60);
    table.integer("no_show_return_minutes", policy.no_show_return_minutes, 0, 120);
    table.integer("calls_max", policy.calls_max, 1, 10);
    table.integer("undo_seconds", policy.undo_seconds, 0, 600);
    table.finish();
}

} // namespace

void read_counter(Section& root, Config& config) {
    read_lanes(root.sections("lanes", Need::required), config.lanes);
    read_counters(root.sections("counters", Need::required), config.counters);
    read_policy(root.section("policy"), config.policy);
}

} // namespace sportello::config
