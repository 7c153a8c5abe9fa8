// tests/core/counter/fixture.hpp -- a counter with five lanes over a database of its own.
#pragma once

#include "core/base/refusal.hpp"
#include "core/counter/calling.hpp"
#include "core/counter/counters.hpp"
#include "core/counter/report.hpp"
#include "core/counter/steps.hpp"
#include "core/counter/undo.hpp"
#include "core/store/events.hpp"
#include "core/store/schema.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace sportello::counter {

using std::chrono::minutes;
using std::chrono::seconds;

// Lanes, in_a_row_max and promises as in etc/sportello.toml.
inline std::vector<Lane> five_lanes() {
    return {{"quick", "A", {"Rapida", "Quick"}, LaneKind::walk_in, 7, 10, 3},
            {"standard", "B", {"Ordinaria", "Standard"}, LaneKind::walk_in, 20, 20, 3},
            {"long", "C", {"Lunga", "Long"}, LaneKind::walk_in, 0, 30, 2},
            {"appointment", "P", {"Appuntamenti", "Booked"}, LaneKind::appointment, 0, 5, 3},
            {"call-back", "T", {"Da richiamare", "To call back"}, LaneKind::call_back, 0, 60, 2}};
}

class CounterFixture : public testing::Test {
protected:
    CounterFixture() : db(":memory:", store::Connection::Mode::write) {
        store::migrate(db, "", store::core_migrations());
        settings.lanes = five_lanes();
        for (int id = 1; id <= 16; ++id)
            settings.positions.push_back({CounterId{id}, "Sportello " + std::to_string(id)});
        settings.zone = &rome;
    }

    // Each counter has an operator of its own.
    static std::string operator_of(int id) { return "op" + std::to_string(id); }

    Ticket issue(const std::string& lane = "quick", bool priority = false) {
        NewTicket wanted;
        wanted.lane = lane;
        wanted.priority = priority;
        return counter::issue(db, settings, wanted, now());
    }
    Ticket arrive(Instant due_at) {
        NewTicket wanted;
        wanted.lane = "appointment";
        wanted.channel = Channel::appointment;
        wanted.due_at = due_at;
        return counter::issue(db, settings, wanted, now());
    }
    void open(int id) { open(id, operator_of(id)); }
    void open(int id, std::string_view who) {
        counter::open(db, settings, CounterId{id}, {who}, now());
    }
    void close(int id, bool even_if_waiting = false) {
        const auto who = operator_of(id);
        counter::close(db, settings, CounterId{id}, {who}, even_if_waiting, now());
    }
    std::optional<Ticket> next(int id) { return next(id, operator_of(id)); }
    std::optional<Ticket> next(int id, std::string_view who) {
        return call_next(db, settings, CounterId{id}, {who}, now());
    }
    Ticket again(int id) {
        const auto who = operator_of(id);
        return recall(db, settings, CounterId{id}, {who}, now());
    }
    Ticket start(TicketId id) { return counter::start(db, id, now()); }
    Ticket finish(TicketId id) { return counter::finish(db, id, Outcome::served, now()); }
    Ticket no_show(TicketId id, std::optional<Instant> back_at = std::nullopt) {
        return counter::no_show(db, settings, id, back_at, now());
    }
    Ticket reactivate(TicketId id) { return counter::reactivate(db, settings, id, now()); }
    Ticket cancel(TicketId id) { return counter::cancel(db, id, now()); }
    Ticket park(TicketId id) { return counter::park(db, id, std::nullopt, now()); }
    Ticket resume(int at, TicketId id) {
        const auto who = operator_of(at);
        return counter::resume(db, settings, CounterId{at}, id, {who}, now());
    }
    Ticket transfer(TicketId id, const Transfer& to) {
        return counter::transfer(db, settings, id, to, now());
    }
    Ticket undo(int id) {
        const auto who = operator_of(id);
        return counter::undo(db, settings, CounterId{id}, {who}, now());
    }
    Counter at(int id) { return find_counter(db, settings, CounterId{id}, now()); }
    void auto_call(int id) {
        const auto who = operator_of(id);
        set_auto_call(db, settings, CounterId{id}, true, {who}, now());
    }
    // Calls, serves and finishes whoever is next there; the number.
    std::string serve(int id) {
        const auto called = next(id);
        if (!called) return "";
        start(called->id);
        return finish(called->id).number;
    }
    Call last_call() {
        const auto all = calls(db, {rome.day(now()), std::nullopt, 0, 1000});
        return all.back();
    }
    Instant now() { return clock.now(); }

    // The code of the refusal that `work` ends in; empty when it does not.
    template <class Work>
    std::string refusal(Work&& work) {
        try {
            store::savepoint(db, work);
            return "";
        } catch (const Refusal& refused) {
            return refused.code();
        }
    }
    std::vector<std::string> topics() {
        std::vector<std::string> all;
        for (const auto& event : store::events_after(db, EventId{}, 1000))
            all.push_back(event.topic);
        return all;
    }

    store::Connection db;
    Zone rome{"Europe/Rome"};
    Settings settings;
    ManualClock clock{instant_from("2026-11-24T08:00:00.000Z")};
};

} // namespace sportello::counter
