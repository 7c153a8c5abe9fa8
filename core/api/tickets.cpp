#include "core/api/body.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/views.hpp"

#include <sportello/calendar.hpp>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::api {

namespace json = boost::json;

namespace {

constexpr std::int64_t page_max = 100;
constexpr std::int64_t page_default = 50;

counter::NewTicket wanted_ticket(const Services& box, const http::Request& request) {
    Body body(request);
    counter::NewTicket wanted;
    wanted.procedure = body.maybe_text("procedure", 64);
    const auto lane = body.maybe_text("lane", 64);
    wanted.language = body.choice("language", box.config.town.languages, Body::Missing::first);
    wanted.priority = body.flag("priority", false);
    if (wanted.procedure && lane) body.wrong("lane", "ticket.procedure-or-lane");
    if (!wanted.procedure && !lane) body.wrong("procedure", "ticket.procedure-or-lane");
    if (wanted.procedure) {
        if (const auto* procedure = box.catalogue.procedure(*wanted.procedure))
            wanted.lane = box.counter.lane_for(procedure->minutes).id;
        else
            body.wrong("procedure", "procedure.unknown", {{"procedure", *wanted.procedure}});
    } else if (lane) {
        if (!box.counter.lane(*lane)) body.wrong("lane", "lane.unknown", {{"lane", *lane}});
        wanted.lane = *lane;
    }
    body.done();
    return wanted;
}

// The page behind the QR; empty when the box has no address that a telephone could reach.
std::string public_page(const Services& box, const counter::Ticket& ticket) {
    const auto& url = box.config.server.public_url;
    return url.empty() ? "" : fmt::format("{}/t/{}", url, ticket.code);
}

// What the paper says: see etc/templates/ticket.it.mustache.
json::object paper_of(Context& context, const counter::Ticket& ticket) {
    const auto& town = context.box.config.town;
    const auto local = context.box.zone.local_time(ticket.issued_at);
    json::object data{{"town", town.name},
                      {"province", town.province},
                      {"demo", context.box.config.demo.enabled},
                      {"number", ticket.number},
                      {"lane", context.box.counter.lane(ticket.lane)->title.in(ticket.language)},
                      {"date", italian_date(parse_date(local.substr(0, 10)).value())},
                      {"time", local.substr(11, 5)},
                      {"ahead", counter::ahead(context.db, ticket)},
                      {"priority", ticket.priority},
                      {"url", public_page(context.box, ticket)}};
    if (ticket.procedure)
        data["procedure"] =
            context.box.catalogue.procedure(*ticket.procedure)->title.in(ticket.language);
    return data;
}

http::Response issue(Context& context) {
    const auto wanted = wanted_ticket(context.box, context.request);
    const auto ticket = counter::issue(context.db, context.box.counter, wanted, context.now);
    const auto& paper = context.box.config.tickets;
    if (!paper.printer.empty())
        print::enqueue(context.db,
                       {paper.printer, paper.template_, ticket.language, paper_of(context, ticket),
                        ticket.id, std::nullopt},
                       context.now);
    return json_reply(201, view(context, ticket));
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
              {"language", ticket->language}});
}

using Step = counter::Ticket (*)(store::Connection&, TicketId, Instant);

// A step of a ticket that is at a counter: only who sits there takes it, or a supervisor.
Endpoint step(Step take) {
    return [take](Context& context) {
        Body(context.request).done();
        const auto id = id_of(context);
        counter::check_holder(context.db, counter::ticket(context.db, id), actor(context.who));
        return json_reply(200, view(context, take(context.db, id, context.now)));
    };
}

} // namespace

void add_tickets(Gate& gate) {
    gate.post("/api/v1/tickets", staff_and_kiosk, issue);
    gate.read("/api/v1/tickets", staff, list);
    gate.read("/api/v1/tickets/{id}", staff_and_kiosk, show);
    gate.post("/api/v1/tickets/{id}/start", staff, step(counter::start));
    gate.post("/api/v1/tickets/{id}/finish", staff, step(counter::finish));
    gate.post("/api/v1/tickets/{id}/no-show", staff, step(counter::no_show));
    gate.post("/api/v1/tickets/{id}/cancel", staff, step(counter::cancel));
    gate.router().read("/api/v1/public/tickets/{code}",
                       [&box = gate.box()](store::Connection& db, const http::Request& request) {
                           return show_public(db, box, request.parameters.find("code")->second);
                       });
}

} // namespace sportello::api
