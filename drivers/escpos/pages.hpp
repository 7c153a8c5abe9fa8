// drivers/escpos/pages.hpp -- which byte a character is in a code page, and what to write instead.
#pragma once

#include <cstdint>
#include <string_view>

namespace escpos {

// The upper half of a code page; the lower one is ASCII in all of them.
struct Page {
    std::string_view name; // As in the manifest: "pc858".
    std::u16string_view upper;

    // 0: the page does not have the character.
    std::uint8_t byte_of(char32_t character) const;
};

struct Spelling {
    std::string_view instead; // UTF-8
    std::u32string_view characters;
};

// Null when we know no page of that name.
const Page* page_named(std::string_view name);

// How to write a character that no page has: "EUR" for the euro. Empty when there is no way.
std::string_view spelling_of(char32_t character);

} // namespace escpos
