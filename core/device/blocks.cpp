#include "core/device/blocks.hpp"

#include <algorithm>

namespace sportello::device {

namespace {

constexpr std::string_view facsimile = "FAC-SIMILE";

std::uint32_t style_of(const print::Style& style) {
    using Align = print::Style::Align;
    return (style.align == Align::center ? SPO_CENTER : 0u) |
           (style.align == Align::right ? SPO_RIGHT : 0u) | (style.bold ? SPO_BOLD : 0u) |
           (style.wide ? SPO_WIDE : 0u) | (style.tall ? SPO_TALL : 0u) |
           (style.huge ? SPO_HUGE : 0u);
}

spo_block_kind kind_of(print::BlockKind kind) {
    switch (kind) {
    case print::BlockKind::text:
        return SPO_BLOCK_TEXT;
    case print::BlockKind::rule:
        return SPO_BLOCK_RULE;
    case print::BlockKind::qr:
        return SPO_BLOCK_QR;
    case print::BlockKind::feed:
        return SPO_BLOCK_FEED;
    case print::BlockKind::cut:
        break;
    }
    return SPO_BLOCK_CUT;
}

} // namespace

std::vector<spo_block> blocks_of(const print::Document& document) {
    std::vector<spo_block> blocks;
    blocks.reserve(document.blocks.size());
    for (const auto& it : document.blocks)
        blocks.push_back(
            {kind_of(it.kind), style_of(it.style), {it.text.data(), it.text.size()}, it.lines, {}});
    return blocks;
}

void mark_facsimile(print::Document& document) {
    const auto says_so = [](const print::Block& it) {
        return it.kind == print::BlockKind::text && it.text.find(facsimile) != it.text.npos;
    };
    if (std::any_of(document.blocks.begin(), document.blocks.end(), says_so)) return;
    print::Block mark;
    mark.style.align = print::Style::Align::center;
    mark.style.bold = true;
    mark.text = facsimile;
    document.blocks.insert(document.blocks.begin(), mark);
}

} // namespace sportello::device
