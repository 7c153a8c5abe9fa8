#include "core/cases/case.hpp"

#include "core/base/refusal.hpp"

#include <boost/json.hpp>

#include <array>
#include <stdexcept>

namespace sportello::cases {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 6> state_texts{"open",      "completed", "accepted",
                                                      "suspended", "ready",     "delivered"};

#define SPORTELLO_CASE_COLUMNS                                                                     \
    "id, procedure, area, ticket, actor, language, state, data, result, charges, protocol_year,"   \
    " protocol_number, due_on, opened_at, code"

CaseState state_from(std::string_view text) {
    return static_cast<CaseState>(std::ranges::find(state_texts, text) - state_texts.begin());
}

Case case_of(const store::Row& row) {
    Case found;
    found.id = row.id<CaseId>(0);
    found.procedure = row.text(1);
    found.area = row.text(2);
    if (!row.is_null(3)) found.ticket = row.id<TicketId>(3);
    found.actor = row.text(4);
    found.language = row.text(5);
    found.conclusion.state = state_from(row.text(6));
    found.data = json::parse(row.text(7));
    if (!row.is_null(8)) found.conclusion.result = json::parse(row.text(8)).as_object();
    if (!row.is_null(9)) found.conclusion.charges = json::parse(row.text(9)).as_array();
    if (!row.is_null(10))
        found.conclusion.protocol = ProtocolNumber{row.integer(10), std::string(row.text(11))};
    found.conclusion.due_on = row.maybe_text(12);
    found.opened_at = row.instant(13);
    found.code = row.text(14);
    return found;
}

CaseDocument document_of(const store::Row& row) {
    return {row.integer(0), std::string(row.text(1)), json::parse(row.text(2)).as_object()};
}

} // namespace

std::string_view to_text(CaseState state) {
    return state_texts.at(static_cast<std::size_t>(state));
}

CaseId open(store::Connection& db, const NewCase& opened, Instant now) {
    const auto id = db.integer(
        "INSERT INTO cases (code, procedure, area, ticket, actor, language, state, data, opened_at)"
        " VALUES (lower(hex(randomblob(8))), ?1, ?2, ?3, ?4, ?5, 'open', ?6, ?7) RETURNING id",
        opened.procedure, opened.area, opened.ticket, opened.actor, opened.language,
        json::serialize(opened.data), now);
    return CaseId{id.value()};
}

void conclude(store::Connection& db, CaseId id, const Conclusion& conclusion) {
    std::optional<std::int64_t> year;
    std::optional<std::string> number;
    if (conclusion.protocol) {
        year = conclusion.protocol->year;
        number = conclusion.protocol->number;
    }
    const auto concluded =
        db.run("UPDATE cases SET state = ?2, result = ?3, charges = ?4, protocol_year = ?5,"
               " protocol_number = ?6, due_on = ?7 WHERE id = ?1 AND state = 'open'",
               id, to_text(conclusion.state), json::serialize(conclusion.result),
               json::serialize(conclusion.charges), year, number, conclusion.due_on);
    if (concluded != 1) throw std::logic_error("a case is concluded once, while it is open");
}

void follow(store::Connection& db,
            CaseId id,
            CaseState state,
            const std::optional<std::string>& due_on) {
    const auto followed = db.run("UPDATE cases SET state = ?2, due_on = ?3 WHERE id = ?1"
                                 " AND state NOT IN ('open', 'completed')",
                                 id, to_text(state), due_on);
    if (followed != 1) throw std::logic_error("only a case that was accepted has a task");
}

std::int64_t
add_document(store::Connection& db, CaseId id, std::string_view name, const json::object& data) {
    return db
        .integer("INSERT INTO case_document (case_id, number, template, data) VALUES (?1,"
                 " (SELECT coalesce(max(number), 0) + 1 FROM case_document WHERE case_id = ?1),"
                 " ?2, ?3) RETURNING number",
                 id, name, json::serialize(data))
        .value();
}

Case find_case(store::Connection& db, CaseId id) {
    auto found =
        db.first("SELECT " SPORTELLO_CASE_COLUMNS " FROM cases WHERE id = ?1", case_of, id);
    if (!found) throw Refusal(Refusal::Kind::not_found, "case.unknown");
    return *std::move(found);
}

Case find_case_by_code(store::Connection& db, std::string_view code) {
    auto found =
        db.first("SELECT " SPORTELLO_CASE_COLUMNS " FROM cases WHERE code = ?1", case_of, code);
    if (!found) throw Refusal(Refusal::Kind::not_found, "case.unknown");
    return *std::move(found);
}

std::vector<Case> cases_of(store::Connection& db, TicketId ticket) {
    return db.all("SELECT " SPORTELLO_CASE_COLUMNS
                  " FROM cases WHERE ticket = ?1 ORDER BY id LIMIT ?2",
                  case_of, ticket, cases_of_ticket_max);
}

std::vector<CaseDocument> documents(store::Connection& db, CaseId id) {
    return db.all("SELECT number, template, data FROM case_document WHERE case_id = ?1"
                  " ORDER BY number",
                  document_of, id);
}

CaseDocument document(store::Connection& db, CaseId id, std::int64_t number) {
    auto found = db.first("SELECT number, template, data FROM case_document"
                          " WHERE case_id = ?1 AND number = ?2",
                          document_of, id, number);
    if (!found) throw Refusal(Refusal::Kind::not_found, "case.unknown-document");
    return *std::move(found);
}

} // namespace sportello::cases
