// drivers/escpos/profile.hpp -- what one printer can do, as its manifest entry and the
// configuration say. The members and their values are described in README.md.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text.hpp"

namespace escpos {

enum class Cutter { none, partial, full };
enum class Confirm { none, gs_r, gs_h };

// The defaults are those of a printer of which nothing is known: what is printed is right on any
// paper, and nothing is asked that a simple printer would print instead of obeying.
struct Profile {
    unsigned columns = 32;           // Of normal width.
    std::vector<CodePage> pages;     // The preferred first. Empty: ASCII only.
    Cutter cutter = Cutter::partial; // Without a knife the printer only feeds.
    bool qr = false;                 // The printer draws QR codes itself.
    bool answers = true;             // It may answer DLE EOT.
    Confirm confirm = Confirm::none;
    std::vector<std::uint8_t> setup;  // Sent after ESC @.
    std::vector<std::uint8_t> finish; // Sent after the last cut.
};

// Empty text: the defaults. Members unknown to us are ignored. Throws std::exception when a known
// one has a value that makes no sense.
Profile profile_from(std::string_view json);

} // namespace escpos
