// tests/fuzz/fuzz_paper_interpreter.cpp -- whatever a driver sends: the interpreter reads the same
// paper however the bytes are cut, keeps its limits, and never falls.
#include "core/device/virtual/interpreter.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>

namespace {

using sportello::device::Interpreter;
using sportello::device::PaperElement;

void check(bool holds) {
    if (!holds) std::abort();
}

// Text and size of each paper, and each question.
struct Reader {
    Interpreter interpreter;
    std::string read;

    Reader() {
        interpreter.on_cut = [this](const std::vector<PaperElement>& paper) {
            check(paper.size() <= 10'000);
            read += std::to_string(paper.size()) + plain_text(paper);
        };
        interpreter.on_question = [this](const Interpreter::Question& question) {
            read += '?' + std::to_string(static_cast<int>(question.kind));
        };
    }
};

} // namespace

// The first byte says how long the pieces are.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
    if (count == 0) return 0;
    const std::size_t piece = 1 + bytes[0] % 16u;
    const std::span input(bytes + 1, count - 1);
    Reader whole, pieces;
    whole.interpreter.receive(input);
    for (std::size_t at = 0; at < input.size(); at += piece)
        pieces.interpreter.receive(input.subspan(at, std::min(piece, input.size() - at)));
    check(whole.read == pieces.read);
    return 0;
}
