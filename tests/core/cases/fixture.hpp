// tests/core/cases/fixture.hpp -- a database with a case that was accepted on Tuesday 24 November
// 2026, whose office has thirty days, to 24 December.
#pragma once

#include "core/base/refusal.hpp"
#include "core/cases/case.hpp"
#include "core/cases/task.hpp"
#include "core/store/events.hpp"
#include "core/store/schema.hpp"

#include <gtest/gtest.h>

namespace sportello::cases {

class Office : public testing::Test {
protected:
    Office() : db(":memory:", store::Connection::Mode::write) {
        store::migrate(db, "", store::core_migrations());
    }

    static Moment on(std::string_view day) {
        return {instant_from(std::string(day) + "T09:00:00.000Z"), parse_date(day).value()};
    }

    CaseId accepted(std::optional<TicketId> ticket = std::nullopt) {
        const auto id =
            open(db, {"accesso-documentale", "protocol", ticket, "anna", "it", {}}, filed.now);
        conclude(db, id,
                 {CaseState::accepted, {}, {}, ProtocolNumber{2026, "0000042"}, "2026-12-24"});
        return id;
    }

    Task case_task(int term_days = 30, std::string area = "protocol") {
        return open_task(
            db,
            CaseTask{accepted(), std::move(area), "accesso-documentale",
                     term_from(TermKind::office, TermUnit::calendar, term_days, filed.today)},
            filed);
    }

    Task question() {
        return open_task(db, Question{"taxes", "imu-calcolo", ContactId{9}, "Which rate?"}, filed);
    }

    CaseState state_of(const Task& task) { return find_case(db, *task.case_id).conclusion.state; }
    std::string due_of(const Task& task) {
        return find_case(db, *task.case_id).conclusion.due_on.value_or("none");
    }

    // The code of a refusal, after which nothing is changed.
    template <class Work>
    std::string refusal(Work&& work) {
        try {
            store::savepoint(db, [&] { work(); });
        } catch (const Refusal& refused) {
            return refused.code();
        }
        return "done";
    }

    std::vector<std::string> traces(TaskId id) {
        std::vector<std::string> found;
        for (const auto& one : notes(db, id))
            found.push_back(one.who + ": " + (one.code ? *one.code + " " : "") + one.text);
        return found;
    }

    store::Connection db;
    const Moment filed = on("2026-11-24");
    const Worker anna{"anna"}, olga{"olga"}, piero{"piero"};
    const Worker boss{"bruno", true};
};

} // namespace sportello::cases
