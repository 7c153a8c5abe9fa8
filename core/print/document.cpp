// core/print/document.cpp -- reads the markup; see document.hpp.
#include "core/print/document.hpp"

#include <algorithm>
#include <charconv>

namespace sportello::print {
namespace {

constexpr std::size_t markup_bytes_max = 256 * 1024;
constexpr std::size_t blocks_max = 4'000;
constexpr unsigned feed_lines_max = 20;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// One line that starts with '@'.
class Line {
public:
    Line(std::string_view line, unsigned number) : rest_(line), number_(number) {}

    Block block() {
        Block block;
        while (rest_.starts_with('@') && !rest_.starts_with("@@")) {
            const auto word = next_word();
            if (add_style(word, block.style)) continue;
            read_kind(word, block);
            return block;
        }
        if (rest_.starts_with("@@")) rest_.remove_prefix(1);
        block.text = rest_;
        return block.text.empty() ? Block{BlockKind::feed, {}, {}, 1} : block;
    }

private:
    [[noreturn]] void fail(const std::string& why) const {
        throw TemplateError("line " + std::to_string(number_) + ": " + why);
    }

    std::string_view next_word() {
        const auto word = rest_.substr(0, rest_.find_first_of(" \t"));
        rest_ = trimmed(rest_.substr(word.size()));
        return word;
    }

    static bool add_style(std::string_view word, Style& style) {
        if (word == "@center")
            style.align = Style::Align::center;
        else if (word == "@right")
            style.align = Style::Align::right;
        else if (word == "@bold")
            style.bold = true;
        else if (word == "@wide")
            style.wide = true;
        else if (word == "@tall")
            style.tall = true;
        else if (word == "@huge")
            style.huge = true;
        else
            return false;
        return true;
    }

    void read_kind(std::string_view word, Block& block) {
        if (word == "@rule" || word == "@cut") {
            if (!rest_.empty()) fail(std::string(word) + " stands alone on its line");
            block.kind = word == "@rule" ? BlockKind::rule : BlockKind::cut;
        } else if (word == "@qr") {
            if (rest_.empty()) fail("@qr needs the text of the code");
            block.kind = BlockKind::qr;
            block.text = rest_;
        } else if (word == "@feed") {
            block.kind = BlockKind::feed;
            const auto* end = rest_.data() + rest_.size();
            const auto [stop, error] = std::from_chars(rest_.data(), end, block.lines);
            if (error != std::errc() || stop != end || block.lines < 1 ||
                block.lines > feed_lines_max)
                fail("@feed needs a number of lines from 1 to 20");
        } else if (word == "@paper") {
            fail("@paper a4 may only be the first line");
        } else {
            fail("unknown directive \"" + std::string(word) + "\"; a text that starts with @ is " +
                 "written @@");
        }
    }

    std::string_view rest_;
    unsigned number_;
};

} // namespace

Document parse_markup(std::string_view markup, const std::vector<unsigned>& lines) {
    if (markup.size() > markup_bytes_max)
        throw TemplateError("the document is longer than 256 KiB");
    Document document;
    unsigned read = 0;
    while (!markup.empty()) {
        const auto end = std::min(markup.find('\n'), markup.size());
        auto line = markup.substr(0, end);
        markup.remove_prefix(std::min(end + 1, markup.size()));
        const auto number = read < lines.size() ? lines[read] : read + 1;
        if (line.ends_with('\r')) line.remove_suffix(1);

        if (read++ == 0 && trimmed(line) == "@paper a4")
            document.paper = Paper::a4;
        else if (line.starts_with('@'))
            document.blocks.push_back(Line(line, number).block());
        else if (trimmed(line).empty())
            document.blocks.push_back({BlockKind::feed, {}, {}, 1});
        else
            document.blocks.push_back({BlockKind::text, {}, std::string(line), 0});
        if (document.blocks.size() > blocks_max)
            throw TemplateError("line " + std::to_string(number) +
                                ": the document is longer than 4000 lines");
    }
    return document;
}

} // namespace sportello::print
