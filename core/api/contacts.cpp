#include "core/counter/contacts.hpp"

#include "core/api/body.hpp"
#include "core/api/citizen.hpp"
#include "core/api/closing.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/or_null.hpp"
#include "core/api/papers.hpp"
#include "core/api/views.hpp"
#include "core/people/audit.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace sportello::api {

namespace json = boost::json;

namespace {

constexpr std::int64_t page_max = 100;
constexpr std::int64_t page_default = 50;
constexpr std::size_t reason_bytes_min = 3;
constexpr std::size_t reason_bytes_max = 200;

// Tax code and telephone are for who deals with the citizen, or has looked for him and said why;
// the list of a day is for nobody in particular.
enum class Personal { shown, left_out };

json::value print_view(Context& context, const counter::Contact& one) {
    if (one.ticket) return paper_view(context, print::job_of(context.db, *one.ticket));
    if (one.paper) return paper_view(context, print::find_job(context.db, *one.paper));
    return nullptr;
}

json::value view(Context& context, const counter::Contact& one, Personal personal) {
    const bool shown = personal == Personal::shown;
    json::value ticket = nullptr;
    if (one.ticket) ticket = counter::ticket(context.db, *one.ticket).number;
    return {{"id", number(one.id)},
            {"channel", counter::to_text(one.channel)},
            {"at", to_text(one.at)},
            {"state", counter::to_text(one.state)},
            {"operator", or_null(one.operator_id)},
            {"procedures", json::value_from(one.procedures)},
            {"outcome", one.outcome ? json::value(counter::to_text(*one.outcome)) : json::value()},
            {"reason", or_null(one.reason)},
            {"tax_code", shown ? or_null(one.tax_code) : json::value(nullptr)},
            {"phone", shown ? or_null(one.phone) : json::value(nullptr)},
            {"ticket", id_or_null(one.ticket)},
            {"number", ticket},
            {"appointment", id_or_null(one.appointment)},
            {"case", id_or_null(one.case_id)},
            {"task", id_or_null(one.task)},
            {"print", print_view(context, one)},
            {"ended_at", sportello::api::view(one.ended_at)}};
}

// --- At the reception and at the kiosk.

http::Response close_new(Context& context) {
    const auto closing = read_closing(context);
    const auto channel =
        context.who.is_person() ? counter::Channel::reception : counter::Channel::kiosk;
    const auto open = counter::open_contact(context.db, context.box.counter, channel,
                                            context.who.id, context.now);
    return json_reply(201, view(context, close(context, open, closing), Personal::shown));
}

// --- Looking them up.

// Whose contacts are looked for, and why. In the body: an address is written down by every proxy.
struct LookUp {
    counter::ContactFilter whose;
    std::string reason;
};

LookUp read_look_up(const http::Request& request) {
    Body body(request);
    LookUp look_up;
    if (const auto text = body.maybe_text("tax_code", 16)) {
        look_up.whose.tax_code = tax_code_from(*text);
        if (!look_up.whose.tax_code) body.wrong("tax_code", "form.format.codice-fiscale");
    }
    look_up.whose.phone = read_phone(body, "phone");
    if (!body.has("tax_code") && !body.has("phone")) body.wrong("tax_code", "form.missing");
    look_up.reason = body.text("reason", reason_bytes_max);
    if (look_up.reason.size() < reason_bytes_min) body.wrong("reason", "contact.reason-needed");
    body.done();
    look_up.whose.limit = page_default;
    return look_up;
}

void audit_look_up(Context& context,
                   const std::vector<counter::Contact>& found,
                   const std::string& reason) {
    std::string ids;
    for (const auto& one : found)
        ids += fmt::format("{}{}", ids.empty() ? "" : ", ", number(one.id));
    people::audit(context.db,
                  {context.who.id, "contacts.looked-up",
                   ids.empty() ? std::string("no contact") : fmt::format("contacts {}", ids),
                   reason},
                  context.now);
}

json::array views(Context& context, const std::vector<counter::Contact>& found, Personal personal) {
    json::array items;
    for (const auto& one : found)
        items.push_back(view(context, one, personal));
    return items;
}

http::Response search(Context& context) {
    const auto look_up = read_look_up(context.request);
    const auto found = counter::contacts(context.db, look_up.whose);
    audit_look_up(context, found, look_up.reason);
    return json_reply(200, {{"items", views(context, found, Personal::shown)}});
}

http::Response list(Context& context) {
    const auto& request = context.request;
    check_query(request, {"day", "after", "limit"});
    counter::ContactFilter filter;
    filter.day = query_day(request, "day").value_or(context.box.zone.day(context.now));
    if (const auto after = query_number(request, "after")) filter.before = ContactId{*after};
    filter.limit = std::clamp<std::int64_t>(query_number(request, "limit").value_or(page_default),
                                            1, page_max);
    const auto found = counter::contacts(context.db, filter);
    json::value next = nullptr;
    if (static_cast<std::int64_t>(found.size()) == filter.limit)
        next = std::to_string(number(found.back().id));
    return json_reply(200, {{"items", views(context, found, Personal::left_out)}, {"next", next}});
}

ContactId id_of(const Context& context) {
    return ContactId{path_number(context.request, "id", "contact.unknown")};
}

// For who is about to call the citizen back: with the telephone, so it is audited.
http::Response show(Context& context) {
    Body(context.request).done();
    const auto found = counter::contact(context.db, id_of(context));
    people::audit(context.db,
                  {context.who.id, "contact.read", fmt::format("contact {}", number(found.id)), ""},
                  context.now);
    return json_reply(200, view(context, found, Personal::shown));
}

// --- Calls.

http::Response open_call(Context& context) {
    Body body(context.request);
    auto phone = read_phone(body, "phone");
    const bool answered = body.flag("answered", false);
    if (answered && !context.who.is_person()) body.wrong("answered", "call.answered-by-staff");
    body.done();
    const auto operator_id = answered ? std::optional(context.who.id) : std::nullopt;
    const auto call = counter::open_call(context.db, context.box.counter, std::move(phone),
                                         operator_id, context.now);
    return json_reply(201, view(context, call, Personal::shown));
}

http::Response list_calls(Context& context) {
    json::array items;
    for (const auto& call : counter::open_calls(context.db))
        items.push_back(view(context, call, Personal::shown));
    return json_reply(200, {{"items", items}});
}

counter::Contact call_of(Context& context) {
    auto found = counter::contact(context.db, id_of(context));
    if (found.channel != counter::Channel::phone)
        throw Refusal(Refusal::Kind::not_found, "contact.unknown");
    return found;
}

http::Response answer_call(Context& context) {
    Body(context.request).done();
    const auto call =
        counter::answer_call(context.db, call_of(context).id, context.who.id, context.now);
    return json_reply(200, view(context, call, Personal::shown));
}

// By who speaks, or a supervisor.
http::Response close_call(Context& context) {
    const auto closing = read_closing(context);
    const auto call = call_of(context);
    if (call.state == counter::ContactState::closed)
        throw Refusal(Refusal::Kind::conflict, "call.is-closed");
    if (call.operator_id && *call.operator_id != context.who.id && !actor(context.who).supervises)
        throw Refusal(Refusal::Kind::conflict, "call.held", {{"operator", *call.operator_id}});
    return json_reply(200, view(context, close(context, call, closing), Personal::shown));
}

} // namespace

void add_contacts(Gate& gate) {
    gate.post("/api/v1/contacts", staff_and_kiosk, close_new);
    gate.read("/api/v1/contacts", staff, list);
    gate.post("/api/v1/contact-searches", staff, search);
    // A line of the audit trail is written.
    gate.write("GET", "/api/v1/contacts/{id}", staff, show);
    gate.post("/api/v1/calls", staff_and_exchange, open_call);
    gate.read("/api/v1/calls", staff, list_calls);
    gate.post("/api/v1/calls/{id}/answer", staff, answer_call);
    gate.post("/api/v1/calls/{id}/close", staff, close_call);
}

} // namespace sportello::api
