// taxes/exact.hpp -- amounts without rounding, and the one rounding at their end.
//
// An Exact is a fraction of whole numbers of any size, in cents or parts of a whole. Any thread.
#pragma once

#include <sportello/plugin.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taxes {

using Exact = boost::multiprecision::cpp_rational;

inline Exact part(std::int64_t numerator, std::int64_t denominator) {
    return Exact(numerator, denominator);
}
inline Exact ppm(std::int64_t millionths) {
    return part(millionths, 1'000'000);
}

// To the nearest whole cent, half a cent up. Not for negative amounts.
std::int64_t rounded(const Exact& cents);

// To the euro, 49 cents down and 50 up (L. 296/2006 art. 1 c. 166): 128,49 -> 128.
std::int64_t whole_euros(std::int64_t cents);

// "10,6" or "10.6" in units of its `decimals`-th decimal: 10600 with three. Nothing when the text
// is no such number, or has more decimals.
std::optional<std::int64_t> scaled(std::string_view text, int decimals);
// The same number written: "10,6".
std::string unscaled(std::int64_t value, int decimals);

// Of a rate per mille and per cent in millionths, and of a euro in millionths.
inline constexpr int per_mille_decimals = 3, percent_decimals = 4, euro_decimals = 6;

// A value of a sentence, as each language writes it.
struct Word {
    std::string it, en;

    Word(std::string same) : it(same), en(std::move(same)) {}
    Word(const char* same) : it(same), en(same) {}
    Word(std::int64_t number) : it(std::to_string(number)), en(it) {}
    Word(int number) : it(std::to_string(number)), en(it) {}
    Word(std::string italian, std::string english)
        : it(std::move(italian)), en(std::move(english)) {}
};

// "1.780,80", for Italian papers; and as a word, "1.780,80 euro" / "1,780.80 euro".
std::string euro(std::int64_t cents);
Word money(std::int64_t cents);
// Whole euros: "1.781 euro" / "1,781 euro".
Word whole_money(std::int64_t euros);
// "10,6 per mille" / "10.6 per thousand"; "2,5%" / "2.5%".
Word per_thousand(std::int64_t ppm);
Word percent(std::int64_t ppm);
// "10,6‰", for the sentences of refusals, which have the same words in both languages.
std::string per_mille_sign(std::int64_t ppm);
// "24/11/2026", in both languages.
std::string day(std::string_view iso);

// Puts the words in the {} of both sentences, in order. Throws std::logic_error when they are not
// as many.
sportello::Text say(std::string_view it, std::string_view en, const std::vector<Word>& words = {});

} // namespace taxes
