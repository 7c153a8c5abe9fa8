#include "core/api/appointment_view.hpp"

#include "core/api/or_null.hpp"
#include "core/api/views.hpp"

#include <boost/json.hpp>

namespace sportello::api {

namespace json = boost::json;

namespace {

json::value number_of(store::Connection& db, const std::optional<TicketId>& ticket) {
    return ticket ? json::value(counter::ticket(db, *ticket).number) : json::value(nullptr);
}

} // namespace

json::value view(Context& context, const counter::Appointment& one) {
    json::array procedures;
    for (const auto& item : one.procedures)
        procedures.push_back(
            {{"procedure", item.procedure}, {"people", item.people}, {"done", item.done}});
    return {{"id", number(one.id)},
            {"code", one.code},
            {"at", to_text(one.at)},
            {"minutes", one.minutes},
            {"procedures", procedures},
            {"state", counter::to_text(one.state)},
            {"language", one.language},
            {"name", or_null(one.name)},
            {"phone", or_null(one.phone)},
            {"ticket", id_or_null(one.ticket)},
            {"number", number_of(context.db, one.ticket)},
            {"from_ticket", number_of(context.db, one.from_ticket)}};
}

json::value
public_view(store::Connection& db, const Services& box, const counter::Appointment& one) {
    json::array procedures;
    for (const auto& item : one.procedures)
        if (const auto* procedure = box.catalogue.procedure(item.procedure))
            procedures.push_back(view(procedure->title));
    return {{"code", one.code},
            {"at", to_text(one.at)},
            {"state", counter::to_text(one.state)},
            {"procedures", procedures},
            {"number", number_of(db, one.ticket)}};
}

} // namespace sportello::api
