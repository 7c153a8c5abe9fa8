// Procedures are found in the citizen's own words, the best first.
#include "tests/core/catalogue/fixture.hpp"

namespace sportello::catalogue {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

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
    }
    void add(const char* id,
             const char* it,
             const char* en,
             std::initializer_list<boost::json::value_ref> words) {
        procedure["id"] = id;
        procedure["title"] = {{"it", it}, {"en", en}};
        procedure["documents"] = boost::json::array{{{"it", "Carta"}, {"en", "Paper"}}};
        procedure["law"] = "L. 241/1990";
        procedure["keywords"] = {{"it", boost::json::array(words)}};
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

TEST_F(Search, NothingAskedGivesAllAndAnAreaItsOwn) {
    EXPECT_EQ(found("").size(), 3U);
    EXPECT_EQ(found(" '- ", "registry").size(), 3U);
    EXPECT_THAT(found("", "taxes"), IsEmpty());
}

TEST_F(Search, AccentsCaseAndApostrophesDoNotMatter) {
    for (const char* query : {"identità", "IDENTITA", "identita'", "d’identità", "Identit"})
        EXPECT_THAT(found(query), ElementsAre("carta-identita")) << query;
}

TEST_F(Search, EveryWordMustBeFound) {
    EXPECT_THAT(found("certificato residenza"), ElementsAre("certificato"));
    EXPECT_THAT(found("residenza astronave"), IsEmpty());
}

TEST_F(Search, ATitleComesBeforeAPaperToBring) {
    EXPECT_EQ(found("carta").front(), "carta-identita");
    EXPECT_EQ(found("carta").size(), 3U);
}

TEST_F(Search, TheCitizensWordsAndTheLawFindItToo) {
    EXPECT_THAT(found("trasloco"), ElementsAre("residenza"));
    EXPECT_THAT(found("documento").size(), 2U);
    EXPECT_EQ(found("241/1990").size(), 3U);
    EXPECT_THAT(found("change"), ElementsAre("residenza"));
}

TEST_F(Search, AWholeWordComesBeforeABeginning) {
    add("casa-popolare", "Casale", "Farm", {"x"});
    EXPECT_THAT(found("casa").front(), "residenza");
}

TEST_F(Search, AnEndlessQueryIsCutShort) {
    std::string query;
    for (int i = 0; i < 12; ++i)
        query += "carta ";
    EXPECT_EQ(found(query + "astronave").size(), 3U);
}

} // namespace
} // namespace sportello::catalogue
