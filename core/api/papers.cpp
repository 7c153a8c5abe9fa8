#include "core/api/papers.hpp"

#include "core/api/declared.hpp"
#include "core/counter/hours.hpp"
#include "core/counter/visit.hpp"

#include <sportello/calendar.hpp>

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace sportello::api {

namespace json = boost::json;

namespace {

std::optional<PrintJobId>
print(Context& context, const std::string& paper, const std::string& language, json::object data) {
    const auto& printer = context.box.config.tickets.printer;
    if (printer.empty()) return std::nullopt;
    return print::enqueue(context.db, {printer, paper, language, std::move(data), {}, {}},
                          context.now);
}

// The page behind a QR; empty when the box has no address that a telephone could reach.
std::string page(const Services& box, std::string_view kind, std::string_view code) {
    const auto& url = box.config.server.public_url;
    return url.empty() ? "" : fmt::format("{}/{}/{}", url, kind, code);
}

// What every small paper says: the town, the date and time.
json::object letterhead(const Context& context) {
    const auto& town = context.box.config.town;
    const auto local = context.box.zone.local_time(context.now);
    return {{"town", town.name},
            {"province", town.province},
            {"demo", context.box.config.demo.enabled},
            {"date", italian_date(counter::day_of(context.box.zone, context.now))},
            {"time", local.substr(11, 5)}};
}

// A procedure with what to bring and to pay; of its documents those at `missing` are wanted, or
// all when that is empty.
json::object procedure_of(const Context& context,
                          const counter::VisitItem& item,
                          const std::vector<std::int64_t>& missing,
                          const std::string& language) {
    const auto* known = context.box.catalogue.procedure(item.procedure);
    if (!known) return json::object{{"title", item.procedure}}; // Its area was taken away since.
    const auto& procedure = *known;
    json::array documents;
    for (std::size_t i = 0; i < procedure.documents.size(); ++i) {
        const bool wanted =
            missing.empty() ||
            std::ranges::find(missing, static_cast<std::int64_t>(i)) != missing.end();
        documents.push_back(
            {{"document", procedure.documents[i].in(language)}, {"missing", wanted}});
    }
    const auto cents = procedure.fee_cents + procedure.stamp_duty_cents;
    return {{"title", procedure.title.in(language)},
            {"people", item.people},
            {"several", item.people > 1},
            {"documents", documents},
            {"cost", cents > 0 ? euro(cents) : ""}};
}

// When an appointment is, as people say it.
void add_time(const Context& context,
              json::object& data,
              const counter::Appointment& booked,
              const std::string& language) {
    const auto day = counter::day_of(context.box.zone, booked.at);
    const auto weekday = std::chrono::weekday(day).iso_encoding();
    data["appointment_day"] =
        fmt::format("{} {}", context.box.texts.say(fmt::format("weekday.{}", weekday), language),
                    italian_date(day));
    data["appointment_time"] = context.box.zone.hour_minute(booked.at);
    // In groups, as it is typed.
    data["code"] = fmt::format("{} {} {}", booked.code.substr(0, 4), booked.code.substr(4, 4),
                               booked.code.substr(8));
    data["url"] = page(context.box, "a", booked.code);
}

} // namespace

void print_ticket(Context& context, const counter::Ticket& ticket) {
    const auto& box = context.box;
    const auto& paper = box.config.tickets;
    if (paper.printer.empty()) return;
    auto data = letterhead(context);
    data["number"] = ticket.number;
    data["lane"] = box.counter.lane(ticket.lane)->title.in(ticket.language);
    data["ahead"] = counter::ahead(context.db, ticket);
    data["priority"] = ticket.priority;
    data["url"] = page(box, "t", ticket.code);
    json::array procedures;
    for (const auto& item : counter::items_of(context.db, ticket.id))
        procedures.push_back(procedure_of(context, item, {}, ticket.language));
    data["procedures"] = procedures;
    print::enqueue(
        context.db,
        {paper.printer, paper.template_, ticket.language, std::move(data), ticket.id, {}},
        context.now);
}

std::optional<PrintJobId> print_appointment(Context& context, const counter::Appointment& booked) {
    auto data = letterhead(context);
    add_time(context, data, booked, booked.language);
    json::array procedures;
    for (const auto& item : booked.procedures)
        procedures.push_back(procedure_of(context, item, {}, booked.language));
    data["procedures"] = procedures;
    data["grace"] = context.box.counter.policy.appointment_grace_minutes;
    return print(context, "appointment", booked.language, std::move(data));
}

std::optional<PrintJobId> print_checklist(Context& context, const Checklist& list) {
    auto data = letterhead(context);
    json::array procedures;
    for (const auto& item : list.procedures) {
        const auto missing = procedures.empty() ? list.missing : std::vector<std::int64_t>{};
        procedures.push_back(procedure_of(context, item, missing, list.language));
    }
    data["procedures"] = procedures;
    if (list.offered) add_time(context, data, *list.offered, list.language);
    return print(context, "checklist", list.language, std::move(data));
}

json::value paper_view(Context& context, const std::optional<print::Job>& job) {
    if (!job) return {{"job", nullptr}, {"state", "none"}, {"printer", nullptr}};
    const auto printer = context.box.devices.find(job->printer);
    return {{"job", number(job->id)},
            {"state", print::to_text(job->state)},
            {"printer", printer ? json::value(device::to_text(printer->state)) : json::value()}};
}

} // namespace sportello::api
