#include "core/api/body.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/views.hpp"
#include "core/base/version.hpp"
#include "core/people/audit.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::api {

namespace {

http::Response status(Context& context) {
    const auto& box = context.box;
    const auto day = box.zone.day(context.now);
    std::int64_t waiting = 0;
    for (const auto& lane : counter::waiting(context.db, box.counter, day))
        waiting += lane.waiting;
    const auto serving =
        context.db.integer("SELECT count(*) FROM ticket WHERE state IN ('called', 'serving')"
                           " AND counter IS NOT NULL");
    const auto clock = box.clock.state();
    return json_reply(
        200, {{"version", version},
              {"town", box.config.town.name},
              {"demo", box.config.demo.enabled},
              {"started_at", to_text(box.started_at)},
              {"waiting", waiting},
              {"serving", serving.value_or(0)},
              {"commands", box.database.commands()},
              {"clock", {{"state", to_text(clock.fit)}, {"off_seconds", clock.off.count()}}}});
}

// The name holds the local time, so that backups sort by age and none overwrites another.
http::Response backup(const Services& box, const http::Request& request) {
    Body(request).done();
    const auto now = box.clock.now();
    box.database.write_and_wait([&](store::Connection& db) {
        const auto who = identify(db, request, now);
        check_role(who, administrators);
        people::audit(db, {who.id, "backup.made", "", ""}, now);
    });
    const std::filesystem::path folder = box.config.storage.backup_folder;
    auto name = box.zone.local_time(now).substr(0, 19);
    std::ranges::replace(name, ':', '-');
    const auto file = folder / fmt::format("sportello-{}.db", name);
    if (std::filesystem::exists(file))
        throw Refusal(Refusal::Kind::conflict, "backup.too-soon", {{"file", file.string()}});
    try {
        std::filesystem::create_directories(folder);
        box.database.backup(file);
        box.attachments.copy_to(folder / "attachments");
    } catch (const std::exception& error) {
        throw Refusal(Refusal::Kind::unavailable, "backup.failed",
                      {{"folder", folder.string()}, {"why", error.what()}});
    }
    return json_reply(201, {{"file", file.string()}, {"bytes", std::filesystem::file_size(file)}});
}

} // namespace

void add_upkeep(Gate& gate) {
    gate.read("/api/v1/status", staff, status);
    gate.router().slow(
        "POST", "/api/v1/backups",
        [&box = gate.box()](const http::Request& request) { return backup(box, request); });
}

void add_all(http::Router& router, const Services& box) {
    Gate gate(router, box);
    for (const auto add :
         {add_sessions, add_town, add_catalogue, add_tickets, add_counters, add_reports, add_hours,
          add_appointments, add_contacts, add_cases, add_tasks, add_events, add_devices,
          add_plugins, add_people, add_attachments, add_upkeep})
        add(gate);
}

} // namespace sportello::api
