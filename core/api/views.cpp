#include "core/api/views.hpp"

#include "core/api/or_null.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::api {

namespace json = boost::json;

namespace {

// What became of the ticket's paper, and how the printer is now.
json::value print_view(Context& context, TicketId ticket) {
    const auto job = print::job_of(context.db, ticket);
    if (!job) return {{"job", nullptr}, {"state", "none"}, {"printer", nullptr}};
    const auto printer = context.box.devices.find(job->printer);
    return {{"job", number(job->id)},
            {"state", print::to_text(job->state)},
            {"printer", printer ? json::value(device::to_text(printer->state)) : json::value()}};
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
    return {{"id", number(ticket.id)},
            {"number", ticket.number},
            {"lane", ticket.lane},
            {"state", counter::to_text(ticket.state)},
            {"procedure", or_null(ticket.procedure)},
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
            {"print", print_view(context, ticket.id)}};
}

json::value view(Context& context, const counter::Counter& counter) {
    return {{"id", number(counter.id)},
            {"name", counter.name},
            {"state", counter.operator_id ? "open" : "closed"},
            {"operator", or_null(counter.operator_id)},
            {"ticket", counter.ticket ? view(context, *counter.ticket) : json::value(nullptr)}};
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
