// drivers/escpos/conversation.cpp -- see conversation.hpp.
#include "conversation.hpp"

#include <array>

namespace escpos {

namespace {

constexpr unsigned answer_max_ms = 500;
constexpr unsigned slice_ms = 100;
constexpr unsigned babble_ms = 10; // What a read that brought bytes counts for, so that waits end.
constexpr unsigned round_ms = 1'000;
constexpr unsigned stale_reads_max = 64;
constexpr std::size_t read_bytes_max = 256;

struct Meaning {
    std::size_t which; // DLE EOT 1 + which
    std::uint8_t bits;
    std::uint32_t flag;
};

constexpr Meaning meanings[] = {
    {0, 0x08, SPO_OFFLINE},
    {1, 0x04, SPO_COVER_OPEN},
    {1, 0x20, SPO_PAPER_OUT},
    {1, 0x40, SPO_FAULT},
    {2, 0x68, SPO_FAULT}, // Cutter, beyond recovery, temperature or
                          // voltage.
    {3, 0x0c, SPO_PAPER_LOW},
    {3, 0x60, SPO_PAPER_OUT},
};

} // namespace

bool is_ready(std::uint32_t flags) {
    return !(flags & (SPO_PAPER_OUT | SPO_COVER_OPEN | SPO_OFFLINE | SPO_FAULT));
}

std::optional<std::uint32_t> Conversation::ask() {
    if (one_way_) return {};
    try { // An answer that came too late is not one to the next question.
        for (unsigned i = 0; i < stale_reads_max && listen(0); ++i) {
        }
    } catch (const sportello::Unavailable&) {
        if (has_read_) throw;
        one_way_ = true;
        return {};
    }
    std::array<std::uint8_t, 4> answers{};
    for (std::uint8_t i = 0; i < answers.size(); ++i) {
        const auto answer = real_time(static_cast<std::uint8_t>(i + 1));
        if (!answer) return {};
        answers[i] = *answer;
    }
    has_answered_ = true;
    std::uint32_t flags = SPO_KNOWN;
    for (const auto& it : meanings)
        if (answers[it.which] & it.bits) flags |= it.flag;
    return flags;
}

std::optional<std::uint8_t> Conversation::real_time(std::uint8_t which) {
    status_.reset();
    const std::uint8_t question[] = {0x10, 0x04, which}; // DLE EOT n
    port_.write(question);
    const auto until = elapsed_ms_ + answer_max_ms;
    while (!status_ && elapsed_ms_ < until)
        listen(slice_ms);
    if (!status_) parser_.silence();
    return status_;
}

// Reads once and notes what it hears. False when nothing came.
bool Conversation::listen(unsigned timeout_ms) {
    const auto bytes = port_.read(read_bytes_max, timeout_ms);
    has_read_ = true;
    elapsed_ms_ += bytes.empty() ? timeout_ms : babble_ms;
    for (const auto& it : parser_.take(bytes)) {
        switch (it.kind) {
        case Answer::Kind::real_time:
            status_ = it.byte;
            break;
        case Answer::Kind::fence:
            fence_ = true;
            break;
        case Answer::Kind::process_done:
            done_ = it.id;
            break;
        }
    }
    return !bytes.empty();
}

void Conversation::forget() {
    fence_ = false;
    done_.reset();
}

template <class Heard>
bool Conversation::wait_for(Heard heard, Proof proof) {
    auto quiet_since = elapsed_ms_;
    for (;;) {
        const auto until = elapsed_ms_ + round_ms;
        const bool knew = heard(); // Then only its state is awaited.
        while ((knew || !heard()) && elapsed_ms_ < until)
            listen(slice_ms);
        if (heard() && proof == Proof::alone) return true;
        const auto flags = ask();
        if (heard() && (proof == Proof::alone || (flags && is_ready(*flags)))) return true;
        if (flags && !is_ready(*flags)) quiet_since = elapsed_ms_;
        if (elapsed_ms_ - quiet_since >= quiet_max_ms) return false;
    }
}

bool Conversation::wait_for_process(const ProcessId& id) {
    return wait_for([&] { return done_ == id; }, Proof::alone);
}

bool Conversation::wait_for_fence() {
    return wait_for([&] { return fence_; }, Proof::and_ready);
}

} // namespace escpos
