// core/cases/task.hpp -- a task: what the back office owes, to a case or to the counter's question.
//
//     open <-> waiting-papers          (asked of the citizen; back with the last, or after 30 days)
//       '--------'--> completed -> delivered   (of a case: the counter hands over or calls back)
//               '--> answered -> delivered     (of a question)
//
// The citizen has one point of contact: the back office asks, answers and completes, the counter
// talks. The case follows: accepted, suspended while the term stands still, ready, delivered.
//
// Each function runs in the caller's transaction, leaves a note of who did it, emits task.opened or
// task.changed (ids and states only), and returns the task as it is now. Refusals: task.unknown
// (404), task.is-<state>, task.held (409), task.too-many-notes, task.too-many-papers (409),
// task.unknown-paper (422).
#pragma once

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/cases/term.hpp"
#include "core/store/connection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::cases {

enum class TaskKind { case_, question };
std::string_view to_text(TaskKind kind); // "case"

enum class TaskState { open, waiting_papers, answered, completed, delivered };
std::string_view to_text(TaskState state); // "waiting-papers"
std::optional<TaskState> task_state_from(std::string_view text);

enum class TaskOutcome { granted, refused, closed };
std::string_view to_text(TaskOutcome outcome);
std::optional<TaskOutcome> task_outcome_from(std::string_view text);

struct Task {
    TaskId id{};
    TaskKind kind = TaskKind::case_;
    std::string area;
    std::optional<std::string> procedure;
    std::optional<CaseId> case_id;
    std::optional<ContactId> contact;
    TaskState state = TaskState::open;
    std::optional<std::string> assignee;
    Term term;
    std::optional<std::string> question;
    std::optional<TaskOutcome> outcome;
    std::optional<std::string> answer; // For the citizen, told at the counter.
    Instant opened_at;
    std::optional<Instant> ended_at; // When the back office had done.
};

// A paper asked of the citizen.
struct Paper {
    std::int64_t id = 0;
    std::string title;
    std::optional<Instant> received_at;
};

struct Note {
    Instant at;
    std::string who;
    std::optional<std::string> code; // A trace of the daemon's: a sentence, with {text} in it.
    std::string text;
};

// Who acts, and whether he may act in another's place.
struct Worker {
    std::string_view id;
    bool supervises = false;
};

// An instant, and the day of the town's calendar that it falls on.
struct Moment {
    Instant now;
    Date today;
};

constexpr std::int64_t papers_max = 100; // Of a task.
constexpr std::int64_t notes_max = 500;  // Of a task, by people.

struct CaseTask {
    CaseId case_id{};
    std::string area;
    std::string procedure;
    Term term;
};
// A case was accepted.
Task open_task(store::Connection& db, const CaseTask& opened, Moment at);

struct Question {
    std::string area;
    std::optional<std::string> procedure;
    std::optional<ContactId> contact;
    std::string text;
};
// The counter asks a back office.
Task open_task(store::Connection& db, const Question& asked, Moment at);

Task find_task(store::Connection& db, TaskId id);
std::optional<TaskId> task_of(store::Connection& db, CaseId id);
std::vector<Paper> papers(store::Connection& db, TaskId id);
std::vector<Note> notes(store::Connection& db, TaskId id); // Oldest first.
std::int64_t papers_missing(store::Connection& db, TaskId id);

// Whether the office is late with it: its term has passed and it has not done yet.
bool is_overdue(const Task& task, Date today);

// open, waiting-papers; free or already his: who supervises may take it from another.
Task take(store::Connection& db, TaskId id, Worker who, Moment at);
// open, waiting-papers. Of one that nobody holds nothing changes.
Task release(store::Connection& db, TaskId id, Worker who, Moment at);
// In any state.
Task note(store::Connection& db, TaskId id, Worker who, std::string_view text, Moment at);

// open, waiting-papers -> waiting-papers; who asks holds the task from now on. The term of a case
// stands still where the law lets it: not a second time, not when it is over already. Then the
// papers are awaited all the same, and the term runs.
struct WantedPapers {
    std::vector<std::string> titles;
    std::string text; // A note to the counter; or empty.
};
Task ask_papers(
    store::Connection& db, TaskId id, Worker who, const WantedPapers& wanted, Moment at);
// The citizen brought papers; one already received stays so. With the last: -> open.
Task receive_papers(store::Connection& db,
                    TaskId id,
                    Worker who,
                    const std::vector<std::int64_t>& received,
                    Moment at);

// open, waiting-papers -> completed, or answered when it is a question.
Task complete(store::Connection& db,
              TaskId id,
              Worker who,
              TaskOutcome outcome,
              std::string_view answer,
              Moment at);
// completed, answered -> delivered: told or handed over at the counter, by anyone there.
Task deliver(store::Connection& db, TaskId id, Worker who, Moment at);
// A call-back to the citizen waits in the queue with this ticket's number. Not once delivered.
Task note_call_back(
    store::Connection& db, TaskId id, Worker who, std::string_view ticket, Moment at);

// What the back offices owe, the nearest term first, those without one last: all that is not
// delivered, unless a state is asked for.
struct TaskCursor {
    std::string sort_on;
    TaskId id{};
};
std::string to_text(const TaskCursor& cursor);
std::optional<TaskCursor> task_cursor_from(std::string_view text);

struct TaskFilter {
    std::optional<std::string> area;
    std::optional<TaskState> state;
    std::optional<std::string> assignee;
    bool overdue = false;
    std::optional<TaskCursor> after;
    std::int64_t limit = 50;
};
struct TaskPage {
    std::vector<Task> tasks;
    std::optional<TaskCursor> next;
};
TaskPage tasks(store::Connection& db, const TaskFilter& filter, Date today);

// The terms that have stood still for thirty days run again (L. 241/1990 art. 2 c. 7), though the
// papers are not there: the back office decides on what it has. Returns how many; at most a
// thousand at a time.
std::int64_t resume_overdue_suspensions(store::Connection& db, Moment at);

} // namespace sportello::cases
