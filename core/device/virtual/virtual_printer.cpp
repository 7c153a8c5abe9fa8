#include "core/device/virtual/virtual_printer.hpp"

#include <utility>

namespace sportello::device {

namespace {

constexpr std::uint8_t dle = 0x10, eot = 0x04;

} // namespace

VirtualPrinter::VirtualPrinter() {
    interpreter_.on_cut = [this](const std::vector<PaperElement>& paper) {
        if (on_paper) on_paper(paper, std::exchange(printed_, {}));
    };
    interpreter_.on_report = [this](std::uint8_t n) {
        reports_ = n != 0;
        if (reports_) report();
    };
    interpreter_.on_question = [this](const Interpreter::Question& question) {
        using Kind = Interpreter::Question::Kind;
        const auto& t = question.token;
        if (question.kind == Kind::finished)
            say({0x37, 0x22, t[0], t[1], t[2], t[3], 0});
        else if (question.kind == Kind::status)
            say({static_cast<std::uint8_t>(faults_.paper_low ? 0x03 : 0x00)});
        else if (question.n == 67)
            say({'_', 'V', 'I', 'R', 'T', 'U', 'A', 'L', 0});
    };
}

std::size_t VirtualPrinter::receive(std::span<const std::uint8_t> bytes) {
    if (faults_.stall) return 0;
    std::size_t taken = 0;
    for (const auto byte : bytes) {
        if (buffer_.size() >= buffer_max) break;
        obey_real_time(byte);
        buffer_.push_back(byte);
        ++taken;
    }
    print();
    return taken;
}

std::vector<std::uint8_t> VirtualPrinter::answers() {
    return std::exchange(answers_, {});
}

void VirtualPrinter::set(const Faults& faults) {
    faults_ = faults;
    if (reports_) report();
    print();
}

// DLE EOT n is answered when it arrives, wherever it stands in the stream.
void VirtualPrinter::obey_real_time(std::uint8_t byte) {
    if (real_time_[0] == dle && real_time_[1] == eot && byte >= 1 && byte <= 4)
        say({real_time_status(byte)});
    real_time_[0] = real_time_[1];
    real_time_[1] = byte;
}

std::uint8_t VirtualPrinter::real_time_status(std::uint8_t n) const {
    unsigned bits = 0x12; // Fixed: 0xx1xx10.
    if (n == 1 && !can_print()) bits |= 0x08;
    if (n == 2) bits |= (faults_.cover_open ? 0x04U : 0) | (faults_.paper_out ? 0x20U : 0);
    if (n == 4) bits |= (faults_.paper_low ? 0x0cU : 0) | (faults_.paper_out ? 0x60U : 0);
    return static_cast<std::uint8_t>(bits);
}

void VirtualPrinter::print() {
    while (!buffer_.empty() && can_print()) {
        const auto byte = buffer_.front();
        buffer_.pop_front();
        if (printed_.size() < printed_max) printed_.push_back(byte);
        interpreter_.receive(std::span(&byte, 1));
        if (faults_.paper_bytes != SIZE_MAX && --faults_.paper_bytes == 0) {
            faults_.paper_out = true;
            faults_.paper_bytes = SIZE_MAX;
            if (reports_) report();
        }
    }
}

void VirtualPrinter::say(std::initializer_list<std::uint8_t> bytes) {
    if (!faults_.mute && answers_.size() + bytes.size() <= answers_max)
        answers_.insert(answers_.end(), bytes);
}

// Four bytes, the first 0xx1xx00: see the automatic status back of the ESC/POS reference.
void VirtualPrinter::report() {
    const unsigned first = 0x10U | (can_print() ? 0 : 0x08U) | (faults_.cover_open ? 0x20U : 0);
    const unsigned third = (faults_.paper_low ? 0x03U : 0) | (faults_.paper_out ? 0x0cU : 0);
    say({static_cast<std::uint8_t>(first), 0, static_cast<std::uint8_t>(third), 0x0f});
}

} // namespace sportello::device
