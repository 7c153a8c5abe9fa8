#include "core/api/endpoints.hpp"
#include "core/api/views.hpp"
#include "core/base/embedded.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::embedded {
std::span<const File> openapi();
}

namespace sportello::api {

namespace json = boost::json;

namespace {

std::string clock_time(int minutes) {
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

json::value town_view(const Services& box) {
    const auto& config = box.config;
    json::array lanes, counters, opening;
    for (const auto& lane : box.counter.lanes)
        lanes.push_back({{"id", lane.id},
                         {"prefix", lane.prefix},
                         {"title", view(lane.title)},
                         {"kind", to_text(lane.kind)},
                         {"promise_minutes", lane.promise_minutes}});
    for (const auto& position : box.counter.positions)
        counters.push_back({{"id", number(position.id)}, {"name", position.name}});
    for (const auto& hours : config.opening)
        opening.push_back({{"day", to_text(hours.day)},
                           {"from", clock_time(hours.from_minutes)},
                           {"to", clock_time(hours.to_minutes)}});
    return {{"name", config.town.name},
            {"province", config.town.province},
            {"demo", config.demo.enabled},
            {"languages", json::value_from(config.town.languages)},
            {"time_zone", config.town.time_zone},
            {"lanes", lanes},
            {"counters", counters},
            {"opening", opening}};
}

// A reply that never changes while the daemon runs.
http::Handler constant(std::string body) {
    http::Response response;
    response.shared = std::make_shared<const std::string>(std::move(body));
    return [response](const http::Request&) { return response; };
}

} // namespace

void add_town(Gate& gate) {
    gate.router().immediate("GET", "/api/v1/town",
                            constant(json::serialize(town_view(gate.box()))));
    gate.router().immediate("GET", "/api/v1/openapi.json",
                            constant(std::string(embedded::openapi().front().text)));
}

} // namespace sportello::api
