// core/api/endpoints.hpp -- the REST resources, each in a file of its own. Contract: openapi.json.
#pragma once

#include "core/api/gate.hpp"

namespace sportello::api {

void add_sessions(Gate& gate);     // sessions.cpp: /sessions, /me/password
void add_town(Gate& gate);         // town.cpp: /town, /openapi.json
void add_catalogue(Gate& gate);    // catalogue.cpp: /areas, /procedures
void add_tickets(Gate& gate);      // tickets.cpp: /tickets, /public/tickets
void add_counters(Gate& gate);     // counters.cpp: /counters, /board
void add_reports(Gate& gate);      // reports.cpp: /reports, /tickets/{id}/calls
void add_hours(Gate& gate);        // hours.cpp: /hours, /queue
void add_appointments(Gate& gate); // appointments.cpp: /appointments, /tickets/{id}/rebook
void add_contacts(Gate& gate);     // contacts.cpp: /contacts, /contact-searches, /calls
void add_cases(Gate& gate);        // cases.cpp: /cases, /public/cases
void add_tasks(Gate& gate);        // tasks.cpp: /tasks
void add_events(Gate& gate);       // events.cpp: /events
void add_devices(Gate& gate);      // devices.cpp: /devices, /print-jobs
void add_plugins(Gate& gate);      // plugins.cpp: /plugins
void add_people(Gate& gate);       // people.cpp: /operators, /device-tokens
void add_attachments(Gate& gate);  // attachments.cpp: /attachments
void add_upkeep(Gate& gate);       // upkeep.cpp: /status, /backups

// All of them. Services are borrowed for as long as the router is used.
void add_all(http::Router& router, const Services& box);

} // namespace sportello::api
