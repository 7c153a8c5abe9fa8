// lost/tests/lost_test.cpp -- the operations, beside a host and a database in memory.
#include <sportello/testing.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using sportello::json::object;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Lost : public ::testing::Test {
protected:
    Lost() { host.add(SPORTELLO_PLUGIN_FOLDER, sportello_plugin_v1()); }

    // The form's own example, found on the day given.
    sportello::testing::Outcome hand_in(std::string found_on = "2026-11-23") {
        const std::filesystem::path folder = SPORTELLO_PLUGIN_FOLDER;
        auto form = sportello::testing::read_json(folder / "forms/object.json");
        auto input = form.at("examples").at(0).as_object();
        input["found_on"] = found_on;
        return host.command("lost.take-in", input);
    }

    sportello::testing::Host host; // Its clock stands at 24 November 2026, 9:12 in the town.
};

TEST_F(Lost, ObjectsAreNumberedAndListedNewestFirst) {
    EXPECT_EQ(hand_in().reply, (object{{"number", 1}}));
    EXPECT_EQ(hand_in().reply, (object{{"number", 2}}));
    const auto objects = host.query("lost.list").reply.at("objects").as_array();
    ASSERT_EQ(objects.size(), 2U);
    EXPECT_EQ(objects[0].at("number"), 2);
}

TEST_F(Lost, TheFinderGetsAReceiptAndTheObjectATag) {
    hand_in();
    ASSERT_EQ(host.documents().size(), 1U);
    EXPECT_THAT(host.paper(host.documents()[0]), HasSubstr("trovato in: Piazza Duomo"));
    ASSERT_EQ(host.printed().size(), 1U);
    EXPECT_THAT(host.paper(host.printed()[0]), HasSubstr("Ombrello nero"));
}

TEST_F(Lost, NothingIsFoundTomorrow) {
    const auto outcome = hand_in("2026-11-25");
    EXPECT_EQ(outcome.status, SPO_INVALID);
    EXPECT_EQ(outcome.code, "found-in-the-future");
    EXPECT_EQ(outcome.field, "/found_on");
    EXPECT_THAT(host.column("SELECT count(*) FROM lost_object"), ElementsAre("0"));
    EXPECT_THAT(host.printed(), IsEmpty());
}

} // namespace
