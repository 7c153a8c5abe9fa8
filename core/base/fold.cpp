#include "core/base/fold.hpp"

#include <cstdint>
#include <utility>

namespace sportello {

namespace {

// Decodes one character and moves `at` past it; a broken byte is a word's end.
std::uint32_t next_character(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at++);
    if (lead < 0x80) return lead;
    const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    if (more == 0) return ' ';
    std::uint32_t character = lead & (0x3fU >> more);
    for (int i = 0; i < more; ++i) {
        if (at >= text.size() || (byte(at) & 0xc0) != 0x80) return ' ';
        character = character << 6 | (byte(at++) & 0x3fU);
    }
    return character;
}

// The plain letters of a character of Latin-1 or Latin Extended-A; empty for no letter.
std::string_view plain(std::uint32_t c) {
    // From U+00C0, one entry a character.
    static constexpr std::string_view latin1[] = {
        "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
        "d", "n", "o", "o", "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "ss"};
    // From U+0100, in the order of the block: its letters come in pairs, large and small.
    static constexpr std::string_view extended =
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
        "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    if (c == 0xff) return "y"; // Its capital is elsewhere, and the sharp s has none.
    if (c == 0x152 || c == 0x153) return "oe";
    if (c >= 0xc0 && c <= 0xff) return latin1[(c - 0xc0) % 32];
    if (c >= 0x100 && c - 0x100 < extended.size()) return extended.substr(c - 0x100, 1);
    return {};
}

} // namespace

std::vector<std::string> folded_words(std::string_view utf8) {
    std::vector<std::string> words;
    std::string word;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto c = next_character(utf8, at);
        if (c >= 'A' && c <= 'Z')
            word += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            word += static_cast<char>(c);
        else if (const auto letters = plain(c); !letters.empty())
            word += letters;
        else if (c >= 0x300 && c <= 0x36f)
            continue; // A mark that is written as a character of its own.
        else if (!word.empty())
            words.push_back(std::exchange(word, {}));
    }
    if (!word.empty()) words.push_back(std::move(word));
    return words;
}

} // namespace sportello
