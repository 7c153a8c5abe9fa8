// core/catalogue/search.cpp -- Catalogue::search(): procedures in the citizen's own words.
#include "core/base/fold.hpp"
#include "core/catalogue/catalogue.hpp"

namespace sportello::catalogue {

namespace {

constexpr std::size_t words_max = 12; // Of a query; what comes after says nothing new.

// How well a word of the query is found among words: whole, as a beginning, or not at all.
int match(const std::string& word, const std::vector<std::string>& among, int whole, int prefix) {
    int best = 0;
    for (const auto& other : among) {
        if (other == word) return whole;
        if (other.starts_with(word)) best = prefix;
    }
    return best;
}

struct Words {
    std::vector<std::string> title, keywords, rest;
};

void add(std::vector<std::string>& to, std::string_view text) {
    for (auto& word : folded_words(text))
        to.push_back(std::move(word));
}

Words words_of(const Area& area, const Procedure& procedure) {
    Words words;
    add(words.title, procedure.title.it);
    add(words.title, procedure.title.en);
    for (const auto& keyword : procedure.keywords)
        add(words.keywords, keyword);
    add(words.rest, procedure.id);
    add(words.rest, procedure.law);
    add(words.rest, area.title.it);
    add(words.rest, area.title.en);
    for (const auto& document : procedure.documents) {
        add(words.rest, document.it);
        add(words.rest, document.en);
    }
    return words;
}

// 0 unless every word is found.
int score(const std::vector<std::string>& query, const Words& words) {
    int sum = 0;
    for (const auto& word : query) {
        const int best =
            std::max({match(word, words.title, 8, 6), match(word, words.keywords, 7, 5),
                      match(word, words.rest, 2, 1)});
        if (best == 0) return 0;
        sum += best;
    }
    return sum;
}

} // namespace

std::vector<const Procedure*> Catalogue::search(std::string_view query,
                                                std::string_view area) const {
    auto words = folded_words(query);
    if (words.size() > words_max) words.resize(words_max);
    struct Found {
        const Procedure* procedure;
        int score;
    };
    std::vector<Found> found;
    for (const auto& of : areas_) {
        if (!area.empty() && of.id != area) continue;
        for (const auto& procedure : of.procedures) {
            const int points = words.empty() ? 1 : score(words, words_of(of, procedure));
            if (points) found.push_back({&procedure, points});
        }
    }
    std::ranges::stable_sort(found, std::ranges::greater(), &Found::score);
    std::vector<const Procedure*> procedures;
    for (const auto& hit : found)
        procedures.push_back(hit.procedure);
    return procedures;
}

} // namespace sportello::catalogue
