// The areas stand in the order of their needs, and a circle is named.
#include "core/plugin/order.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sportello::plugin {
namespace {

using ::testing::HasSubstr;

catalogue::Area area(std::string id, std::vector<std::string> needs = {}) {
    catalogue::Area made;
    made.id = std::move(id);
    made.needs = std::move(needs);
    return made;
}

std::string problem_of(const std::vector<Step>& steps, std::string_view id) {
    for (const auto& step : steps)
        if (step.area->id == id) return step.problem;
    return "not there";
}

TEST(PluginOrder, EachAreaComesAfterThoseItNeeds) {
    const std::vector areas{area("a", {"c"}), area("b"), area("c", {"b"})};
    const auto steps = dependency_order(areas);
    ASSERT_EQ(steps.size(), 3U);
    EXPECT_EQ(steps[0].area->id, "b");
    EXPECT_EQ(steps[1].area->id, "c");
    EXPECT_EQ(steps[2].area->id, "a");
}

TEST(PluginOrder, AMissingNeedIsNamedAndTheAreaComesLast) {
    const std::vector areas{area("a", {"gone"}), area("b")};
    const auto steps = dependency_order(areas);
    EXPECT_EQ(steps.back().area->id, "a");
    EXPECT_THAT(steps.back().problem, HasSubstr("it needs gone, which is not installed"));
    EXPECT_EQ(steps.front().problem, "");
}

TEST(PluginOrder, ACircleIsNamedByEachThatStandsInIt) {
    const std::vector areas{area("a", {"b"}), area("b", {"c"}), area("c", {"a"}), area("d")};
    const auto steps = dependency_order(areas);
    for (const char* id : {"a", "b", "c"})
        EXPECT_THAT(problem_of(steps, id), HasSubstr("a needs b needs c needs a")) << id;
    EXPECT_EQ(problem_of(steps, "d"), "");
}

TEST(PluginOrder, OneThatNeedsACircleIsNotPartOfIt) {
    const std::vector areas{area("a", {"b"}), area("b", {"a"}), area("z", {"a"})};
    EXPECT_EQ(problem_of(dependency_order(areas), "z"), "");
}

} // namespace
} // namespace sportello::plugin
