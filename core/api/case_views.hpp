// core/api/case_views.hpp -- cases and tasks as the API's JSON. See openapi.json for the shapes.
#pragma once

#include "core/api/gate.hpp"
#include "core/cases/case.hpp"
#include "core/cases/task.hpp"

#include <boost/json/value.hpp>

namespace sportello::api {

boost::json::value view(Context& context, const cases::Case& found);
// What anybody who has the code may know: nothing of the citizen.
boost::json::value
public_view(store::Connection& db, const Services& box, const cases::Case& found);

// With its notes; or as lists show it, without.
enum class Notes { shown, left_out };
boost::json::value view(Context& context, const cases::Task& task, Notes notes = Notes::shown);

// Who asks, in the back office's terms: a supervisor may act in another's place.
cases::Worker worker(const people::Principal& who);
// Now, and today in the town.
cases::Moment moment(const Context& context);

} // namespace sportello::api
