#include "core/catalogue/search.hpp"

#include "core/catalogue/catalogue.hpp"
#include "core/catalogue/search_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace sportello::catalogue {

namespace {

constexpr std::size_t words_max = 12;   // Of a query; what comes after says nothing new.
constexpr std::size_t letters_max = 40; // Of a word; a longer one is cut.

// What the columns weigh: title, keywords, papers to bring, law. FTS5 lets a word that is found
// often count ever less, so these are small.
constexpr std::string_view match =
    "SELECT rowid, bm25(procedure, 2.0, 1.5, 0.3, 0.2) FROM procedure WHERE procedure MATCH ?1";

constexpr double beginning_of_known = 0.3; // "dat" may become "date", but is a word as it stands.
constexpr double guess = 0.8;              // A word that was perhaps meant.
constexpr double tail = 0.2;               // What matches less than this of the best is left out.
constexpr double steps = 16;               // Scores are told apart by this part of the best.
constexpr int common_of = 4;  // A paper that every fourth procedure asks for tells none apart,
constexpr int common_min = 5; // of so many at least.

// One typing mistake in a word of four letters, two in a long one; a shorter word is another word,
// and another number another number.
std::size_t forgiven(const std::string& word) {
    if (word.find_first_of("0123456789") != word.npos) return 0;
    return word.size() < 4 ? 0 : word.size() < 8 ? 1 : 2;
}

std::string both(const Text& text) {
    return text.it + ' ' + text.en;
}

std::string papers_of(const Procedure& procedure) {
    std::string text;
    for (const auto& document : procedure.documents)
        text += both(document) + ' ';
    return text;
}

// The words of papers that tell nothing, because so many procedures ask for them.
std::vector<std::string> common_words(const std::vector<Area>& areas) {
    std::map<std::string, int> asked;
    int procedures = 0;
    for (const auto& area : areas)
        for (const auto& procedure : area.procedures) {
            ++procedures;
            const auto words = telling_words(papers_of(procedure));
            for (const auto& word : std::set(words.begin(), words.end()))
                ++asked[word];
        }
    std::vector<std::string> common;
    for (const auto& [word, times] : asked)
        if (times >= common_min && times * common_of >= procedures) common.push_back(word);
    return common;
}

// Words of three letters are names and abbreviations: DAT is not "dati", nor CIE "cieco".
bool has_forms(const std::string& word) {
    return word.size() > 3;
}

std::string marked(const std::string& root) {
    return '0' + root;
}

std::string in_quotes(const std::string& word) { // Letters and digits only: nothing to escape.
    return '"' + word + '"';
}

// Of the words that `among` lists, the nearest that a typing mistake may have made this one of.
std::vector<std::string> nearest(const std::string& word, const std::set<std::string>& among) {
    std::vector<std::string> found;
    auto most = forgiven(word);
    for (const auto& known : among) {
        const auto mistakes = mistakes_between(word, known, most);
        if (mistakes == 0 || mistakes > most) continue;
        if (mistakes < most) found.clear();
        most = mistakes;
        found.push_back(known);
    }
    return found;
}

} // namespace

Search::Search(const std::vector<Area>& areas)
    : index_(":memory:", store::Connection::Mode::write) {
    index_.script("CREATE VIRTUAL TABLE procedure USING fts5(title, keywords, papers, law,"
                  " tokenize = 'unicode61 remove_diacritics 2')");
    const auto common = common_words(areas);
    for (const auto& area : areas)
        for (const auto& procedure : area.procedures)
            add(area, procedure, common);
}

void Search::add(const Area& area,
                 const Procedure& procedure,
                 const std::vector<std::string>& common) {
    std::string keywords;
    for (const auto& keyword : procedure.keywords)
        keywords += keyword + ' ';
    procedures_.push_back(&procedure);
    index_.run("INSERT INTO procedure (rowid, title, keywords, papers, law)"
               " VALUES (?1, ?2, ?3, ?4, ?5)",
               procedures_.size(), column(both(procedure.title)), column(keywords),
               column(papers_of(procedure), common),
               column(procedure.id + ' ' + procedure.law + ' ' + both(area.title)));
}

// The text as it is indexed: each word, and its stem, marked so that it is nobody's word.
std::string Search::column(std::string_view text, const std::vector<std::string>& without) {
    std::string indexed;
    for (const auto& word : telling_words(text)) {
        if (std::ranges::binary_search(without, word)) continue;
        words_.insert(word);
        indexed += word + ' ';
        if (!has_forms(word)) continue;
        const auto root = stem(word);
        stems_.insert(root);
        indexed += marked(root) + ' ';
    }
    return indexed;
}

bool Search::knows(const std::string& word) const {
    return words_.contains(word) || (has_forms(word) && stems_.contains(stem(word)));
}

bool Search::begins(const std::string& word) const {
    const auto next = words_.lower_bound(word);
    return next != words_.end() && next->starts_with(word);
}

// "cartaidentita": two known words that were written as one.
std::vector<std::string> Search::halves(const std::string& word) const {
    constexpr std::size_t least = 4;
    for (std::size_t at = least; at + least <= word.size(); ++at) {
        auto one = word.substr(0, at), other = word.substr(at);
        if (words_.contains(one) && words_.contains(other)) return {one, other};
    }
    return {};
}

// What the index is asked for a word of the query: the word itself and its other forms; its
// beginning, when it may still be being typed or is cut short; else what it was meant to be.
std::vector<Search::Phrase> Search::phrases(const std::string& word, bool last) const {
    std::vector<Phrase> all;
    const auto whole = [&](const std::string& known, double weight) {
        all.push_back({in_quotes(known), has_forms(known) ? weight : 2 * weight});
        if (has_forms(known)) all.push_back({in_quotes(marked(stem(known))), weight});
    };
    const bool known = knows(word);
    if (known) whole(word, 1);
    const bool beginning = word.size() >= 2 && (last || !known) && begins(word);
    if (beginning) all.push_back({in_quotes(word) + " *", known ? beginning_of_known : 2});
    if (!all.empty()) return all;
    for (const auto& meant : nearest(word, words_))
        whole(meant, guess);
    if (all.empty() && has_forms(word)) // Of a stem, at least the first letter must be right.
        for (const auto& root : nearest(stem(word), stems_))
            if (root[0] == word[0]) all.push_back({in_quotes(marked(root)), 2 * guess});
    if (all.empty())
        for (const auto& half : halves(word))
            whole(half, 1);
    return all;
}

// What each procedure scores for the words together: the sum, by the share of the words it knows.
std::map<std::int64_t, double> Search::scores(const std::vector<std::string>& words) const {
    struct Sum {
        double score = 0;
        int words = 0;
    };
    std::map<std::int64_t, Sum> sums;
    int asked = 0;
    for (const auto& word : words) {
        std::map<std::int64_t, double> of_word;
        for (const auto& [phrase, weight] : phrases(word, &word == &words.back()))
            index_.each(
                match,
                [&, by = weight](const store::Row& row) {
                    of_word[row.integer(0)] -= by * row.value(1).real; // Less is better.
                },
                phrase);
        asked += of_word.empty() ? 0 : 1;
        for (const auto& [row, score] : of_word) {
            sums[row].score += score;
            ++sums[row].words;
        }
    }
    std::map<std::int64_t, double> scores;
    for (const auto& [row, sum] : sums)
        scores[row] = sum.score * sum.words / asked;
    return scores;
}

std::vector<const Procedure*> Search::find(std::string_view query) const {
    auto words = telling_words(query);
    if (words.empty()) return procedures_;
    if (words.size() > words_max) words.resize(words_max);
    for (auto& word : words)
        if (word.size() > letters_max) word.resize(letters_max);
    struct Found {
        const Procedure* procedure;
        double score;
    };
    std::vector<Found> found;
    double best = 0;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [row, score] : scores(words)) {
            found.push_back({procedures_[static_cast<std::size_t>(row) - 1], score});
            best = std::max(best, score);
        }
    }
    std::erase_if(found, [&](const Found& hit) { return hit.score < best * tail; });
    std::ranges::sort(found, {}, [&](const Found& hit) {
        return std::tuple(-std::round(hit.score / best * steps), -hit.procedure->yearly_volume,
                          std::string_view(hit.procedure->id));
    });
    std::vector<const Procedure*> ordered;
    for (const auto& hit : found)
        ordered.push_back(hit.procedure);
    return ordered;
}

} // namespace sportello::catalogue
