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
// protocol), keeps what it answered; adds to an intake the receipt of L. 241/1990 art. 18-bis and
// gives it to the back office as a task, and adds the declared document to a delivery. The charges
// are the declared ones unless the operation answers its own.
// Runs in the caller's transaction; throws Refusal, and then nothing of it happened.
cases::Case run_case(Context& context, const WantedCase& wanted);

} // namespace sportello::api
