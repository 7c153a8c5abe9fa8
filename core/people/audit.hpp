// core/people/audit.hpp -- the audit trail: who looked at or did what, when, and why.
//
// Append-only rows, each hashed with the one before (SHA-256), so that a line changed, removed,
// inserted or moved is found. Who may write the file could compute the whole chain anew: against
// that, keep audit_head() somewhere else from time to time, and compare. Provvedimento del Garante
// 27-11-2008 on system administrators (log-ins complete, unalterable, verifiable, kept at least six
// months); GDPR art. 5 and 32 for look-ups. Holds ids and reasons, never the data that was seen.
#pragma once

#include "core/base/clock.hpp"
#include "core/store/connection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sportello::people {

struct AuditLine {
    std::string_view actor;  // "anna"; "local" for the administrator's socket
    std::string_view action; // "session.opened", "registry.person", "case.read"
    std::string_view object; // "case 42"; empty when there is none
    std::string_view reason; // As given by the operator.
};

void audit(store::Connection& connection, const AuditLine& line, Instant now);

// Recomputes the chain from its first line; the sequence number of the first line that does not
// fit (or is not there), or nothing. Reads every line: not on the writer.
std::optional<std::int64_t> verify_audit(store::Connection& connection);

// The last line written: 0 and empty before the first.
struct AuditHead {
    std::int64_t sequence = 0;
    std::string hash; // SHA-256 over this line and, through it, all before; hexadecimal.
};
AuditHead audit_head(store::Connection& connection);

} // namespace sportello::people
