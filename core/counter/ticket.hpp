// core/counter/ticket.hpp -- a ticket: a place in the queue, whose number lasts a day.
//
//     waiting -> called -> serving -> finished
//        |         |          '-> parked -> serving, finished
//        |         |-> no-show -> waiting (re-activated)
//        '---------'-> cancelled, rebooked (an appointment instead)
//
// Transferred, it waits again: out of called, serving and parked. How it goes from state to state
// is in steps.hpp; calling is in calling.hpp. All functions run in the caller's transaction.
#pragma once

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/counter/settings.hpp"
#include "core/store/connection.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::counter {

enum class TicketState {
    waiting,
    called,
    serving,
    parked,
    finished,
    no_show,
    cancelled,
    rebooked,
};
std::string_view to_text(TicketState state); // "no-show"
std::optional<TicketState> ticket_state_from(std::string_view text);

enum class Channel { kiosk, reception, counter, phone, appointment };
std::string_view to_text(Channel channel);

enum class Outcome { served, papers_missing, not_possible, left_open };
std::string_view to_text(Outcome outcome); // "papers-missing"
std::optional<Outcome> outcome_from(std::string_view text);

// One of the procedures that a visit is for.
struct VisitItem {
    std::string procedure;
    int people = 1; // The whole family in one visit.
    bool done = false;
};

struct Ticket {
    TicketId id{};
    std::string day; // "2026-11-24"
    std::string lane;
    std::string number; // As printed and called: "A042"
    std::string code;   // Of the public page behind the QR: not to be guessed.
    Channel channel = Channel::kiosk;
    std::string language;
    bool priority = false; // By law: disability, pregnancy, small children.
    int minutes = 0;       // That its procedures are expected to take.
    EquipmentSet equipment = 0;
    TicketState state = TicketState::waiting;
    Instant place; // What counts for its turn; kept through transfers.
    std::optional<Instant> not_before;
    std::optional<Instant> due_at; // The appointment's time, or the time promised.
    std::optional<CounterId> wanted_counter;
    std::optional<CounterId> counter;
    std::int64_t calls = 0;
    std::optional<Outcome> outcome;
    std::optional<std::string> note;
    std::optional<ContactId> contact;
    Instant issued_at;
    std::optional<Instant> called_at;
    std::optional<Instant> started_at;
    std::optional<Instant> ended_at;
};

struct NewTicket {
    std::string lane;
    std::vector<VisitItem> procedures;
    int minutes = 0;
    EquipmentSet equipment = 0;
    Channel channel = Channel::kiosk;
    std::string language = "it";
    bool priority = false;
    std::optional<Instant> due_at;
    std::optional<ContactId> contact;
    std::optional<std::string> note;
};

// The lane must be one of the settings. The place is `now`; of an appointment whose citizen came
// within the grace it is the appointment's time. Emits ticket.issued.
Ticket issue(store::Connection& db, const Settings& settings, const NewTicket& wanted, Instant now);

std::optional<Ticket> find_ticket(store::Connection& db, TicketId id);
std::optional<Ticket> find_ticket_by_code(store::Connection& db, std::string_view code);
Ticket ticket(store::Connection& db, TicketId id); // Or Refusal ticket.unknown.
// Throws Refusal ticket.is-<state> (409): the step does not follow.
[[noreturn]] void refuse_state(const Ticket& ticket);

// How many wait in its lane with a better claim: with priority, or longer. An estimate of who is
// called before, for the lanes take turns; of one that waits. Counts to `ahead_max` and stops.
constexpr std::int64_t ahead_max = 999;
std::int64_t ahead(store::Connection& db, const Ticket& ticket);

// The day's tickets after `after`, oldest first.
struct TicketFilter {
    std::string day;
    std::optional<TicketState> state;
    std::optional<std::string> lane;
    TicketId after{};
    std::int64_t limit = 50;
};
std::vector<Ticket> tickets(store::Connection& db, const TicketFilter& filter);

// What an event tells of a ticket: its id, number, lane and counter; nothing personal.
boost::json::object event_of(const Ticket& ticket);

// Emits the event `topic` about the ticket.
void tell(store::Connection& db, std::string_view topic, const Ticket& ticket, Instant now);

// The columns of a ticket, in the order that ticket_of() reads them.
#define SPORTELLO_TICKET_COLUMNS                                                                   \
    "id, day, lane, prefix, number, code, channel, language, priority, minutes, equipment, state," \
    " place, not_before, due_at, wanted_counter, counter, calls, outcome, note, contact,"          \
    " issued_at, called_at, started_at, ended_at"
Ticket ticket_of(const store::Row& row);

// The name of a ticket on paper and on boards: "A042".
std::string ticket_number(std::string_view prefix, std::int64_t number);

} // namespace sportello::counter
