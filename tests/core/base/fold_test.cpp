// Words are found however they are written.
#include "core/base/fold.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sportello {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Fold, AccentsAndCaseAreTakenOff) {
    EXPECT_THAT(folded_words("Città PERCHÉ Però così più"),
                ElementsAre("citta", "perche", "pero", "cosi", "piu"));
    EXPECT_THAT(folded_words("Müller Șerban Łódź Čapek Ñandú garçon"),
                ElementsAre("muller", "erban", "lodz", "capek", "nandu", "garcon"));
}

TEST(Fold, LettersThatAreTwoBecomeTwo) {
    EXPECT_THAT(folded_words("Æsir Straße Œuvre œil Þór"),
                ElementsAre("aesir", "strasse", "oeuvre", "oeil", "thor"));
    EXPECT_THAT(folded_words("Louÿs"), ElementsAre("louys"));
}

TEST(Fold, ApostrophesAndPunctuationPartWords) {
    EXPECT_THAT(folded_words("carta d'identità"), ElementsAre("carta", "d", "identita"));
    EXPECT_THAT(folded_words("dell\u2019anagrafe"), ElementsAre("dell", "anagrafe"));
    EXPECT_THAT(folded_words("L. 241/1990, art. 2"), ElementsAre("l", "241", "1990", "art", "2"));
    EXPECT_THAT(folded_words("3 × 4 ÷ 2"), ElementsAre("3", "4", "2"));
}

TEST(Fold, AMarkWrittenApartBelongsToItsLetter) {
    EXPECT_THAT(folded_words("pe\u0301rche\u0301 no"), ElementsAre("perche", "no"));
}

TEST(Fold, NothingGivesNoWords) {
    EXPECT_THAT(folded_words(""), IsEmpty());
    EXPECT_THAT(folded_words(" -- ' \n\t"), IsEmpty());
    EXPECT_THAT(folded_words("日本 \U0001F600"), IsEmpty());
}

TEST(Fold, BrokenUtf8EndsAWordAndNothingElse) {
    EXPECT_THAT(folded_words("ab\xff"
                             "cd"),
                ElementsAre("ab", "cd"));
    EXPECT_THAT(folded_words("ab\xc3"), ElementsAre("ab"));
    EXPECT_THAT(folded_words("ab\xe2\x82"), ElementsAre("ab"));
    EXPECT_THAT(folded_words("ab\xc3 cd"), ElementsAre("ab", "cd"));
    EXPECT_THAT(folded_words("\x80\x80 ok"), ElementsAre("ok"));
    EXPECT_THAT(folded_words(std::string_view("a\0b", 3)), ElementsAre("a", "b"));
}

} // namespace
} // namespace sportello
