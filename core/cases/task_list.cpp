#include "core/base/refusal.hpp"
#include "core/cases/task.hpp"
#include "core/cases/task_row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace sportello::cases {

namespace {

constexpr std::array<std::string_view, 2> kind_texts{"case", "question"};
constexpr std::array<std::string_view, 5> state_texts{"open", "waiting-papers", "answered",
                                                      "completed", "delivered"};
constexpr std::array<std::string_view, 3> outcome_texts{"granted", "refused", "closed"};

constexpr std::string_view no_term = "9999-12-31"; // As task.sort_on has it.

template <class Enum, std::size_t size>
std::optional<Enum> named(const std::array<std::string_view, size>& texts, std::string_view text) {
    const auto found = std::ranges::find(texts, text);
    if (found == texts.end()) return std::nullopt;
    return static_cast<Enum>(found - texts.begin());
}

std::optional<Date> maybe_date(const store::Row& row, int column) {
    return row.is_null(column) ? std::nullopt : parse_date(row.text(column));
}

} // namespace

std::string_view to_text(TaskKind kind) {
    return kind_texts.at(static_cast<std::size_t>(kind));
}

std::string_view to_text(TaskState state) {
    return state_texts.at(static_cast<std::size_t>(state));
}

std::optional<TaskState> task_state_from(std::string_view text) {
    return named<TaskState>(state_texts, text);
}

std::string_view to_text(TaskOutcome outcome) {
    return outcome_texts.at(static_cast<std::size_t>(outcome));
}

std::optional<TaskOutcome> task_outcome_from(std::string_view text) {
    return named<TaskOutcome>(outcome_texts, text);
}

Task task_from(const store::Row& row) {
    Task task;
    task.id = row.id<TaskId>(0);
    task.kind = named<TaskKind>(kind_texts, row.text(1)).value();
    task.area = row.text(2);
    task.procedure = row.maybe_text(3);
    if (!row.is_null(4)) task.case_id = row.id<CaseId>(4);
    if (!row.is_null(5)) task.contact = row.id<ContactId>(5);
    task.state = task_state_from(row.text(6)).value();
    task.assignee = row.maybe_text(7);
    task.term.kind = term_kind_from(row.text(8));
    task.term.unit = term_unit_from(row.text(9));
    task.term.counted_to = maybe_date(row, 10);
    task.term.due_on = maybe_date(row, 11);
    task.term.suspended_on = maybe_date(row, 12);
    if (!row.is_null(13)) task.term.suspended_days = static_cast<int>(row.integer(13));
    task.question = row.maybe_text(14);
    if (!row.is_null(15)) task.outcome = task_outcome_from(row.text(15));
    task.answer = row.maybe_text(16);
    task.opened_at = row.instant(17);
    task.ended_at = row.maybe_instant(18);
    return task;
}

Task find_task(store::Connection& db, TaskId id) {
    auto found =
        db.first("SELECT " SPORTELLO_TASK_COLUMNS " FROM task WHERE id = ?1", task_from, id);
    if (!found) throw Refusal(Refusal::Kind::not_found, "task.unknown");
    return *std::move(found);
}

std::optional<TaskId> task_of(store::Connection& db, CaseId id) {
    return db.first(
        "SELECT id FROM task WHERE case_id = ?1",
        [](const store::Row& row) { return row.id<TaskId>(0); }, id);
}

std::vector<Paper> papers(store::Connection& db, TaskId id) {
    return db.all(
        "SELECT id, title, received_at FROM task_paper WHERE task = ?1 ORDER BY id",
        [](const store::Row& row) {
            return Paper{row.integer(0), std::string(row.text(1)), row.maybe_instant(2)};
        },
        id);
}

std::vector<Note> notes(store::Connection& db, TaskId id) {
    return db.all(
        "SELECT at, who, code, text FROM task_note WHERE task = ?1 ORDER BY id",
        [](const store::Row& row) {
            return Note{row.instant(0), std::string(row.text(1)), row.maybe_text(2),
                        std::string(row.text(3))};
        },
        id);
}

std::int64_t papers_missing(store::Connection& db, TaskId id) {
    return db.integer("SELECT count(*) FROM task_paper WHERE task = ?1 AND received_at IS NULL", id)
        .value();
}

bool is_overdue(const Task& task, Date today) {
    return !task.ended_at && is_overdue(task.term, today);
}

std::string to_text(const TaskCursor& cursor) {
    return fmt::format("{}.{}", cursor.sort_on, number(cursor.id));
}

std::optional<TaskCursor> task_cursor_from(std::string_view text) {
    const auto dot = text.find('.');
    if (dot == std::string_view::npos || !parse_date(text.substr(0, dot))) return std::nullopt;
    std::int64_t id = 0;
    const auto* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data() + dot + 1, end, id);
    if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
    return TaskCursor{std::string(text.substr(0, dot)), TaskId{id}};
}

// Each of the three reads its page from the start of an index: of an assignee's, an area's, or all
// that is owed.
TaskPage tasks(store::Connection& db, const TaskFilter& filter, Date today) {
#define SPORTELLO_TASK_REST                                                                        \
    " AND delivered = ?1 AND (sort_on, id) > (?2, ?3) AND (?4 IS NULL OR area = ?4)"               \
    " AND (?5 IS NULL OR assignee = ?5) AND (?6 IS NULL OR state = ?6)"                            \
    " AND (?7 IS NULL OR (term_kind = 'office' AND suspended_on IS NULL AND ended_at IS NULL"      \
    "                     AND due_on < ?7))"                                                       \
    " ORDER BY sort_on, id LIMIT ?8"
    std::string_view sql = "SELECT " SPORTELLO_TASK_COLUMNS
                           " FROM task INDEXED BY task_due WHERE true" SPORTELLO_TASK_REST;
    if (filter.area)
        sql = "SELECT " SPORTELLO_TASK_COLUMNS
              " FROM task INDEXED BY task_area WHERE area = ?4" SPORTELLO_TASK_REST;
    if (filter.assignee)
        sql = "SELECT " SPORTELLO_TASK_COLUMNS
              " FROM task INDEXED BY task_assignee WHERE assignee = ?5" SPORTELLO_TASK_REST;
#undef SPORTELLO_TASK_REST
    const auto state = filter.state ? std::optional(to_text(*filter.state)) : std::nullopt;
    const auto late = filter.overdue ? std::optional(format_date(today)) : std::nullopt;
    const auto after = filter.after.value_or(TaskCursor{});
    TaskPage page;
    page.tasks = db.all(sql, task_from, filter.state == TaskState::delivered, after.sort_on,
                        after.id, filter.area, filter.assignee, state, late, filter.limit + 1);
    if (static_cast<std::int64_t>(page.tasks.size()) <= filter.limit) return page;
    page.tasks.pop_back();
    const auto& last = page.tasks.back();
    page.next = TaskCursor{last.term.due_on ? format_date(*last.term.due_on) : std::string(no_term),
                           last.id};
    return page;
}

} // namespace sportello::cases
