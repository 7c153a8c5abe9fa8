#include "core/api/gate.hpp"

#include "core/api/idempotency.hpp"

#include <boost/json.hpp>

namespace sportello::api {

using people::Role;

const Roles administrators{Role::administrator};
const Roles staff{Role::operator_, Role::supervisor, Role::administrator};
const Roles staff_and_kiosk{Role::operator_, Role::supervisor, Role::administrator, Role::kiosk};
const Roles anyone_in_hall{Role::operator_, Role::supervisor, Role::administrator, Role::kiosk,
                           Role::board};
const Roles staff_and_exchange{Role::operator_, Role::supervisor, Role::administrator,
                               Role::exchange};
const Roles staff_and_office{Role::operator_, Role::supervisor, Role::administrator,
                             Role::back_office};
const Roles anyone_known{Role::operator_,   Role::supervisor, Role::administrator,
                         Role::back_office, Role::kiosk,      Role::board};
const Roles supervisors{Role::supervisor, Role::administrator};
const Roles supervisors_and_office{Role::supervisor, Role::administrator, Role::back_office};

std::string_view token_of(const http::Request& request) {
    constexpr std::string_view scheme = "Bearer ";
    const auto authorization = request.header("authorization");
    if (authorization.starts_with(scheme)) return authorization.substr(scheme.size());
    return request.cookie("sportello_session");
}

people::Principal identify(store::Connection& db, const http::Request& request, Instant now) {
    if (request.local) return {"local", "local", Role::administrator, false};
    const auto token = token_of(request);
    auto who = token.empty() ? std::nullopt : people::session_of(db, token, now);
    if (!who) throw Refusal(Refusal::Kind::unauthorized, "session.none");
    return *std::move(who);
}

void check_role(const people::Principal& who, const Roles& roles) {
    if (std::ranges::find(roles, who.role) == roles.end())
        throw Refusal(Refusal::Kind::forbidden, "session.not-allowed");
    if (who.must_change_password)
        throw Refusal(Refusal::Kind::forbidden, "session.change-password");
}

http::StoreHandler Gate::behind(const Roles& roles, Endpoint endpoint) const {
    return [&box = box_, roles, endpoint = std::move(endpoint)](store::Connection& db,
                                                                const http::Request& request) {
        const auto now = box.clock.now();
        const auto who = identify(db, request, now);
        check_role(who, roles);
        Context context{box, db, request, who, now};
        return endpoint(context);
    };
}

void Gate::read(std::string_view pattern, const Roles& roles, Endpoint endpoint) {
    router_.read(pattern, behind(roles, std::move(endpoint)));
}

void Gate::stream(std::string_view pattern, const Roles& roles, Endpoint endpoint) {
    router_.stream(pattern, behind(roles, std::move(endpoint)));
}

void Gate::write(std::string_view method,
                 std::string_view pattern,
                 const Roles& roles,
                 Endpoint endpoint) {
    const auto command = [endpoint = std::move(endpoint)](Context& context) {
        return once(context.db, context.request, context.who.id, context.now,
                    [&] { return endpoint(context); });
    };
    router_.write(method, pattern, behind(roles, command));
}

http::Response json_reply(int status, const boost::json::value& body) {
    http::Response response;
    response.status = status;
    response.body = boost::json::serialize(body);
    return response;
}

} // namespace sportello::api
