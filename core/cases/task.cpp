#include "core/cases/task.hpp"

#include "core/base/refusal.hpp"
#include "core/cases/case.hpp"
#include "core/cases/task_row.hpp"
#include "core/store/events.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace sportello::cases {

namespace json = boost::json;

namespace {

constexpr std::string_view the_daemon = "sportello"; // Who restarts a term that has stood still.
constexpr std::int64_t resumed_max = 1000;

std::optional<std::string> text_of(const std::optional<Date>& date) {
    return date ? std::optional(format_date(*date)) : std::nullopt;
}

void tell(store::Connection& db, std::string_view topic, const Task& task, Instant now) {
    json::object event{
        {"task", number(task.id)}, {"area", task.area}, {"state", to_text(task.state)}};
    if (task.case_id) event["case"] = number(*task.case_id);
    store::emit(db, topic, json::serialize(event), now);
}

// Who did what, when: `code` names a sentence in texts/.
void trace(store::Connection& db,
           TaskId id,
           std::string_view who,
           std::string_view code,
           std::string_view text,
           Instant now) {
    db.run("INSERT INTO task_note (task, who, code, text, at) VALUES (?1, ?2, ?3, ?4, ?5)", id, who,
           code, text, now);
}

void write_note(
    store::Connection& db, TaskId id, std::string_view who, std::string_view text, Instant now) {
    if (db.integer("SELECT count(*) FROM task_note WHERE task = ?1 AND code IS NULL", id).value() >=
        notes_max)
        throw Refusal(Refusal::Kind::conflict, "task.too-many-notes",
                      {{"max", std::to_string(notes_max)}});
    db.run("INSERT INTO task_note (task, who, text, at) VALUES (?1, ?2, ?3, ?4)", id, who, text,
           now);
}

CaseState case_state(const Task& task) {
    if (task.state == TaskState::delivered) return CaseState::delivered;
    if (task.state == TaskState::completed) return CaseState::ready;
    return task.term.suspended_on ? CaseState::suspended : CaseState::accepted;
}

// Writes what a step changed, takes the case along and tells it.
Task saved(store::Connection& db, const Task& task, Instant now) {
    const auto outcome = task.outcome ? std::optional(to_text(*task.outcome)) : std::nullopt;
    const auto ended_at = task.ended_at;
    const auto due_on = text_of(task.term.due_on);
    db.run("UPDATE task SET state = ?2, assignee = ?3, counted_to = ?4, due_on = ?5,"
           " suspended_on = ?6, suspended_days = ?7, outcome = ?8, answer = ?9, ended_at = ?10"
           " WHERE id = ?1",
           task.id, to_text(task.state), task.assignee, text_of(task.term.counted_to), due_on,
           text_of(task.term.suspended_on), task.term.suspended_days, outcome, task.answer,
           ended_at);
    if (task.case_id) follow(db, *task.case_id, case_state(task), due_on);
    tell(db, "task.changed", task, now);
    return task;
}

Task task_in(store::Connection& db, TaskId id, std::initializer_list<TaskState> states) {
    auto found = find_task(db, id);
    if (std::ranges::find(states, found.state) == states.end())
        throw Refusal(Refusal::Kind::conflict, fmt::format("task.is-{}", to_text(found.state)),
                      {{"task", std::to_string(number(id))}});
    return found;
}

Task unfinished(store::Connection& db, TaskId id) {
    return task_in(db, id, {TaskState::open, TaskState::waiting_papers});
}

bool is_held_by_another(const Task& task, Worker who) {
    return task.assignee && *task.assignee != who.id;
}

void check_holder(const Task& task, Worker who) {
    if (is_held_by_another(task, who) && !who.supervises)
        throw Refusal(Refusal::Kind::conflict, "task.held", {{"operator", *task.assignee}});
}

// Who works on a task that nobody holds has taken it.
void hold(Task& task, Worker who) {
    check_holder(task, who);
    if (!task.assignee) task.assignee = std::string(who.id);
}

void run_term_again(store::Connection& db, Task& task, std::string_view who, Moment at) {
    if (!task.term.suspended_on) return;
    task.term = resumed(task.term, at.today);
    trace(db, task.id, who, "task.note.term-runs", italian_date(*task.term.due_on), at.now);
}

std::string listed(const std::vector<std::string>& titles) {
    std::string all;
    for (const auto& title : titles)
        all += (all.empty() ? "" : "; ") + title;
    return all;
}

Task inserted(store::Connection& db, const Task& task, Instant now) {
    const auto opened = db.first(
        "INSERT INTO task (kind, area, procedure, case_id, contact, state, term_kind, term_unit,"
        " counted_to, due_on, question, opened_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, 'open', ?6, ?7, ?8, ?9, ?10, ?11)"
        " RETURNING " SPORTELLO_TASK_COLUMNS,
        task_from, to_text(task.kind), task.area, task.procedure, task.case_id, task.contact,
        to_text(task.term.kind), to_text(task.term.unit), text_of(task.term.counted_to),
        text_of(task.term.due_on), task.question, now);
    tell(db, "task.opened", *opened, now);
    return *opened;
}

} // namespace

Task open_task(store::Connection& db, const CaseTask& opened, Moment at) {
    Task task;
    task.kind = TaskKind::case_;
    task.area = opened.area;
    task.procedure = opened.procedure;
    task.case_id = opened.case_id;
    task.term = opened.term;
    return inserted(db, task, at.now);
}

Task open_task(store::Connection& db, const Question& asked, Moment at) {
    Task task;
    task.kind = TaskKind::question;
    task.area = asked.area;
    task.procedure = asked.procedure;
    task.contact = asked.contact;
    task.question = asked.text;
    return inserted(db, task, at.now);
}

Task take(store::Connection& db, TaskId id, Worker who, Moment at) {
    auto task = unfinished(db, id);
    if (task.assignee == who.id) return task;
    check_holder(task, who);
    if (task.assignee)
        trace(db, id, who.id, "task.note.taken-over", *task.assignee, at.now);
    else
        trace(db, id, who.id, "task.note.taken", "", at.now);
    task.assignee = std::string(who.id);
    return saved(db, task, at.now);
}

Task release(store::Connection& db, TaskId id, Worker who, Moment at) {
    auto task = unfinished(db, id);
    if (!task.assignee) return task;
    check_holder(task, who);
    trace(db, id, who.id, "task.note.released", *task.assignee, at.now);
    task.assignee.reset();
    return saved(db, task, at.now);
}

Task note(store::Connection& db, TaskId id, Worker who, std::string_view text, Moment at) {
    const auto task = find_task(db, id);
    write_note(db, id, who.id, text, at.now);
    return saved(db, task, at.now);
}

Task ask_papers(
    store::Connection& db, TaskId id, Worker who, const WantedPapers& wanted, Moment at) {
    auto task = unfinished(db, id);
    hold(task, who);
    const auto there = db.integer("SELECT count(*) FROM task_paper WHERE task = ?1", id).value();
    if (there + static_cast<std::int64_t>(wanted.titles.size()) > papers_max)
        throw Refusal(Refusal::Kind::conflict, "task.too-many-papers",
                      {{"max", std::to_string(papers_max)}});
    for (const auto& title : wanted.titles)
        db.run("INSERT INTO task_paper (task, title, asked_at) VALUES (?1, ?2, ?3)", id, title,
               at.now);
    trace(db, id, who.id, "task.note.papers-asked", listed(wanted.titles), at.now);
    if (!wanted.text.empty()) write_note(db, id, who.id, wanted.text, at.now);
    if (may_suspend(task.term, at.today)) {
        task.term = suspended(task.term, at.today);
        trace(db, id, who.id, "task.note.term-stands",
              italian_date(at.today + days(suspension_days_max)), at.now);
    } else if (task.term.kind == TermKind::office && task.term.due_on && !task.term.suspended_on) {
        trace(db, id, who.id, "task.note.term-goes-on", italian_date(*task.term.due_on), at.now);
    }
    task.state = TaskState::waiting_papers;
    return saved(db, task, at.now);
}

Task receive_papers(store::Connection& db,
                    TaskId id,
                    Worker who,
                    const std::vector<std::int64_t>& received,
                    Moment at) {
    auto task = unfinished(db, id);
    const auto asked = papers(db, id);
    std::vector<std::string> titles;
    std::vector<Refusal::Field> unknown;
    for (std::size_t i = 0; i < received.size(); ++i) {
        const auto paper = std::ranges::find(asked, received[i], &Paper::id);
        if (paper == asked.end())
            unknown.push_back({fmt::format("/papers/{}", i), "task.unknown-paper", {}});
        else if (db.run("UPDATE task_paper SET received_at = ?2"
                        " WHERE id = ?1 AND received_at IS NULL",
                        paper->id, at.now))
            titles.push_back(paper->title);
    }
    if (!unknown.empty())
        throw Refusal(Refusal::Kind::invalid, "body.invalid").with(std::move(unknown));
    if (titles.empty()) return task;
    trace(db, id, who.id, "task.note.papers-received", listed(titles), at.now);
    if (papers_missing(db, id) == 0) {
        run_term_again(db, task, who.id, at);
        task.state = TaskState::open;
    }
    return saved(db, task, at.now);
}

Task complete(store::Connection& db,
              TaskId id,
              Worker who,
              TaskOutcome outcome,
              std::string_view answer,
              Moment at) {
    auto task = unfinished(db, id);
    hold(task, who);
    run_term_again(db, task, who.id, at);
    task.state = task.kind == TaskKind::question ? TaskState::answered : TaskState::completed;
    task.outcome = outcome;
    task.answer = std::string(answer);
    task.ended_at = at.now;
    trace(db, id, who.id, fmt::format("task.note.{}", to_text(task.state)), "", at.now);
    return saved(db, task, at.now);
}

Task deliver(store::Connection& db, TaskId id, Worker who, Moment at) {
    auto task = task_in(db, id, {TaskState::completed, TaskState::answered});
    task.state = TaskState::delivered;
    trace(db, id, who.id, "task.note.delivered", "", at.now);
    return saved(db, task, at.now);
}

Task note_call_back(
    store::Connection& db, TaskId id, Worker who, std::string_view ticket, Moment at) {
    const auto task = task_in(
        db, id,
        {TaskState::open, TaskState::waiting_papers, TaskState::answered, TaskState::completed});
    trace(db, id, who.id, "task.note.call-back", ticket, at.now);
    return saved(db, task, at.now);
}

std::int64_t resume_overdue_suspensions(store::Connection& db, Moment at) {
    const auto stands =
        db.all("SELECT " SPORTELLO_TASK_COLUMNS
               " FROM task WHERE suspended_on < ?1 ORDER BY suspended_on LIMIT ?2",
               task_from, format_date(at.today - days(suspension_days_max)), resumed_max);
    for (auto task : stands) {
        run_term_again(db, task, the_daemon, at);
        task.state = TaskState::open;
        saved(db, task, at.now);
    }
    return static_cast<std::int64_t>(stands.size());
}

} // namespace sportello::cases
