// core/device/virtual/paper.hpp -- what came out of the virtual printer, and its picture.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace sportello::device {

inline constexpr unsigned paper_dots = 576; // Across, at 203 dots an inch.
inline constexpr unsigned character_dots = 12;

enum class PaperAlign { left, center, right };

// Characters of one look, printed beside each other.
struct PaperRun {
    std::string text;   // UTF-8
    unsigned width = 1; // 1 to 8 times the normal character of 12 x 24 dots.
    unsigned height = 1;
    bool bold = false;
    bool underline = false;
    bool reverse = false;   // White on black.
    unsigned skip_dots = 0; // Left blank before the text.
};

struct PaperLine {
    PaperAlign align = PaperAlign::left;
    std::vector<PaperRun> runs; // None: an empty line.
};
struct PaperCode { // A QR code, or with `bars` a Code 128.
    PaperAlign align = PaperAlign::left;
    std::string data;
    unsigned module_dots = 3;
    unsigned height_dots = 0; // Of bars.
    bool bars = false;
};
struct PaperImage {
    PaperAlign align = PaperAlign::left;
    unsigned width_bytes = 0;
    unsigned height = 0;
    std::vector<std::uint8_t> rows; // One bit a dot, the leftmost highest; 1 is black.
};
struct PaperFeed {
    unsigned dots = 0;
};

using PaperElement = std::variant<PaperLine, PaperCode, PaperImage, PaperFeed>;

// The text alone, line by line: for tests and logs of the laboratory.
std::string plain_text(const std::vector<PaperElement>& paper);

// Draws the paper as a thermal printer of 576 dots prints it. Throws std::runtime_error when the
// file cannot be written.
void write_png(const std::vector<PaperElement>& paper, const std::filesystem::path& file);

} // namespace sportello::device
