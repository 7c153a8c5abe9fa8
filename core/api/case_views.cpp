#include "core/api/case_views.hpp"

#include "core/api/or_null.hpp"
#include "core/api/problems.hpp"
#include "core/api/views.hpp"

#include <boost/json.hpp>

namespace sportello::api {

namespace json = boost::json;

namespace {

json::array charges_view(const json::array& charges, std::string_view language) {
    json::array shown;
    for (const auto& charge : charges)
        shown.push_back({{"kind", charge.at("kind")},
                         {"cents", charge.at("cents")},
                         {"reason", charge.at("reason").at(language)}});
    return shown;
}

json::value date_or_null(const std::optional<Date>& date) {
    return date ? json::value(format_date(*date)) : json::value(nullptr);
}

json::value protocol_view(const std::optional<cases::ProtocolNumber>& given) {
    if (!given) return nullptr;
    return {{"year", given->year}, {"number", given->number}};
}

// The daemon's own traces are said in the reader's language.
json::array notes_view(Context& context, TaskId id) {
    json::array shown;
    for (const auto& note : cases::notes(context.db, id)) {
        const auto text = note.code
                              ? context.box.texts.say(*note.code, language_of(context.request),
                                                      {{"text", note.text}})
                              : note.text;
        shown.push_back({{"at", view(note.at)}, {"who", note.who}, {"text", text}});
    }
    return shown;
}

} // namespace

json::value view(Context& context, const cases::Case& found) {
    json::array papers;
    for (const auto& paper : cases::documents(context.db, found.id)) {
        papers.push_back({{"number", paper.number},
                          {"name", paper.name},
                          {"title", document_title(context.box.texts, paper.name,
                                                   language_of(context.request))}});
    }
    return {{"id", number(found.id)},
            {"procedure", found.procedure},
            {"area", found.area},
            {"state", cases::to_text(found.conclusion.state)},
            {"ticket", id_or_null(found.ticket)},
            {"actor", found.actor},
            {"opened_at", view(found.opened_at)},
            {"data", found.data},
            {"result", found.conclusion.result},
            {"charges", charges_view(found.conclusion.charges, language_of(context.request))},
            {"due_on", or_null(found.conclusion.due_on)},
            {"protocol", protocol_view(found.conclusion.protocol)},
            {"documents", papers},
            {"code", found.code},
            {"task", id_or_null(cases::task_of(context.db, found.id))}};
}

// While the term stands still nobody can say its last day.
json::value public_view(store::Connection& db, const Services& box, const cases::Case& found) {
    const auto named = [](const auto* known, const std::string& id) {
        return known ? known->title : Text{id, id};
    };
    const auto* area = box.catalogue.area(found.area);
    const auto task = cases::task_of(db, found.id);
    const bool stands = found.conclusion.state == cases::CaseState::suspended;
    return {{"procedure", view(named(box.catalogue.procedure(found.procedure), found.procedure))},
            {"state", cases::to_text(found.conclusion.state)},
            {"office", view(area ? area->office : Text{found.area, found.area})},
            {"opened_on", box.zone.day(found.opened_at)},
            {"due_on", stands ? json::value(nullptr) : or_null(found.conclusion.due_on)},
            {"protocol", protocol_view(found.conclusion.protocol)},
            {"papers_missing", task ? cases::papers_missing(db, *task) : 0}};
}

json::value view(Context& context, const cases::Task& task, Notes notes) {
    json::array papers;
    for (const auto& paper : cases::papers(context.db, task.id))
        papers.push_back(
            {{"id", paper.id}, {"title", paper.title}, {"received_at", view(paper.received_at)}});
    std::optional<cases::ProtocolNumber> protocol;
    if (task.case_id) protocol = cases::find_case(context.db, *task.case_id).conclusion.protocol;
    json::object shown{{"id", number(task.id)},
                       {"kind", cases::to_text(task.kind)},
                       {"area", task.area},
                       {"procedure", or_null(task.procedure)},
                       {"case", id_or_null(task.case_id)},
                       {"contact", id_or_null(task.contact)},
                       {"state", cases::to_text(task.state)},
                       {"assignee", or_null(task.assignee)},
                       {"opened_at", view(task.opened_at)},
                       {"due_on", date_or_null(task.term.due_on)},
                       {"term_kind", cases::to_text(task.term.kind)},
                       {"overdue", cases::is_overdue(task, moment(context).today)},
                       {"suspended_on", date_or_null(task.term.suspended_on)},
                       {"suspended_days", task.term.suspended_days.value_or(0)},
                       {"question", or_null(task.question)},
                       {"outcome", task.outcome ? json::value(cases::to_text(*task.outcome))
                                                : json::value(nullptr)},
                       {"answer", or_null(task.answer)},
                       {"papers", papers},
                       {"protocol", protocol_view(protocol)}};
    if (notes == Notes::shown) shown["notes"] = notes_view(context, task.id);
    return shown;
}

cases::Worker worker(const people::Principal& who) {
    return {who.id, actor(who).supervises};
}

cases::Moment moment(const Context& context) {
    return {context.now, parse_date(context.box.zone.day(context.now)).value()};
}

} // namespace sportello::api
