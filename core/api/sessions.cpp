#include "core/api/body.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/views.hpp"
#include "core/people/audit.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::api {

namespace json = boost::json;

namespace {

struct Credentials {
    std::string user, password, device_token;
};

Credentials credentials_of(const http::Request& request) {
    Body body(request);
    Credentials given;
    if (body.has("device_token")) {
        given.device_token = body.text("device_token", 128);
    } else {
        given.user = body.text("user", 64);
        given.password = body.text("password", 256);
    }
    body.done();
    return given;
}

http::Response signed_in(const Services& box,
                         const people::Principal& who,
                         const people::NewSession& session,
                         Instant now) {
    auto response = json_reply(201, {{"token", session.token},
                                     {"principal", view(who)},
                                     {"expires_at", to_text(session.expires_at)}});
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(session.expires_at - now).count();
    const auto* secure = box.config.server.tls_certificate.empty() ? "" : "; Secure";
    response.headers.emplace_back(
        "Set-Cookie", fmt::format("sportello_session={}; Path=/; HttpOnly; SameSite=Strict; "
                                  "Max-Age={}{}",
                                  session.token, seconds, secure));
    return response;
}

http::Response sign_in_device(const Services& box, const std::string& token) {
    http::Response response;
    box.database.write_and_wait([&](store::Connection& db) {
        const auto now = box.clock.now();
        const auto who = people::device_of(db, token);
        if (!who) throw Refusal(Refusal::Kind::unauthorized, "session.wrong-device");
        response = signed_in(box, *who, people::open_session(db, *who, now), now);
    });
    return response;
}

// The hash is checked between two transactions, on a thread for slow work.
http::Response sign_in_person(const Services& box, const Credentials& given) {
    std::optional<people::Operator> known;
    std::optional<Instant> locked;
    box.database.read_and_wait([&](store::Connection& db) {
        known = people::find_operator(db, given.user);
        locked = people::locked_until(db, given.user, box.clock.now());
    });
    if (locked)
        throw Refusal(Refusal::Kind::unauthorized, "session.locked",
                      {{"until", box.zone.hour_minute(*locked)}});
    const bool right = people::verify_password(known ? known->password_hash : "", given.password) &&
                       known && !known->disabled;
    http::Response response;
    box.database.write_and_wait([&](store::Connection& db) {
        const auto now = box.clock.now();
        if (!right) { // Kept: this transaction must not be rolled back by the refusal.
            people::note_failure(db, given.user, now);
            people::audit(db, {known ? known->id : "unknown", "session.refused", "", ""}, now);
            return;
        }
        people::note_success(db, known->id, now);
        people::audit(db, {known->id, "session.opened", "", ""}, now);
        const people::Principal who{known->id, known->name, known->role,
                                    known->must_change_password};
        response = signed_in(box, who, people::open_session(db, who, now), now);
    });
    if (!right) throw Refusal(Refusal::Kind::unauthorized, "session.wrong");
    return response;
}

http::Response sign_in(const Services& box, const http::Request& request) {
    const auto given = credentials_of(request);
    return given.device_token.empty() ? sign_in_person(box, given)
                                      : sign_in_device(box, given.device_token);
}

http::Response who_am_i(const Services& box, store::Connection& db, const http::Request& request) {
    const auto now = box.clock.now();
    const auto who = identify(db, request, now);
    const auto expires = people::session_expiry(db, token_of(request));
    return json_reply(200, {{"principal", view(who)}, {"expires_at", view(expires)}});
}

http::Response sign_out(const Services& box, store::Connection& db, const http::Request& request) {
    const auto now = box.clock.now();
    const auto who = identify(db, request, now);
    people::close_session(db, token_of(request));
    people::audit(db, {who.id, "session.closed", "", ""}, now);
    http::Response response;
    response.status = 204;
    response.headers.emplace_back(
        "Set-Cookie", "sportello_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    return response;
}

http::Response change_password(const Services& box, const http::Request& request) {
    people::Principal who;
    std::optional<people::Operator> known;
    box.database.read_and_wait([&](store::Connection& db) {
        who = identify(db, request, box.clock.now());
        known = people::find_operator(db, who.id);
    });
    if (!known) throw Refusal(Refusal::Kind::forbidden, "session.not-allowed");
    Body body(request);
    const auto current = body.text("current", 256);
    const auto fresh = body.text("new", 256);
    if (const auto problem = people::password_problem(fresh, who.id, box.config.town.name))
        body.wrong("new", *problem);
    else if (fresh == current)
        body.wrong("new", "password.same");
    body.done();
    if (!people::verify_password(known->password_hash, current))
        throw Refusal(Refusal::Kind::invalid, "password.wrong").at("/current");
    const auto hash = people::hash_password(fresh);
    box.database.write_and_wait([&](store::Connection& db) {
        const auto now = box.clock.now();
        people::set_password(db, who.id, hash, false, now);
        people::close_sessions(db, who.id, token_of(request));
        people::audit(db, {who.id, "password.changed", "", ""}, now);
    });
    http::Response response;
    response.status = 204;
    return response;
}

} // namespace

void add_sessions(Gate& gate) {
    auto& router = gate.router();
    const auto& box = gate.box();
    router.slow("POST", "/api/v1/sessions",
                [&box](const http::Request& request) { return sign_in(box, request); });
    router.read("/api/v1/sessions/current",
                [&box](store::Connection& db, const http::Request& request) {
                    return who_am_i(box, db, request);
                });
    router.write("DELETE", "/api/v1/sessions/current",
                 [&box](store::Connection& db, const http::Request& request) {
                     return sign_out(box, db, request);
                 });
    router.slow("PUT", "/api/v1/me/password",
                [&box](const http::Request& request) { return change_password(box, request); });
}

} // namespace sportello::api
