#include "core/people/audit.hpp"

#include <fmt/format.h>

#include <sodium.h>

namespace sportello::people {

namespace {

using store::Connection;
using store::Row;

// One form for one line: each text after its length, so that no two lines read the same.
std::string canonical(std::int64_t sequence, std::int64_t at_ms, const AuditLine& line) {
    return fmt::format("{} {} {}:{} {}:{} {}:{} {}:{}\n", sequence, at_ms, line.actor.size(),
                       line.actor, line.action.size(), line.action, line.object.size(), line.object,
                       line.reason.size(), line.reason);
}

std::string chained(const std::string& previous, const std::string& text) {
    const auto input = previous + text;
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, reinterpret_cast<const unsigned char*>(input.data()), input.size());
    std::string hex(2 * sizeof digest + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest, sizeof digest);
    hex.pop_back();
    return hex;
}

} // namespace

void audit(Connection& connection, const AuditLine& line, Instant now) {
    const auto head = audit_head(connection);
    const auto sequence = head.sequence + 1;
    const auto at_ms = now.time_since_epoch().count();
    const auto hash = chained(head.hash, canonical(sequence, at_ms, line));
    connection.run("INSERT INTO audit (sequence, at, actor, action, object, reason, hash)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                   sequence, at_ms, line.actor, line.action, line.object, line.reason, hash);
    connection.run("UPDATE audit_head SET sequence = ?1, hash = ?2 WHERE id = 1", sequence, hash);
}

std::optional<std::int64_t> verify_audit(Connection& connection) {
    AuditHead reached;
    bool fits = true;
    connection.step_all(
        "SELECT sequence, at, actor, action, object, reason, hash FROM audit ORDER BY sequence", {},
        [&](const Row& row) {
            const auto sequence = reached.sequence + 1;
            const AuditLine line{row.text(2), row.text(3), row.text(4), row.text(5)};
            const auto hash = chained(reached.hash, canonical(sequence, row.integer(1), line));
            fits = row.integer(0) == sequence && row.text(6) == hash;
            if (fits) reached = {sequence, hash};
            return fits;
        });
    if (!fits) return reached.sequence + 1;
    const auto head = audit_head(connection);
    if (head.sequence != reached.sequence) return std::min(head.sequence, reached.sequence) + 1;
    return head.hash == reached.hash ? std::nullopt : std::optional(head.sequence);
}

AuditHead audit_head(Connection& connection) {
    return connection
        .first("SELECT sequence, hash FROM audit_head WHERE id = 1",
               [](const Row& row) {
                   return AuditHead{row.integer(0), std::string(row.text(1))};
               })
        .value_or(AuditHead{});
}

} // namespace sportello::people
