#include "core/api/body.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/views.hpp"

#include <boost/json.hpp>

namespace sportello::api {

namespace json = boost::json;

namespace {

constexpr std::int64_t board_calls = 12;

CounterId id_of(const Context& context) {
    return CounterId{path_number(context.request, "id", "counter.unknown")};
}

http::Response list(Context& context) {
    json::array items;
    for (const auto& counter : counter::counters(context.db, context.box.counter))
        items.push_back(view(context, counter));
    return json_reply(200, {{"items", items}});
}

http::Response show(Context& context) {
    return json_reply(
        200, view(context, counter::find_counter(context.db, context.box.counter, id_of(context))));
}

http::Response open(Context& context) {
    Body(context.request).done();
    return json_reply(200,
                      view(context, counter::open(context.db, context.box.counter, id_of(context),
                                                  actor(context.who), context.now)));
}

http::Response close(Context& context) {
    Body(context.request).done();
    return json_reply(200,
                      view(context, counter::close(context.db, context.box.counter, id_of(context),
                                                   actor(context.who), context.now)));
}

http::Response next(Context& context) {
    Body(context.request).done();
    const auto called = counter::call_next(context.db, context.box.counter, id_of(context),
                                           actor(context.who), context.now);
    if (called) return json_reply(200, view(context, *called));
    http::Response nobody;
    nobody.status = 204;
    return nobody;
}

http::Response recall(Context& context) {
    Body(context.request).done();
    return json_reply(200,
                      view(context, counter::recall(context.db, context.box.counter, id_of(context),
                                                    actor(context.who), context.now)));
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
    gate.post("/api/v1/counters/{id}/open", staff, open);
    gate.post("/api/v1/counters/{id}/close", staff, close);
    gate.post("/api/v1/counters/{id}/next", staff, next);
    gate.post("/api/v1/counters/{id}/recall", staff, recall);
    gate.read("/api/v1/board", anyone_known, board);
}

} // namespace sportello::api
