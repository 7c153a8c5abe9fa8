// core/people/operators.cpp -- the operators, and how guessing at their passwords is slowed.
#include "core/base/refusal.hpp"
#include "core/people/people.hpp"
#include "core/people/token.hpp"

#include <stdexcept>

namespace sportello::people {

namespace {

using store::Connection;
using store::Row;

Operator operator_from(const Row& row) {
    return {std::string(row.text(0)), std::string(row.text(1)), role_from(row.text(2)).value(),
            std::string(row.text(3)), row.integer(4) != 0,      row.integer(5) != 0};
}

Refusal unknown(std::string_view id) {
    return {Refusal::Kind::not_found, "people.unknown", {{"id", std::string(id)}}};
}

// Under which name the failures of `id` are counted.
std::string account_of(Connection& connection, std::string_view id) {
    const auto known = connection.integer("SELECT 1 FROM operator WHERE id = ?1", id);
    return known ? std::string(id) : bucket_of(id);
}

constexpr std::int64_t free_failures = 4;

// The fifth failure in a row locks for a minute, each further one for twice as long, up to an hour.
std::chrono::minutes lock_after(std::int64_t failures) {
    constexpr std::int64_t doublings_max = 6; // 64 minutes: more than the hour.
    const auto doublings = std::min(failures - free_failures - 1, doublings_max);
    return std::min(std::chrono::minutes(1 << doublings), std::chrono::minutes(60));
}

} // namespace

std::optional<Operator> find_operator(Connection& connection, std::string_view id) {
    return connection.first("SELECT id, name, role, password_hash, must_change_password, disabled"
                            " FROM operator WHERE id = ?1",
                            operator_from, id);
}

std::vector<Operator> operators(Connection& connection) {
    return connection.all("SELECT id, name, role, password_hash, must_change_password, disabled"
                          " FROM operator ORDER BY id",
                          operator_from);
}

void add_operator(Connection& connection, const Operator& added, Instant now) {
    if (is_device(added.role)) throw std::logic_error("an operator is a person");
    if (connection.integer("SELECT 1 FROM operator WHERE id = ?1"
                           " UNION ALL SELECT 1 FROM device WHERE id = ?1",
                           added.id))
        throw Refusal(Refusal::Kind::conflict, "people.taken", {{"id", added.id}});
    connection.run("INSERT INTO operator (id, name, role, password_hash, must_change_password,"
                   " disabled, added_at, password_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
                   added.id, added.name, to_text(added.role), added.password_hash,
                   added.must_change_password, added.disabled, now);
}

void set_password(Connection& connection,
                  std::string_view id,
                  const std::string& password_hash,
                  bool must_change,
                  Instant now) {
    const auto changed =
        connection.run("UPDATE operator SET password_hash = ?2, must_change_password = ?3,"
                       " password_at = ?4 WHERE id = ?1",
                       id, password_hash, must_change, now);
    if (changed == 0) throw unknown(id);
    note_success(connection, id, now);
}

void set_disabled(Connection& connection, std::string_view id, bool disabled) {
    const auto found = find_operator(connection, id);
    if (!found) throw unknown(id);
    if (disabled && found->role == Role::administrator &&
        !connection.integer("SELECT 1 FROM operator WHERE role = 'administrator' AND disabled = 0"
                            " AND id <> ?1 LIMIT 1",
                            id))
        throw Refusal(Refusal::Kind::conflict, "people.last-administrator");
    connection.run("UPDATE operator SET disabled = ?2 WHERE id = ?1", id, disabled);
}

std::optional<Instant> locked_until(Connection& connection, std::string_view id, Instant now) {
    const auto until = connection.first(
        "SELECT count, last_at FROM sign_in_failure WHERE account = ?1 AND count > ?2",
        [](const Row& row) { return row.instant(1) + lock_after(row.integer(0)); },
        account_of(connection, id), free_failures);
    return until && *until > now ? until : std::nullopt;
}

void note_failure(Connection& connection, std::string_view id, Instant now) {
    connection.run("INSERT INTO sign_in_failure (account, count, last_at) VALUES (?1, 1, ?2)"
                   " ON CONFLICT (account) DO UPDATE SET count = count + 1, last_at = ?2",
                   account_of(connection, id), now);
}

void note_success(Connection& connection, std::string_view id, Instant) {
    connection.run("DELETE FROM sign_in_failure WHERE account = ?1", id);
}

} // namespace sportello::people
