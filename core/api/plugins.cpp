#include "core/api/body.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/idempotency.hpp"
#include "core/api/views.hpp"
#include "core/people/audit.hpp"

#include <sportello/calendar.hpp>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::api {

namespace json = boost::json;

namespace {

http::Response list(Context& context) {
    json::array items;
    for (const auto& plugin : context.box.plugins.list())
        items.push_back({{"id", plugin.id},
                         {"version", plugin.version},
                         {"title", view(plugin.title)},
                         {"state", plugin::to_text(plugin.state)},
                         {"reason", plugin.reason.empty() ? json::value(nullptr)
                                                          : json::value(plugin.reason)}});
    return json_reply(200, {{"items", items}});
}

struct Wanted {
    const catalogue::Area* area = nullptr;
    const catalogue::Operation* operation = nullptr;
    json::value input;

    std::string name() const { return area->id + '.' + operation->id; }
};

// The operation must be offered to operators, and its input fit its form.
Wanted wanted_operation(const Services& box, const http::Request& request) {
    const auto& id = request.parameters.find("id")->second;
    const auto& operation = request.parameters.find("operation")->second;
    Wanted wanted;
    wanted.area = box.catalogue.area(id);
    wanted.operation = wanted.area ? wanted.area->operation(operation) : nullptr;
    if (!wanted.operation || !wanted.operation->offered)
        throw Refusal(Refusal::Kind::not_found, "plugin.unknown-operation",
                      {{"operation", fmt::format("{}.{}", id, operation)}});
    wanted.input = request.body.empty() ? json::value(json::object()) : parse_json(request.body);
    auto mistakes = wanted.operation->form->validate(
        wanted.input, parse_date(box.zone.day(box.clock.now())).value());
    if (!mistakes.empty())
        throw Refusal(Refusal::Kind::invalid, "body.invalid").with(std::move(mistakes));
    return wanted;
}

void audit_look(store::Connection& db, const Wanted& wanted, std::string_view actor, Instant now) {
    if (!wanted.operation->audited) return;
    const auto* reason =
        wanted.input.is_object() ? wanted.input.get_object().if_contains("reason") : nullptr;
    people::audit(db,
                  {actor, wanted.name(), "",
                   reason && reason->is_string() ? std::string_view(reason->get_string())
                                                 : std::string_view()},
                  now);
}

http::Response run(const Services& box,
                   store::Connection& db,
                   const Wanted& wanted,
                   std::string_view actor,
                   Instant now) {
    const auto input = json::serialize(wanted.input);
    const auto name = wanted.name();
    http::Response response;
    response.body =
        box.plugins.run(db, {wanted.operation->kind, name, input, actor, std::nullopt, "it", now});
    return response;
}

// Queries run on a reader, after their line in the audit trail is durable; commands on the writer.
http::Response run_operation(const Services& box, const http::Request& request) {
    http::Response response;
    people::Principal who;
    box.database.read_and_wait([&](store::Connection& db) {
        who = identify(db, request, box.clock.now());
        check_role(who, staff);
    });
    const auto wanted = wanted_operation(box, request);
    if (wanted.operation->kind == catalogue::Operation::Kind::command) {
        box.database.write_and_wait([&](store::Connection& db) {
            const auto now = box.clock.now();
            response = once(db, request, who.id, now, [&] {
                audit_look(db, wanted, who.id, now);
                return run(box, db, wanted, who.id, now);
            });
        });
        return response;
    }
    if (wanted.operation->audited)
        box.database.write_and_wait(
            [&](store::Connection& db) { audit_look(db, wanted, who.id, box.clock.now()); });
    box.database.read_and_wait(
        [&](store::Connection& db) { response = run(box, db, wanted, who.id, box.clock.now()); });
    return response;
}

} // namespace

void add_plugins(Gate& gate) {
    gate.read("/api/v1/plugins", staff, list);
    gate.router().slow(
        "POST", "/api/v1/plugins/{id}/operations/{operation}",
        [&box = gate.box()](const http::Request& request) { return run_operation(box, request); });
}

} // namespace sportello::api
