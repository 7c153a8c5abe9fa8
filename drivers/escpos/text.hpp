// drivers/escpos/text.hpp -- from UTF-8 to the bytes of a printer's code pages, and to its lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pages.hpp"

namespace escpos {

// A page of the printer, by the number the printer knows it under.
struct CodePage {
    const Page* page;
    std::uint8_t number;
};

// What fills one column. A byte below 0x80 is the same in every page.
struct Cell {
    std::uint8_t byte;
    const CodePage* page; // Null: any.
};

// The cells of a text. Stays in `current` as long as that page has the characters, then takes the
// first of `pages` that has; a character that none has is spelled otherwise, "?" at worst. Tabs and
// line ends become spaces, other control characters and marks without width are dropped.
std::vector<Cell>
cells_of(std::string_view text, std::span<const CodePage> pages, const CodePage* current);

// Breaks the cells into lines of at most `columns`, between words where possible. At least one
// line.
std::vector<std::span<const Cell>> lines_of(std::span<const Cell> cells, std::size_t columns);

} // namespace escpos
