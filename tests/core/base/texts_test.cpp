// Sentences: placeholders are filled, Italian stands in, a broken file says so.
#include "core/base/texts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/temp_folder.hpp"

namespace sportello {
namespace {

using ::testing::HasSubstr;

class TextsTest : public testing::Test {
protected:
    TextsTest() {
        texts.add("", "it", R"({"hello": "Ciao {name}, sono le {hour}", "only": "Solo italiano"})");
        texts.add("", "en", R"({"hello": "Hello {name}, it is {hour}"})");
    }
    // What add() says of this text.
    std::string complaint(std::string_view json) {
        try {
            texts.add("", "it", json);
            return "none";
        } catch (const std::runtime_error& error) {
            return error.what();
        }
    }
    Texts texts;
};

TEST_F(TextsTest, PlaceholdersAreFilledInEachLanguage) {
    EXPECT_EQ(texts.say("hello", "it", {{"name", "Anna"}, {"hour", "9"}}), "Ciao Anna, sono le 9");
    EXPECT_EQ(texts.say("hello", "en", {{"name", "Anna"}, {"hour", "9"}}), "Hello Anna, it is 9");
}

TEST_F(TextsTest, APlaceholderWithoutAnArgumentStaysAsItIs) {
    EXPECT_EQ(texts.say("hello", "it", {{"hour", "9"}, {"other", "x"}}), "Ciao {name}, sono le 9");
}

TEST_F(TextsTest, AnArgumentIsNeverFilledItself) {
    EXPECT_EQ(texts.say("hello", "it", {{"name", "{hour}"}, {"hour", "9"}}),
              "Ciao {hour}, sono le 9");
}

TEST_F(TextsTest, ABraceThatIsNotClosedIsOnlyABrace) {
    texts.add("", "it", R"({"open": "a { b", "close": "a } b {x}", "empty": "a {} b"})");
    EXPECT_EQ(texts.say("open", "it", {{"x", "1"}}), "a { b");
    EXPECT_EQ(texts.say("close", "it", {{"x", "1"}}), "a } b 1");
    EXPECT_EQ(texts.say("empty", "it"), "a {} b");
}

TEST_F(TextsTest, ItalianStandsInAndThenTheCodeItself) {
    EXPECT_EQ(texts.say("only", "en"), "Solo italiano");
    EXPECT_EQ(texts.say("only", "fr"), "Solo italiano");
    EXPECT_EQ(texts.say("nothing.here", "en"), "nothing.here");
    EXPECT_TRUE(texts.has("only", "it"));
    EXPECT_FALSE(texts.has("only", "en"));
}

TEST_F(TextsTest, AFoldersFilesAreReadWhereTheyExist) {
    TempFolder folder;
    folder.write("it.json", R"({"title": "Anagrafe"})");
    texts.add_folder("registry.", folder.path());
    texts.add_folder("absent.", folder / "absent");
    EXPECT_EQ(texts.say("registry.title", "en"), "Anagrafe");
}

TEST_F(TextsTest, ABrokenFileIsNamed) {
    EXPECT_THAT(complaint("{"), HasSubstr("texts/it.json is not a JSON object"));
    EXPECT_THAT(complaint("[]"), HasSubstr("texts/it.json is not a JSON object"));
    EXPECT_THAT(complaint(R"({"a": 1})"), HasSubstr("\"a\" must be a text"));
}

} // namespace
} // namespace sportello
