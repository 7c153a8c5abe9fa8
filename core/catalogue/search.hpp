// core/catalogue/search.hpp -- the procedures, found in the citizen's own words.
//
// A full-text index (SQLite FTS5) in memory, made once from titles, keywords, papers to bring and
// law, in both languages. A whole sentence may be asked: small words are passed over, so are those
// that no procedure knows; a word is found in its other forms, by its beginning, and with a typing
// mistake. The same question always has the same answer.
#pragma once

#include "core/catalogue/procedure.hpp"
#include "core/store/connection.hpp"

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::catalogue {

class Search {
public:
    // Borrows the areas' procedures, which must stay where they are.
    explicit Search(const std::vector<Area>& areas);

    // Those that match, best first, and of two that match as well the one asked for more often;
    // none when no word is known; all of them, as the areas list them, when nothing telling is
    // asked. [any thread]
    std::vector<const Procedure*> find(std::string_view query) const;

private:
    void add(const Area& area, const Procedure& procedure, const std::vector<std::string>& common);
    std::string column(std::string_view text, const std::vector<std::string>& without = {});
    bool knows(const std::string& word) const;
    bool begins(const std::string& word) const;
    std::vector<std::string> halves(const std::string& word) const;

    struct Phrase {
        std::string text; // In the syntax of FTS5.
        double weight = 1;
    };
    std::vector<Phrase> phrases(const std::string& word, bool last) const;
    std::map<std::int64_t, double> scores(const std::vector<std::string>& words) const;

    std::vector<const Procedure*> procedures_; // By their row in the index, from 1.
    std::set<std::string> words_;              // Every word of the index,
    std::set<std::string> stems_;              // and its stem.
    mutable std::mutex mutex_;                 // guards index_
    mutable store::Connection index_;
};

} // namespace sportello::catalogue
