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

// What the operation is to keep must be here already, as POST /attachments said of it: this reads
// the disk, and so comes before the transaction.
void check_attachments(const Services& box, const json::value& input) {
    if (!input.is_object()) return;
    const auto* listed = input.get_object().if_contains("attachments");
    if (!listed || !listed->is_array()) return;
    std::vector<Refusal::Field> mistakes;
    for (std::size_t i = 0; i < listed->get_array().size(); ++i) {
        const auto* one = listed->get_array()[i].if_object();
        const auto* digest = one ? one->if_contains("sha256") : nullptr;
        if (!digest || !digest->is_string()) continue;
        const auto at = fmt::format("/attachments/{}/", i);
        const auto size = box.attachments.size_of(digest->get_string());
        const auto* bytes = one->if_contains("bytes");
        if (!size)
            mistakes.push_back({at + "sha256", "attachment.unknown", {}});
        else if (bytes && bytes->is_int64() && std::cmp_not_equal(bytes->get_int64(), *size))
            mistakes.push_back(
                {at + "bytes", "attachment.other-size", {{"bytes", std::to_string(*size)}}});
    }
    if (!mistakes.empty())
        throw Refusal(Refusal::Kind::invalid, "body.invalid").with(std::move(mistakes));
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
                   const people::Principal& who,
                   Instant now) {
    const auto input = json::serialize(wanted.input);
    const auto name = wanted.name();
    http::Response response;
    response.body = box.plugins.run(db, {wanted.operation->kind, name, input, who.id, std::nullopt,
                                         "it", now, people::to_text(who.role)});
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
        check_attachments(box, wanted.input);
        box.database.write_and_wait([&](store::Connection& db) {
            const auto now = box.clock.now();
            response = once(db, request, who.id, now, [&] {
                audit_look(db, wanted, who.id, now);
                return run(box, db, wanted, who, now);
            });
        });
        return response;
    }
    if (wanted.operation->audited)
        box.database.write_and_wait(
            [&](store::Connection& db) { audit_look(db, wanted, who.id, box.clock.now()); });
    box.database.read_and_wait(
        [&](store::Connection& db) { response = run(box, db, wanted, who, box.clock.now()); });
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
