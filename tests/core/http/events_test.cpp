// tests/core/http/events_test.cpp -- how events are written, and what a slow subscriber costs.
#include "core/http/hub.hpp"

#include <gtest/gtest.h>

namespace sportello::http {
namespace {

TEST(EventFormat, IsThatOfServerSentEvents) {
    EXPECT_EQ(format({7, "ticket.called", "{\"id\":42}"}),
              "id: 7\nevent: ticket.called\ndata: {\"id\":42}\n\n");
}

TEST(EventFormat, LeavesTheIdOutWhenThereIsNone) {
    EXPECT_EQ(format({0, "reset", "{}"}), "event: reset\ndata: {}\n\n");
}

TEST(EventFormat, CannotBeBrokenByALineBreak) {
    EXPECT_EQ(format({7, "a\nid: 9", "{\n\r\"x\":1}"}),
              "id: 7\nevent: a id: 9\ndata: {  \"x\":1}\n\n");
}

TEST(Events, FormatOnceForEverySubscriber) {
    Events events;
    int woken = 0;
    const auto one = events.hub().subscribe([&] { ++woken; });
    const auto two = events.hub().subscribe([&] { ++woken; });
    events.publish({1, "a", "{}"});
    ASSERT_EQ(one->pending.size(), 1u);
    ASSERT_EQ(two->pending.size(), 1u);
    EXPECT_EQ(one->pending[0].text, two->pending[0].text);
    EXPECT_EQ(woken, 2);
}

TEST(Events, ForgetASubscriberThatIsGone) {
    Events events;
    auto one = events.hub().subscribe([] {});
    EXPECT_EQ(events.subscribers(), 1u);
    one.reset();
    EXPECT_EQ(events.subscribers(), 0u);
    events.publish({1, "a", "{}"});
}

TEST(Events, DropOnlyTheSubscriberThatLags) {
    Events events;
    const auto slow = events.hub().subscribe([] {});
    const auto quick = events.hub().subscribe([] {});
    for (std::int64_t id = 1; id <= static_cast<std::int64_t>(Events::pending_max); ++id) {
        events.publish({id, "a", "{}"});
        quick->pending.clear();
    }
    EXPECT_FALSE(slow->dropped);
    events.publish({1000, "a", "{}"});
    EXPECT_TRUE(slow->dropped);
    EXPECT_TRUE(slow->pending.empty());
    EXPECT_FALSE(quick->dropped);
    EXPECT_EQ(events.subscribers(), 1u);
    events.publish({1001, "a", "{}"});
    EXPECT_TRUE(slow->pending.empty());
    EXPECT_EQ(quick->pending.size(), 2u);
}

} // namespace
} // namespace sportello::http
