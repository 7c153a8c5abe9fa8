// core/print/document.hpp -- a document as device-independent blocks, and the markup they come
// from.
//
// The markup has one block a line. A line that starts with '@' holds directives, then the text:
//
//     @center @huge A042        styles: @center @right @bold @wide @tall @huge
//     @rule                     a line across the paper
//     @qr https://...           a QR code
//     @feed 3                   empty lines (1 to 20)
//     @cut                      the end of a roll's paper
//     @paper a4                 first line only: an A4 sheet; else the roll of a ticket printer
//
// Any other line is a paragraph, and an empty line feeds one line. "@@" starts a line with '@'.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::print {

enum class BlockKind { text, rule, qr, feed, cut };

struct Style {
    enum class Align { left, center, right } align = Align::left;
    bool bold = false;
    bool wide = false;
    bool tall = false;
    bool huge = false;
};

struct Block {
    BlockKind kind = BlockKind::text;
    Style style;
    std::string text;   // of text and qr
    unsigned lines = 0; // of feed
};

enum class Paper { roll, a4 };

struct Document {
    Paper paper = Paper::roll;
    std::vector<Block> blocks;
};

// A template that cannot be used; the sentence names file and line.
class TemplateError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Throws TemplateError naming the line: its number in the markup, or the one that `lines` gives it.
Document parse_markup(std::string_view markup, const std::vector<unsigned>& lines = {});

} // namespace sportello::print
