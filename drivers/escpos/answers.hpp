// drivers/escpos/answers.hpp -- tells apart what a printer sends back.
//
// Everything comes through one pipe, in any order, cut anywhere: answers to DLE EOT, automatic
// status the printer was set up to send, XON and XOFF, answers to GS r and to GS ( H. They differ
// by bits that are fixed in the first byte:
//
//     0xx1xx10                  answer to DLE EOT, at any time, even inside the others
//     0xx1xx00 0xx0xxxx x 3     automatic status
//     0xx0xxxx                  answer to GS r
//     37 22 d1 d2 d3 d4 00      answer to GS ( H: the process with this id is done
//     37 .. 00, 5f .. 00        other blocks, printable inside
//     11, 13                    XON, XOFF, at any time
//
// A pure function of the bytes, with a small memory: no I/O, no clock, no limit on what is fed.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace escpos {

using ProcessId = std::array<std::uint8_t, 4>; // Printable characters.

struct Answer {
    enum class Kind { real_time, fence, process_done };
    Kind kind;
    std::uint8_t byte = 0; // Of real_time and fence.
    ProcessId id{};        // Of process_done.

    bool operator==(const Answer&) const = default;
};

class AnswerParser {
public:
    // The answers that `bytes` complete.
    std::vector<Answer> take(std::span<const std::uint8_t> bytes);

    // The printer has been silent for longer than inside an answer: what was begun was none.
    void silence() { begun_.clear(); }

private:
    void take(std::uint8_t byte);
    void begin(std::uint8_t byte);
    void end_block();

    std::vector<std::uint8_t> begun_; // A block or an automatic status, from its first byte on.
    std::vector<Answer> answers_;
};

} // namespace escpos
