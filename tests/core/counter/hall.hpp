// tests/core/counter/hall.hpp -- the seed's hall over a database of its own: its lanes and opening
// hours, eight positions, a clock turned by hand. It is Tuesday 24 November 2026, nine o'clock.
#pragma once

#include "core/base/refusal.hpp"
#include "core/counter/counters.hpp"
#include "core/counter/visit.hpp"
#include "core/store/events.hpp"
#include "core/store/schema.hpp"

#include <gtest/gtest.h>

namespace sportello::counter {

class Hall : public testing::Test {
protected:
    Hall() : db(":memory:", store::Connection::Mode::write) {
        store::migrate(db, "", store::core_migrations());
        settings.lanes = {{"quick", "A", {"Rapida", "Quick"}, LaneKind::walk_in, 7, 10},
                          {"standard", "B", {"Ordinaria", "Standard"}, LaneKind::walk_in, 20, 20},
                          {"long", "C", {"Lunga", "Long"}, LaneKind::walk_in, 0, 30},
                          {"booked", "P", {"Appuntamenti", "Booked"}, LaneKind::appointment},
                          {"phone", "T", {"Telefonate", "Calls"}, LaneKind::call_back, 0, 60}};
        for (int id = 1; id <= 8; ++id)
            settings.positions.push_back({CounterId{id}, "Postazione " + std::to_string(id)});
        for (const auto day : {0U, 1U, 3U, 4U})
            settings.hours.week[day] = {{8 * 60 + 30, 12 * 60 + 30}};
        settings.hours.week[2] = {{8 * 60 + 30, 17 * 60 + 15}};
        settings.hours.week[5] = {{9 * 60, 12 * 60}};
        settings.zone = &rome;
    }

    Instant now() { return clock.now(); }
    void at(std::string_view utc) { clock.set(instant_from(utc)); }

    Ticket issue(const std::string& lane = "quick", int minutes = 5) {
        NewTicket wanted;
        wanted.lane = lane;
        wanted.minutes = minutes;
        wanted.procedures = {{"certificato-anagrafico", 1, false}};
        return counter::issue(db, settings, wanted, now());
    }
    void open(int id) {
        counter::open(db, settings, CounterId{id}, {"op" + std::to_string(id)}, now());
    }

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
    // The events so far, topic and data on a line each.
    std::vector<std::string> events() {
        std::vector<std::string> all;
        for (const auto& event : store::events_after(db, EventId{}, 10'000))
            all.push_back(event.topic + " " + event.data);
        return all;
    }

    store::Connection db;
    Zone rome{"Europe/Rome"};
    Settings settings;
    ManualClock clock{instant_from("2026-11-24T08:00:00.000Z")};
};

} // namespace sportello::counter
