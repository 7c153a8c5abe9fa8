// What the back office owes: who works on it, what it waits for, and what the case tells of it.
#include <boost/json.hpp>
#include <gmock/gmock.h>

#include "tests/core/cases/fixture.hpp"

namespace sportello::cases {
namespace {

using testing::ElementsAre;

class TaskTest : public Office {};

TEST_F(TaskTest, OfACaseIsOpenAndKeepsItsTerm) {
    const auto task = case_task();
    const auto found = find_task(db, task.id);
    EXPECT_EQ(found.kind, TaskKind::case_);
    EXPECT_EQ(found.state, TaskState::open);
    EXPECT_EQ(found.area, "protocol");
    EXPECT_EQ(found.term.kind, TermKind::office);
    EXPECT_EQ(format_date(found.term.due_on.value()), "2026-12-24");
    EXPECT_EQ(found.opened_at, filed.now);
    EXPECT_EQ(task_of(db, *task.case_id), task.id);
    EXPECT_EQ(state_of(task), CaseState::accepted);
}

TEST_F(TaskTest, OfAQuestionIsAnsweredAndToldAtTheCounter) {
    const auto asked = question();
    EXPECT_EQ(asked.question, "Which rate?");
    EXPECT_EQ(asked.contact, ContactId{9});
    EXPECT_FALSE(asked.term.due_on);
    const auto answered =
        complete(db, asked.id, olga, TaskOutcome::closed, "10.6 per mille", filed);
    EXPECT_EQ(answered.state, TaskState::answered);
    EXPECT_EQ(answered.answer, "10.6 per mille");
    EXPECT_EQ(deliver(db, asked.id, anna, filed).state, TaskState::delivered);
    EXPECT_THAT(traces(asked.id),
                ElementsAre("olga: task.note.answered ", "anna: task.note.delivered "));
}

TEST_F(TaskTest, IsTakenByOneAndReleasedByThatOne) {
    const auto id = case_task().id;
    EXPECT_EQ(take(db, id, olga, filed).assignee, "olga");
    EXPECT_EQ(take(db, id, olga, filed).assignee, "olga");
    EXPECT_EQ(refusal([&] { take(db, id, piero, filed); }), "task.held");
    EXPECT_EQ(refusal([&] { release(db, id, piero, filed); }), "task.held");
    EXPECT_FALSE(release(db, id, olga, filed).assignee);
    EXPECT_FALSE(release(db, id, piero, filed).assignee);
    EXPECT_THAT(traces(id), ElementsAre("olga: task.note.taken ", "olga: task.note.released olga"));
}

TEST_F(TaskTest, MayBeTakenOverByWhoSupervises) {
    const auto id = case_task().id;
    take(db, id, olga, filed);
    EXPECT_EQ(take(db, id, boss, filed).assignee, "bruno");
    EXPECT_THAT(traces(id),
                ElementsAre("olga: task.note.taken ", "bruno: task.note.taken-over olga"));
}

TEST_F(TaskTest, IsWorkedOnOnlyByWhoHoldsIt) {
    const auto id = case_task().id;
    take(db, id, olga, filed);
    EXPECT_EQ(refusal([&] { ask_papers(db, id, piero, {{"Delega"}, ""}, filed); }), "task.held");
    EXPECT_EQ(refusal([&] { complete(db, id, piero, TaskOutcome::granted, "Sì", filed); }),
              "task.held");
    EXPECT_EQ(find_task(db, id).state, TaskState::open);
    EXPECT_EQ(complete(db, id, boss, TaskOutcome::granted, "Sì", filed).assignee, "olga");
}

TEST_F(TaskTest, WhoWorksOnAFreeOneHoldsIt) {
    const auto id = case_task().id;
    EXPECT_EQ(ask_papers(db, id, olga, {{"Delega"}, ""}, filed).assignee, "olga");
}

TEST_F(TaskTest, AskingPapersSuspendsTheTermAndTheCase) {
    const auto opened = case_task();
    const auto task = ask_papers(db, opened.id, olga,
                                 {{"Delega", "Planimetria"}, "Anche una foto."}, on("2026-12-01"));
    EXPECT_EQ(task.state, TaskState::waiting_papers);
    EXPECT_EQ(format_date(task.term.suspended_on.value()), "2026-12-01");
    EXPECT_EQ(state_of(task), CaseState::suspended);
    EXPECT_EQ(papers_missing(db, task.id), 2);
    EXPECT_FALSE(is_overdue(task, parse_date("2027-02-01").value()));
    EXPECT_THAT(traces(task.id),
                ElementsAre("olga: task.note.papers-asked Delega; Planimetria",
                            "olga: Anche una foto.", "olga: task.note.term-stands 31/12/2026"));
}

TEST_F(TaskTest, TheLastPaperLetsTheTermRunAgain) {
    const auto id = case_task().id;
    ask_papers(db, id, olga, {{"Delega", "Planimetria"}, ""}, on("2026-12-01"));
    const auto asked = papers(db, id);
    auto task = receive_papers(db, id, anna, {asked[1].id}, on("2026-12-05"));
    EXPECT_EQ(task.state, TaskState::waiting_papers);
    EXPECT_EQ(state_of(task), CaseState::suspended);
    task = receive_papers(db, id, anna, {asked[0].id, asked[1].id}, on("2026-12-11"));
    EXPECT_EQ(task.state, TaskState::open);
    EXPECT_EQ(task.term.suspended_days, 10);
    EXPECT_EQ(state_of(task), CaseState::accepted);
    EXPECT_EQ(due_of(task), "2027-01-04");
    EXPECT_EQ(papers(db, id)[1].received_at, on("2026-12-05").now);
    EXPECT_EQ(traces(id).back(), "anna: task.note.term-runs 04/01/2027");
}

TEST_F(TaskTest, PapersThatWereNotAskedAreRefusedAndNoneIsKept) {
    const auto id = case_task().id;
    const auto other = case_task().id;
    ask_papers(db, id, olga, {{"Delega"}, ""}, filed);
    ask_papers(db, other, olga, {{"Foto"}, ""}, filed);
    const auto mine = papers(db, id)[0].id;
    const auto others = papers(db, other)[0].id;
    EXPECT_EQ(refusal([&] {
                  receive_papers(db, id, anna, {mine, others}, filed);
              }),
              "body.invalid");
    EXPECT_EQ(papers_missing(db, id), 1);
    EXPECT_EQ(papers_missing(db, other), 1);
}

TEST_F(TaskTest, PapersAskedASecondTimeAreAwaitedWhileTheTermRuns) {
    const auto id = case_task().id;
    ask_papers(db, id, olga, {{"Delega"}, ""}, on("2026-12-01"));
    receive_papers(db, id, anna, {papers(db, id)[0].id}, on("2026-12-02"));
    const auto again = ask_papers(db, id, olga, {{"Foto"}, ""}, on("2026-12-03"));
    EXPECT_EQ(again.state, TaskState::waiting_papers);
    EXPECT_FALSE(again.term.suspended_on);
    EXPECT_EQ(state_of(again), CaseState::accepted);
    EXPECT_EQ(traces(id).back(), "olga: task.note.term-goes-on 28/12/2026");
    EXPECT_TRUE(is_overdue(again, parse_date("2026-12-29").value()));
}

TEST_F(TaskTest, PapersAskedWhileTheTermStandsStillDoNotRenewTheSuspension) {
    const auto id = case_task().id;
    ask_papers(db, id, olga, {{"Delega"}, ""}, on("2026-12-01"));
    const auto more = ask_papers(db, id, olga, {{"Foto"}, ""}, on("2026-12-20"));
    EXPECT_EQ(format_date(more.term.suspended_on.value()), "2026-12-01");
    EXPECT_EQ(papers_missing(db, id), 2);
}

TEST_F(TaskTest, ATermThatIsOverIsNotSuspended) {
    const auto id = case_task().id;
    const auto task = ask_papers(db, id, olga, {{"Delega"}, ""}, on("2026-12-28"));
    EXPECT_FALSE(task.term.suspended_on);
    EXPECT_TRUE(is_overdue(task, parse_date("2026-12-28").value()));
}

TEST_F(TaskTest, OnTheThirtyFirstDayTheTermRunsByItself) {
    const auto id = case_task().id;
    const auto received = case_task().id;
    ask_papers(db, id, olga, {{"Delega"}, ""}, on("2026-12-01"));
    ask_papers(db, received, olga, {{"Delega"}, ""}, on("2026-12-02"));
    EXPECT_EQ(resume_overdue_suspensions(db, on("2026-12-31")), 0);
    EXPECT_EQ(resume_overdue_suspensions(db, on("2027-01-01")), 1);
    EXPECT_EQ(resume_overdue_suspensions(db, on("2027-01-01")), 0);
    const auto task = find_task(db, id);
    EXPECT_EQ(task.state, TaskState::open);
    EXPECT_EQ(task.term.suspended_days, 30);
    EXPECT_EQ(due_of(task), "2027-01-23");
    EXPECT_EQ(state_of(task), CaseState::accepted);
    EXPECT_EQ(papers_missing(db, id), 1);
    EXPECT_EQ(traces(id).back(), "sportello: task.note.term-runs 23/01/2027");
    EXPECT_EQ(find_task(db, received).state, TaskState::waiting_papers);
}

TEST_F(TaskTest, PapersMayComeAfterTheTermHasRunAgain) {
    const auto id = case_task().id;
    ask_papers(db, id, olga, {{"Delega"}, ""}, on("2026-12-01"));
    resume_overdue_suspensions(db, on("2027-01-04"));
    const auto task = receive_papers(db, id, anna, {papers(db, id)[0].id}, on("2027-01-05"));
    EXPECT_EQ(task.state, TaskState::open);
    EXPECT_EQ(due_of(task), "2027-01-23");
}

TEST_F(TaskTest, IsCompletedThenDeliveredByAnyoneAtTheCounter) {
    const auto id = case_task().id;
    auto task = complete(db, id, olga, TaskOutcome::refused, "Manca il titolo.", on("2026-12-10"));
    EXPECT_EQ(task.state, TaskState::completed);
    EXPECT_EQ(task.ended_at, on("2026-12-10").now);
    EXPECT_EQ(state_of(task), CaseState::ready);
    EXPECT_FALSE(is_overdue(task, parse_date("2027-02-01").value()));
    task = deliver(db, id, anna, on("2026-12-15"));
    EXPECT_EQ(task.state, TaskState::delivered);
    EXPECT_EQ(task.outcome, TaskOutcome::refused);
    EXPECT_EQ(state_of(task), CaseState::delivered);
}

TEST_F(TaskTest, MayBeCompletedWithoutThePapersAndThenTheTermIsOver) {
    const auto id = case_task().id;
    ask_papers(db, id, olga, {{"Delega"}, ""}, on("2026-12-01"));
    const auto task = complete(db, id, olga, TaskOutcome::closed, "Rinuncia.", on("2026-12-04"));
    EXPECT_EQ(task.state, TaskState::completed);
    EXPECT_EQ(task.term.suspended_days, 3);
    EXPECT_EQ(state_of(task), CaseState::ready);
}

TEST_F(TaskTest, NoStepIsTakenOutOfItsTurn) {
    const auto id = case_task().id;
    EXPECT_EQ(refusal([&] { deliver(db, id, anna, filed); }), "task.is-open");
    ask_papers(db, id, olga, {{"Delega"}, ""}, filed);
    EXPECT_EQ(refusal([&] { deliver(db, id, anna, filed); }), "task.is-waiting-papers");
    const auto paper = papers(db, id)[0].id;
    complete(db, id, olga, TaskOutcome::granted, "Sì.", filed);
    EXPECT_EQ(refusal([&] { complete(db, id, olga, TaskOutcome::granted, "Sì.", filed); }),
              "task.is-completed");
    EXPECT_EQ(refusal([&] { take(db, id, olga, filed); }), "task.is-completed");
    EXPECT_EQ(refusal([&] { release(db, id, olga, filed); }), "task.is-completed");
    EXPECT_EQ(refusal([&] {
                  ask_papers(db, id, olga, {{"Foto"}, ""}, filed);
              }),
              "task.is-completed");
    EXPECT_EQ(refusal([&] { receive_papers(db, id, anna, {paper}, filed); }), "task.is-completed");
    EXPECT_EQ(refusal([&] { note_call_back(db, id, anna, "T001", filed); }), "done");
    deliver(db, id, anna, filed);
    EXPECT_EQ(refusal([&] { deliver(db, id, anna, filed); }), "task.is-delivered");
    EXPECT_EQ(refusal([&] { note_call_back(db, id, anna, "T002", filed); }), "task.is-delivered");
    const auto asked = question().id;
    complete(db, asked, olga, TaskOutcome::closed, "Sì.", filed);
    EXPECT_EQ(refusal([&] { take(db, asked, olga, filed); }), "task.is-answered");
    EXPECT_EQ(refusal([&] { take(db, TaskId{77}, olga, filed); }), "task.unknown");
}

TEST_F(TaskTest, AQuestionMayAwaitPapersButHasNoTermToSuspend) {
    const auto id = question().id;
    const auto task = ask_papers(db, id, olga, {{"Visura"}, ""}, filed);
    EXPECT_EQ(task.state, TaskState::waiting_papers);
    EXPECT_FALSE(task.term.suspended_on);
    EXPECT_EQ(receive_papers(db, id, anna, {papers(db, id)[0].id}, filed).state, TaskState::open);
}

TEST_F(TaskTest, HasSoManyPapersAndNotesAndNoMore) {
    const auto id = case_task().id;
    const std::vector<std::string> many(static_cast<std::size_t>(papers_max), "Foglio");
    ask_papers(db, id, olga, {many, ""}, filed);
    EXPECT_EQ(refusal([&] {
                  ask_papers(db, id, olga, {{"Foglio"}, ""}, filed);
              }),
              "task.too-many-papers");
    EXPECT_EQ(papers_missing(db, id), papers_max);
    for (std::int64_t i = 0; i < notes_max; ++i)
        note(db, id, olga, "Nota", filed);
    EXPECT_EQ(refusal([&] { note(db, id, olga, "Nota", filed); }), "task.too-many-notes");
}

TEST_F(TaskTest, EventsTellIdsAndStatesOnly) {
    const auto task = case_task();
    note(db, task.id, olga, "Il signor Rossi ha telefonato", filed);
    complete(db, task.id, olga, TaskOutcome::granted, "Sì.", filed);
    const auto told = store::events_after(db, EventId{}, 10);
    ASSERT_EQ(told.size(), 3U);
    EXPECT_EQ(told[0].topic, "task.opened");
    EXPECT_EQ(told[1].topic, "task.changed");
    EXPECT_EQ(told[2].data, R"({"task":1,"area":"protocol","state":"completed","case":1})");
}

} // namespace
} // namespace sportello::cases
