#include "core/api/body.hpp"
#include "core/api/case_views.hpp"
#include "core/api/citizen.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/views.hpp"
#include "core/counter/calling.hpp"
#include "core/counter/contacts.hpp"
#include "core/people/audit.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::api {

namespace json = boost::json;

namespace {

constexpr std::int64_t page_max = 100;
constexpr std::int64_t page_default = 50;
constexpr std::size_t words_max = 2000; // Characters of a question, a note, an answer.
constexpr std::size_t title_max = 200;
constexpr std::size_t papers_at_once_max = 20;
constexpr int call_back_minutes = 5; // What telling an answer is expected to take.

TaskId id_of(const Context& context) {
    return TaskId{path_number(context.request, "id", "task.unknown")};
}

http::Response reply(Context& context, const cases::Task& task, int status = 200) {
    return json_reply(status, view(context, task));
}

// Without the white space around it.
std::string trimmed(std::string_view text) {
    constexpr std::string_view white = " \t\r\n";
    const auto from = text.find_first_not_of(white);
    if (from == std::string_view::npos) return "";
    return std::string(text.substr(from, text.find_last_not_of(white) - from + 1));
}

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(
        utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

void check_length(Body& body,
                  std::string_view name,
                  std::string_view text,
                  std::size_t at_least,
                  std::size_t at_most) {
    const auto length = characters(text);
    if (length < at_least) body.wrong(name, "form.too-short", {{"min", std::to_string(at_least)}});
    if (length > at_most) body.wrong(name, "form.too-long", {{"max", std::to_string(at_most)}});
}

// What a person has written, of so many characters at least.
std::string words(Body& body, std::string_view name, std::size_t at_least) {
    const auto raw = body.text(name, 4 * words_max);
    if (raw.empty()) {
        if (body.has(name)) body.wrong(name, "form.missing");
        return raw;
    }
    auto text = trimmed(raw);
    check_length(body, name, text, at_least, words_max);
    return text;
}

// The members of a list, or nothing when it is none: which is noted.
json::array list_of(Body& body, std::string_view name) {
    auto value = body.any(name);
    if (value.is_null()) return {};
    if (!value.is_array()) {
        body.wrong(name, "form.type.array");
        return {};
    }
    const auto size = value.get_array().size();
    if (size < 1 || size > papers_at_once_max)
        body.wrong(name, "form.items", {{"min", "1"}, {"max", std::to_string(papers_at_once_max)}});
    return std::move(value.get_array());
}

bool query_flag(const http::Request& request, std::string_view name) {
    const auto text = query_text(request, name);
    if (text && *text != "true" && *text != "false")
        throw Refusal(Refusal::Kind::malformed, "query.not-a-flag", {{"name", std::string(name)}});
    return text == "true";
}

http::Response list(Context& context) {
    const auto& request = context.request;
    check_query(request, {"area", "state", "assignee", "overdue", "after", "limit"});
    cases::TaskFilter filter;
    filter.area = query_text(request, "area");
    filter.assignee = query_text(request, "assignee");
    filter.overdue = query_flag(request, "overdue");
    if (const auto state = query_text(request, "state")) {
        filter.state = cases::task_state_from(*state);
        if (!filter.state)
            throw Refusal(Refusal::Kind::malformed, "task.unknown-state", {{"state", *state}});
    }
    if (const auto after = query_text(request, "after")) {
        filter.after = cases::task_cursor_from(*after);
        if (!filter.after)
            throw Refusal(Refusal::Kind::malformed, "query.not-a-cursor", {{"name", "after"}});
    }
    filter.limit = std::clamp<std::int64_t>(query_number(request, "limit").value_or(page_default),
                                            1, page_max);
    const auto page = cases::tasks(context.db, filter, moment(context).today);
    json::array items;
    for (const auto& task : page.tasks)
        items.push_back(view(context, task, Notes::left_out));
    const auto next = page.next ? json::value(cases::to_text(*page.next)) : json::value(nullptr);
    return json_reply(200, {{"items", items}, {"next", next}});
}

// Leaves a line in the audit trail, as a look at its case does.
http::Response show(Context& context) {
    const auto task = cases::find_task(context.db, id_of(context));
    people::audit(context.db,
                  {context.who.id, "task.read", fmt::format("task {}", number(task.id)), ""},
                  context.now);
    return reply(context, task);
}

void check_contact(store::Connection& db, Body& body, ContactId id) {
    try {
        counter::contact(db, id);
    } catch (const Refusal& unknown) {
        body.wrong("contact", unknown.code());
    }
}

http::Response ask(Context& context) {
    Body body(context.request);
    cases::Question asked;
    asked.area = body.text("area", 64);
    asked.procedure = body.maybe_text("procedure", 64);
    asked.text = words(body, "text", 3);
    if (const auto contact = body.maybe_integer("contact")) {
        asked.contact = ContactId{*contact};
        check_contact(context.db, body, *asked.contact);
    }
    if (!asked.area.empty() && !context.box.catalogue.area(asked.area))
        body.wrong("area", "task.unknown-area", {{"area", asked.area}});
    if (asked.procedure && !context.box.catalogue.procedure(*asked.procedure))
        body.wrong("procedure", "procedure.unknown", {{"procedure", *asked.procedure}});
    body.done();
    return reply(context, cases::open_task(context.db, asked, moment(context)), 201);
}

using Step = cases::Task (*)(store::Connection&, TaskId, cases::Worker, cases::Moment);

// A step that needs no words.
Endpoint step(Step take_step) {
    return [take_step](Context& context) {
        Body(context.request).done();
        return reply(context,
                     take_step(context.db, id_of(context), worker(context.who), moment(context)));
    };
}

http::Response note(Context& context) {
    Body body(context.request);
    const auto text = words(body, "text", 1);
    body.done();
    return reply(context, cases::note(context.db, id_of(context), worker(context.who), text,
                                      moment(context)));
}

http::Response ask_papers(Context& context) {
    Body body(context.request);
    cases::WantedPapers wanted;
    const auto titles = list_of(body, "papers");
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const auto place = fmt::format("papers/{}", i);
        if (!titles[i].is_string()) {
            body.wrong(place, "form.type.string");
            continue;
        }
        wanted.titles.push_back(trimmed(titles[i].get_string()));
        check_length(body, place, wanted.titles.back(), 2, title_max);
    }
    wanted.text = trimmed(body.maybe_text("text", 4 * words_max).value_or(""));
    check_length(body, "text", wanted.text, 0, words_max);
    body.done();
    return reply(context, cases::ask_papers(context.db, id_of(context), worker(context.who), wanted,
                                            moment(context)));
}

http::Response receive_papers(Context& context) {
    Body body(context.request);
    std::vector<std::int64_t> received;
    const auto ids = list_of(body, "papers");
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i].is_int64())
            received.push_back(ids[i].get_int64());
        else
            body.wrong(fmt::format("papers/{}", i), "form.type.integer");
    }
    body.done();
    return reply(context, cases::receive_papers(context.db, id_of(context), worker(context.who),
                                                received, moment(context)));
}

http::Response complete(Context& context) {
    Body body(context.request);
    const auto outcome =
        body.choice("outcome", {"granted", "refused", "closed"}, Body::Missing::refused);
    const auto answer = words(body, "answer", 2);
    body.done();
    return reply(context, cases::complete(context.db, id_of(context), worker(context.who),
                                          cases::task_outcome_from(outcome).value(), answer,
                                          moment(context)));
}

// The time promised: the body's, of today, for a ticket lasts a day; or as soon as the lane
// promises.
Instant promised(Context& context, Body& body, const counter::Lane& lane) {
    const auto& zone = context.box.zone;
    const auto at = body.maybe_instant("at");
    if (at && (*at < context.now || zone.day(*at) != zone.day(context.now)))
        body.wrong("at", "contact.call-back-today");
    return at.value_or(context.now + std::chrono::minutes(lane.promise_minutes));
}

// The telephone to call, when it is not the one that the task's contact has.
std::optional<std::string> other_phone(Context& context, Body& body, const cases::Task& task) {
    auto phone = read_phone(body, "phone");
    if (task.contact && counter::contact(context.db, *task.contact).phone == phone)
        return std::nullopt;
    return phone;
}

// A ticket like the others, in the lane of those whom we telephone: whoever calls it tells the
// citizen what the back office has said. Another telephone is kept with a contact of its own, which
// forgets it in time.
http::Response call_back(Context& context) {
    const auto& settings = context.box.counter;
    const auto* lane = settings.lane_of_kind(counter::LaneKind::call_back);
    if (!lane) throw Refusal(Refusal::Kind::conflict, "task.no-call-back");
    const auto task = cases::find_task(context.db, id_of(context));
    Body body(context.request);
    const auto phone = other_phone(context, body, task);
    counter::NewTicket wanted;
    wanted.due_at = promised(context, body, *lane);
    body.done();
    wanted.lane = lane->id;
    if (task.procedure) wanted.procedures.push_back({*task.procedure});
    wanted.minutes = call_back_minutes;
    wanted.channel = counter::Channel::phone;
    if (task.case_id) wanted.language = cases::find_case(context.db, *task.case_id).language;
    wanted.note =
        context.box.texts.say("task.ticket", "it", {{"task", std::to_string(number(task.id))}});
    wanted.contact = task.contact;
    if (phone)
        wanted.contact = counter::open_contact(context.db, settings, counter::Channel::counter,
                                               context.who.id, context.now)
                             .id;
    const auto ticket = counter::issue(context.db, settings, wanted, context.now);
    if (phone) {
        counter::ContactEnd end;
        end.outcome = counter::ContactOutcome::call_back;
        if (task.procedure) end.procedures.push_back(*task.procedure);
        end.phone = phone;
        end.ticket = ticket.id;
        end.case_id = task.case_id;
        end.task = task.id;
        counter::close_contact(context.db, *wanted.contact, end, context.now);
    }
    cases::note_call_back(context.db, task.id, worker(context.who), ticket.number, moment(context));
    counter::serve_waiting(context.db, settings, context.now);
    return json_reply(201, view(context, counter::ticket(context.db, ticket.id)));
}

} // namespace

void add_tasks(Gate& gate) {
    gate.read("/api/v1/tasks", staff_and_office, list);
    gate.post("/api/v1/tasks", staff, ask);
    gate.write("GET", "/api/v1/tasks/{id}", staff_and_office, show);
    gate.post("/api/v1/tasks/{id}/take", staff_and_office, step(cases::take));
    gate.post("/api/v1/tasks/{id}/release", staff_and_office, step(cases::release));
    gate.post("/api/v1/tasks/{id}/note", staff_and_office, note);
    gate.post("/api/v1/tasks/{id}/ask-papers", supervisors_and_office, ask_papers);
    gate.post("/api/v1/tasks/{id}/papers", staff, receive_papers);
    gate.post("/api/v1/tasks/{id}/complete", supervisors_and_office, complete);
    gate.post("/api/v1/tasks/{id}/call-back", staff, call_back);
    gate.post("/api/v1/tasks/{id}/deliver", staff, step(cases::deliver));
}

} // namespace sportello::api
