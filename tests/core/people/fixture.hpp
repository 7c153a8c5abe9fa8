// tests/core/people/fixture.hpp -- an empty box in memory, a clock turned by hand.
#pragma once

#include "core/base/refusal.hpp"
#include "core/people/people.hpp"
#include "core/store/schema.hpp"

#include <gtest/gtest.h>

namespace sportello::people {

class PeopleTest : public testing::Test {
protected:
    PeopleTest() {
        start();
        store::migrate(db, "", store::core_migrations());
    }

    // Hashing is slow: here a password's hash is any text, except where it is verified.
    void add(const std::string& id, Role role = Role::operator_) {
        add_operator(db, {id, "Name of " + id, role, "hash", false, false}, clock.now());
    }
    NewSession open(const std::string& id, Role role = Role::operator_) {
        return open_session(db, {id, "Name of " + id, role, false}, clock.now());
    }
    std::optional<Principal> whose(const std::string& token) {
        return session_of(db, token, clock.now());
    }
    std::int64_t count(const std::string& table) {
        return db.integer("SELECT count(*) FROM " + table).value();
    }

    store::Connection db{":memory:", store::Connection::Mode::write};
    ManualClock clock{instant_from("2026-11-24T08:12:33.120Z")};
};

// The code of the Refusal that `work` throws; empty when it throws none.
template <class Work>
std::string refusal_of(Work&& work) {
    try {
        work();
    } catch (const Refusal& refusal) {
        return refusal.code();
    }
    return "";
}

} // namespace sportello::people
