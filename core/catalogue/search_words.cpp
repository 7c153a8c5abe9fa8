#include "core/catalogue/search_words.hpp"

#include "core/base/fold.hpp"

#include <algorithm>
#include <set>

namespace sportello::catalogue {

namespace {

const std::set<std::string, std::less<>> small_words{
    // Italian: articles, prepositions, pronouns, and how one asks at a counter.
    "ad", "agli", "ai", "al", "all", "alla", "alle", "allo", "anche", "ancora", "anni", "aver",
    "avere", "avete", "avevo", "avrei", "bisogna", "bisogno", "buongiorno", "che", "chi", "chiede",
    "chiedere", "ci", "ciao", "cioe", "come", "con", "cosa", "cose", "cui", "da", "dagli", "dai",
    "dal", "dall", "dalla", "dalle", "dallo", "davanti", "de", "degli", "dei", "del", "dell",
    "della", "delle", "dello", "deve", "devo", "di", "dove", "dovrei", "due", "ed", "era", "ero",
    "essere", "fa", "faccio", "fare", "farmi", "fate", "fatta", "fatto", "fra", "gli", "ha", "hai",
    "hanno", "ho", "ieri", "il", "in", "io", "la", "le", "lei", "li", "lo", "lui", "ma", "mai",
    "me", "mese", "mi", "mia", "mie", "miei", "mio", "mo", "ne", "negli", "nei", "nel", "nell",
    "nella", "nelle", "nello", "no", "noi", "non", "nostra", "nostro", "o", "oggi", "ogni",
    "oppure", "ora", "ottenere", "per", "perche", "pero", "piu", "possiamo", "posso", "prego",
    "puo", "qual", "quale", "quali", "quando", "quanti", "quanto", "quel", "quella", "quello",
    "questa", "questi", "questo", "qui", "quindi", "sa", "salve", "sapere", "se", "sei", "serve",
    "servono", "si", "sia", "sono", "sta", "stai", "sto", "su", "sua", "sue", "sugli", "sui", "sul",
    "sull", "sulla", "suo", "te", "ti", "tra", "troppo", "tutti", "tutto", "un", "una", "uno", "va",
    "vado", "vi", "vogliamo", "voglio", "volevo", "vorrei", "vorremmo", "vuole",
    // English.
    "about", "am", "an", "and", "are", "as", "at", "be", "by", "can", "could", "do", "does", "for",
    "from", "get", "has", "have", "hello", "how", "if", "is", "it", "its", "like", "make", "my",
    "need", "of", "on", "or", "our", "please", "should", "that", "the", "their", "there", "they",
    "this", "to", "want", "was", "we", "what", "when", "where", "who", "will", "with", "would",
    "you", "your"};

bool is_vowel(char c) {
    return std::string_view("aeiouy").find(c) != std::string_view::npos;
}

struct Ending {
    std::string_view letters;
    std::size_t rest; // At least so many letters must remain.
};

// "sposarsi", "iscrivermi", "pagarla": the pronoun goes with the infinitive.
constexpr Ending with_pronoun[] = {{"arsi", 3}, {"ersi", 3}, {"irsi", 3}, {"armi", 3}, {"ermi", 3},
                                   {"irmi", 3}, {"arci", 3}, {"erci", 3}, {"irci", 3}, {"arlo", 3},
                                   {"arla", 3}, {"arli", 3}, {"arle", 3}, {"erlo", 3}, {"erla", 3},
                                   {"irlo", 3}, {"irla", 3}};

// Without their last vowel: pagamento, smarrimento, dichiarazione, spedizione; scadenza, residente;
// pagando, trasferisco, sposiamo; abitavo, pagato, scaduto; pagare. The longest first.
constexpr Ending endings[] = {{"ament", 3}, {"iment", 3}, {"azion", 4}, {"izion", 4}, {"anz", 4},
                              {"enz", 4},   {"ant", 4},   {"ent", 4},   {"and", 3},   {"isc", 4},
                              {"end", 4},   {"iam", 3},   {"ing", 4},   {"av", 4},    {"at", 3},
                              {"it", 4},    {"ut", 4},    {"ar", 3},    {"er", 3},    {"ir", 3}};

template <std::size_t Size>
bool strip(std::string& word, const Ending (&some)[Size]) {
    for (const auto& [letters, rest] : some)
        if (word.size() >= letters.size() + rest && word.ends_with(letters)) {
            word.resize(word.size() - letters.size());
            return true;
        }
    return false;
}

constexpr std::size_t least = 3;

void strip_vowels(std::string& word) {
    while (word.size() > least && is_vowel(word.back()))
        word.pop_back();
    const bool hard = word.size() > least && word.back() == 'h' &&
                      (word[word.size() - 2] == 'c' || word[word.size() - 2] == 'g');
    if (hard) word.pop_back(); // "targhe" is of "targa".
}

} // namespace

std::vector<std::string> telling_words(std::string_view utf8) {
    auto words = folded_words(utf8);
    std::erase_if(words, [](const std::string& word) {
        const bool letter = word.size() == 1 && (word[0] < '0' || word[0] > '9');
        return letter || small_words.contains(word);
    });
    return words;
}

std::string stem(std::string_view word) {
    std::string left(word);
    if (left.size() > least + 1 && left.back() == 's' && left[left.size() - 2] != 's' &&
        left[left.size() - 2] != 'u')
        left.pop_back();
    strip(left, with_pronoun);
    do
        strip_vowels(left);
    while (strip(left, endings));
    return left;
}

std::size_t mistakes_between(std::string_view one, std::string_view other, std::size_t most) {
    const auto longer = std::max(one.size(), other.size());
    if (longer - std::min(one.size(), other.size()) > most) return most + 1;
    // Three rows of the table: of the letter before the last, of the last, of this one.
    std::vector<std::size_t> before(other.size() + 1), last(before), row(before);
    for (std::size_t j = 0; j <= other.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= one.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= other.size(); ++j) {
            const bool same = one[i - 1] == other[j - 1];
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        if (*std::ranges::min_element(row) > most) return most + 1;
        std::swap(before, last);
        std::swap(last, row);
    }
    return std::min(last[other.size()], most + 1);
}

} // namespace sportello::catalogue
