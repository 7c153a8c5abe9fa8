// drivers/escpos/conversation.hpp -- asking a printer how it is, and waiting until it has printed.
//
// Knows no clock: time is what Port::read was told to wait for.
#pragma once

#include <sportello/driver.hpp>

#include <cstdint>
#include <optional>

#include "answers.hpp"

namespace escpos {

class Conversation {
public:
    explicit Conversation(sportello::Port& port) : port_(port) {}

    // The flags of driver_abi.h, SPO_KNOWN among them; nothing when the printer does not answer, or
    // the port cannot read. Throws Unavailable.
    std::optional<std::uint32_t> ask();

    // Whether it has ever answered.
    bool has_answered() const { return has_answered_; }

    // Forgets the confirmations heard so far. Called before a document is sent.
    void forget();

    // Wait until the printer says that the process is done, or that it has come to the fence and is
    // well. As long as it says what keeps it, there is no limit; false when it is well, or says
    // nothing, for quiet_max_ms and does not confirm. Throw Unavailable.
    bool wait_for_process(const ProcessId& id);
    bool wait_for_fence();

    static constexpr unsigned quiet_max_ms = 10'000;

private:
    std::optional<std::uint8_t> real_time(std::uint8_t which);
    bool listen(unsigned timeout_ms);
    enum class Proof { alone, and_ready };
    template <class Heard>
    bool wait_for(Heard heard, Proof proof);

    sportello::Port& port_;
    AnswerParser parser_;
    bool has_read_ = false;
    bool one_way_ = false; // The port cannot read.
    bool has_answered_ = false;
    std::uint64_t elapsed_ms_ = 0; // In listen(), at least.

    // What was heard.
    std::optional<std::uint8_t> status_;
    bool fence_ = false;
    std::optional<ProcessId> done_;
};

// Whether a printer with these flags would print.
bool is_ready(std::uint32_t flags);

} // namespace escpos
