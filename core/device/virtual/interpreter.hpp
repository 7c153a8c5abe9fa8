// core/device/virtual/interpreter.hpp -- reads ESC/POS as a printer does, and says what to print.
//
// Pure: bytes in, paper and questions out. Knows the commands that ticket drivers use; skips the
// others by their length, and one byte of what it cannot tell.
#pragma once

#include "core/device/virtual/paper.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace sportello::device {

class Interpreter {
public:
    // What a command in the stream wants answered, when its turn comes.
    struct Question {
        enum class Kind { status, identity, finished } kind; // GS r n, GS I n, GS ( H
        std::uint8_t n = 0;
        std::array<std::uint8_t, 4> token{}; // Of `finished`.
    };

    std::function<void(const std::vector<PaperElement>&)> on_cut;
    std::function<void(const Question&)> on_question;
    std::function<void(std::uint8_t)> on_report; // GS a n: which changes to tell unasked.

    void receive(std::span<const std::uint8_t> bytes);

private:
    static constexpr std::size_t elements_max = 10'000;
    static constexpr std::size_t pending_max = std::size_t{1} << 20;
    static constexpr std::size_t image_bytes_max = std::size_t{4} << 20; // Of one paper.

    std::size_t step(std::span<const std::uint8_t> from); // Bytes taken; 0: more are needed.
    std::size_t escape(std::span<const std::uint8_t> from);
    std::size_t group(std::span<const std::uint8_t> from);
    std::size_t block(std::span<const std::uint8_t> from);
    std::size_t raster(std::span<const std::uint8_t> from);
    std::size_t barcode(std::span<const std::uint8_t> from);
    std::size_t cut(std::span<const std::uint8_t> from);
    std::size_t kanji(std::span<const std::uint8_t> from);
    std::size_t bit_image(std::span<const std::uint8_t> from);
    static std::size_t until_nul(std::span<const std::uint8_t> from, std::size_t head);
    void set_look(std::uint8_t command, std::uint8_t n);
    void move(bool from_the_edge, int dots);
    void move_to(unsigned dots);
    void cut_paper();
    void code(std::span<const std::uint8_t> parameters);
    void character(std::uint8_t byte);
    void end_line();
    void add(PaperElement element);
    void add_image(PaperImage image);
    void reset();

    std::vector<std::uint8_t> pending_;
    std::vector<PaperElement> paper_;
    PaperLine line_;
    unsigned line_dots_ = 0; // How far the line goes.
    std::size_t image_bytes_ = 0;
    PaperRun look_; // Of the next character; its text stays empty.
    PaperAlign align_ = PaperAlign::left;
    std::uint8_t page_ = 0;
    std::string code_data_;
    unsigned code_module_ = 3;
    unsigned bar_module_ = 3;
    unsigned bar_height_ = 162;
};

} // namespace sportello::device
