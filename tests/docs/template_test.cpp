// tests/docs/template_test.cpp -- the plugin template, read as the daemon reads a plugin.
#include "core/catalogue/catalogue.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sportello {

namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(PluginTemplate, IsReadWithoutAMistake) {
    const auto catalogue = catalogue::Catalogue::load({TEMPLATE});
    for (const auto& left : catalogue.left_out())
        ADD_FAILURE() << left.id << ": " << left.reason;
    ASSERT_THAT(catalogue.areas(), SizeIs(1));
    const auto& area = catalogue.areas().front();
    ASSERT_THAT(area.procedures, SizeIs(1));
    const auto& procedure = area.procedures.front();
    EXPECT_TRUE(area.operation(procedure.operation)) << procedure.operation;
    const auto& examples = procedure.form->schema().at("examples").as_array();
    EXPECT_THAT(procedure.form->validate(examples.at(0), parse_date("2026-11-24").value()),
                IsEmpty());
}

} // namespace

} // namespace sportello
