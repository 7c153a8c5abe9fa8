// drivers/escpos/encoder.cpp -- see encoder.hpp.
#include "encoder.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>

namespace escpos {

using sportello::Block;

namespace {

constexpr std::uint8_t lf = 0x0a;
constexpr std::uint8_t esc = 0x1b;
constexpr std::uint8_t gs = 0x1d;

constexpr std::size_t multiple_max = 8; // Of GS !.
constexpr unsigned feed_lines_max = 100;
constexpr unsigned tear_lines = 6; // From the head past the edge where paper is torn by hand.
constexpr unsigned column_dots = 12;
constexpr unsigned qr_margin_modules = 8; // Four on each side.
constexpr unsigned qr_module_dots_min = 3;
constexpr unsigned qr_module_dots_max = 6;

// Bytes that a QR code of version 1, 2, ... holds at error correction M (ISO/IEC 18004, table 7).
// Larger ones are not for a ticket.
constexpr std::array<std::size_t, 20> qr_bytes{14,  26,  42,  62,  84,  106, 122, 152, 180, 213,
                                               251, 287, 331, 362, 412, 450, 504, 560, 624, 666};

// The size in dots of a module, so that the code fits the paper; 0 when it cannot.
unsigned qr_module_dots(std::size_t bytes, unsigned columns) {
    const auto found = std::lower_bound(qr_bytes.begin(), qr_bytes.end(), bytes);
    if (found == qr_bytes.end()) return 0;
    const auto version = static_cast<unsigned>(found - qr_bytes.begin()) + 1;
    const auto modules = 17 + 4 * version + qr_margin_modules;
    const auto dots = columns * column_dots / modules;
    return dots < qr_module_dots_min ? 0 : std::min(dots, qr_module_dots_max);
}

// Without control characters, but for line ends, which mean something to who reads the code. So no
// real-time command (DLE ...) can be hidden in it.
std::string qr_text_of(std::string_view text) {
    std::string to(text);
    std::erase_if(to, [](char it) {
        const auto byte = static_cast<std::uint8_t>(it);
        return (byte < 0x20 && byte != '\n') || byte == 0x7f;
    });
    return to;
}

class Encoder {
public:
    explicit Encoder(const Profile& profile) : profile_(profile) {}

    Bytes encode(const std::vector<Block>& document) {
        put({esc, '@'});    // Reset.
        put({esc, 'R', 0}); // Of the national sets the one that leaves # @ [ ] what they are.
        put(profile_.setup);
        for (const auto& it : document)
            block(it);
        if (document.empty() || document.back().kind != SPO_BLOCK_CUT) cut();
        put(profile_.finish);
        return std::move(bytes_);
    }

private:
    void put(std::initializer_list<std::uint8_t> bytes) {
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    void put(std::span<const std::uint8_t> bytes) {
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }

    void block(const Block& block) {
        switch (block.kind) {
        case SPO_BLOCK_TEXT:
            return text(block.text, block.style);
        case SPO_BLOCK_RULE:
            return rule();
        case SPO_BLOCK_QR:
            return qr(block.text);
        case SPO_BLOCK_FEED:
            return feed(block.amount);
        case SPO_BLOCK_CUT:
            return cut();
        default: // A newer daemon's block: print the others.
            return;
        }
    }

    void text(std::string_view text, std::uint32_t style) {
        const auto cells = cells_of(text, profile_.pages, page_);
        std::size_t wide = style & SPO_WIDE ? 2 : 1;
        std::size_t tall = style & SPO_TALL ? 2 : 1;
        if (style & SPO_HUGE)
            wide = tall = std::clamp<std::size_t>(
                profile_.columns / std::max<std::size_t>(cells.size(), 1), 1, multiple_max);
        const auto align = style & SPO_CENTER ? 1 : style & SPO_RIGHT ? 2 : 0;
        put({esc, 'a', static_cast<std::uint8_t>(align)});
        put({esc, 'E', static_cast<std::uint8_t>(style & SPO_BOLD ? 1 : 0)});
        put({gs, '!', static_cast<std::uint8_t>((wide - 1) << 4 | (tall - 1))});
        for (const auto& it : lines_of(cells, profile_.columns / wide))
            line(it);
    }

    void line(std::span<const Cell> cells) {
        for (const auto& it : cells) {
            if (it.page && it.page != page_) {
                page_ = it.page;
                put({esc, 't', page_->number});
            }
            bytes_.push_back(it.byte);
        }
        bytes_.push_back(lf);
    }

    void rule() {
        std::string line;
        for (unsigned i = 0; i < profile_.columns; ++i)
            line += "─"; // Spelled "-" where the pages have no lines.
        text(line, 0);
    }

    void qr(std::string_view raw) {
        const auto data = qr_text_of(raw);
        if (data.empty()) return;
        const auto dots = profile_.qr ? qr_module_dots(data.size(), profile_.columns) : 0;
        if (dots == 0) return text(data, SPO_CENTER);
        const auto size = data.size() + 3;
        put({esc, 'a', 1});
        put({gs, '(', 'k', 4, 0, '1', 'A', '2', 0});                          // Model 2.
        put({gs, '(', 'k', 3, 0, '1', 'C', static_cast<std::uint8_t>(dots)}); // Module's size.
        put({gs, '(', 'k', 3, 0, '1', 'E', '1'});                             // Correction M.
        put({gs, '(', 'k', static_cast<std::uint8_t>(size & 0xff),
             static_cast<std::uint8_t>(size >> 8), '1', 'P', '0'}); // Store ...
        bytes_.insert(bytes_.end(), data.begin(), data.end());
        put({gs, '(', 'k', 3, 0, '1', 'Q', '0'}); // ... and print.
    }

    void feed(unsigned lines) {
        if (lines == 0) return;
        put({esc, 'd', static_cast<std::uint8_t>(std::min(lines, feed_lines_max))});
    }

    void cut() {
        if (profile_.cutter == Cutter::none) return feed(tear_lines);
        put({gs, 'V', static_cast<std::uint8_t>(profile_.cutter == Cutter::full ? 'A' : 'B'), 0});
    }

    const Profile& profile_;
    const CodePage* page_ = nullptr; // Null: as the printer is set up.
    Bytes bytes_;
};

} // namespace

Bytes encode(const std::vector<Block>& document, const Profile& profile) {
    return Encoder(profile).encode(document);
}

Bytes process_request(const ProcessId& id) {
    Bytes bytes{gs, '(', 'H', 6, 0, '0', '0'};
    bytes.insert(bytes.end(), id.begin(), id.end());
    return bytes;
}

Bytes fence_request() {
    return {gs, 'r', 1};
}

// Six bits a character, '0' to 'o'. The upper eight bits are lost: that the next 16 million
// documents differ is enough.
ProcessId process_id_from(std::uint32_t token) {
    ProcessId id;
    for (auto& it : id) {
        it = static_cast<std::uint8_t>('0' + (token & 0x3f));
        token >>= 6;
    }
    return id;
}

Bytes flush() {
    return Bytes(qr_bytes.back() + 16, 0); // The longest command of ours, and a printer ignores 00.
}

} // namespace escpos
