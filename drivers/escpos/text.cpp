// drivers/escpos/text.cpp -- see text.hpp.
#include "text.hpp"

#include <boost/locale/utf.hpp>

#include <algorithm>

namespace escpos {

namespace {

constexpr int spelling_depth_max = 3; // The longest chain of spellings, with room.
constexpr std::uint8_t unknown = '?';

bool is_space(char32_t it) {
    return it == U'\t' || it == U'\n' || it == U'\r' || it == 0xa0 || it == 0x1680 ||
           (it >= 0x2000 && it <= 0x200a) || it == 0x2028 || it == 0x2029 || it == 0x202f ||
           it == 0x205f || it == 0x3000;
}

// Control characters, and marks that have no width of their own.
bool is_nothing(char32_t it) {
    return it < 0x20 || (it >= 0x7f && it < 0xa0) || it == 0xad || (it >= 0x300 && it <= 0x36f) ||
           (it >= 0x200b && it <= 0x200f) || (it >= 0x202a && it <= 0x202e) ||
           (it >= 0x2060 && it <= 0x206f) || (it >= 0xfe00 && it <= 0xfe0f) || it == 0xfeff;
}

class Writer {
public:
    Writer(std::span<const CodePage> pages, const CodePage* current)
        : pages_(pages), current_(current) {}

    void write(std::string_view text, int depth) {
        using Utf8 = boost::locale::utf::utf_traits<char>;
        for (auto at = text.begin(); at != text.end();) {
            const auto character = Utf8::decode(at, text.end());
            const bool valid = character != boost::locale::utf::illegal &&
                               character != boost::locale::utf::incomplete;
            if (valid)
                write(static_cast<char32_t>(character), depth);
            else
                cells.push_back({unknown, nullptr});
        }
    }

    std::vector<Cell> cells;

private:
    void write(char32_t character, int depth) {
        if (is_space(character)) character = U' ';
        if (is_nothing(character)) return;
        if (character < 0x80) {
            cells.push_back({static_cast<std::uint8_t>(character), nullptr});
            return;
        }
        if (current_ && put(character, *current_)) return;
        for (const auto& it : pages_)
            if (put(character, it)) return;
        const auto instead = depth < spelling_depth_max ? spelling_of(character) : "";
        if (instead.empty())
            cells.push_back({unknown, nullptr});
        else
            write(instead, depth + 1);
    }

    bool put(char32_t character, const CodePage& page) {
        const auto byte = page.page->byte_of(character);
        if (byte == 0) return false;
        cells.push_back({byte, &page});
        current_ = &page;
        return true;
    }

    std::span<const CodePage> pages_;
    const CodePage* current_;
};

bool is_blank(const Cell& it) {
    return it.byte == ' ';
}

} // namespace

std::vector<Cell>
cells_of(std::string_view text, std::span<const CodePage> pages, const CodePage* current) {
    Writer writer(pages, current);
    writer.cells.reserve(text.size());
    writer.write(text, 0);
    return std::move(writer.cells);
}

std::vector<std::span<const Cell>> lines_of(std::span<const Cell> cells, std::size_t columns) {
    std::vector<std::span<const Cell>> lines;
    columns = std::max<std::size_t>(columns, 1);
    while (cells.size() > columns) {
        auto end = columns; // The blank to break at may stand just behind the line.
        while (end > 0 && !is_blank(cells[end]))
            --end;
        if (end == 0) end = columns; // One long word.
        auto line = cells.first(end);
        while (!line.empty() && is_blank(line.back()))
            line = line.first(line.size() - 1);
        if (!line.empty()) lines.push_back(line);
        while (end < cells.size() && is_blank(cells[end]))
            ++end;
        cells = cells.subspan(end);
    }
    if (!cells.empty() || lines.empty()) lines.push_back(cells);
    return lines;
}

} // namespace escpos
