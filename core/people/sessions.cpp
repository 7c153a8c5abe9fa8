// core/people/sessions.cpp -- sessions of people and devices, and the devices' own tokens.
#include "core/base/refusal.hpp"
#include "core/people/people.hpp"
#include "core/people/token.hpp"

#include <stdexcept>

namespace sportello::people {

namespace {

using store::Connection;
using store::Row;

constexpr std::chrono::hours person_max{12};
constexpr std::chrono::hours device_max{24 * 400};

Principal principal_from(const Row& row) {
    return {std::string(row.text(0)), std::string(row.text(1)), role_from(row.text(2)).value(),
            row.integer(3) != 0};
}

// Each opening ends at most one, so there are never more than sessions_max.
void end_oldest(Connection& connection, const Principal& principal) {
    constexpr std::string_view of_person =
        "DELETE FROM session WHERE token_hash IN (SELECT token_hash FROM session"
        " WHERE operator = ?1 ORDER BY opened_at DESC, token_hash LIMIT 1 OFFSET ?2)";
    constexpr std::string_view of_device =
        "DELETE FROM session WHERE token_hash IN (SELECT token_hash FROM session"
        " WHERE device = ?1 ORDER BY opened_at DESC, token_hash LIMIT 1 OFFSET ?2)";
    connection.run(principal.is_person() ? of_person : of_device, principal.id, sessions_max - 1);
}

} // namespace

NewSession open_session(Connection& connection, const Principal& principal, Instant now) {
    end_oldest(connection, principal);
    const auto is_person = principal.is_person();
    NewSession session{make_token(), now + (is_person ? person_max : device_max)};
    const std::optional<std::string> id(principal.id);
    connection.run("INSERT INTO session (token_hash, operator, device, opened_at, expires_at)"
                   " VALUES (?1, ?2, ?3, ?4, ?5)",
                   token_hash(session.token), is_person ? id : std::nullopt,
                   is_person ? std::nullopt : id, now, session.expires_at);
    return session;
}

std::optional<Principal> session_of(Connection& connection, std::string_view token, Instant now) {
    return connection.first(
        "SELECT coalesce(operator.id, device.id), coalesce(operator.name, device.id),"
        " coalesce(operator.role, device.role), coalesce(operator.must_change_password, 0)"
        " FROM session"
        " LEFT JOIN operator ON operator.id = session.operator"
        " LEFT JOIN device ON device.id = session.device"
        " WHERE session.token_hash = ?1 AND session.expires_at > ?2"
        " AND coalesce(operator.disabled, 0) = 0",
        principal_from, token_hash(token), now);
}

std::optional<Instant> session_expiry(Connection& connection, std::string_view token) {
    return connection.first(
        "SELECT expires_at FROM session WHERE token_hash = ?1",
        [](const store::Row& row) { return row.instant(0); }, token_hash(token));
}

void close_session(Connection& connection, std::string_view token) {
    connection.run("DELETE FROM session WHERE token_hash = ?1", token_hash(token));
}

void close_sessions(Connection& connection, std::string_view id, std::string_view except) {
    connection.run("DELETE FROM session WHERE operator = ?1 AND token_hash <> ?2", id,
                   token_hash(except));
}

std::int64_t forget_expired_sessions(Connection& connection, Instant now) {
    return connection.run("DELETE FROM session WHERE expires_at <= ?1", now);
}

std::string make_device_token(Connection& connection, std::string_view id, Role role, Instant now) {
    if (!is_device(role)) throw std::logic_error("a device is a kiosk or a board");
    if (connection.integer("SELECT 1 FROM operator WHERE id = ?1", id))
        throw Refusal(Refusal::Kind::conflict, "people.taken", {{"id", std::string(id)}});
    auto token = make_token();
    connection.run("INSERT INTO device (id, role, token_hash, made_at) VALUES (?1, ?2, ?3, ?4)"
                   " ON CONFLICT (id) DO UPDATE SET role = ?2, token_hash = ?3, made_at = ?4",
                   id, to_text(role), token_hash(token), now);
    connection.run("DELETE FROM session WHERE device = ?1", id);
    return token;
}

std::optional<Principal> device_of(Connection& connection, std::string_view token) {
    return connection.first("SELECT id, id, role, 0 FROM device WHERE token_hash = ?1",
                            principal_from, token_hash(token));
}

} // namespace sportello::people
