#include "core/device/virtual/interpreter.hpp"

#include "core/device/virtual/code_page.hpp"

#include <algorithm>
#include <utility>

namespace sportello::device {

namespace {

constexpr std::uint8_t ht = 0x09, lf = 0x0a, ff = 0x0c, dle = 0x10, esc = 0x1b, fs = 0x1c,
                       gs = 0x1d;
constexpr std::uint8_t function_qr = 0x31;
constexpr unsigned line_dots = 30;
constexpr unsigned tab_dots = 8 * character_dots;
constexpr std::size_t code_bytes_max = 2'000;
constexpr std::size_t bar_bytes_max = 255;

PaperAlign align_from(std::uint8_t n) {
    switch (n & 0x03) {
    case 1:
        return PaperAlign::center;
    case 2:
        return PaperAlign::right;
    default:
        return PaperAlign::left;
    }
}

std::size_t real_time(std::span<const std::uint8_t> from) {
    if (from.size() < 2) return 0;
    const std::size_t length = from[1] == 0x04 || from[1] == 0x05 ? 3 : from[1] == 0x14 ? 5 : 1;
    return from.size() < length ? 0 : length;
}

bool same_look(const PaperRun& a, const PaperRun& b) {
    return a.width == b.width && a.height == b.height && a.bold == b.bold &&
           a.underline == b.underline && a.reverse == b.reverse && a.skip_dots == b.skip_dots;
}

// What a Code 128 says: "{A", "{B" and "{C" choose the set of characters, of which C has two digits
// a byte; "{{" is a brace.
std::string text_of_bars(std::span<const std::uint8_t> bytes) {
    std::string text;
    bool pairs = false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '{' && i + 1 < bytes.size()) {
            const auto which = bytes[++i];
            if (which == '{') text += '{';
            if (which >= 'A' && which <= 'C') pairs = which == 'C';
        } else if (pairs) {
            text += static_cast<char>('0' + bytes[i] / 10 % 10);
            text += static_cast<char>('0' + bytes[i] % 10);
        } else {
            text += static_cast<char>(bytes[i]);
        }
    }
    return text;
}

} // namespace

void Interpreter::receive(std::span<const std::uint8_t> bytes) {
    pending_.insert(pending_.end(), bytes.begin(), bytes.end());
    std::size_t at = 0;
    while (at < pending_.size()) {
        const auto taken = step(std::span(pending_).subspan(at));
        if (taken == 0) break;
        at += std::min(taken, pending_.size() - at);
    }
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(at));
    if (pending_.size() > pending_max) pending_.clear(); // A command that never ends.
}

std::size_t Interpreter::step(std::span<const std::uint8_t> from) {
    switch (from[0]) {
    case dle: // Real-time commands were obeyed when they came: here they are only skipped.
        return real_time(from);
    case esc:
        return from.size() < 2 ? 0 : escape(from);
    case gs:
        return from.size() < 2 ? 0 : group(from);
    case fs:
        return from.size() < 2 ? 0 : kanji(from);
    case lf:
        end_line();
        return 1;
    case ht:
        move_to((line_dots_ / tab_dots + 1) * tab_dots);
        return 1;
    default:
        if (from[0] >= 0x20) character(from[0]);
        return 1;
    }
}

std::size_t Interpreter::escape(std::span<const std::uint8_t> from) {
    switch (from[1]) {
    case '@':
        reset();
        return 2;
    case 'i': // Cuts of older printers.
    case 'm':
        cut_paper();
        return 2;
    case '2': // Default line spacing.
    case '<':
    case 'L':
    case 'S':
    case ff:
        return 2;
    case '(':
        return block(from);
    case '*':
        return bit_image(from);
    case 'D':
        return until_nul(from, 2);
    default:
        break;
    }
    if (from.size() < 3) return 0;
    const auto n = from[2];
    switch (from[1]) {
    case '$':
    case '\\':
        if (from.size() < 4) return 0;
        move(from[1] == '$', static_cast<std::int16_t>(n | from[3] << 8));
        return 4;
    case 'B':
    case 'c':
        return from.size() < 4 ? 0 : 4;
    case 'p':
        return from.size() < 5 ? 0 : 5;
    case 'W':
        return from.size() < 10 ? 0 : 10;
    default:
        set_look(from[1], n);
        return 3;
    }
}

// The commands of ESC with one parameter.
void Interpreter::set_look(std::uint8_t command, std::uint8_t n) {
    switch (command) {
    case '!':
        look_.bold = n & 0x08;
        look_.height = n & 0x10 ? 2 : 1;
        look_.width = n & 0x20 ? 2 : 1;
        look_.underline = n & 0x80;
        break;
    case 'a':
        align_ = align_from(n);
        break;
    case 'E':
        look_.bold = n & 1;
        break;
    case '-':
        look_.underline = (n & 0x0f) != 0;
        break;
    case 't':
        page_ = n;
        break;
    case 'd':
    case 'J':
        if (!line_.runs.empty()) end_line();
        add(PaperFeed{command == 'd' ? n * line_dots : n});
        break;
    default:
        break;
    }
}

// ESC $ and ESC \\: where in the line the next character stands. Going back, to print over what
// stands there, is not drawn.
void Interpreter::move(bool from_the_edge, int dots) {
    const int to = dots + (from_the_edge ? 0 : static_cast<int>(line_dots_));
    if (to >= static_cast<int>(line_dots_) && to < static_cast<int>(paper_dots))
        move_to(static_cast<unsigned>(to));
}

void Interpreter::move_to(unsigned dots) {
    if (dots <= line_dots_ || dots >= paper_dots) return;
    auto blank = look_;
    blank.skip_dots = dots - line_dots_;
    line_.runs.push_back(blank);
    line_dots_ = dots;
}

// Of the commands of FS only their length matters: Chinese and Japanese are not drawn.
std::size_t Interpreter::kanji(std::span<const std::uint8_t> from) {
    if (from[1] == '(') return block(from);
    const std::size_t length = from[1] == '.' || from[1] == '&'                     ? 2
                               : from[1] == 'S' || from[1] == 'p' || from[1] == '?' ? 4
                                                                                    : 3;
    return from.size() < length ? 0 : length;
}

// ESC * m nL nH data: an image in columns, which tickets of our time are not made with.
std::size_t Interpreter::bit_image(std::span<const std::uint8_t> from) {
    if (from.size() < 5) return 0;
    const std::size_t columns = from[3] + from[4] * 256U;
    const std::size_t length = 5 + columns * (from[2] >= 32 ? 3 : 1);
    return from.size() < length ? 0 : length;
}

// A list of parameters that a NUL ends, from `head` on; what is longer is none.
std::size_t Interpreter::until_nul(std::span<const std::uint8_t> from, std::size_t head) {
    const auto list = from.subspan(head, std::min(from.size() - head, bar_bytes_max));
    const auto end = std::find(list.begin(), list.end(), std::uint8_t{0});
    if (end == list.end()) return list.size() < bar_bytes_max ? 0 : head;
    return head + static_cast<std::size_t>(end - list.begin()) + 1;
}

std::size_t Interpreter::group(std::span<const std::uint8_t> from) {
    if (from[1] == '(' || from[1] == '8') return block(from);
    if (from[1] == ':') return 2;
    if (from.size() < 3) return 0;
    const auto n = from[2];
    switch (from[1]) {
    case '!':
        look_.width = (n >> 4 & 7U) + 1;
        look_.height = (n & 7U) + 1;
        return 3;
    case 'V':
        return cut(from);
    case 'v':
        return raster(from);
    case 'k':
        return barcode(from);
    case 'B':
        look_.reverse = n & 1;
        return 3;
    case '*': { // A picture that is kept for later.
        if (from.size() < 4) return 0;
        const auto length = 4 + std::size_t{n} * from[3] * 8;
        return from.size() < length ? 0 : length;
    }
    case 'h':
        bar_height_ = n;
        return 3;
    case 'w':
        bar_module_ = std::clamp<unsigned>(n, 1, 6);
        return 3;
    case 'r':
        if (on_question) on_question({Question::Kind::status, n, {}});
        return 3;
    case 'I':
        if (on_question) on_question({Question::Kind::identity, n, {}});
        return 3;
    case 'a':
        if (on_report) on_report(n);
        return 3;
    case 'L':
    case 'W':
    case 'P':
    case '$':
    case '\\':
        return from.size() < 4 ? 0 : 4;
    default:
        return 3;
    }
}

// GS ( x pL pH ..., FS ( x pL pH ..., and GS 8 L p1 p2 p3 p4 ...: commands that say their length.
std::size_t Interpreter::block(std::span<const std::uint8_t> from) {
    const bool wide = from[1] == '8';
    const std::size_t head = wide ? 7 : 5;
    if (from.size() < head) return 0;
    std::size_t length = from[3] | static_cast<std::size_t>(from[4]) << 8;
    if (wide)
        length |= static_cast<std::size_t>(from[5]) << 16 | static_cast<std::size_t>(from[6]) << 24;
    if (length > pending_max) return head; // No printer has so much memory.
    if (from.size() < head + length) return 0;
    const auto parameters = from.subspan(head, length);
    if (from[0] == gs && from[2] == 'k' && length >= 2 && parameters[0] == function_qr)
        code(parameters.subspan(1));
    if (from[0] == gs && from[2] == 'H' && length == 6 && parameters[0] == 0x30 && on_question)
        on_question({Question::Kind::finished,
                     0,
                     {parameters[2], parameters[3], parameters[4], parameters[5]}});
    if (from[0] == gs && from[2] == 'L' && length >= 10 && parameters[1] == 112) {
        PaperImage image;
        image.align = align_;
        image.width_bytes = (parameters[6] + parameters[7] * 256U + 7) / 8;
        image.height = parameters[8] + parameters[9] * 256U;
        const auto size = std::size_t{image.width_bytes} * image.height;
        if (length >= 10 + size) {
            image.rows.assign(parameters.begin() + 10,
                              parameters.begin() + 10 + static_cast<std::ptrdiff_t>(size));
            add_image(std::move(image));
        }
    }
    return head + length;
}

// The functions of GS ( k for QR: `parameters` begins with the function's number.
void Interpreter::code(std::span<const std::uint8_t> parameters) {
    const auto function = parameters[0];
    if (function == 67 && parameters.size() >= 2)
        code_module_ = std::clamp<unsigned>(parameters[1], 1, 16);
    if (function == 80 && parameters.size() >= 2 && parameters.size() <= code_bytes_max)
        code_data_.assign(parameters.begin() + 2, parameters.end());
    if (function == 81 && !code_data_.empty()) {
        if (!line_.runs.empty()) end_line();
        add(PaperCode{align_, code_data_, code_module_, 0, false});
    }
}

// GS v 0 m xL xH yL yH data
std::size_t Interpreter::raster(std::span<const std::uint8_t> from) {
    if (from.size() < 8) return 0;
    PaperImage image;
    image.align = align_;
    image.width_bytes = from[4] + from[5] * 256U;
    image.height = from[6] + from[7] * 256U;
    const auto size = std::size_t{image.width_bytes} * image.height;
    if (size > pending_max) return 8;
    if (from.size() < 8 + size) return 0;
    image.rows.assign(from.begin() + 8, from.begin() + 8 + static_cast<std::ptrdiff_t>(size));
    add_image(std::move(image));
    return 8 + size;
}

// GS k m n d1...dn; of the codes only 128 is drawn.
std::size_t Interpreter::barcode(std::span<const std::uint8_t> from) {
    if (from[2] < 65) return until_nul(from, 3); // The old form.
    if (from.size() < 4 || from.size() < 4U + from[3]) return 0;
    auto data = text_of_bars(from.subspan(4, from[3]));
    if (from[2] == 73 && !data.empty())
        add(PaperCode{align_, std::move(data), bar_module_, bar_height_, true});
    return 4U + from[3];
}

std::size_t Interpreter::cut(std::span<const std::uint8_t> from) {
    const bool feeds = from[2] == 65 || from[2] == 66 || from[2] == 97 || from[2] == 98;
    if (feeds && from.size() < 4) return 0;
    cut_paper();
    return feeds ? 4 : 3;
}

void Interpreter::cut_paper() {
    if (!line_.runs.empty()) end_line();
    const auto paper = std::exchange(paper_, {});
    image_bytes_ = 0;
    if (on_cut) on_cut(paper);
}

// A line that is full ends by itself, as on paper.
void Interpreter::character(std::uint8_t byte) {
    const unsigned dots = look_.width * character_dots;
    if (line_dots_ + dots > paper_dots) end_line();
    line_dots_ += dots;
    if (line_.runs.empty() || !same_look(line_.runs.back(), look_)) line_.runs.push_back(look_);
    line_.runs.back().text += utf8_of(byte, page_);
}

void Interpreter::end_line() {
    line_.align = align_;
    line_dots_ = 0;
    add(std::exchange(line_, {}));
}

void Interpreter::add(PaperElement element) {
    if (paper_.size() < elements_max) paper_.push_back(std::move(element));
}

void Interpreter::add_image(PaperImage image) {
    if (image.rows.empty() || image_bytes_ + image.rows.size() > image_bytes_max) return;
    image_bytes_ += image.rows.size();
    add(std::move(image));
}

void Interpreter::reset() {
    look_ = {};
    align_ = PaperAlign::left;
    page_ = 0;
    line_ = {};
    line_dots_ = 0;
}

} // namespace sportello::device
