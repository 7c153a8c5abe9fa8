// drivers/escpos/answers.cpp -- see answers.hpp.
#include "answers.hpp"

#include <algorithm>
#include <utility>

namespace escpos {

namespace {

constexpr std::uint8_t xon = 0x11;
constexpr std::uint8_t xoff = 0x13;
constexpr std::uint8_t process_block = 0x37;
constexpr std::uint8_t text_block = 0x5f;
constexpr std::uint8_t process_done = 0x22;
constexpr std::size_t block_bytes_max = 96; // Of a text block: 80 and its frame.
constexpr std::size_t automatic_status_bytes = 4;
constexpr std::size_t process_bytes = 2 + std::tuple_size_v<ProcessId>; // Without the final 00.

bool is_real_time(std::uint8_t byte) {
    return (byte & 0x93) == 0x12;
}

bool is_automatic_status(std::uint8_t byte) {
    return (byte & 0x93) == 0x10;
}

bool is_plain(std::uint8_t byte) { // An answer to GS r, or the rest of an automatic status.
    return (byte & 0x90) == 0;
}

bool is_printable(std::uint8_t byte) {
    return byte >= 0x20 && byte <= 0x7e;
}

} // namespace

std::vector<Answer> AnswerParser::take(std::span<const std::uint8_t> bytes) {
    for (const auto it : bytes)
        take(it);
    return std::exchange(answers_, {});
}

void AnswerParser::take(std::uint8_t byte) {
    if (byte == xon || byte == xoff) return;
    if (begun_.empty()) return begin(byte);

    if (is_automatic_status(begun_.front())) {
        if (is_plain(byte)) {
            begun_.push_back(byte);
            if (begun_.size() == automatic_status_bytes) begun_.clear();
            return;
        }
    } else if (byte == 0) {
        return end_block();
    } else if (is_printable(byte) && begun_.size() < block_bytes_max) {
        begun_.push_back(byte);
        return;
    }
    if (!is_real_time(byte)) begun_.clear(); // What was begun was babble.
    begin(byte);
}

void AnswerParser::begin(std::uint8_t byte) {
    if (is_real_time(byte))
        answers_.push_back({Answer::Kind::real_time, byte, {}});
    else if (is_automatic_status(byte) || byte == process_block || byte == text_block)
        begun_.assign(1, byte);
    else if (is_plain(byte))
        answers_.push_back({Answer::Kind::fence, byte, {}});
}

// Looks at the block's end only: its beginning may be babble that happened to look like one.
void AnswerParser::end_block() {
    const auto block = std::exchange(begun_, {});
    if (block.size() < process_bytes) return;
    const auto done = std::span(block).last(process_bytes);
    if (done[0] != process_block || done[1] != process_done) return;
    Answer answer{Answer::Kind::process_done, 0, {}};
    std::copy(done.begin() + 2, done.end(), answer.id.begin());
    answers_.push_back(answer);
}

} // namespace escpos
