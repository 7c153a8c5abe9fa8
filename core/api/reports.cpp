#include "core/api/body.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/problems.hpp"
#include "core/api/views.hpp"
#include "core/counter/report.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace sportello::api {

namespace json = boost::json;

namespace {

constexpr std::int64_t page_max = 100;
constexpr std::int64_t page_default = 50;

std::int64_t integer(const json::object& facts, std::string_view name) {
    const auto* found = facts.if_contains(name);
    return found ? found->to_number<std::int64_t>() : 0;
}

std::string text(const json::object& facts, std::string_view name) {
    return std::string(facts.at(name).as_string());
}

// Says in words why a call was as it was, from the facts that the rule weighed.
class Explainer {
public:
    Explainer(const Services& box, std::string_view language) : box_(box), language_(language) {}

    std::string why(const counter::Call& call) const {
        auto sentences = aside(call.why);
        sentences += say(fmt::format("call.why.{}", counter::to_text(call.rule)), arguments(call));
        if (call.rule == counter::Rule::longest_wait || call.rule == counter::Rule::interleave)
            sentences += next_best(call.why);
        if (call.why.contains("instead"))
            sentences += " " + say("call.why.instead", {{"ticket", text(call.why, "instead")}});
        if (call.undone) sentences += " " + say("call.why.undone", {});
        return sentences;
    }

private:
    std::string say(const std::string& code, const Arguments& arguments) const {
        return box_.texts.say(code, language_, arguments);
    }

    std::string lane_title(const std::string& id) const {
        const auto* lane = box_.counter.lane(id);
        return lane ? lane->title.in(language_) : id;
    }

    Arguments weighed(const json::object& facts) const {
        const auto seconds = integer(facts, "waited_seconds");
        const auto promised = integer(facts, "promise_minutes");
        Arguments arguments{{"waited", std::to_string(seconds / 60)},
                            {"promised", std::to_string(promised)}};
        if (promised > 0) arguments["percent"] = std::to_string(seconds * 100 / (promised * 60));
        if (facts.contains("due_at"))
            arguments["due"] =
                box_.zone.hour_minute(Instant(std::chrono::milliseconds(integer(facts, "due_at"))));
        return arguments;
    }

    Arguments arguments(const counter::Call& call) const {
        auto all = weighed(call.why);
        all["ticket"] = call.number;
        all["lane"] = lane_title(call.lane);
        all["operator"] = call.operator_id;
        if (call.why.contains("reason")) all["reason"] = text(call.why, "reason");
        return all;
    }

    // Who would have come first and left the turn to another.
    std::string aside(const json::object& why) const {
        std::string sentences;
        const auto* all = why.if_contains("aside");
        if (!all) return sentences;
        for (const auto& each : all->as_array()) {
            const auto& one = each.as_object();
            const auto who = text(one, "who");
            const bool is_rule = counter::rule_from(who).has_value();
            sentences +=
                say(is_rule ? "call.aside." + who : "call.aside.lane",
                    {{"lane", lane_title(who)}, {"calls", std::to_string(integer(one, "calls"))}}) +
                " ";
        }
        return sentences;
    }

    // The furthest along the promise of those who were not called.
    std::string next_best(const json::object& why) const {
        const json::object* best = nullptr;
        const auto further = [](const json::object& a, const json::object& b) {
            return integer(a, "waited_seconds") * integer(b, "promise_minutes") >
                   integer(b, "waited_seconds") * integer(a, "promise_minutes");
        };
        for (const auto& each : why.at("others").as_array())
            if (!best || further(each.as_object(), *best)) best = &each.as_object();
        if (!best) return " " + say("call.why.alone", {});
        auto arguments = weighed(*best);
        arguments["ticket"] = text(*best, "ticket");
        arguments["lane"] = lane_title(text(*best, "lane"));
        return " " + say("call.why.others", arguments);
    }

    const Services& box_;
    std::string_view language_;
};

json::value call_view(const Explainer& explainer, const counter::Call& call) {
    return {{"id", call.id},
            {"at", to_text(call.at)},
            {"ticket", number(call.ticket)},
            {"number", call.number},
            {"lane", call.lane},
            {"counter", number(call.counter)},
            {"operator", call.operator_id},
            {"rule", counter::to_text(call.rule)},
            {"why", explainer.why(call)},
            {"waited_minutes", integer(call.why, "waited_seconds") / 60},
            {"promise_minutes", integer(call.why, "promise_minutes")}};
}

json::array call_views(Context& context, const std::vector<counter::Call>& calls) {
    const Explainer explainer(context.box, language_of(context.request));
    json::array items;
    for (const auto& call : calls)
        items.push_back(call_view(explainer, call));
    return items;
}

http::Response calls_of_day(Context& context) {
    const auto& request = context.request;
    check_query(request, {"day", "rule", "after", "limit"});
    counter::CallFilter filter;
    filter.day = query_day(request, "day").value_or(context.box.zone.day(context.now));
    if (const auto rule = query_text(request, "rule")) {
        filter.rule = counter::rule_from(*rule);
        if (!filter.rule)
            throw Refusal(Refusal::Kind::malformed, "call.unknown-rule", {{"rule", *rule}});
    }
    filter.after = query_number(request, "after").value_or(0);
    filter.limit = std::clamp<std::int64_t>(query_number(request, "limit").value_or(page_default),
                                            1, page_max);
    const auto found = counter::calls(context.db, filter);
    json::value next = nullptr;
    if (static_cast<std::int64_t>(found.size()) == filter.limit)
        next = std::to_string(found.back().id);
    return json_reply(200, {{"items", call_views(context, found)}, {"next", next}});
}

http::Response calls_of_ticket(Context& context) {
    const TicketId id{path_number(context.request, "id", "ticket.unknown")};
    counter::ticket(context.db, id);
    return json_reply(200, {{"items", call_views(context, counter::calls_of(context.db, id))}});
}

json::value lane_view(const counter::LaneReport& lane) {
    return {{"lane", lane.lane},
            {"issued", lane.issued},
            {"finished", lane.finished},
            {"no_show", lane.no_show},
            {"cancelled", lane.cancelled},
            {"rebooked", lane.rebooked},
            {"wait_minutes_mean", lane.wait_mean},
            {"wait_minutes_p90", lane.wait_p90},
            {"wait_minutes_max", lane.wait_max},
            {"service_minutes_mean", lane.service_mean},
            {"within_promise_percent", lane.within_promise_percent
                                           ? json::value(*lane.within_promise_percent)
                                           : json::value(nullptr)}};
}

http::Response day(Context& context) {
    check_query(context.request, {"day"});
    const auto wanted =
        query_day(context.request, "day").value_or(context.box.zone.day(context.now));
    const auto report = counter::report(context.db, context.box.counter, wanted);
    json::array lanes, contacts, operators;
    for (const auto& lane : report.lanes)
        lanes.push_back(lane_view(lane));
    for (const auto& one : report.contacts)
        contacts.push_back(
            {{"channel", one.channel}, {"outcome", one.outcome}, {"count", one.count}});
    for (const auto& one : report.operators)
        operators.push_back({{"operator", one.operator_id},
                             {"finished", one.finished},
                             {"service_minutes_mean", one.service_mean}});
    return json_reply(200, {{"day", wanted},
                            {"lanes", lanes},
                            {"contacts", contacts},
                            {"operators", operators},
                            {"direct_calls", report.direct_calls},
                            {"undone", report.undone}});
}

} // namespace

void add_reports(Gate& gate) {
    gate.read("/api/v1/reports/calls", supervisors, calls_of_day);
    gate.read("/api/v1/reports/day", supervisors, day);
    gate.read("/api/v1/tickets/{id}/calls", supervisors, calls_of_ticket);
}

} // namespace sportello::api
