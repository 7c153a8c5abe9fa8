#include "core/api/case_run.hpp"

#include "core/api/body.hpp"
#include "core/api/views.hpp"

#include <sportello/calendar.hpp>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::api {

namespace json = boost::json;

namespace {

constexpr std::string_view registration = "protocol.register";

// The ticket must be the one being served by whoever opens the case.
void check_ticket(Context& context, Body& body, TicketId id) {
    const auto ticket = counter::find_ticket(context.db, id);
    if (!ticket) {
        body.wrong("ticket", "ticket.unknown");
        return;
    }
    if (ticket->state != counter::TicketState::serving)
        throw Refusal(Refusal::Kind::conflict, "case.ticket-not-served",
                      {{"ticket", ticket->number}});
    counter::check_holder(context.db, *ticket, actor(context.who));
}

// "€ 16,52"
std::string euro(std::int64_t cents) {
    return fmt::format("€ {},{:02}", cents / 100, cents % 100);
}

std::string italian(std::string_view date) {
    return italian_date(parse_date(date).value());
}

// The name under which the protocol registers who asks: the form's "applicant".
std::string correspondent(const json::value& data) {
    std::string name;
    if (const auto* applicant = data.as_object().if_contains("applicant"))
        for (const char* part : {"surname", "name", "denomination"})
            if (const auto* value = applicant->as_object().if_contains(part))
                name += (name.empty() ? "" : " ") + std::string(value->as_string());
    return name.empty() ? "Richiedente allo sportello" : name;
}

// What the register says it is about: the procedure, and the form's own "subject" where it has one.
std::string subject(const WantedCase& wanted) {
    std::string text = wanted.procedure->title.it;
    if (const auto* own = wanted.data.as_object().if_contains("subject"); own && own->is_string())
        text += ": " + std::string(own->get_string());
    return text;
}

json::object run_operation(Context& context,
                           CaseId id,
                           const std::string& language,
                           std::string_view operation,
                           const json::value& input) {
    const auto text = json::serialize(input);
    auto value = json::parse(context.box.plugins.run(
        context.db, {catalogue::Operation::Kind::command, operation, text, context.who.id, id,
                     language, context.now, people::to_text(context.who.role)}));
    return value.is_object() ? std::move(value.get_object()) : json::object();
}

json::array charges_of(const catalogue::Procedure& procedure) {
    json::array charges;
    const json::object reason{{"it", procedure.law}, {"en", procedure.law}};
    if (procedure.fee_cents)
        charges.push_back({{"kind", "fee"}, {"cents", procedure.fee_cents}, {"reason", reason}});
    if (procedure.stamp_duty_cents)
        charges.push_back(
            {{"kind", "stamp-duty"}, {"cents", procedure.stamp_duty_cents}, {"reason", reason}});
    return charges;
}

// The last day of the term: the day of filing is not counted, and a last day that is a holiday
// gives way to the next that is none (c.p.c. art. 155).
std::optional<std::string> due_on(const Context& context, const catalogue::Term& term) {
    if (term.days == 0) return std::nullopt;
    const auto today = parse_date(context.box.zone.day(context.now)).value();
    if (term.unit == "working") return format_date(add_working_days(today, term.days));
    auto last = std::chrono::sys_days(today) + std::chrono::days(term.days);
    while (is_holiday(last))
        last += std::chrono::days(1);
    return format_date(last);
}

// A plugin names the fields of its input, which stands under "data" in the request's body.
Refusal in_the_body(const Refusal& refusal) {
    auto fields = refusal.fields();
    for (auto& field : fields)
        field.pointer = "/data" + field.pointer;
    return Refusal(refusal).with(std::move(fields));
}

// What the operation answered, read by the conventions that every area shares.
void read_answer(const json::object& answer, cases::Conclusion& conclusion) {
    if (const auto* charges = answer.if_contains("charges"); charges && charges->is_array())
        conclusion.charges = charges->get_array();
    if (const auto* due = answer.if_contains("due_on"); due && due->is_string())
        conclusion.due_on = std::string(due->get_string());
    if (const auto* given = answer.if_contains("protocol"); given && given->is_object())
        conclusion.protocol =
            cases::ProtocolNumber{given->get_object().at("year").to_number<std::int64_t>(),
                                  std::string(given->get_object().at("text").as_string())};
}

// An area without an operation for it: the intake has its protocol number at once, whatever papers
// are missing (DPR 445/2000 art. 53), and goes to the back office.
cases::Conclusion accept(Context& context, const WantedCase& wanted, CaseId id) {
    cases::Conclusion conclusion;
    conclusion.charges = charges_of(*wanted.procedure);
    conclusion.due_on = due_on(context, wanted.procedure->term);
    if (wanted.procedure->kind == catalogue::ProcedureKind::delivery) return conclusion;
    const auto entry =
        run_operation(context, id, wanted.language, registration,
                      json::object{{"direction", "in"},
                                   {"correspondent", correspondent(wanted.data)},
                                   {"subject", subject(wanted)},
                                   {"filing_class", wanted.procedure->filing_class}});
    conclusion.protocol = cases::ProtocolNumber{entry.at("year").to_number<std::int64_t>(),
                                                std::string(entry.at("text").as_string())};
    return conclusion;
}

// The receipt of an intake: date, protocol number, term and responsible office.
void add_receipt(Context& context,
                 const WantedCase& wanted,
                 CaseId id,
                 const cases::Conclusion& conclusion) {
    const auto& town = context.box.config.town;
    const auto& procedure = *wanted.procedure;
    const auto local = context.box.zone.local_time(context.now);
    json::array charges;
    for (const auto& charge : conclusion.charges)
        charges.push_back(
            {{"label", context.box.texts.say("charge." + std::string(charge.at("kind").as_string()),
                                             wanted.language)},
             {"euro", euro(charge.at("cents").to_number<std::int64_t>())},
             {"reason", charge.at("reason").at(wanted.language).as_string()}});
    cases::add_document(
        context.db, id, "receipt",
        {{"town", town.name},
         {"province", town.province},
         {"demo", context.box.config.demo.enabled},
         {"date", italian(local.substr(0, 10))},
         {"time", local.substr(11, 5)},
         {"procedure", procedure.title.in(wanted.language)},
         {"protocol", fmt::format("{}/{}", conclusion.protocol->number, conclusion.protocol->year)},
         {"due_on", conclusion.due_on ? italian(*conclusion.due_on) : std::string()},
         {"office", context.box.catalogue.area(procedure.area)->office.in(wanted.language)},
         {"law", procedure.law},
         {"charges", charges},
         {"case", number(id)}});
}

} // namespace

WantedCase wanted_case(Context& context) {
    Body body(context.request);
    WantedCase wanted;
    const auto id = body.text("procedure", 64);
    const auto ticket = body.maybe_integer("ticket");
    wanted.data = body.any("data");
    wanted.language = "it";
    wanted.procedure = context.box.catalogue.procedure(id);
    if (!id.empty() && !wanted.procedure)
        body.wrong("procedure", "procedure.unknown", {{"procedure", id}});
    if (ticket) {
        wanted.ticket = TicketId{*ticket};
        check_ticket(context, body, *wanted.ticket);
    }
    body.done();
    if (!context.box.plugins.running(wanted.procedure->area))
        throw Refusal(Refusal::Kind::unavailable, "case.area-left-out",
                      {{"area", wanted.procedure->area}});
    auto mistakes = wanted.procedure->form->validate(wanted.data, "/data");
    if (!mistakes.empty())
        throw Refusal(Refusal::Kind::invalid, "body.invalid").with(std::move(mistakes));
    if (wanted.ticket) wanted.language = counter::ticket(context.db, *wanted.ticket).language;
    return wanted;
}

cases::Case run_case(Context& context, const WantedCase& wanted) {
    const auto& procedure = *wanted.procedure;
    const auto id = cases::open(
        context.db,
        {procedure.id, procedure.area, wanted.ticket, context.who.id, wanted.language, wanted.data},
        context.now);
    cases::Conclusion conclusion;
    if (procedure.operation.empty()) {
        conclusion = accept(context, wanted, id);
    } else {
        const auto operation = fmt::format("{}.{}", procedure.area, procedure.operation);
        try {
            conclusion.result = run_operation(context, id, wanted.language, operation, wanted.data);
        } catch (const Refusal& refusal) {
            throw in_the_body(refusal);
        }
        read_answer(conclusion.result, conclusion);
        if (!conclusion.due_on && procedure.kind == catalogue::ProcedureKind::intake)
            conclusion.due_on = due_on(context, procedure.term);
    }
    if (procedure.kind == catalogue::ProcedureKind::intake) {
        if (!conclusion.protocol)
            throw std::logic_error(procedure.id + " was accepted without a protocol number");
        conclusion.state = cases::CaseState::accepted;
        add_receipt(context, wanted, id, conclusion);
    }
    cases::conclude(context.db, id, conclusion);
    return cases::find_case(context.db, id);
}

} // namespace sportello::api
