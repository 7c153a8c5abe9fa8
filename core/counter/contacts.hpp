// core/counter/contacts.hpp -- contacts: a citizen's dealings at the reception, the kiosk or on the
// telephone, and how each ended.
//
//     ringing -> open -> closed    (a call; the others begin open)
//         '---------------^        (abandoned: nobody answered)
//
// Each function runs in the caller's transaction and emits the event that tells it, without
// anything personal. Tax code and telephone serve to see a citizen's contacts together; they are
// forgotten after the retention time. Who looks by them must be audited: that is the caller's.
#pragma once

#include "core/counter/ticket.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::counter {

enum class ContactState { ringing, open, closed };
std::string_view to_text(ContactState state);

enum class ContactOutcome {
    answered, // On the spot: counted, no ticket.
    papers_missing,
    ticket,
    appointment,
    call_back,
    case_,
    task,        // Asked of a back office, which answers the counter.
    back_office, // Sent there, only where that alone is right.
    abandoned,
};
std::string_view to_text(ContactOutcome outcome); // "call-back"
std::optional<ContactOutcome> contact_outcome_from(std::string_view text);
// All of them, in order.
std::vector<std::string> contact_outcomes();

struct Contact {
    ContactId id{};
    std::string day;
    Channel channel = Channel::reception;
    ContactState state = ContactState::open;
    std::optional<std::string> operator_id;
    std::vector<std::string> procedures;
    std::optional<ContactOutcome> outcome;
    std::optional<std::string> reason;
    std::optional<std::string> tax_code;
    std::optional<std::string> phone;
    std::optional<TicketId> ticket;
    std::optional<AppointmentId> appointment;
    std::optional<CaseId> case_id;
    std::optional<TaskId> task;
    std::optional<PrintJobId> paper; // The checklist or the appointment's paper.
    Instant at;
    std::optional<Instant> ended_at;
};

// A telephone number in the form in which it is compared: digits, with a '+' before those from
// abroad; Italy's prefix left out. Nothing when `text` is no number.
std::optional<std::string> phone_from(std::string_view text);

// Somebody comes: `who` is the operator, or the kiosk.
Contact open_contact(store::Connection& db,
                     const Settings& settings,
                     Channel channel,
                     std::string_view who,
                     Instant now);

// The telephone rings; `operator_id` when somebody speaks already. `phone` as phone_from() gives
// it. Beyond calls_max that ring, the oldest is abandoned: an exchange must not fill the table.
constexpr std::int64_t calls_max = 100;
Contact open_call(store::Connection& db,
                  const Settings& settings,
                  std::optional<std::string> phone,
                  std::optional<std::string> operator_id,
                  Instant now);
// Throws Refusal contact.unknown (404), call.is-<state> (409) unless it rings.
Contact answer_call(store::Connection& db, ContactId id, std::string_view operator_id, Instant now);

// How a contact ends, and what followed from it.
struct ContactEnd {
    ContactOutcome outcome = ContactOutcome::answered;
    std::optional<std::string> operator_id; // Who ends it; kept is who had answered.
    std::vector<std::string> procedures;
    std::optional<std::string> reason;
    std::optional<std::string> tax_code;
    std::optional<std::string> phone; // Nothing: the one that is known is kept.
    std::optional<TicketId> ticket;
    std::optional<AppointmentId> appointment;
    std::optional<CaseId> case_id;
    std::optional<TaskId> task;
    std::optional<PrintJobId> paper;
};
// Throws Refusal contact.unknown (404), call.is-closed (409).
Contact close_contact(store::Connection& db, ContactId id, const ContactEnd& end, Instant now);

// Throws Refusal contact.unknown (404).
Contact contact(store::Connection& db, ContactId id);

// The calls that ring or are open, oldest first; at most calls_max of each.
std::vector<Contact> open_calls(store::Connection& db);

// Those of a day, of a tax code, of a telephone, or all that are said: the latest first, those
// before `before`. One of the three is needed.
struct ContactFilter {
    std::optional<std::string> day;
    std::optional<std::string> tax_code;
    std::optional<std::string> phone;
    std::optional<ContactId> before;
    std::int64_t limit = 50;
};
std::vector<Contact> contacts(store::Connection& db, const ContactFilter& filter);

// Those of days before `today` that nobody closed; returns how many.
std::int64_t abandon_contacts(store::Connection& db, std::string_view today, Instant now);

// Tax codes and telephones of contacts of days before `day`; returns how many are forgotten.
std::int64_t forget_contacts(store::Connection& db, std::string_view day);

} // namespace sportello::counter
