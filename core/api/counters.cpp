#include "core/api/body.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/views.hpp"
#include "core/counter/calling.hpp"
#include "core/counter/steps.hpp"
#include "core/counter/undo.hpp"

#include <boost/json.hpp>

namespace sportello::api {

namespace json = boost::json;

namespace {

constexpr std::int64_t board_calls = 12;
constexpr std::size_t pause_bytes_max = 200;
constexpr std::size_t reason_bytes_min = 3;
constexpr std::size_t reason_bytes_max = 300;

CounterId id_of(const Context& context) {
    return CounterId{path_number(context.request, "id", "counter.unknown")};
}

// A text that says something.
std::string reason(Body& body, std::size_t least, std::size_t most) {
    auto text = body.text("reason", most);
    if (body.has("reason") && text.size() < least)
        body.wrong("reason", "form.too-short", {{"min", std::to_string(least)}});
    return text;
}

http::Response list(Context& context) {
    json::array items;
    for (const auto& counter : counter::counters(context.db, context.box.counter, context.now))
        items.push_back(view(context, counter));
    return json_reply(200, {{"items", items}});
}

http::Response show(Context& context) {
    return json_reply(200, view(context, counter::find_counter(context.db, context.box.counter,
                                                               id_of(context), context.now)));
}

http::Response called(Context& context, const counter::Ticket& ticket) {
    return json_reply(200, view(context, ticket));
}

// What changes a counter: then those that call by themselves take who waits.
using Change = std::function<void(Context&, CounterId, Body&)>;

Endpoint change(Change make) {
    return [make = std::move(make)](Context& context) {
        Body body(context.request);
        make(context, id_of(context), body);
        counter::serve_waiting(context.db, context.box.counter, context.now);
        return show(context);
    };
}

void open(Context& context, CounterId id, Body& body) {
    body.done();
    counter::open(context.db, context.box.counter, id, actor(context.who), context.now);
}

void close(Context& context, CounterId id, Body& body) {
    const bool even_if_waiting = body.flag("even_if_waiting", false);
    body.done();
    counter::close(context.db, context.box.counter, id, actor(context.who), even_if_waiting,
                   context.now);
}

void pause(Context& context, CounterId id, Body& body) {
    const auto why = reason(body, 1, pause_bytes_max);
    body.done();
    counter::pause(context.db, context.box.counter, id, why, actor(context.who), context.now);
}

void pause_over(Context& context, CounterId id, Body& body) {
    body.done();
    counter::pause_over(context.db, context.box.counter, id, actor(context.who), context.now);
}

void set_auto_call(Context& context, CounterId id, Body& body) {
    const auto on = body.any("on");
    if (!on.is_null() && !on.is_bool()) body.wrong("on", "form.type", {{"expected", "boolean"}});
    body.done();
    counter::set_auto_call(context.db, context.box.counter, id, on.as_bool(), actor(context.who),
                           context.now);
}

void undo(Context& context, CounterId id, Body& body) {
    body.done();
    counter::undo(context.db, context.box.counter, id, actor(context.who), context.now);
}

http::Response next(Context& context) {
    Body(context.request).done();
    const auto found = counter::call_next(context.db, context.box.counter, id_of(context),
                                          actor(context.who), context.now);
    if (found) return called(context, *found);
    http::Response nobody;
    nobody.status = 204;
    return nobody;
}

http::Response call_directly(Context& context) {
    Body body(context.request);
    const auto ticket = body.maybe_integer("ticket");
    if (!ticket) body.any("ticket"); // Missing is a mistake.
    const auto why = reason(body, reason_bytes_min, reason_bytes_max);
    body.done();
    return called(context,
                  counter::call_directly(context.db, context.box.counter, id_of(context),
                                         TicketId{*ticket}, why, actor(context.who), context.now));
}

http::Response recall(Context& context) {
    Body(context.request).done();
    return called(context, counter::recall(context.db, context.box.counter, id_of(context),
                                           actor(context.who), context.now));
}

http::Response resume(Context& context) {
    Body body(context.request);
    const auto ticket = body.maybe_integer("ticket");
    if (!ticket) body.any("ticket");
    body.done();
    return called(context, counter::resume(context.db, context.box.counter, id_of(context),
                                           TicketId{*ticket}, actor(context.who), context.now));
}

http::Response board(Context& context) {
    const auto day = context.box.zone.day(context.now);
    json::array calls;
    for (const auto& ticket : counter::latest_calls(context.db, day, board_calls))
        calls.push_back({{"number", ticket.number},
                         {"counter", number(ticket.counter.value())},
                         {"called_at", view(ticket.called_at)},
                         {"state", counter::to_text(ticket.state)}});
    json::array waiting;
    for (const auto& lane : counter::waiting(context.db, context.box.counter, day))
        waiting.push_back({{"lane", lane.lane}, {"count", lane.waiting}});
    return json_reply(200, {{"calls", calls}, {"waiting", waiting}, {"now", to_text(context.now)}});
}

} // namespace

void add_counters(Gate& gate) {
    gate.read("/api/v1/counters", staff, list);
    gate.read("/api/v1/counters/{id}", staff, show);
    gate.post("/api/v1/counters/{id}/open", staff, change(open));
    gate.post("/api/v1/counters/{id}/close", staff, change(close));
    gate.post("/api/v1/counters/{id}/pause", staff, change(pause));
    gate.post("/api/v1/counters/{id}/continue", staff, change(pause_over));
    gate.post("/api/v1/counters/{id}/auto-call", staff, change(set_auto_call));
    gate.post("/api/v1/counters/{id}/undo", staff, change(undo));
    gate.post("/api/v1/counters/{id}/next", staff, next);
    gate.post("/api/v1/counters/{id}/call", staff, call_directly);
    gate.post("/api/v1/counters/{id}/recall", staff, recall);
    gate.post("/api/v1/counters/{id}/resume", staff, resume);
    gate.read("/api/v1/board", anyone_in_hall, board);
}

} // namespace sportello::api
