// Events: in their order, by ids that never come back.
#include "core/store/events.hpp"
#include "core/store/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sportello::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Events : public testing::Test {
protected:
    Events() : db(":memory:", Connection::Mode::write) { migrate(db, "", core_migrations()); }
    void tell(std::string_view topic, std::int64_t at_ms) {
        emit(db, topic, R"({"a":1})", Instant(std::chrono::milliseconds(at_ms)));
    }
    std::int64_t forget(std::int64_t before_ms) {
        return forget_events(db, Instant(std::chrono::milliseconds(before_ms)));
    }
    std::vector<std::string> after(std::int64_t id, std::size_t most = 100) {
        std::vector<std::string> topics;
        for (const auto& event : events_after(db, EventId{id}, most))
            topics.push_back(event.topic);
        return topics;
    }
    Connection db;
};

TEST_F(Events, NoneIsZero) {
    EXPECT_EQ(last_event(db), EventId{0});
    EXPECT_EQ(earliest_event(db), EventId{0});
    EXPECT_THAT(after(0), IsEmpty());
    EXPECT_EQ(forget(1'000), 0);
}

TEST_F(Events, TheyComeOldestFirstAfterTheOneThatIsKnown) {
    tell("a", 1);
    tell("b", 2);
    tell("c", 3);
    EXPECT_THAT(after(0), ElementsAre("a", "b", "c"));
    EXPECT_THAT(after(2), ElementsAre("c"));
    EXPECT_THAT(after(3), IsEmpty());
    EXPECT_THAT(after(0, 2), ElementsAre("a", "b"));
    EXPECT_THAT(after(0, 0), IsEmpty());
    EXPECT_EQ(events_after(db, EventId{0}, 1)[0].data, R"({"a":1})");
}

TEST_F(Events, TheOldAreForgottenButTheLastIsKept) {
    tell("a", 1);
    tell("b", 2);
    tell("c", 3);
    EXPECT_EQ(forget(3), 2);
    EXPECT_EQ(earliest_event(db), EventId{3});
    EXPECT_EQ(forget(100), 0);
    EXPECT_EQ(last_event(db), EventId{3});
}

TEST_F(Events, AnIdNeverComesBack) {
    tell("a", 1);
    tell("b", 2);
    forget(100);
    tell("c", 3);
    EXPECT_EQ(last_event(db), EventId{3});
    db.run("DELETE FROM event"); // Whatever may befall the table.
    tell("d", 4);
    EXPECT_EQ(last_event(db), EventId{4});
}

TEST_F(Events, OneThatIsRolledBackNeverWas) {
    tell("a", 1);
    EXPECT_ANY_THROW(savepoint(db, [&] {
        tell("b", 2);
        throw 42;
    }));
    EXPECT_THAT(after(0), ElementsAre("a"));
}

} // namespace
} // namespace sportello::store
