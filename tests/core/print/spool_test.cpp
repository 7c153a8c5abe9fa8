// tests/core/print/spool_test.cpp -- the durable queue: which moves a job may make, and that none
// is printed twice unsaid.
#include "core/base/refusal.hpp"
#include "core/print/spool.hpp"
#include "core/store/events.hpp"
#include "core/store/schema.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace sportello::print {

namespace {

constexpr JobState all_states[] = {JobState::queued,    JobState::sending,   JobState::sent,
                                   JobState::confirmed, JobState::uncertain, JobState::refused};

class SpoolTest : public testing::Test {
protected:
    SpoolTest() : db(":memory:", store::Connection::Mode::write) {
        store::migrate(db, "", store::core_migrations());
    }

    PrintJobId enqueue(const std::string& printer = "kiosk") {
        return print::enqueue(db, {printer, "ticket", "it", {{"number", "A042"}}, TicketId{7}, {}},
                              clock.now());
    }
    void move(PrintJobId id, JobState to, std::string_view reason = "") {
        move_job(db, id, to, reason, clock.now());
    }
    // A job that has come to `state` by the shortest way.
    PrintJobId job_in(JobState state) {
        const auto id = enqueue();
        if (state == JobState::queued) return id;
        move(id, JobState::sending);
        if (state != JobState::sending)
            move(id, state, state >= JobState::uncertain ? "print.interrupted" : "");
        return id;
    }
    Job job(PrintJobId id) { return find_job(db, id).value(); }
    std::string refusal(PrintJobId id) {
        try {
            reprint(db, id, clock.now());
            return "";
        } catch (const Refusal& refused) {
            return refused.code();
        }
    }
    std::vector<std::string> events() {
        std::vector<std::string> all;
        for (const auto& it : store::events_after(db, EventId{}, 10'000))
            if (it.topic == "print.changed") all.push_back(it.data);
        return all;
    }

    store::Connection db;
    ManualClock clock{instant_from("2026-11-24T08:00:00.000Z")};
};

} // namespace

TEST_F(SpoolTest, OnlyTheMovesOfTheContractAreMovesEveryOtherOneThrowsAndChangesNothing) {
    using enum JobState;
    const std::map<JobState, std::set<JobState>> allowed = {
        {queued, {sending, refused}},
        {sending, {queued, sent, confirmed, uncertain, refused}},
        {sent, {confirmed}},
    };
    for (const auto from : all_states) {
        for (const auto to : all_states) {
            SCOPED_TRACE(std::string(to_text(from)) + " -> " + std::string(to_text(to)));
            const auto id = job_in(from);
            const auto before = events().size();
            const bool may = allowed.contains(from) && allowed.at(from).contains(to);
            if (may) {
                EXPECT_NO_THROW(move(id, to));
            } else {
                EXPECT_THROW(move(id, to), std::logic_error);
            }
            EXPECT_EQ(job(id).state, may ? to : from);
            EXPECT_EQ(events().size(), before + may);
        }
    }
    EXPECT_THROW(move(PrintJobId{99'999}, sending), std::logic_error);
}

TEST_F(SpoolTest, EachMoveIsToldWithJobTicketAndStateAndNothingOfTheCitizen) {
    const auto id = enqueue();
    move(id, JobState::sending);
    move(id, JobState::confirmed);
    const auto label =
        print::enqueue(db, {"office", "protocol/label", "it", {}, {}, {}}, clock.now());
    move(label, JobState::refused, "print.template");
    EXPECT_EQ(events(), (std::vector<std::string>{
                            R"({"job":1,"ticket":7,"state":"sending"})",
                            R"({"job":1,"ticket":7,"state":"confirmed"})",
                            R"({"job":2,"ticket":null,"state":"refused"})",
                        }));
}

TEST_F(SpoolTest, ThePrintersJobsComeInTheirOrderAndThoseOfOthersStay) {
    const auto first = enqueue(), second = enqueue();
    enqueue("office");
    EXPECT_EQ(next_job(db, "kiosk")->id, first);
    EXPECT_EQ(jobs_waiting(db, "kiosk"), 2);
    move(first, JobState::sending);
    EXPECT_EQ(next_job(db, "kiosk")->id, second);
    move(first, JobState::queued); // Nothing was sent: it is still the oldest.
    EXPECT_EQ(next_job(db, "kiosk")->id, first);
    EXPECT_FALSE(next_job(db, "nobody"));
}

TEST_F(SpoolTest, WhatWasSendingWhenTheDaemonDiedIsUncertainAndNothingElseIs) {
    std::map<JobState, PrintJobId> jobs;
    for (const auto state : all_states)
        jobs[state] = job_in(state);
    clock.advance(std::chrono::hours(1));
    EXPECT_EQ(settle_interrupted_jobs(db, clock.now()), 1);
    for (const auto& [state, id] : jobs)
        EXPECT_EQ(job(id).state, state == JobState::sending ? JobState::uncertain : state);
    EXPECT_EQ(job(jobs[JobState::sending]).reason, "print.interrupted");
    EXPECT_EQ(job(jobs[JobState::sending]).updated_at, clock.now());
    EXPECT_EQ(settle_interrupted_jobs(db, clock.now()), 0);
}

TEST_F(SpoolTest, AReprintIsANewJobThatSaysDuplicateWithTheSameContent) {
    for (const auto state : {JobState::sent, JobState::confirmed, JobState::uncertain}) {
        const auto original = job_in(state);
        const auto again = job(reprint(db, original, clock.now()));
        EXPECT_EQ(again.state, JobState::queued);
        EXPECT_EQ(again.duplicate_of, original);
        EXPECT_EQ(again.ticket, TicketId{7});
        EXPECT_EQ(again.document, "ticket");
        EXPECT_EQ(again.data.at("number").as_string(), "A042");
        EXPECT_TRUE(again.data.at("duplicate").as_bool());
        EXPECT_EQ(job(original).state, state);
        EXPECT_EQ(job_of(db, TicketId{7})->id, again.id);
    }
}

TEST_F(SpoolTest, WhatWasRefusedHasNeverBeenPrintedSoItsReprintIsNoDuplicate) {
    const auto again = job(reprint(db, job_in(JobState::refused), clock.now()));
    EXPECT_EQ(again.state, JobState::queued);
    EXPECT_FALSE(again.data.contains("duplicate"));
}

TEST_F(SpoolTest, AReprintIsRefusedWhileTheFirstPaperMayStillCome) {
    EXPECT_EQ(refusal(job_in(JobState::queued)), "print.still-waiting");
    EXPECT_EQ(refusal(job_in(JobState::sending)), "print.still-waiting");
    EXPECT_EQ(refusal(PrintJobId{99'999}), "print.unknown-job");
}

TEST_F(SpoolTest, PapersThatEndedLongAgoAreForgottenAndThoseToComeAreNot) {
    const auto old = job_in(JobState::confirmed);
    const auto queued = job_in(JobState::queued);
    const auto unsure = job_in(JobState::uncertain);
    clock.advance(std::chrono::hours(2));
    const auto duplicate = reprint(db, unsure, clock.now());
    const auto recent = job_in(JobState::confirmed);
    EXPECT_EQ(forget_jobs(db, clock.now() - std::chrono::hours(1)), 1);
    EXPECT_FALSE(find_job(db, old));
    for (const auto kept : {queued, unsure, duplicate, recent})
        EXPECT_TRUE(find_job(db, kept));
}

TEST_F(SpoolTest, BeyondAThousandWaitingJobsOneIsRefusedAtOnceAndTheOthersStay) {
    db.run("BEGIN");
    for (std::int64_t i = 0; i < jobs_waiting_max; ++i)
        ASSERT_EQ(job(enqueue()).state, JobState::queued);
    const auto beyond = job(enqueue());
    EXPECT_EQ(beyond.state, JobState::refused);
    EXPECT_EQ(beyond.reason, "print.queue-full");
    EXPECT_EQ(events().size(), 1u);
    EXPECT_EQ(jobs_waiting(db, "kiosk"), jobs_waiting_max);
    EXPECT_EQ(job(enqueue("office")).state, JobState::queued);
    move(next_job(db, "kiosk")->id, JobState::sending);
    EXPECT_EQ(job(enqueue()).state, JobState::queued);
    db.run("COMMIT");
}

} // namespace sportello::print
