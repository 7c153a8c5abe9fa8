#include "core/api/body.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/problems.hpp"
#include "core/api/views.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::api {

namespace json = boost::json;

namespace {

http::Response list(Context& context) {
    json::array items;
    const auto language = language_of(context.request);
    for (const auto& device : context.box.devices.list()) {
        const auto state = device::to_text(device.state);
        items.push_back(
            {{"id", device.id},
             {"kind", "printer"},
             {"driver", device.driver},
             {"port", device.port},
             {"name", device.name},
             {"serial", device.serial.empty() ? json::value(nullptr) : json::value(device.serial)},
             {"state", state},
             {"since", view(device.since)},
             {"advice", context.box.texts.say(fmt::format("device.{}", state), language)},
             {"jobs_waiting", print::jobs_waiting(context.db, device.id)}});
    }
    return json_reply(200, {{"items", items}});
}

PrintJobId id_of(const Context& context) {
    return PrintJobId{path_number(context.request, "id", "print.unknown-job")};
}

print::Job job(Context& context, PrintJobId id) {
    auto found = print::find_job(context.db, id);
    if (!found) throw Refusal(Refusal::Kind::not_found, "print.unknown-job");
    return *std::move(found);
}

http::Response show(Context& context) {
    return json_reply(200, view(job(context, id_of(context))));
}

http::Response reprint(Context& context) {
    Body(context.request).done();
    const auto id = print::reprint(context.db, id_of(context), context.now);
    return json_reply(201, view(job(context, id)));
}

} // namespace

void add_devices(Gate& gate) {
    gate.read("/api/v1/devices", staff_and_kiosk, list);
    gate.read("/api/v1/print-jobs/{id}", staff_and_kiosk, show);
    gate.post("/api/v1/print-jobs/{id}/reprint", staff, reprint);
}

} // namespace sportello::api
