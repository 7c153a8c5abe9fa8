#include "core/people/people.hpp"

#include "core/api/body.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/views.hpp"
#include "core/people/audit.hpp"

#include <boost/json.hpp>

namespace sportello::api {

namespace json = boost::json;

namespace {

bool is_id(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    };
    return text.size() >= 2 && text.size() <= 32 && text[0] >= 'a' && text[0] <= 'z' &&
           std::ranges::all_of(text, allowed);
}

std::string id_from(Body& body) {
    auto id = body.text("id", 64);
    if (!id.empty() && !is_id(id)) body.wrong("id", "people.bad-id");
    return id;
}

json::value operator_view(const people::Operator& shown) {
    return {{"id", shown.id},
            {"name", shown.name},
            {"role", people::to_text(shown.role)},
            {"disabled", shown.disabled}};
}

http::Response list(Context& context) {
    json::array items;
    for (const auto& shown : people::operators(context.db))
        items.push_back(operator_view(shown));
    return json_reply(200, {{"items", items}});
}

// The password is hashed before the transaction, on a thread for slow work.
http::Response add_operator(const Services& box, const http::Request& request) {
    people::Principal who;
    box.database.read_and_wait([&](store::Connection& db) {
        who = identify(db, request, box.clock.now());
        check_role(who, administrators);
    });
    Body body(request);
    people::Operator added;
    added.id = id_from(body);
    added.name = body.text("name", 80);
    added.role = people::role_from(
                     body.choice("role", {"operator", "supervisor", "administrator", "back-office"},
                                 Body::Missing::refused))
                     .value_or(people::Role::operator_);
    auto password = body.maybe_text("password", 256);
    added.must_change_password = !body.flag("keep", false);
    if (password)
        if (const auto problem =
                people::password_problem(*password, added.id, box.config.town.name))
            body.wrong("password", *problem);
    if (!password && !added.must_change_password) body.wrong("keep", "people.keep-needs-password");
    body.done();
    if (!password) password = people::make_password();
    added.password_hash = people::hash_password(*password);
    box.database.write_and_wait([&](store::Connection& db) {
        const auto now = box.clock.now();
        people::add_operator(db, added, now);
        people::audit(db, {who.id, "operator.added", added.id, ""}, now);
    });
    return json_reply(201, {{"operator", operator_view(added)}, {"password", *password}});
}

// Who forgot the password comes back with one for first use; where it was used, it opens no more.
http::Response renew_password(const Services& box, const http::Request& request) {
    people::Principal who;
    box.database.read_and_wait([&](store::Connection& db) {
        who = identify(db, request, box.clock.now());
        check_role(who, administrators);
    });
    Body(request).done();
    const auto& id = request.parameters.find("id")->second;
    const auto password = people::make_password();
    const auto hash = people::hash_password(password);
    box.database.write_and_wait([&](store::Connection& db) {
        const auto now = box.clock.now();
        people::set_password(db, id, hash, true, now);
        people::close_sessions(db, id, "");
        people::audit(db, {who.id, "operator.password-renewed", id, ""}, now);
    });
    return json_reply(200, {{"password", password}});
}

Endpoint disable(bool disabled) {
    return [disabled](Context& context) {
        Body(context.request).done();
        const auto& id = context.request.parameters.find("id")->second;
        people::set_disabled(context.db, id, disabled);
        if (disabled) people::close_sessions(context.db, id, "");
        people::audit(context.db,
                      {context.who.id, disabled ? "operator.disabled" : "operator.enabled", id, ""},
                      context.now);
        return json_reply(200, operator_view(people::find_operator(context.db, id).value()));
    };
}

http::Response add_device_token(Context& context) {
    Body body(context.request);
    const auto id = id_from(body);
    const auto role = body.choice("role", {"kiosk", "board", "exchange"}, Body::Missing::refused);
    body.done();
    const auto token =
        people::make_device_token(context.db, id, people::role_from(role).value(), context.now);
    people::audit(context.db, {context.who.id, "device.token-made", id, ""}, context.now);
    return json_reply(201, {{"id", id}, {"role", role}, {"token", token}});
}

} // namespace

void add_people(Gate& gate) {
    const auto& box = gate.box();
    gate.read("/api/v1/operators", administrators, list);
    gate.router().slow("POST", "/api/v1/operators",
                       [&box](const http::Request& request) { return add_operator(box, request); });
    gate.router().slow(
        "POST", "/api/v1/operators/{id}/password",
        [&box](const http::Request& request) { return renew_password(box, request); });
    gate.post("/api/v1/operators/{id}/disable", administrators, disable(true));
    gate.post("/api/v1/operators/{id}/enable", administrators, disable(false));
    // Not idempotent by key: the reply holds a secret, which is not kept.
    gate.router().write("POST", "/api/v1/device-tokens",
                        [&box](store::Connection& db, const http::Request& request) {
                            const auto now = box.clock.now();
                            const auto who = identify(db, request, now);
                            check_role(who, administrators);
                            Context context{box, db, request, who, now};
                            return add_device_token(context);
                        });
}

} // namespace sportello::api
