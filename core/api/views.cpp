#include "core/api/views.hpp"

#include "core/api/or_null.hpp"
#include "core/api/papers.hpp"
#include "core/counter/visit.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::api {

namespace json = boost::json;

namespace {

json::array equipment_view(counter::EquipmentSet set) {
    json::array all;
    for (const auto name : counter::names(set))
        all.push_back(json::value(name));
    return all;
}

} // namespace

json::value view(const Text& text) {
    return {{"it", text.it}, {"en", text.en}};
}

json::value view(std::optional<Instant> instant) {
    return instant ? json::value(to_text(*instant)) : json::value(nullptr);
}

json::value view(const people::Principal& principal) {
    return {{"id", principal.id},
            {"name", principal.name},
            {"role", people::to_text(principal.role)},
            {"must_change_password", principal.must_change_password}};
}

json::value view(Context& context, const counter::Ticket& ticket) {
    const bool waits = ticket.state == counter::TicketState::waiting;
    const auto items = counter::items_of(context.db, ticket.id);
    json::array procedures;
    for (const auto& item : items)
        procedures.push_back(
            {{"procedure", item.procedure}, {"people", item.people}, {"done", item.done}});
    return {{"id", number(ticket.id)},
            {"number", ticket.number},
            {"lane", ticket.lane},
            {"state", counter::to_text(ticket.state)},
            {"procedure", items.empty() ? json::value() : json::value(items.front().procedure)},
            {"procedures", procedures},
            {"minutes", ticket.minutes},
            {"equipment", equipment_view(ticket.equipment)},
            {"channel", counter::to_text(ticket.channel)},
            {"language", ticket.language},
            {"priority", ticket.priority},
            {"ahead", waits ? json::value(counter::ahead(context.db, ticket)) : json::value()},
            {"day", ticket.day},
            {"code", ticket.code},
            {"issued_at", view(ticket.issued_at)},
            {"called_at", view(ticket.called_at)},
            {"started_at", view(ticket.started_at)},
            {"ended_at", view(ticket.ended_at)},
            {"counter", id_or_null(ticket.counter)},
            {"calls", ticket.calls},
            {"wanted_counter", id_or_null(ticket.wanted_counter)},
            {"not_before", view(ticket.not_before)},
            {"due_at", view(ticket.due_at)},
            {"contact", id_or_null(ticket.contact)},
            {"note", or_null(ticket.note)},
            {"outcome",
             ticket.outcome ? json::value(counter::to_text(*ticket.outcome)) : json::value()},
            {"print", paper_view(context, print::job_of(context.db, ticket.id))}};
}

json::value view(Context& context, const counter::Counter& counter) {
    json::array parked;
    for (const auto& ticket : counter.parked)
        parked.push_back(view(context, ticket));
    json::value pause = nullptr;
    if (counter.pause)
        pause = {{"reason", counter.pause->reason}, {"since", to_text(counter.pause->since)}};
    json::value undo = nullptr;
    if (counter.undo)
        undo = {{"step", counter.undo->step},
                {"ticket", counter.undo->ticket},
                {"until", to_text(counter.undo->until)}};
    return {{"id", number(counter.id)},
            {"name", counter.name},
            {"equipment", equipment_view(counter.equipment)},
            {"state", !counter.operator_id ? "closed"
                      : counter.pause      ? "paused"
                                           : "open"},
            {"operator", or_null(counter.operator_id)},
            {"ticket", counter.ticket ? view(context, *counter.ticket) : json::value(nullptr)},
            {"pause", pause},
            {"auto_call", counter.auto_call},
            {"parked", parked},
            {"undo", undo}};
}

json::value view(const print::Job& job) {
    return {{"id", number(job.id)},
            {"printer", job.printer},
            {"document", job.document},
            {"ticket", id_or_null(job.ticket)},
            {"state", print::to_text(job.state)},
            {"duplicate_of", id_or_null(job.duplicate_of)},
            {"created_at", view(job.created_at)},
            {"updated_at", view(job.updated_at)},
            {"reason", job.reason.empty() ? json::value(nullptr) : json::value(job.reason)}};
}

std::string document_title(const Texts& texts, std::string_view name, std::string_view language) {
    const auto slash = name.find('/');
    if (slash == std::string_view::npos)
        return texts.say(fmt::format("document.{}", name), language);
    return texts.say(fmt::format("{}.document.{}", name.substr(0, slash), name.substr(slash + 1)),
                     language);
}

counter::Actor actor(const people::Principal& who) {
    return {who.id,
            who.role == people::Role::supervisor || who.role == people::Role::administrator};
}

} // namespace sportello::api
