// What citizens say finds the procedure they need among the first three: phrases.tsv, against the
// plugins of this tree.
#include "core/catalogue/catalogue.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

namespace sportello::catalogue {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t first = 3;

struct Phrase {
    std::string procedure, words;
};

// A procedure, a tab, what is said.
std::vector<Phrase> phrases() {
    std::ifstream in(fs::path(CORE) / "../tests/core/catalogue/phrases.tsv");
    EXPECT_TRUE(in);
    std::vector<Phrase> all;
    for (std::string line; std::getline(in, line);) {
        const auto tab = line.find('\t');
        if (tab == std::string::npos || tab == 0 || tab + 1 == line.size())
            ADD_FAILURE() << "phrases.tsv, line " << all.size() + 1 << ": " << line;
        else
            all.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
    return all;
}

TEST(Phrases, AreManyAndOfEveryProcedure) {
    const auto all = phrases();
    std::set<std::string> different;
    std::map<std::string, int> of;
    for (const auto& phrase : all) {
        different.insert(phrase.words);
        ++of[phrase.procedure];
    }
    EXPECT_GE(different.size(), 150U);
    EXPECT_EQ(different.size(), all.size());
    const auto catalogue = Catalogue::load({fs::path(CORE) / "../plugins"});
    for (const auto& area : catalogue.areas())
        for (const auto& procedure : area.procedures)
            EXPECT_GE(of[procedure.id], 2) << procedure.id;
}

TEST(Phrases, FindTheirProcedureAmongTheFirstThree) {
    const auto catalogue = Catalogue::load({fs::path(CORE) / "../plugins"});
    for (const auto& left : catalogue.left_out())
        ADD_FAILURE() << left.id << ": " << left.reason;
    for (const auto& [procedure, words] : phrases()) {
        if (!catalogue.procedure(procedure)) {
            ADD_FAILURE() << procedure << " is not in the catalogue: \"" << words << '"';
            continue;
        }
        const auto found = catalogue.search(words, "");
        std::string shown;
        bool right = false;
        for (std::size_t i = 0; i < found.size() && i < first; ++i) {
            right = right || found[i]->id == procedure;
            shown += ' ' + found[i]->id;
        }
        EXPECT_TRUE(right) << '"' << words << "\" should find " << procedure << ", not" << shown;
    }
}

} // namespace
} // namespace sportello::catalogue
