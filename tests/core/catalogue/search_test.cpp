// Procedures are found in the citizen's own words, the best first.
#include <atomic>
#include <thread>

#include "tests/core/catalogue/fixture.hpp"

namespace sportello::catalogue {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class Search : public CatalogueFixture {
protected:
    Search() {
        manifest = {{"id", "registry"},
                    {"version", "1"},
                    {"abi", 1},
                    {"title", {{"it", "Anagrafe"}, {"en", "Register"}}},
                    {"office", {{"it", "U"}, {"en", "O"}}},
                    {"filing_class", "XI.2"}};
        procedure.erase("operation");
        add("carta-identita", "Carta d'identità elettronica", "Identity card", {"documento"});
        add("residenza", "Cambio di residenza", "Change of residence", {"trasloco", "casa"});
        add("certificato", "Certificato di residenza", "Certificate", {"documento"});
        add("rifiuti", "Tassa sui rifiuti", "Waste tax", {"spazzatura", "pagare", "tari"});
    }
    void add(const char* id,
             const char* it,
             const char* en,
             std::initializer_list<boost::json::value_ref> words,
             int volume = 1) {
        procedure["id"] = id;
        procedure["title"] = {{"it", it}, {"en", en}};
        procedure["documents"] = boost::json::array{{{"it", "Carta"}, {"en", "Paper"}}};
        procedure["law"] = "L. 241/1990";
        procedure["keywords"] = {{"it", boost::json::array(words)}};
        procedure["yearly_volume"] = volume;
        write("registry");
    }
    std::vector<std::string> found(std::string_view query, std::string_view area = "") {
        const auto catalogue = load();
        std::vector<std::string> ids;
        for (const auto* hit : catalogue.search(query, area))
            ids.push_back(hit->id);
        return ids;
    }
};

TEST_F(Search, NothingTellingGivesAllAndAnAreaItsOwn) {
    EXPECT_EQ(found("").size(), 4U);
    EXPECT_EQ(found(" '- ", "registry").size(), 4U);
    EXPECT_EQ(found("vorrei sapere come").size(), 4U);
    EXPECT_THAT(found("", "taxes"), IsEmpty());
    EXPECT_THAT(found("residenza", "taxes"), IsEmpty());
}

TEST_F(Search, AccentsCaseAndApostrophesDoNotMatter) {
    for (const char* query : {"identità", "IDENTITA", "identita'", "d’identità", "Identit"})
        EXPECT_THAT(found(query), ElementsAre("carta-identita")) << query;
}

TEST_F(Search, AWholeSentenceIsUnderstood) {
    EXPECT_EQ(found("Buongiorno, ho perso la mia carta d'identità").front(), "carta-identita");
    EXPECT_EQ(found("devo pagare la spazzatura").front(), "rifiuti");
    EXPECT_EQ(found("I want to change my residence").front(), "residenza");
}

TEST_F(Search, WhatHoldsMoreOfTheWordsComesFirst) {
    EXPECT_EQ(found("certificato residenza").front(), "certificato");
    EXPECT_EQ(found("cambio residenza").front(), "residenza");
}

TEST_F(Search, WordsThatNobodyKnowsArePassedOver) {
    EXPECT_EQ(found("residenza astronave"), found("residenza"));
    EXPECT_THAT(found("astronave"), IsEmpty());
}

TEST_F(Search, ATitleComesBeforeAPaperToBring) {
    const auto ids = found("carta");
    EXPECT_EQ(ids.front(), "carta-identita");
}

TEST_F(Search, TheCitizensWordsAndTheLawFindItToo) {
    EXPECT_THAT(found("trasloco"), ElementsAre("residenza"));
    EXPECT_THAT(found("documento"), UnorderedElementsAre("carta-identita", "certificato"));
    EXPECT_EQ(found("241/1990").size(), 4U);
    EXPECT_THAT(found("change"), ElementsAre("residenza"));
}

TEST_F(Search, AnotherFormOfTheWordIsTheWord) {
    for (const char* query : {"rifiuto", "pagamento", "pago", "tasse", "wastes"})
        EXPECT_THAT(found(query), ElementsAre("rifiuti")) << query;
}

TEST_F(Search, ATypingMistakeIsForgiven) {
    for (const char* query : {"spazatura", "spazzatrua", "spazzatuta", "spazattura"})
        EXPECT_THAT(found(query), ElementsAre("rifiuti")) << query;
    EXPECT_EQ(found("carta didentita").front(), "carta-identita");
    EXPECT_EQ(found("tassarifiuti").front(), "rifiuti"); // Run together.
    EXPECT_THAT(found("spazaturatra"), IsEmpty());
    add("contrassegno", "Contrassegno permanente", "Badge", {"disabili"});
    EXPECT_THAT(found("permanennte"), ElementsAre("contrassegno"));
    EXPECT_THAT(found("Germania"), IsEmpty()); // Though german- is near perman-.
}

TEST_F(Search, AnotherNumberIsNotATypingMistake) {
    EXPECT_THAT(found("1991"), IsEmpty());
    EXPECT_EQ(found("1990").size(), 4U);
}

TEST_F(Search, TheWordBeingTypedIsABeginning) {
    EXPECT_THAT(found("spaz"), ElementsAre("rifiuti"));
    EXPECT_EQ(found("cambio res").front(), "residenza");
}

TEST_F(Search, AWholeWordComesBeforeABeginning) {
    add("casa-popolare", "Casale", "Farm", {"x"});
    EXPECT_THAT(found("casa").front(), "residenza");
    add("dat", "Dati del catasto", "Land data", {"mappa"});
    add("testamento", "Disposizioni anticipate", "Living will", {"dat"});
    EXPECT_THAT(found("dat").front(), "testamento");
}

TEST_F(Search, OfTwoThatMatchAlikeTheOneAskedForMoreOftenIsFirst) {
    add("permesso-a", "Permesso auto", "Permit", {"sosta"}, 10);
    add("permesso-b", "Permesso moto", "Permit", {"sosta"}, 900);
    EXPECT_THAT(found("permesso"), ElementsAre("permesso-b", "permesso-a"));
    add("permesso-c", "Permesso bici", "Permit", {"sosta"}, 900);
    EXPECT_THAT(found("permesso"), ElementsAre("permesso-b", "permesso-c", "permesso-a"));
}

TEST_F(Search, APaperThatEverybodyAsksForTellsNothing) {
    for (const char* id : {"aa", "bb", "cc", "dd", "ee"})
        add(id, id, id, {id});
    EXPECT_THAT(found("paper"), IsEmpty());
    EXPECT_THAT(found("carta"), ElementsAre("carta-identita")); // Its title does.
}

TEST_F(Search, AnEndlessQueryIsCutShort) {
    std::string query;
    for (int i = 0; i < 12; ++i)
        query += "trasloco ";
    EXPECT_THAT(found(query + "spazzatura"), ElementsAre("residenza"));
    EXPECT_THAT(found(std::string(100'000, 'x')), IsEmpty());
}

TEST_F(Search, SignsOfTheIndexesLanguageAreOnlySigns) {
    for (const char* query : {"\"", "carta*", "title:carta", "carta AND residenza", "NEAR(carta)",
                              "carta OR", "^carta", "-carta", "(", "'; DROP TABLE procedure; --"})
        EXPECT_NO_THROW(found(query)) << query;
    EXPECT_EQ(found("carta*").front(), "carta-identita");
}

TEST_F(Search, ManyThreadsAskAtOnce) {
    const auto catalogue = load();
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 50; ++n)
                right += catalogue.search("devo pagare la spazatura", "").front()->id == "rifiuti";
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(right, 200);
}

} // namespace
} // namespace sportello::catalogue
