// core/api/closing.hpp -- how a contact ends, read from a body, and what follows from it: a ticket,
// an appointment, a paper, a task, all in the transaction of the contact's end.
#pragma once

#include "core/api/body.hpp"
#include "core/api/gate.hpp"
#include "core/cases/task.hpp"
#include "core/counter/contacts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sportello::api {

struct CallBack {
    std::string phone;
    std::optional<Instant> at; // Promised; nothing: within the promise of the lane.
};

struct Closing {
    counter::ContactOutcome outcome = counter::ContactOutcome::answered;
    std::vector<counter::VisitItem> procedures;
    std::vector<std::int64_t> missing; // Of the first procedure's documents, from 0.
    std::optional<Instant> appointment;
    std::optional<CallBack> call_back;
    std::optional<CaseId> case_id;
    std::optional<cases::Question> task;
    std::optional<std::string> reason;
    std::optional<std::string> note;
    bool priority = false;
    std::string language;
    std::optional<std::string> tax_code;
    std::optional<std::string> phone;
    std::optional<std::string> name;
};

// Reads the whole body. An outcome asks for what it needs and refuses what it does not know; a
// kiosk has the outcomes that need nobody. Throws Refusal body.invalid (422).
Closing read_closing(const Context& context);

// Does what follows, and closes the contact. Throws what issuing, booking and asking throw.
counter::Contact close(Context& context, const counter::Contact& open, const Closing& closing);

} // namespace sportello::api
