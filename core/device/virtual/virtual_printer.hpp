// core/device/virtual/virtual_printer.hpp -- a ticket printer made of memory, with faults to order.
//
// Behaves as an Epson TM does: real-time questions (DLE EOT) are answered at once, everything else
// in its turn; without paper or with the cover open it prints nothing and, its buffer full, takes
// nothing. For the demo, the tests and driver authors. [any thread: guarded by its owner]
#pragma once

#include "core/device/virtual/interpreter.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <vector>

namespace sportello::device {

class VirtualPrinter {
public:
    struct Faults {
        bool paper_out = false;
        bool paper_low = false;
        bool cover_open = false;
        bool mute = false;                  // Answers nothing.
        bool stall = false;                 // Takes nothing.
        std::size_t paper_bytes = SIZE_MAX; // The paper ends after so many more bytes.
    };

    VirtualPrinter();
    VirtualPrinter(const VirtualPrinter&) = delete; // The interpreter's callbacks hold its address.
    VirtualPrinter& operator=(const VirtualPrinter&) = delete;

    // How many bytes were taken: fewer than offered when the buffer is full.
    std::size_t receive(std::span<const std::uint8_t> bytes);
    // What it has to say, and forgets it.
    std::vector<std::uint8_t> answers();

    const Faults& faults() const { return faults_; }
    void set(const Faults& faults); // Tells the change when it was asked to; goes on printing.

    // Called at each cut with the paper, and the bytes since the one before (of
    // more than 4 MiB, the first).
    std::function<void(const std::vector<PaperElement>&, const std::vector<std::uint8_t>&)>
        on_paper;

private:
    static constexpr std::size_t buffer_max = 16 * 1024;
    static constexpr std::size_t answers_max = 4'096;
    static constexpr std::size_t printed_max = std::size_t{4} << 20;

    bool can_print() const { return !faults_.paper_out && !faults_.cover_open; }
    void obey_real_time(std::uint8_t byte);
    void print();
    void say(std::initializer_list<std::uint8_t> bytes);
    void report();
    std::uint8_t real_time_status(std::uint8_t n) const;

    Faults faults_;
    Interpreter interpreter_;
    std::deque<std::uint8_t> buffer_;
    std::vector<std::uint8_t> printed_; // Since the last cut.
    std::vector<std::uint8_t> answers_;
    std::uint8_t real_time_[2]{}; // The last two bytes received.
    bool reports_ = false;        // GS a: tells changes unasked.
};

} // namespace sportello::device
