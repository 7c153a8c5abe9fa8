// core/api/papers.hpp -- the small papers of the hall: ticket, checklist, appointment.
//
// They go to the tickets' printer; without one, nothing is printed and nothing is said.
#pragma once

#include "core/api/gate.hpp"
#include "core/counter/appointments.hpp"
#include "core/print/spool.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sportello::api {

// In the language and with the template of the tickets.
void print_ticket(Context& context, const counter::Ticket& ticket);

std::optional<PrintJobId> print_appointment(Context& context, const counter::Appointment& booked);

// What a citizen has to bring, and what of it is missing.
struct Checklist {
    std::vector<counter::VisitItem> procedures;
    std::vector<std::int64_t> missing; // Of the first procedure's documents, from 0; none: all.
    std::string language = "it";
    std::optional<counter::Appointment> offered;
};
std::optional<PrintJobId> print_checklist(Context& context, const Checklist& list);

// What became of a paper, and how its printer is now.
boost::json::value paper_view(Context& context, const std::optional<print::Job>& job);

} // namespace sportello::api
