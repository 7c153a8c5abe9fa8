#include "core/api/body.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/papers.hpp"
#include "core/api/views.hpp"
#include "core/api/visit.hpp"
#include "core/counter/appointments.hpp"
#include "core/counter/calling.hpp"
#include "core/counter/capacity.hpp"
#include "core/counter/steps.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace sportello::api {

namespace json = boost::json;

namespace {

constexpr std::int64_t page_max = 100;
constexpr std::int64_t page_default = 50;
constexpr std::size_t note_bytes_max = 500;

std::vector<counter::VisitItem> one_procedure(Body& body, const Services& box) {
    const auto id = body.maybe_text("procedure", 64);
    if (!id) return {};
    if (!box.catalogue.procedure(*id))
        body.wrong("procedure", "procedure.unknown", {{"procedure", *id}});
    return {{*id, 1, false}};
}

// A lane by its name alone: of who just comes; staff may also put somebody among those to call
// back.
void read_lane(Body& body, const Context& context, counter::NewTicket& wanted) {
    const auto id = body.maybe_text("lane", 64);
    if (!id) return;
    const auto* lane = context.box.counter.lane(*id);
    const bool call_back = lane && lane->kind == counter::LaneKind::call_back;
    if (!lane)
        body.wrong("lane", "lane.unknown", {{"lane", *id}});
    else if (lane->kind != counter::LaneKind::walk_in && !(call_back && context.who.is_person()))
        body.wrong("lane", "lane.not-walk-in", {{"lane", *id}});
    wanted.lane = *id;
}

struct Wanted {
    counter::NewTicket ticket;
    bool even_if_full = false;
};

Wanted wanted_ticket(const Context& context) {
    const auto& box = context.box;
    Body body(context.request);
    Wanted wanted;
    auto& ticket = wanted.ticket;
    auto one = one_procedure(body, box);
    const bool list = body.has("procedures");
    ticket.procedures = list ? read_procedures(body, "procedures", box) : one;
    read_lane(body, context, ticket);
    const int said = !one.empty() + list + !ticket.lane.empty();
    if (said == 0) body.wrong("procedure", "ticket.procedure-or-lane");
    if (said > 1)
        body.wrong(ticket.lane.empty() ? "procedures" : "lane", "ticket.procedure-or-lane");
    ticket.language = body.choice("language", box.config.town.languages, Body::Missing::first);
    ticket.priority = body.flag("priority", false);
    ticket.note = body.maybe_text("note", note_bytes_max);
    wanted.even_if_full = body.flag("even_if_full", false);
    if (wanted.even_if_full && !context.who.is_person())
        body.wrong("even_if_full", "ticket.staff-only");
    body.done();
    if (!ticket.procedures.empty()) {
        auto visit = measured(box, std::move(ticket.procedures));
        ticket.procedures = std::move(visit.procedures);
        ticket.minutes = visit.minutes;
        ticket.equipment = visit.equipment;
        ticket.lane = box.counter.lane_for(visit.minutes).id;
    }
    ticket.channel =
        context.who.is_person() ? counter::Channel::reception : counter::Channel::kiosk;
    return wanted;
}

// The counters that call by themselves take who waits now; then the ticket as it has become.
http::Response served(Context& context, int status, TicketId id) {
    counter::serve_waiting(context.db, context.box.counter, context.now);
    return json_reply(status, view(context, counter::ticket(context.db, id)));
}

http::Response issue(Context& context) {
    const auto wanted = wanted_ticket(context);
    const auto& settings = context.box.counter;
    if (!wanted.even_if_full)
        counter::check_room(context.db, settings, *settings.lane(wanted.ticket.lane),
                            wanted.ticket.minutes, context.now);
    const auto ticket = counter::issue(context.db, settings, wanted.ticket, context.now);
    print_ticket(context, ticket);
    return served(context, 201, ticket.id);
}

TicketId id_of(const Context& context) {
    return TicketId{path_number(context.request, "id", "ticket.unknown")};
}

http::Response show(Context& context) {
    return json_reply(200, view(context, counter::ticket(context.db, id_of(context))));
}

http::Response list(Context& context) {
    const auto& request = context.request;
    check_query(request, {"state", "lane", "after", "limit"});
    counter::TicketFilter filter;
    filter.day = context.box.zone.day(context.now);
    if (const auto state = query_text(request, "state")) {
        filter.state = counter::ticket_state_from(*state);
        if (!filter.state)
            throw Refusal(Refusal::Kind::malformed, "ticket.unknown-state", {{"state", *state}});
    }
    filter.lane = query_text(request, "lane");
    filter.after = TicketId{query_number(request, "after").value_or(0)};
    filter.limit = std::clamp<std::int64_t>(query_number(request, "limit").value_or(page_default),
                                            1, page_max);
    json::array items;
    const auto found = counter::tickets(context.db, filter);
    for (const auto& ticket : found)
        items.push_back(view(context, ticket));
    json::value next = nullptr;
    if (static_cast<std::int64_t>(found.size()) == filter.limit)
        next = std::to_string(number(found.back().id));
    return json_reply(200, {{"items", items}, {"next", next}});
}

// The appointment that the ticket has become, for who could not be served that day.
json::value instead(store::Connection& db, const counter::Ticket& ticket) {
    if (ticket.state != counter::TicketState::rebooked) return nullptr;
    const auto made = counter::appointment_from(db, ticket.id);
    if (!made) return nullptr;
    return {{"code", made->code}, {"at", to_text(made->at)}};
}

// What the page behind the QR shows: the state of the ticket and nothing of the citizen.
http::Response show_public(store::Connection& db, const Services& box, const std::string& code) {
    const auto ticket = counter::find_ticket_by_code(db, code);
    if (!ticket) throw Refusal(Refusal::Kind::not_found, "ticket.unknown");
    const auto* lane = box.counter.lane(ticket->lane);
    const bool waits = ticket->state == counter::TicketState::waiting;
    return json_reply(
        200, {{"number", ticket->number},
              {"lane", view(lane ? lane->title : Text{ticket->lane, ticket->lane})},
              {"state", counter::to_text(ticket->state)},
              {"ahead", waits ? json::value(counter::ahead(db, *ticket)) : json::value(nullptr)},
              {"counter", ticket->counter ? json::value(number(*ticket->counter)) : json::value()},
              {"language", ticket->language},
              {"appointment", instead(db, *ticket)}});
}

// --- Steps. Of a ticket that is at a counter only who sits there takes them, or a supervisor.

using Take = std::function<counter::Ticket(Context&, TicketId, Body&)>;

Endpoint step(Take take) {
    return [take = std::move(take)](Context& context) {
        Body body(context.request);
        const auto id = id_of(context);
        counter::check_holder(context.db, counter::ticket(context.db, id), actor(context.who));
        take(context, id, body);
        return served(context, 200, id);
    };
}

counter::Ticket start(Context& context, TicketId id, Body& body) {
    body.done();
    return counter::start(context.db, id, context.now);
}

counter::Ticket finish(Context& context, TicketId id, Body& body) {
    const auto outcome =
        body.choice("outcome", {"served", "papers-missing", "not-possible"}, Body::Missing::first);
    body.done();
    return counter::finish(context.db, id, counter::outcome_from(outcome).value(), context.now);
}

counter::Ticket no_show(Context& context, TicketId id, Body& body) {
    const auto back_at = body.maybe_instant("back_at");
    body.done();
    return counter::no_show(context.db, context.box.counter, id, back_at, context.now);
}

counter::Ticket cancel(Context& context, TicketId id, Body& body) {
    body.done();
    return counter::cancel(context.db, id, context.now);
}

counter::Ticket park(Context& context, TicketId id, Body& body) {
    auto note = body.maybe_text("note", note_bytes_max);
    body.done();
    return counter::park(context.db, id, std::move(note), context.now);
}

// The procedures that were done stay on the ticket; the new one takes the place of the others.
counter::Visit visit_with(Context& context, TicketId id, counter::VisitItem next) {
    std::vector<counter::VisitItem> items;
    for (auto& item : counter::items_of(context.db, id))
        if (item.done && items.size() + 1 < counter::procedures_max)
            items.push_back(std::move(item));
    items.push_back(std::move(next));
    return measured(context.box, std::move(items));
}

counter::Ticket transfer(Context& context, TicketId id, Body& body) {
    counter::Transfer to;
    if (const auto wanted = body.maybe_integer("counter")) to.counter = CounterId{*wanted};
    to.lane = body.maybe_text("lane", 64);
    if (to.lane && !context.box.counter.lane(*to.lane))
        body.wrong("lane", "lane.unknown", {{"lane", *to.lane}});
    auto procedure = one_procedure(body, context.box);
    to.note = body.maybe_text("note", note_bytes_max);
    const int said =
        to.counter.has_value() + to.lane.has_value() + static_cast<int>(procedure.size());
    if (said != 1) body.wrong("counter", "ticket.one-destination");
    body.done();
    if (!procedure.empty()) to.visit = visit_with(context, id, std::move(procedure.front()));
    return counter::transfer(context.db, context.box.counter, id, to, context.now);
}

counter::Ticket set_procedures(Context& context, TicketId id, Body& body) {
    auto items = read_procedures(body, "procedures", context.box, true);
    body.done();
    return counter::set_visit(context.db, context.box.counter, id,
                              measured(context.box, std::move(items)), context.now);
}

// The citizen himself does it at the kiosk.
http::Response reactivate(Context& context) {
    Body(context.request).done();
    const auto id = id_of(context);
    counter::reactivate(context.db, context.box.counter, id, context.now);
    return served(context, 200, id);
}

} // namespace

void add_tickets(Gate& gate) {
    gate.post("/api/v1/tickets", staff_and_kiosk, issue);
    gate.read("/api/v1/tickets", staff, list);
    gate.read("/api/v1/tickets/{id}", staff_and_kiosk, show);
    gate.post("/api/v1/tickets/{id}/start", staff, step(start));
    gate.post("/api/v1/tickets/{id}/finish", staff, step(finish));
    gate.post("/api/v1/tickets/{id}/no-show", staff, step(no_show));
    gate.post("/api/v1/tickets/{id}/cancel", staff, step(cancel));
    gate.post("/api/v1/tickets/{id}/park", staff, step(park));
    gate.post("/api/v1/tickets/{id}/transfer", staff, step(transfer));
    gate.post("/api/v1/tickets/{id}/procedures", staff, step(set_procedures));
    gate.post("/api/v1/tickets/{id}/reactivate", staff_and_kiosk, reactivate);
    gate.router().read("/api/v1/public/tickets/{code}",
                       [&box = gate.box()](store::Connection& db, const http::Request& request) {
                           return show_public(db, box, request.parameters.find("code")->second);
                       });
}

} // namespace sportello::api
