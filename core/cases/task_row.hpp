// core/cases/task_row.hpp -- a task as its row holds it: shared by task.cpp and task_list.cpp.
#pragma once

#include "core/cases/task.hpp"

namespace sportello::cases {

// The columns of a task, in the order that task_from() reads them.
#define SPORTELLO_TASK_COLUMNS                                                                     \
    "id, kind, area, procedure, case_id, contact, state, assignee, term_kind, term_unit,"          \
    " counted_to, due_on, suspended_on, suspended_days, question, outcome, answer, opened_at,"     \
    " ended_at"
Task task_from(const store::Row& row);

} // namespace sportello::cases
