// tests/fuzz/fuzz_escpos_answers.cpp -- whatever a printer sends: the parser finds the same answers
// however the bytes are cut, each with the bits that make it one, and understands the next.
#include <algorithm>
#include <cstddef>
#include <cstdlib>

#include "answers.hpp"

namespace {

using escpos::Answer;
using escpos::AnswerParser;

void check(bool holds) {
    if (!holds) std::abort();
}

bool is_sound(const Answer& it) {
    if (it.kind == Answer::Kind::real_time) return (it.byte & 0x93) == 0x12;
    if (it.kind == Answer::Kind::fence) return (it.byte & 0x90) == 0;
    for (const auto byte : it.id)
        if (byte < 0x20 || byte > 0x7e) return false;
    return true;
}

} // namespace

// The first byte says how long the pieces are.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
    if (count == 0) return 0;
    const std::size_t piece = 1 + bytes[0] % 16u;
    const std::span input(bytes + 1, count - 1);

    const auto whole = AnswerParser().take(input);
    check(whole.size() <= input.size());
    for (const auto& it : whole)
        check(is_sound(it));

    AnswerParser parser;
    std::vector<Answer> parts;
    for (std::size_t at = 0; at < input.size(); at += piece)
        for (const auto& it : parser.take(input.subspan(at, std::min(piece, input.size() - at))))
            parts.push_back(it);
    check(parts == whole);

    parser.silence();
    constexpr std::uint8_t done[] = {0x37, 0x22, '0', '1', '2', '3', 0};
    check(parser.take(done).size() == 1);
    return 0;
}
