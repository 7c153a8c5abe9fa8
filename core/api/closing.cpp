#include "core/api/closing.hpp"

#include "core/api/case_views.hpp"
#include "core/api/citizen.hpp"
#include "core/api/papers.hpp"
#include "core/api/visit.hpp"
#include "core/cases/case.hpp"
#include "core/counter/appointments.hpp"
#include "core/counter/calling.hpp"
#include "core/counter/capacity.hpp"

#include <algorithm>
#include <map>

namespace sportello::api {

namespace {

using counter::ContactOutcome;

constexpr std::size_t missing_max = 30;
constexpr std::size_t words_bytes_max = 2'000;    // Of a reason or note: five hundred characters.
constexpr std::size_t question_bytes_max = 8'000; // Two thousand.
constexpr int call_back_minutes = 5; // That a call without procedure is expected to take.

// The members that an outcome needs, and those that it may have beside those of every outcome.
struct Rule {
    std::vector<std::string_view> needs;
    std::vector<std::string_view> may;
};
const std::map<ContactOutcome, Rule> rules{
    {ContactOutcome::answered, {{}, {}}},
    {ContactOutcome::papers_missing, {{"procedures"}, {"missing", "appointment"}}},
    {ContactOutcome::ticket, {{"procedures"}, {"priority"}}},
    {ContactOutcome::appointment, {{"procedures", "appointment"}, {}}},
    {ContactOutcome::call_back, {{"call_back"}, {"priority"}}},
    {ContactOutcome::case_, {{"case"}, {}}},
    {ContactOutcome::task, {{"task"}, {}}},
    {ContactOutcome::back_office, {{"reason"}, {}}},
    {ContactOutcome::abandoned, {{}, {}}},
};

constexpr std::array<std::string_view, 6> of_some{"missing", "appointment", "call_back",
                                                  "case",    "task",        "priority"};

bool has(const std::vector<std::string_view>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

std::vector<std::string> outcomes_of(const people::Principal& who) {
    if (who.is_person()) return counter::contact_outcomes();
    return {"answered", "papers-missing", "ticket", "appointment", "abandoned"};
}

void check_rule(Body& body, ContactOutcome outcome) {
    const auto& rule = rules.at(outcome);
    for (const auto name : rule.needs)
        if (!body.has(name)) body.wrong(name, "form.missing");
    for (const auto name : of_some)
        if (body.has(name) && !has(rule.needs, name) && !has(rule.may, name))
            body.wrong(name, "contact.not-of-outcome",
                       {{"outcome", std::string(counter::to_text(outcome))}});
}

void read_missing(const Context& context, Body& body, Closing& closing) {
    closing.missing = body.integers("missing", missing_max);
    if (closing.missing.empty() || closing.procedures.empty()) return;
    const auto* first = context.box.catalogue.procedure(closing.procedures.front().procedure);
    const auto documents = first ? static_cast<std::int64_t>(first->documents.size()) : 0;
    for (const auto place : closing.missing)
        if (place < 0 || place >= documents)
            body.wrong("missing", "contact.no-such-document",
                       {{"documents", std::to_string(documents)}});
}

void read_call_back(const Context& context, Body& body, Closing& closing) {
    auto part = body.maybe_part("call_back");
    if (!part) return;
    const auto phone = read_phone(*part, "phone");
    if (!part->has("phone")) part->wrong("phone", "form.missing");
    const auto at = part->maybe_instant("at");
    const auto& zone = context.box.zone;
    if (at && (*at < context.now || zone.day(*at) != zone.day(context.now)))
        part->wrong("at", "contact.call-back-today");
    part->finish();
    closing.call_back = CallBack{phone.value_or(""), at};
}

void read_task(const Context& context, Body& body, Closing& closing) {
    auto part = body.maybe_part("task");
    if (!part) return;
    cases::Question asked;
    asked.area = part->text("area", 64);
    asked.text = part->text("text", question_bytes_max);
    if (!asked.area.empty() && !context.box.catalogue.area(asked.area))
        part->wrong("area", "task.unknown-area", {{"area", asked.area}});
    part->finish();
    if (!closing.procedures.empty()) asked.procedure = closing.procedures.front().procedure;
    closing.task = std::move(asked);
}

counter::Appointment book(Context& context, const Closing& closing) {
    auto visit = measured(context.box, closing.procedures);
    counter::NewAppointment wanted;
    wanted.at = closing.appointment.value();
    wanted.minutes = visit.minutes;
    wanted.equipment = visit.equipment;
    wanted.procedures = std::move(visit.procedures);
    wanted.language = closing.language;
    wanted.name = closing.name;
    wanted.phone = closing.phone;
    return counter::book(context.db, context.box.counter, wanted, context.now);
}

counter::NewTicket
new_ticket(Context& context, const counter::Contact& open, const Closing& closing) {
    auto visit = measured(context.box, closing.procedures);
    counter::NewTicket wanted;
    wanted.minutes = visit.minutes;
    wanted.equipment = visit.equipment;
    wanted.procedures = std::move(visit.procedures);
    wanted.channel = open.channel;
    wanted.language = closing.language;
    wanted.priority = closing.priority;
    wanted.contact = open.id;
    wanted.note = closing.note;
    return wanted;
}

TicketId issue_ticket(Context& context, const counter::Contact& open, const Closing& closing) {
    const auto& settings = context.box.counter;
    auto wanted = new_ticket(context, open, closing);
    const auto& lane = settings.lane_for(wanted.minutes);
    counter::check_room(context.db, settings, lane, wanted.minutes, context.now);
    wanted.lane = lane.id;
    const auto ticket = counter::issue(context.db, settings, wanted, context.now);
    if (open.channel != counter::Channel::phone) print_ticket(context, ticket);
    return ticket.id;
}

// In the same order and statistics as who has come: see policy.hpp.
TicketId issue_call_back(Context& context, const counter::Contact& open, const Closing& closing) {
    const auto& settings = context.box.counter;
    const auto* lane = settings.lane_of_kind(counter::LaneKind::call_back);
    if (!lane) throw Refusal(Refusal::Kind::conflict, "task.no-call-back");
    auto wanted = new_ticket(context, open, closing);
    wanted.lane = lane->id;
    wanted.channel = counter::Channel::phone;
    wanted.minutes = std::max(wanted.minutes, call_back_minutes);
    wanted.equipment = 0; // A telephone is at every counter.
    wanted.due_at =
        closing.call_back->at.value_or(context.now + std::chrono::minutes(lane->promise_minutes));
    return counter::issue(context.db, settings, wanted, context.now).id;
}

// The checklist, with the appointment where one was offered. Nothing for who is on the telephone.
void hand_over(Context& context,
               const counter::Contact& open,
               const Closing& closing,
               counter::ContactEnd& end) {
    std::optional<counter::Appointment> booked;
    if (closing.appointment) booked = book(context, closing);
    if (booked) end.appointment = booked->id;
    if (open.channel == counter::Channel::phone) return;
    end.paper = closing.outcome == ContactOutcome::appointment
                    ? print_appointment(context, *booked)
                    : print_checklist(
                          context, {closing.procedures, closing.missing, closing.language, booked});
}

} // namespace

Closing read_closing(const Context& context) {
    Body body(context.request);
    Closing closing;
    const auto outcome = body.choice("outcome", outcomes_of(context.who), Body::Missing::refused);
    const auto known = counter::contact_outcome_from(outcome);
    if (known) {
        closing.outcome = *known;
        check_rule(body, *known);
    }
    if (body.has("procedures"))
        closing.procedures = read_procedures(body, "procedures", context.box);
    read_missing(context, body, closing);
    closing.appointment = body.maybe_instant("appointment");
    read_call_back(context, body, closing);
    if (const auto id = body.maybe_integer("case")) closing.case_id = CaseId{*id};
    read_task(context, body, closing);
    closing.reason = body.maybe_text("reason", words_bytes_max);
    closing.note = body.maybe_text("note", words_bytes_max);
    closing.priority = body.flag("priority", false);
    closing.language =
        body.choice("language", context.box.config.town.languages, Body::Missing::first);
    closing.tax_code = read_tax_code(body, "tax_code");
    closing.phone = read_phone(body, "phone");
    closing.name = read_name(body, "name");
    body.done();
    return closing;
}

counter::Contact close(Context& context, const counter::Contact& open, const Closing& closing) {
    counter::ContactEnd end;
    end.outcome = closing.outcome;
    end.operator_id = context.who.id;
    for (const auto& item : closing.procedures)
        end.procedures.push_back(item.procedure);
    end.reason = closing.reason ? closing.reason : closing.note;
    end.tax_code = closing.tax_code;
    end.phone = closing.call_back ? closing.call_back->phone : closing.phone;
    switch (closing.outcome) {
    case ContactOutcome::papers_missing:
    case ContactOutcome::appointment:
        hand_over(context, open, closing, end);
        break;
    case ContactOutcome::ticket:
        end.ticket = issue_ticket(context, open, closing);
        break;
    case ContactOutcome::call_back:
        end.ticket = issue_call_back(context, open, closing);
        break;
    case ContactOutcome::case_:
        end.case_id = cases::find_case(context.db, closing.case_id.value()).id;
        break;
    case ContactOutcome::task: {
        auto asked = closing.task.value();
        asked.contact = open.id;
        end.task = cases::open_task(context.db, asked, moment(context)).id;
        break;
    }
    case ContactOutcome::answered:
    case ContactOutcome::back_office:
    case ContactOutcome::abandoned:
        break;
    }
    const auto closed = counter::close_contact(context.db, open.id, end, context.now);
    if (end.ticket) counter::serve_waiting(context.db, context.box.counter, context.now);
    return closed;
}

} // namespace sportello::api
