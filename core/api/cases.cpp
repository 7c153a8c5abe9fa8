#include "core/api/body.hpp"
#include "core/api/case_run.hpp"
#include "core/api/case_views.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/views.hpp"
#include "core/people/audit.hpp"
#include "core/print/pdf.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::api {

namespace {

http::Response open(Context& context) {
    const auto wanted = wanted_case(context);
    return json_reply(201, view(context, run_case(context, wanted)));
}

CaseId id_of(const http::Request& request) {
    return CaseId{path_number(request, "id", "case.unknown")};
}

void audit_look(store::Connection& db, std::string_view actor, CaseId id, Instant now) {
    people::audit(db, {actor, "case.read", fmt::format("case {}", number(id)), ""}, now);
}

// A look-up leaves a line in the audit trail, so it runs where lines are written.
http::Response show(Context& context) {
    const auto id = id_of(context.request);
    const auto found = cases::find_case(context.db, id);
    audit_look(context.db, context.who.id, id, context.now);
    return json_reply(200, view(context, found));
}

http::Response list(Context& context) {
    check_query(context.request, {"ticket"});
    const auto ticket = query_number(context.request, "ticket");
    if (!ticket) throw Refusal(Refusal::Kind::malformed, "query.missing", {{"name", "ticket"}});
    boost::json::array items;
    for (const auto& found : cases::cases_of(context.db, TicketId{*ticket})) {
        audit_look(context.db, context.who.id, found.id, context.now);
        items.push_back(view(context, found));
    }
    return json_reply(200, {{"items", items}});
}

http::Response document(const Services& box, const http::Request& request) {
    const auto id = id_of(request);
    const auto paper = path_number(request, "number", "case.unknown-document");
    cases::CaseDocument found;
    std::string language;
    box.database.write_and_wait([&](store::Connection& db) {
        const auto now = box.clock.now();
        const auto who = identify(db, request, now);
        check_role(who, staff_and_office);
        language = cases::find_case(db, id).language;
        found = cases::document(db, id, paper);
        audit_look(db, who.id, id, now);
    });
    http::Response response;
    response.type = "application/pdf";
    response.body = print::to_pdf(
        box.templates.render(found.name, language, found.data),
        {document_title(box.texts, found.name, language), language, box.config.demo.enabled});
    response.headers.emplace_back("Content-Disposition",
                                  fmt::format("inline; filename=\"{}-{}.pdf\"", number(id), paper));
    return response;
}

// What the page behind the receipt's QR shows.
http::Response show_public(store::Connection& db, const Services& box, const std::string& code) {
    return json_reply(200, public_view(db, box, cases::find_case_by_code(db, code)));
}

} // namespace

void add_cases(Gate& gate) {
    gate.post("/api/v1/cases", staff, open);
    gate.write("GET", "/api/v1/cases", staff_and_office, list);
    gate.write("GET", "/api/v1/cases/{id}", staff_and_office, show);
    gate.router().slow(
        "GET", "/api/v1/cases/{id}/documents/{number}",
        [&box = gate.box()](const http::Request& request) { return document(box, request); });
    gate.router().read("/api/v1/public/cases/{code}",
                       [&box = gate.box()](store::Connection& db, const http::Request& request) {
                           return show_public(db, box, request.parameters.find("code")->second);
                       });
}

} // namespace sportello::api
