// core/cases/case.hpp -- a case: one run of a procedure for a citizen, with its documents.
//
// A delivery is completed at the counter. An intake is accepted there: it has a protocol number and
// a term (L. 241/1990 art. 2), the citizen a receipt (art. 18-bis), and the back office a task,
// which the case follows: see task.hpp. Opened and concluded in one transaction: an `open` case is
// never seen from outside.
#pragma once

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/store/connection.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::cases {

enum class CaseState { open, completed, accepted, suspended, ready, delivered };
std::string_view to_text(CaseState state);

struct NewCase {
    std::string procedure;
    std::string area;
    std::optional<TicketId> ticket;
    std::string actor;
    std::string language;
    boost::json::value data;
};

struct ProtocolNumber {
    std::int64_t year = 0;
    std::string number; // "0000042"
};

// What the procedure came to.
struct Conclusion {
    CaseState state = CaseState::completed;
    boost::json::object result;
    boost::json::array charges; // {kind, cents, reason: {it, en}}
    std::optional<ProtocolNumber> protocol;
    std::optional<std::string> due_on;
};

struct Case {
    CaseId id{};
    std::string code; // Of the public page behind the receipt's QR: not to be guessed.
    std::string procedure;
    std::string area;
    std::optional<TicketId> ticket;
    std::string actor;
    std::string language;
    Instant opened_at;
    boost::json::value data;
    Conclusion conclusion;
};

// An A4 paper of the case, drawn from its template when it is asked for.
struct CaseDocument {
    std::int64_t number = 0;
    std::string name; // "registry/certificate"
    boost::json::object data;
};

CaseId open(store::Connection& db, const NewCase& opened, Instant now);
void conclude(store::Connection& db, CaseId id, const Conclusion& conclusion);
// The state that the case's task has brought it to, and the last day of its term. Of an accepted
// case.
void follow(store::Connection& db,
            CaseId id,
            CaseState state,
            const std::optional<std::string>& due_on);
std::int64_t add_document(store::Connection& db,
                          CaseId id,
                          std::string_view name,
                          const boost::json::object& data);

// Throws Refusal case.unknown (404).
Case find_case(store::Connection& db, CaseId id);
Case find_case_by_code(store::Connection& db, std::string_view code);
// The cases opened for a ticket, at most this many, oldest first.
constexpr std::int64_t cases_of_ticket_max = 100;
std::vector<Case> cases_of(store::Connection& db, TicketId ticket);
std::vector<CaseDocument> documents(store::Connection& db, CaseId id);
// Throws Refusal case.unknown-document (404).
CaseDocument document(store::Connection& db, CaseId id, std::int64_t number);

} // namespace sportello::cases
