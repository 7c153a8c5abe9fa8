#include "core/api/case_run.hpp"

#include "core/api/body.hpp"
#include "core/api/case_papers.hpp"
#include "core/api/case_views.hpp"
#include "core/api/declared.hpp"
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

// The term of an intake; its last day is the area's when the operation has said it.
cases::Term term_of(const Context& context,
                    const catalogue::Term& given,
                    const std::optional<std::string>& due_on) {
    const auto kind = cases::term_kind_from(given.kind);
    const auto unit = cases::term_unit_from(given.unit);
    if (due_on) return cases::term_until(kind, unit, parse_date(*due_on).value());
    return cases::term_from(kind, unit, given.days, moment(context).today);
}

// What the law does not allow is refused at the answer that the rule is about.
void check_rules(const WantedCase& wanted) {
    const auto& procedure = *wanted.procedure;
    if (const auto* rule = refused_by(procedure, wanted.data.as_object()))
        throw Refusal(Refusal::Kind::invalid, fmt::format("{}.{}", procedure.area, rule->code))
            .at("/data/" + rule->when.field);
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

// An area without an operation for it: what is filed has its protocol number at once, whatever
// papers are missing (DPR 445/2000 art. 53).
void accept(Context& context, const WantedCase& wanted, CaseId id, cases::Conclusion& conclusion) {
    if (!wanted.procedure->registered) return;
    const auto entry =
        run_operation(context, id, wanted.language, registration,
                      json::object{{"direction", "in"},
                                   {"correspondent", correspondent(wanted.data)},
                                   {"subject", subject(wanted)},
                                   {"filing_class", wanted.procedure->filing_class}});
    conclusion.protocol = cases::ProtocolNumber{entry.at("year").to_number<std::int64_t>(),
                                                std::string(entry.at("text").as_string())};
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
    auto mistakes = wanted.procedure->form->validate(wanted.data, moment(context).today, "/data");
    if (!mistakes.empty())
        throw Refusal(Refusal::Kind::invalid, "body.invalid").with(std::move(mistakes));
    check_rules(wanted);
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
    conclusion.charges = charges_of(procedure, wanted.data.as_object());
    if (procedure.operation.empty()) {
        accept(context, wanted, id, conclusion);
    } else {
        const auto operation = fmt::format("{}.{}", procedure.area, procedure.operation);
        try {
            conclusion.result = run_operation(context, id, wanted.language, operation, wanted.data);
        } catch (const Refusal& refusal) {
            throw in_the_body(refusal);
        }
        read_answer(conclusion.result, conclusion);
    }
    const auto term = term_of(context, procedure.term, conclusion.due_on);
    if (term.due_on) conclusion.due_on = format_date(*term.due_on);
    if (procedure.kind == catalogue::ProcedureKind::delivery) {
        if (!procedure.document.empty()) add_declared_document(context, wanted, id, conclusion);
        if (conclusion.protocol) add_receipt(context, wanted, id, conclusion);
        cases::conclude(context.db, id, conclusion);
        return cases::find_case(context.db, id);
    }
    if (!conclusion.protocol)
        throw std::logic_error(procedure.id + " was accepted without a protocol number");
    conclusion.state = cases::CaseState::accepted;
    add_receipt(context, wanted, id, conclusion);
    cases::conclude(context.db, id, conclusion);
    cases::open_task(context.db, cases::CaseTask{id, procedure.area, procedure.id, term},
                     moment(context));
    return cases::find_case(context.db, id);
}

} // namespace sportello::api
