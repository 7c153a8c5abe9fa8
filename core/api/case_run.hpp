// core/api/case_run.hpp -- a procedure run for a citizen, all or nothing.
#pragma once

#include "core/api/gate.hpp"
#include "core/cases/case.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace sportello::api {

struct WantedCase {
    const catalogue::Procedure* procedure = nullptr;
    std::optional<TicketId> ticket;
    std::string language;
    boost::json::value data; // Valid against the procedure's form.
};

// Reads and checks the body of POST /cases: the form, and the procedure's own rules to refuse.
// Throws Refusal.
WantedCase wanted_case(Context& context);

// Opens the case, runs the area's operation (or, without one, registers an intake with the
// protocol) and keeps what it answered. An intake gets the receipt of L. 241/1990 art. 18-bis and
// goes to the back office as a task; a delivery gets its declared document, and the receipt too
// where it is a filing. The charges are the declared ones unless the operation answers its own.
// Runs in the caller's transaction; throws Refusal, and then nothing of it happened.
cases::Case run_case(Context& context, const WantedCase& wanted);

} // namespace sportello::api
