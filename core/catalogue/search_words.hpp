// core/catalogue/search_words.hpp -- the words of a search, cut alike in what is searched and in
// what is asked. Pure functions, for any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::catalogue {

// The words that tell something: small letters without accents, and without those that a sentence
// at the counter is held together by, Italian or English ("ho", "devo", "come", "the", "need").
std::vector<std::string> telling_words(std::string_view utf8);

// What a word has in common with its other forms: "pagare", "pagato", "pagamento" -> "pag";
// "rifiuti", "rifiuto" -> "rifiut"; "certificates" -> "certific". Never shorter than three letters.
//
// Light on purpose: final vowels go, and with them the commonest endings of Italian verbs and of
// the nouns made from them, and the plural of English. It need not find a word's true root, only
// cut its forms alike; what it misses (perso and perdere) stands among the keywords.
std::string stem(std::string_view word);

// How many letters must be put in, taken out, changed or swapped with the next to come from one
// word to the other, or `most` + 1 when they are more than `most`.
std::size_t mistakes_between(std::string_view one, std::string_view other, std::size_t most);

} // namespace sportello::catalogue
