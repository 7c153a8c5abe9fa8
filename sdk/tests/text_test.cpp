// sdk/tests/text_test.cpp -- words compared as people compare them.
#include <sportello/text.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sportello {
namespace {

TEST(Text, CaseAndAccentsDoNotMatter) {
    EXPECT_EQ(fold("Niccolò D'ANGELO"), "niccolo d'angelo");
    EXPECT_EQ(fold("Müller Jürgen"), "muller jurgen");
    EXPECT_EQ(fold("STRAßE Œuvre Łódź Ţ"), "strasse oeuvre lodz t");
    EXPECT_EQ(fold("e\xCC\x80"), "e"); // A combining grave accent.
}

TEST(Text, OtherAlphabetsAndBrokenBytesPassUnharmed) {
    EXPECT_EQ(fold("Київ 東京 €"), "Київ 東京 €");
    EXPECT_EQ(fold("\xC3"), "\xC3");
    EXPECT_EQ(fold("a\xFFz"), "a\xFFz");
}

TEST(Text, ARegisterKeepsOneLine) {
    EXPECT_EQ(tidy("  Richiesta \n\t di  accesso\x01 "), "Richiesta di accesso");
    EXPECT_EQ(tidy(" \n "), "");
}

TEST(Text, WordsAreFoldedAndLimited) {
    EXPECT_THAT(words(" Cambio  d'ABITAZIONE è ", 6),
                ::testing::ElementsAre("cambio", "d'abitazione", "e"));
    EXPECT_THAT(words("a b c d", 2), ::testing::ElementsAre("a", "b"));
    EXPECT_THAT(words("  ", 2), ::testing::IsEmpty());
}

TEST(Text, WildcardsOfLikeAreEscaped) {
    EXPECT_EQ(like_escaped("100%_a\\b"), "100\\%\\_a\\\\b");
}

} // namespace
} // namespace sportello
