#include "core/counter/contacts.hpp"

#include "core/base/refusal.hpp"
#include "core/store/events.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sportello::counter {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 3> state_texts{"ringing", "open", "closed"};
constexpr std::array<std::string_view, 9> outcome_texts{
    "answered", "papers-missing", "ticket",      "appointment", "call-back",
    "case",     "task",           "back-office", "abandoned"};
constexpr std::array<Channel, 4> channels{Channel::kiosk, Channel::reception, Channel::counter,
                                          Channel::phone};

#define CONTACT_COLUMNS                                                                            \
    "id, day, channel, state, operator, procedures, outcome, reason, tax_code, phone, ticket,"     \
    " appointment, case_id, task, paper, at, ended_at"

template <class Id>
std::optional<Id> maybe_id(const store::Row& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.id<Id>(column));
}

Contact contact_of(const store::Row& row) {
    Contact one;
    one.id = row.id<ContactId>(0);
    one.day = row.text(1);
    one.channel =
        *std::ranges::find(channels, row.text(2), [](Channel channel) { return to_text(channel); });
    one.state = static_cast<ContactState>(std::ranges::find(state_texts, row.text(3)) -
                                          state_texts.begin());
    one.operator_id = row.maybe_text(4);
    const auto procedures = json::parse(row.text(5));
    for (const auto& procedure : procedures.as_array())
        one.procedures.emplace_back(procedure.as_string());
    if (!row.is_null(6)) one.outcome = contact_outcome_from(row.text(6));
    one.reason = row.maybe_text(7);
    one.tax_code = row.maybe_text(8);
    one.phone = row.maybe_text(9);
    one.ticket = maybe_id<TicketId>(row, 10);
    one.appointment = maybe_id<AppointmentId>(row, 11);
    one.case_id = maybe_id<CaseId>(row, 12);
    one.task = maybe_id<TaskId>(row, 13);
    one.paper = maybe_id<PrintJobId>(row, 14);
    one.at = row.instant(15);
    one.ended_at = row.maybe_instant(16);
    return one;
}

// Calls are told as they go; of the other contacts only the end is.
void tell(store::Connection& db, const Contact& one, Instant now) {
    const auto* what = one.channel == Channel::phone ? "call" : "contact";
    json::object event{{"contact", number(one.id)},
                       {"channel", to_text(one.channel)},
                       {"state", to_text(one.state)}};
    if (one.outcome) event["outcome"] = to_text(*one.outcome);
    store::emit(db, fmt::format("{}.{}", what, to_text(one.state)), json::serialize(event), now);
}

Contact insert(store::Connection& db,
               const Settings& settings,
               Channel channel,
               ContactState state,
               const std::optional<std::string>& operator_id,
               const std::optional<std::string>& phone,
               Instant now) {
    return *db.first("INSERT INTO contact (day, channel, state, operator, procedures, phone, at)"
                     " VALUES (?1, ?2, ?3, ?4, '[]', ?5, ?6) RETURNING " CONTACT_COLUMNS,
                     contact_of, settings.zone->day(now), to_text(channel), to_text(state),
                     operator_id, phone, now);
}

void abandon(store::Connection& db, ContactId id, Instant now) {
    ContactEnd end;
    end.outcome = ContactOutcome::abandoned;
    close_contact(db, id, end, now);
}

} // namespace

std::string_view to_text(ContactState state) {
    return state_texts.at(static_cast<std::size_t>(state));
}

std::string_view to_text(ContactOutcome outcome) {
    return outcome_texts.at(static_cast<std::size_t>(outcome));
}

std::optional<ContactOutcome> contact_outcome_from(std::string_view text) {
    const auto found = std::ranges::find(outcome_texts, text);
    if (found == outcome_texts.end()) return std::nullopt;
    return static_cast<ContactOutcome>(found - outcome_texts.begin());
}

std::vector<std::string> contact_outcomes() {
    return {outcome_texts.begin(), outcome_texts.end()};
}

std::optional<std::string> phone_from(std::string_view text) {
    constexpr std::string_view between = " .-/()";
    constexpr std::size_t digits_min = 3;  // "112"
    constexpr std::size_t digits_max = 15; // ITU-T E.164
    std::string plain;
    for (const char c : text) {
        if (between.find(c) != between.npos) continue;
        if ((c < '0' || c > '9') && !(c == '+' && plain.empty())) return std::nullopt;
        plain += c;
    }
    if (plain.starts_with("00")) plain = "+" + plain.substr(2);
    if (plain.starts_with("+39")) plain.erase(0, 3);
    const auto digits = plain.size() - (plain.starts_with('+') ? 1 : 0);
    if (digits < digits_min || digits > digits_max) return std::nullopt;
    return plain;
}

Contact open_contact(store::Connection& db,
                     const Settings& settings,
                     Channel channel,
                     std::string_view who,
                     Instant now) {
    return insert(db, settings, channel, ContactState::open, std::string(who), std::nullopt, now);
}

Contact open_call(store::Connection& db,
                  const Settings& settings,
                  std::optional<std::string> phone,
                  std::optional<std::string> operator_id,
                  Instant now) {
    if (!operator_id) {
        const auto ringing = db.all(
            "SELECT id FROM contact WHERE state <> 'closed' AND state = 'ringing' ORDER BY id",
            [](const store::Row& row) { return row.id<ContactId>(0); });
        if (static_cast<std::int64_t>(ringing.size()) >= calls_max)
            abandon(db, ringing.front(), now);
    }
    const auto state = operator_id ? ContactState::open : ContactState::ringing;
    auto made = insert(db, settings, Channel::phone, state, operator_id, phone, now);
    tell(db, made, now);
    return made;
}

Contact
answer_call(store::Connection& db, ContactId id, std::string_view operator_id, Instant now) {
    const auto call = contact(db, id);
    if (call.state != ContactState::ringing)
        throw Refusal(Refusal::Kind::conflict, fmt::format("call.is-{}", to_text(call.state)),
                      {{"operator", call.operator_id.value_or("")}});
    db.run("UPDATE contact SET state = 'open', operator = ?2 WHERE id = ?1", id, operator_id);
    auto answered = contact(db, id);
    tell(db, answered, now);
    return answered;
}

Contact close_contact(store::Connection& db, ContactId id, const ContactEnd& end, Instant now) {
    if (contact(db, id).state == ContactState::closed)
        throw Refusal(Refusal::Kind::conflict, "call.is-closed");
    json::array procedures;
    for (const auto& procedure : end.procedures)
        procedures.emplace_back(procedure);
    db.run("UPDATE contact SET state = 'closed', outcome = ?2, procedures = ?3, reason = ?4,"
           " tax_code = ?5, phone = coalesce(?6, phone), ticket = ?7, appointment = ?8,"
           " case_id = ?9, task = ?10, paper = ?11, operator = coalesce(operator, ?12),"
           " ended_at = ?13 WHERE id = ?1",
           id, to_text(end.outcome), json::serialize(procedures), end.reason, end.tax_code,
           end.phone, end.ticket, end.appointment, end.case_id, end.task, end.paper,
           end.operator_id, now);
    auto closed = contact(db, id);
    tell(db, closed, now);
    return closed;
}

Contact contact(store::Connection& db, ContactId id) {
    auto found = db.first("SELECT " CONTACT_COLUMNS " FROM contact WHERE id = ?1", contact_of, id);
    if (!found) throw Refusal(Refusal::Kind::not_found, "contact.unknown");
    return *std::move(found);
}

std::vector<Contact> open_calls(store::Connection& db) {
    return db.all("SELECT " CONTACT_COLUMNS " FROM contact"
                  " WHERE state <> 'closed' AND channel = 'phone' ORDER BY id LIMIT ?1",
                  contact_of, 2 * calls_max);
}

std::vector<Contact> contacts(store::Connection& db, const ContactFilter& filter) {
    const auto before = filter.before.value_or(ContactId{INT64_MAX});
    // One statement a way of looking, each over its index.
    if (filter.tax_code)
        return db.all("SELECT " CONTACT_COLUMNS " FROM contact WHERE tax_code = ?1 AND id < ?2"
                      " AND (?3 IS NULL OR phone = ?3) AND (?4 IS NULL OR day = ?4)"
                      " ORDER BY id DESC LIMIT ?5",
                      contact_of, *filter.tax_code, before, filter.phone, filter.day, filter.limit);
    if (filter.phone)
        return db.all("SELECT " CONTACT_COLUMNS " FROM contact WHERE phone = ?1 AND id < ?2"
                      " AND (?3 IS NULL OR day = ?3) ORDER BY id DESC LIMIT ?4",
                      contact_of, *filter.phone, before, filter.day, filter.limit);
    return db.all("SELECT " CONTACT_COLUMNS " FROM contact WHERE day = ?1 AND id < ?2"
                  " ORDER BY id DESC LIMIT ?3",
                  contact_of, filter.day.value(), before, filter.limit);
}

std::int64_t abandon_contacts(store::Connection& db, std::string_view today, Instant now) {
    const auto left = db.all(
        "SELECT id FROM contact WHERE state <> 'closed' AND day < ?1",
        [](const store::Row& row) { return row.id<ContactId>(0); }, today);
    for (const auto id : left)
        abandon(db, id, now);
    return static_cast<std::int64_t>(left.size());
}

std::int64_t forget_contacts(store::Connection& db, std::string_view day) {
    return db.run("UPDATE contact SET tax_code = NULL, phone = NULL"
                  " WHERE (tax_code IS NOT NULL OR phone IS NOT NULL) AND day < ?1",
                  day);
}

} // namespace sportello::counter
