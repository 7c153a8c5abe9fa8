// sdk/tests/paper_test.cpp -- the test kit's reader of templates.
#include <sportello/testing_paper.hpp>

#include <gtest/gtest.h>

namespace sportello::testing {
namespace {

std::string paper(std::string_view text, std::string_view data) {
    return render(text, boost::json::parse(data).as_object());
}

TEST(Paper, NamesSectionsAndListsBecomeWords) {
    EXPECT_EQ(paper("Comune di {{town}}\n", R"({"town": "Crema"})"), "Comune di Crema\n");
    EXPECT_EQ(paper("{{#people}}\n- {{name}} {{n}}\n{{/people}}\nend",
                    R"({"n": 1, "people": [{"name": "Ada"}, {"name": "Ugo"}]})"),
              "- Ada 1\n- Ugo 1\nend");
    EXPECT_EQ(paper("{{#a}}yes{{/a}}{{^a}}no{{/a}}", R"({"a": false})"), "no");
    EXPECT_EQ(paper("{{#a}}{{#b}}x{{/b}}{{/a}}.", R"({"a": []})"), ".");
}

TEST(Paper, AMisspeltNameOrTagIsAnError) {
    EXPECT_THROW(paper("{{twon}}", R"({"town": "Crema"})"), std::runtime_error);
    EXPECT_THROW(paper("{{#a}}", R"({"a": true})"), std::runtime_error);
    EXPECT_THROW(paper("{{/a}}", R"({"a": true})"), std::runtime_error);
    EXPECT_THROW(paper("{{a", R"({"a": true})"), std::runtime_error);
}

} // namespace
} // namespace sportello::testing
