#include "core/api/body.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/views.hpp"

#include <boost/json.hpp>

#include <map>

namespace sportello::api {

namespace json = boost::json;

namespace {

json::object summary(const Services& box, const catalogue::Procedure& procedure) {
    return {{"id", procedure.id},
            {"area", procedure.area},
            {"title", view(procedure.title)},
            {"kind", catalogue::to_text(procedure.kind)},
            {"minutes", procedure.minutes},
            {"lane", box.counter.lane_for(procedure.minutes).id},
            {"fee_cents", procedure.fee_cents},
            {"stamp_duty_cents", procedure.stamp_duty_cents},
            {"available", box.plugins.running(procedure.area)}};
}

json::value condition(const std::optional<catalogue::Condition>& when) {
    if (!when) return nullptr;
    return {{"field", when->field}, {"is", when->is}};
}

json::value multiple(const std::optional<catalogue::Charge::Times>& times) {
    if (!times) return nullptr;
    return {{"field", times->field}, {"each", times->each}};
}

json::array charge_rules(const catalogue::Procedure& procedure) {
    json::array rules;
    for (const auto& charge : procedure.charges)
        rules.push_back({{"kind", charge.kind},
                         {"cents", charge.cents},
                         {"reason", view(charge.reason)},
                         {"when", condition(charge.when)},
                         {"times", multiple(charge.times)}});
    return rules;
}

json::object whole(const Services& box, const catalogue::Procedure& procedure) {
    auto object = summary(box, procedure);
    json::array documents;
    for (const auto& document : procedure.documents)
        documents.push_back(view(document));
    object["documents"] = documents;
    object["law"] = procedure.law;
    object["term"] = {{"days", procedure.term.days},
                      {"kind", procedure.term.kind},
                      {"unit", procedure.term.unit}};
    object["channels"] = json::value_from(procedure.channels);
    object["filing_class"] = procedure.filing_class;
    object["charges"] = charge_rules(procedure);
    object["equipment"] = json::value_from(procedure.equipment);
    object["appointment"] = procedure.appointment;
    object["back_office"] = procedure.back_office;
    object["answer"] = procedure.answer.it.empty() ? json::value() : view(procedure.answer);
    object["phone"] = procedure.phone;
    object["document"] = procedure.document.empty()
                             ? json::value()
                             : json::value(procedure.area + '/' + procedure.document);
    object["form"] = procedure.form ? procedure.form->schema() : json::value(json::object());
    return object;
}

// Plugins that were left out are areas too: one without a manifest that could be read has no title.
std::string areas(const Services& box) {
    std::map<std::string, std::string> reasons;
    for (const auto& plugin : box.plugins.list())
        reasons[plugin.id] = plugin.reason;
    json::array items;
    for (const auto& area : box.catalogue.areas()) {
        const auto& reason = reasons[area.id];
        items.push_back({{"id", area.id},
                         {"title", view(area.title)},
                         {"procedures", area.procedures.size()},
                         {"available", reason.empty()},
                         {"reason", reason.empty() ? json::value(nullptr) : json::value(reason)}});
    }
    return json::serialize(json::object{{"items", items}});
}

http::Response search(const Services& box, const http::Request& request) {
    check_query(request, {"q", "area"});
    const auto words = query_text(request, "q").value_or("");
    const auto area = query_text(request, "area").value_or("");
    json::array items;
    for (const auto* procedure : box.catalogue.search(words, area))
        items.push_back(summary(box, *procedure));
    return json_reply(200, {{"items", items}});
}

} // namespace

// The catalogue does not change while the daemon runs: its replies are made once.
void add_catalogue(Gate& gate) {
    const auto& box = gate.box();
    gate.router().immediate(
        "GET", "/api/v1/areas",
        [body = std::make_shared<const std::string>(areas(box))](const http::Request&) {
            http::Response response;
            response.shared = body;
            return response;
        });
    gate.router().immediate("GET", "/api/v1/procedures",
                            [&box](const http::Request& request) { return search(box, request); });
    std::map<std::string, std::shared_ptr<const std::string>, std::less<>> bodies;
    for (const auto& area : box.catalogue.areas())
        for (const auto& procedure : area.procedures)
            bodies[procedure.id] =
                std::make_shared<const std::string>(json::serialize(whole(box, procedure)));
    gate.router().immediate(
        "GET", "/api/v1/procedures/{id}",
        [bodies = std::move(bodies)](const http::Request& request) {
            const auto found = bodies.find(request.parameters.find("id")->second);
            if (found == bodies.end())
                throw Refusal(Refusal::Kind::not_found, "procedure.unknown",
                              {{"procedure", request.parameters.find("id")->second}});
            http::Response response;
            response.shared = found->second;
            return response;
        });
}

} // namespace sportello::api
