// core/api/appointment_view.hpp -- appointments as the API's JSON. See openapi.json for the shapes.
#pragma once

#include "core/api/gate.hpp"
#include "core/counter/appointments.hpp"

#include <boost/json/value.hpp>

namespace sportello::api {

boost::json::value view(Context& context, const counter::Appointment& one);

// What anybody who has the code may know: nothing of the citizen.
boost::json::value
public_view(store::Connection& db, const Services& box, const counter::Appointment& one);

} // namespace sportello::api
