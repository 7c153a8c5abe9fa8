// The lists of what the back offices owe: the nearest term first, page by page.
#include <gmock/gmock.h>

#include "tests/core/cases/fixture.hpp"

namespace sportello::cases {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class TaskListTest : public Office {
protected:
    std::vector<std::int64_t> listed(const TaskFilter& filter, std::string_view day) {
        std::vector<std::int64_t> ids;
        for (const auto& task : tasks(db, filter, parse_date(day).value()).tasks)
            ids.push_back(number(task.id));
        return ids;
    }
    static TaskFilter in_state(TaskState state) {
        TaskFilter filter;
        filter.state = state;
        return filter;
    }
    const std::string_view today = "2026-11-25";
};

TEST_F(TaskListTest, TheNearestTermComesFirstAndThoseWithoutOneLast) {
    question();    // 1
    case_task(45); // 2
    case_task(30); // 3
    case_task(30); // 4
    EXPECT_THAT(listed({}, today), ElementsAre(3, 4, 2, 1));
}

TEST_F(TaskListTest, WhatIsDeliveredIsListedOnlyWhenAskedFor) {
    const auto done = case_task().id;
    case_task();
    complete(db, done, olga, TaskOutcome::granted, "Sì.", filed);
    EXPECT_THAT(listed({}, today), ElementsAre(1, 2));
    EXPECT_THAT(listed(in_state(TaskState::completed), today), ElementsAre(1));
    deliver(db, done, anna, filed);
    EXPECT_THAT(listed({}, today), ElementsAre(2));
    EXPECT_THAT(listed(in_state(TaskState::delivered), today), ElementsAre(1));
}

TEST_F(TaskListTest, AreFilteredByAreaAssigneeAndState) {
    case_task(30, "protocol");
    const auto taken = case_task(30, "taxes").id;
    case_task(10, "taxes");
    take(db, taken, olga, filed);
    TaskFilter filter;
    filter.area = "taxes";
    EXPECT_THAT(listed(filter, today), ElementsAre(3, 2));
    filter.assignee = "olga";
    EXPECT_THAT(listed(filter, today), ElementsAre(2));
    filter.state = TaskState::waiting_papers;
    EXPECT_THAT(listed(filter, today), IsEmpty());
    filter = {};
    filter.assignee = "olga";
    EXPECT_THAT(listed(filter, today), ElementsAre(2));
}

TEST_F(TaskListTest, OverdueAreThoseWhoseOfficeIsLateAndNoOther) {
    const auto late = case_task(10).id; // 4 December
    const auto done = case_task(10).id;
    const auto stands = case_task(10).id;
    case_task(30);
    question();
    complete(db, done, olga, TaskOutcome::granted, "Sì.", filed);
    ask_papers(db, stands, olga, {{"Delega"}, ""}, filed);
    open_task(db,
              CaseTask{accepted(), "protocol", "albo-pretorio",
                       term_from(TermKind::waiting, TermUnit::calendar, 5, filed.today)},
              filed);
    TaskFilter filter;
    filter.overdue = true;
    EXPECT_THAT(listed(filter, "2026-12-04"), IsEmpty());
    EXPECT_THAT(listed(filter, "2026-12-05"), ElementsAre(number(late)));
    for (const auto& task : tasks(db, filter, parse_date("2026-12-05").value()).tasks)
        EXPECT_TRUE(is_overdue(task, parse_date("2026-12-05").value()));
}

TEST_F(TaskListTest, PagesMissNothingAndRepeatNothing) {
    for (const int term_days : {0, 20, 10, 20, 20, 10, 0, 30})
        case_task(term_days);
    std::vector<std::int64_t> all;
    TaskFilter filter;
    filter.limit = 3;
    for (int pages = 1;; ++pages) {
        const auto page = tasks(db, filter, filed.today);
        for (const auto& task : page.tasks)
            all.push_back(number(task.id));
        if (!page.next) {
            EXPECT_EQ(pages, 3);
            break;
        }
        filter.after = task_cursor_from(to_text(*page.next));
        ASSERT_TRUE(filter.after);
    }
    EXPECT_THAT(all, ElementsAre(3, 6, 2, 4, 5, 8, 1, 7));
}

TEST_F(TaskListTest, AFullLastPageHasNoNext) {
    case_task();
    case_task();
    TaskFilter filter;
    filter.limit = 2;
    EXPECT_FALSE(tasks(db, filter, filed.today).next);
}

TEST_F(TaskListTest, ACursorThatIsNoneIsKnown) {
    for (const auto* text :
         {"", "7", "2026-12-24", "2026-12-24.", "2026-13-24.7", "2026-12-24.x", "2026-12-24.7 "})
        EXPECT_FALSE(task_cursor_from(text)) << text;
}

} // namespace
} // namespace sportello::cases
