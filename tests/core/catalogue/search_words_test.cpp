// The words of a search are cut alike in what is searched and in what is asked.
#include "core/catalogue/search_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sportello::catalogue {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(TellingWords, SmallWordsAndLonelyLettersArePassedOver) {
    EXPECT_THAT(telling_words("Ho perso la carta d'identità"),
                ElementsAre("perso", "carta", "identita"));
    EXPECT_THAT(telling_words("How do I renew my card?"), ElementsAre("renew", "card"));
    EXPECT_THAT(telling_words("Legge 3 del 2010"), ElementsAre("legge", "3", "2010"));
    EXPECT_THAT(telling_words("vorrei sapere come si fa"), IsEmpty());
}

TEST(Stem, TheFormsOfAWordHaveOne) {
    const std::vector<std::string> families[] = {
        {"pagare", "pagato", "pagata", "pagamento", "pagamenti", "pagando", "pago", "pagarla"},
        {"smarrire", "smarrito", "smarrita", "smarrimento"},
        {"dichiarare", "dichiarazione", "dichiarazioni", "dichiarato"},
        {"sposare", "sposarsi", "sposarci", "sposiamo", "sposati"},
        {"scadenza", "scaduta", "scadere", "scaduti"},
        {"residente", "residenza", "residenti"},
        {"trasferire", "trasferito", "trasferisco", "trasferimento"},
        {"rifiuto", "rifiuti"},
        {"targa", "targhe"},
        {"figlio", "figlia", "figli", "figlie"},
        {"copia", "copie", "copy", "copies"},
        {"certificato", "certificati", "certificate", "certificates"},
        {"abitare", "abitavo", "abitazione"}};
    for (const auto& family : families)
        for (const auto& word : family)
            EXPECT_EQ(stem(word), stem(family.front())) << word;
}

TEST(Stem, OtherWordsHaveOthers) {
    const std::pair<const char*, const char*> pairs[] = {
        {"carta", "casa"}, {"pagare", "pagina"}, {"firma", "fermo"},      {"nascita", "nastro"},
        {"mensa", "mese"}, {"bollo", "bolla"},   {"morte", "mortadella"}, {"patente", "patata"}};
    int apart = 0;
    for (const auto& [one, other] : pairs)
        apart += stem(one) != stem(other);
    EXPECT_EQ(apart, 7); // A light stem: "bollo" and "bolla" are taken for one.
}

TEST(Stem, AtLeastThreeLettersRemain) {
    for (const char* word : {"imu", "via", "zia", "idea", "mare", "aiuto", "aaaaaa", "es", "a", ""})
        EXPECT_GE(stem(word).size(), std::min<std::size_t>(3, std::string_view(word).size()))
            << word;
}

TEST(Mistakes, AreCountedByLetter) {
    const auto between = [](std::string_view one, std::string_view other) {
        return mistakes_between(one, other, 3);
    };
    EXPECT_EQ(between("carta", "carta"), 0U);
    EXPECT_EQ(between("carta", "cart"), 1U);
    EXPECT_EQ(between("carta", "ccarta"), 1U);
    EXPECT_EQ(between("carta", "certa"), 1U);
    EXPECT_EQ(between("carta", "catra"), 1U); // Two neighbours swapped.
    EXPECT_EQ(between("elettronica", "eletronnica"), 2U);
    EXPECT_EQ(between("", "abc"), 3U);
    EXPECT_EQ(between("carta", "morte"), 3U);
}

TEST(Mistakes, MoreThanTheMostAreNotCounted) {
    EXPECT_EQ(mistakes_between("carta", "sportello", 2), 3U);
    EXPECT_EQ(mistakes_between("carta", "certo", 1), 2U);
    EXPECT_EQ(mistakes_between("carta", "carto", 0), 1U);
}

} // namespace
} // namespace sportello::catalogue
