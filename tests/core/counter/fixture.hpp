// tests/core/counter/fixture.hpp -- a counter with three lanes over a database of its own.
#pragma once

#include "core/base/refusal.hpp"
#include "core/counter/counters.hpp"
#include "core/store/events.hpp"
#include "core/store/schema.hpp"

#include <gtest/gtest.h>

namespace sportello::counter {

class CounterFixture : public testing::Test {
protected:
    CounterFixture() : db(":memory:", store::Connection::Mode::write) {
        store::migrate(db, "", store::core_migrations());
        settings.lanes = {{"quick", "A", {"Rapida", "Quick"}, 7},
                          {"standard", "B", {"Ordinaria", "Standard"}, 20},
                          {"long", "C", {"Lunga", "Long"}, 0}};
        for (int id = 1; id <= 16; ++id)
            settings.positions.push_back({CounterId{id}, "Sportello " + std::to_string(id)});
        settings.zone = &rome;
    }

    Ticket issue(const std::string& lane = "quick", bool priority = false) {
        return counter::issue(db, settings, {lane, std::nullopt, "it", priority}, now());
    }
    void open(int id, std::string_view who = "anna") {
        counter::open(db, settings, CounterId{id}, {who}, now());
    }
    std::optional<Ticket> next(int id, std::string_view who = "anna") {
        return call_next(db, settings, CounterId{id}, {who}, now());
    }
    Instant now() { return clock.now(); }

    // The code of the refusal that `work` ends in; empty when it does not.
    template <class Work>
    std::string refusal(Work&& work) {
        try {
            work();
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
