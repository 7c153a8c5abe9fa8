// sportello/text.hpp -- comparing words as people do: without case and accents.
//
// Everything here works on UTF-8 and allocates nothing but its result; any thread.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sportello {
namespace detail {

// U+00C0 to U+017F, the accented letters of the Latin alphabets, as a person types them in a hurry.
inline constexpr std::array<std::string_view, 0x180 - 0xC0> folded_letters{
    "a", "a", "a",  "a",  "a", "a", "ae", "c",  "e",  "e", "e", "e", "i",  "i",  "i", "i", "d", "n",
    "o", "o", "o",  "o",  "o", "",  "o",  "u",  "u",  "u", "u", "y", "th", "ss", "a", "a", "a", "a",
    "a", "a", "ae", "c",  "e", "e", "e",  "e",  "i",  "i", "i", "i", "d",  "n",  "o", "o", "o", "o",
    "o", "",  "o",  "u",  "u", "u", "u",  "y",  "th", "y", "a", "a", "a",  "a",  "a", "a", "c", "c",
    "c", "c", "c",  "c",  "c", "c", "d",  "d",  "d",  "d", "e", "e", "e",  "e",  "e", "e", "e", "e",
    "e", "e", "g",  "g",  "g", "g", "g",  "g",  "g",  "g", "h", "h", "h",  "h",  "i", "i", "i", "i",
    "i", "i", "i",  "i",  "i", "i", "ij", "ij", "j",  "j", "k", "k", "k",  "l",  "l", "l", "l", "l",
    "l", "l", "l",  "l",  "l", "n", "n",  "n",  "n",  "n", "n", "n", "n",  "n",  "o", "o", "o", "o",
    "o", "o", "oe", "oe", "r", "r", "r",  "r",  "r",  "r", "s", "s", "s",  "s",  "s", "s", "s", "s",
    "t", "t", "t",  "t",  "t", "t", "u",  "u",  "u",  "u", "u", "u", "u",  "u",  "u", "u", "u", "u",
    "w", "w", "y",  "y",  "y", "z", "z",  "z",  "z",  "z", "z", "s"};

struct CodePoint {
    char32_t value;
    std::size_t bytes;
};

// The character at `at`; a byte that begins none stands for itself.
inline CodePoint code_point(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    const std::size_t bytes = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (bytes == 1 || at + bytes > text.size()) return {lead, 1};
    char32_t value = lead & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i)
        value = (value << 6U) | (byte(at + i) & 0x3FU);
    return {value, bytes};
}

} // namespace detail

// Lower case, without accents: "Niccolò D'ANGELO" -> "niccolo d'angelo". Letters of other alphabets
// stay as they are.
inline std::string fold(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto [value, bytes] = detail::code_point(text, at);
        if (value >= 'A' && value <= 'Z') {
            folded += static_cast<char>(value - 'A' + 'a');
        } else if (bytes > 1 && value >= 0xC0 && value < 0x180) {
            folded += detail::folded_letters[value - 0xC0];
        } else if (bytes == 1 || value < 0x300 || value > 0x36F) { // Not a combining accent.
            folded += text.substr(at, bytes);
        }
        at += bytes;
    }
    return folded;
}

// One line, one space between words, nothing invisible: how a text is kept in a register.
inline std::string tidy(std::string_view text) {
    std::string line;
    bool gap = false;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte <= ' ' || byte == 0x7F) {
            gap = true;
            continue;
        }
        if (gap && !line.empty()) line += ' ';
        gap = false;
        line += letter;
    }
    return line;
}

// The words of a search, folded, at most `most`.
inline std::vector<std::string> words(std::string_view text, std::size_t most) {
    std::vector<std::string> found;
    const std::string line = tidy(fold(text));
    for (std::size_t from = 0; from < line.size() && found.size() < most;) {
        const std::size_t to = std::min(line.find(' ', from), line.size());
        found.push_back(line.substr(from, to - from));
        from = to + 1;
    }
    return found;
}

// `text` as it is, inside a LIKE pattern: ... LIKE ?1 ESCAPE '\'.
inline std::string like_escaped(std::string_view text) {
    std::string escaped;
    for (const char letter : text) {
        if (letter == '%' || letter == '_' || letter == '\\') escaped += '\\';
        escaped += letter;
    }
    return escaped;
}

} // namespace sportello
