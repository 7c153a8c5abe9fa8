#include "core/counter/appointments.hpp"

#include "core/api/appointment_view.hpp"
#include "core/api/body.hpp"
#include "core/api/citizen.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/papers.hpp"
#include "core/api/views.hpp"
#include "core/api/visit.hpp"
#include "core/counter/calling.hpp"
#include "core/counter/day.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace sportello::api {

namespace json = boost::json;

namespace {

constexpr std::int64_t days_default = 7;
constexpr std::int64_t days_max = 31;
constexpr std::int64_t minutes_max = 480;

AppointmentId id_of(const Context& context) {
    return AppointmentId{path_number(context.request, "id", "appointment.unknown")};
}

http::Response list(Context& context) {
    check_query(context.request, {"day"});
    const auto day = query_day(context.request, "day");
    json::array items;
    for (const auto& one :
         counter::appointments(context.db, day.value_or(context.box.zone.day(context.now))))
        items.push_back(view(context, one));
    return json_reply(200, {{"items", items}});
}

// How long a visit the slots are asked for takes.
int wanted_minutes(const Context& context) {
    const auto& request = context.request;
    if (const auto id = query_text(request, "procedure")) {
        const auto* procedure = context.box.catalogue.procedure(*id);
        if (!procedure)
            throw Refusal(Refusal::Kind::invalid, "procedure.unknown",
                          {{"procedure", id->substr(0, 64)}});
        return procedure->minutes;
    }
    const auto minutes = query_number(request, "minutes");
    return minutes ? static_cast<int>(std::clamp<std::int64_t>(*minutes, 1, minutes_max))
                   : context.box.counter.booking.slot_minutes;
}

http::Response list_slots(Context& context) {
    const auto& request = context.request;
    check_query(request, {"procedure", "minutes", "from", "days"});
    const auto from = query_day(request, "from");
    const auto count =
        std::clamp<std::int64_t>(query_number(request, "days").value_or(days_default), 1, days_max);
    const auto today = counter::day_of(context.box.zone, context.now);
    json::array items;
    for (const auto& slot :
         counter::slots(context.db, context.box.counter, from ? parse_date(*from).value() : today,
                        static_cast<int>(count), wanted_minutes(context), context.now))
        items.push_back({{"at", to_text(slot.at)}, {"free", slot.free}});
    return json_reply(200, {{"items", items}});
}

http::Response book(Context& context) {
    const auto& box = context.box;
    Body body(context.request);
    const auto at = body.maybe_instant("at");
    if (!body.has("at")) body.wrong("at", "form.missing");
    auto procedures = read_procedures(body, "procedures", box);
    counter::NewAppointment wanted;
    wanted.name = read_name(body, "name");
    wanted.phone = read_phone(body, "phone");
    wanted.language = body.choice("language", box.config.town.languages, Body::Missing::first);
    const bool printed = body.flag("print", true);
    body.done();
    auto visit = measured(box, std::move(procedures));
    wanted.at = at.value();
    wanted.minutes = visit.minutes;
    wanted.equipment = visit.equipment;
    wanted.procedures = std::move(visit.procedures);
    const auto booked = counter::book(context.db, box.counter, wanted, context.now);
    if (printed) print_appointment(context, booked);
    return json_reply(201, view(context, booked));
}

// The citizen is here: a ticket, printed, and called at once where a counter waits for somebody.
http::Response arrive(Context& context, AppointmentId id) {
    const auto ticket = counter::arrive(context.db, context.box.counter, id, context.now);
    print_ticket(context, ticket);
    counter::serve_waiting(context.db, context.box.counter, context.now);
    return json_reply(201, view(context, counter::ticket(context.db, ticket.id)));
}

http::Response arrive_by_id(Context& context) {
    Body(context.request).done();
    return arrive(context, id_of(context));
}

http::Response arrive_by_code(Context& context) {
    Body body(context.request);
    const auto code = body.text("code", 32);
    body.done();
    const auto found = counter::find_appointment_by_code(context.db, code);
    if (!found) throw Refusal(Refusal::Kind::not_found, "appointment.unknown");
    return arrive(context, found->id);
}

http::Response cancel(Context& context) {
    Body(context.request).done();
    return json_reply(200, view(context, counter::cancel(context.db, id_of(context), context.now)));
}

// Of a ticket that is at a counter only who sits there does it, or a supervisor.
http::Response rebook(Context& context) {
    Body body(context.request);
    counter::Rebooking wanted;
    wanted.at = body.maybe_instant("at");
    wanted.name = read_name(body, "name");
    wanted.phone = read_phone(body, "phone");
    body.done();
    const TicketId id{path_number(context.request, "id", "ticket.unknown")};
    counter::check_holder(context.db, counter::ticket(context.db, id), actor(context.who));
    const auto made = counter::rebook(context.db, context.box.counter, id, wanted, context.now);
    print_appointment(context, made);
    counter::serve_waiting(context.db, context.box.counter, context.now);
    return json_reply(200, view(context, made));
}

// What the page behind the paper's QR shows: nothing of the citizen.
http::Response show_public(store::Connection& db, const Services& box, const std::string& code) {
    const auto found = counter::find_appointment_by_code(db, code);
    if (!found) throw Refusal(Refusal::Kind::not_found, "appointment.unknown");
    return json_reply(200, public_view(db, box, *found));
}

} // namespace

void add_appointments(Gate& gate) {
    gate.post("/api/v1/appointments", staff_and_kiosk, book);
    gate.read("/api/v1/appointments", staff, list);
    gate.read("/api/v1/appointments/slots", staff_and_kiosk, list_slots);
    gate.post("/api/v1/appointments/arrivals", staff_and_kiosk, arrive_by_code);
    gate.post("/api/v1/appointments/{id}/arrive", staff, arrive_by_id);
    gate.post("/api/v1/appointments/{id}/cancel", staff, cancel);
    gate.post("/api/v1/tickets/{id}/rebook", staff, rebook);
    gate.router().read("/api/v1/public/appointments/{code}",
                       [&box = gate.box()](store::Connection& db, const http::Request& request) {
                           return show_public(db, box, request.parameters.find("code")->second);
                       });
}

} // namespace sportello::api
