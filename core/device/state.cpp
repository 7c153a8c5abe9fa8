#include "core/device/state.hpp"

#include <sportello/driver_abi.h>

namespace sportello::device {

namespace {

// In the order of what a person must mend first: a printer with its cover open has no paper either,
// and one with a fault or without paper is off line because of it.
constexpr struct {
    std::uint32_t flag;
    State state;
} meanings[] = {
    {SPO_COVER_OPEN, State::cover_open},
    {SPO_PAPER_OUT, State::paper_out},
    {SPO_FAULT, State::error},
    {SPO_OFFLINE, State::offline},
    {SPO_TICKET_WAITS, State::ticket_waits},
    {SPO_PAPER_LOW, State::paper_low},
};

} // namespace

std::string_view to_text(State state) {
    switch (state) {
    case State::ready:
        return "ready";
    case State::paper_low:
        return "paper-low";
    case State::paper_out:
        return "paper-out";
    case State::cover_open:
        return "cover-open";
    case State::ticket_waits:
        return "ticket-waits";
    case State::error:
        return "error";
    case State::offline:
        return "offline";
    case State::unknown:
        break;
    }
    return "unknown";
}

State state_of(std::uint32_t flags) {
    if (!(flags & SPO_KNOWN)) return State::unknown;
    for (const auto& it : meanings)
        if (flags & it.flag) return it.state;
    return State::ready;
}

bool may_print(std::uint32_t flags) {
    constexpr auto obstacles = SPO_COVER_OPEN | SPO_PAPER_OUT | SPO_FAULT | SPO_OFFLINE;
    return !(flags & SPO_KNOWN) || !(flags & obstacles);
}

} // namespace sportello::device
