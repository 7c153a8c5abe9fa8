#include "tests/lab/model_printer.hpp"

#include <algorithm>
#include <utility>

namespace sportello::lab {

namespace {

constexpr std::size_t command_bytes_max = 11; // GS ( H

std::uint8_t low(std::size_t value) {
    return static_cast<std::uint8_t>(value & 0xff);
}
std::uint8_t high(std::size_t value) {
    return static_cast<std::uint8_t>(value >> 8 & 0xff);
}

Bytes device_descriptor(const ModelPrinter::Identity& is) {
    return {18,
            1,
            0x00,
            0x02,
            0,
            0,
            0,
            64,
            low(is.vendor),
            high(is.vendor),
            low(is.product),
            high(is.product),
            0x00,
            0x01,
            1,
            2,
            3,
            1};
}

Bytes configuration_descriptor(const ModelPrinter::Identity& is) {
    return {9,
            2,
            32,
            0,
            1,
            1,
            0,
            0xc0,
            1, // one configuration
            9,
            4,
            0,
            0,
            2,
            is.device_class,
            is.subclass,
            is.protocol,
            0, // one interface
            7,
            5,
            ModelPrinter::pipe_out,
            2,
            0x00,
            0x02,
            0, // bulk, 512 bytes
            7,
            5,
            ModelPrinter::pipe_in,
            2,
            0x00,
            0x02,
            0};
}

Bytes string_descriptor(std::string_view text) {
    Bytes to{low(2 + 2 * text.size()), 3};
    for (const char it : text) {
        to.push_back(static_cast<std::uint8_t>(it));
        to.push_back(0);
    }
    return to;
}

Bytes device_id(const ModelPrinter::Identity& is) { // IEEE 1284, its length first.
    const auto text = "MFG:" + is.maker + ";CMD:ESC/POS;MDL:" + is.model + ";CLS:PRINTER;";
    Bytes to{high(text.size() + 2), low(text.size() + 2)};
    to.insert(to.end(), text.begin(), text.end());
    return to;
}

void remember(std::string& recent, std::uint8_t byte) {
    recent.push_back(static_cast<char>(byte));
    if (recent.size() > command_bytes_max) recent.erase(0, 1);
}

} // namespace

void ModelPrinter::after(std::size_t bytes, std::function<void()> reached) {
    limit_ = taken_ + bytes;
    reached_ = std::move(reached);
}

Bytes ModelPrinter::descriptors() const {
    auto to = device_descriptor(identity);
    const auto configuration = configuration_descriptor(identity);
    to.insert(to.end(), configuration.begin(), configuration.end());
    return to;
}

std::optional<Bytes> ModelPrinter::control(std::uint8_t type,
                                           std::uint8_t request,
                                           std::uint16_t value,
                                           std::uint16_t,
                                           std::uint16_t length) {
    const auto give = [length](Bytes bytes) {
        bytes.resize(std::min<std::size_t>(bytes.size(), length));
        return bytes;
    };
    const int kind = value >> 8, which = value & 0xff;
    switch (type << 8 | request) {
    case 0x8006: // GET_DESCRIPTOR
        if (kind == 1) return give(device_descriptor(identity));
        if (kind == 2) return give(configuration_descriptor(identity));
        if (kind != 3) return std::nullopt;
        if (which == 0) return give({4, 3, 0x09, 0x04});
        if (which == 1) return give(string_descriptor(identity.maker));
        if (which == 2) return give(string_descriptor(identity.model));
        if (which == 3) return give(string_descriptor(identity.serial));
        return std::nullopt;
    case 0xa100: // GET_DEVICE_ID
        return give(device_id(identity));
    case 0xa101: // GET_PORT_STATUS
        return give({port_status()});
    case 0x2102: // SOFT_RESET, as the class says since 1.1, and as it said before.
    case 0x2302:
        buffer_.clear();
        answers_.clear();
        return Bytes{};
    default:
        return std::nullopt;
    }
}

std::uint8_t ModelPrinter::port_status() const {
    constexpr int paper_empty = 0x20, selected = 0x10, not_error = 0x08;
    return static_cast<std::uint8_t>((faults.paper_out ? paper_empty : 0) |
                                     (off_line() ? 0 : selected) |
                                     (faults.cutter || faults.cover_open ? 0 : not_error));
}

std::size_t ModelPrinter::take(std::span<const std::uint8_t> bytes) {
    const auto room = buffer_bytes_max - std::min(buffer_bytes_max, buffer_.size());
    const auto taken = std::min({bytes.size(), room, limit_ - taken_});
    for (const auto byte : bytes.first(taken)) {
        obey_at_once(byte);
        buffer_.push_back(byte);
    }
    taken_ += taken;
    if (taken_ == limit_) {
        limit_ = SIZE_MAX;
        std::exchange(reached_, nullptr)();
    }
    if (!faults.slow_bytes) turn();
    return taken;
}

std::size_t ModelPrinter::answer(std::span<std::uint8_t> into) {
    const auto count = std::min(into.size(), answers_waiting());
    std::copy_n(answers_.begin(), count, into.begin());
    answers_.erase(answers_.begin(), answers_.begin() + static_cast<std::ptrdiff_t>(count));
    return count;
}

void ModelPrinter::turn() {
    auto most = faults.slow_bytes ? faults.slow_bytes : SIZE_MAX;
    while (!buffer_.empty() && !stands() && most-- > 0) {
        const auto byte = buffer_.front();
        buffer_.pop_front();
        paper_.push_back(static_cast<char>(byte));
        obey(byte);
    }
}

bool ModelPrinter::has_slow_work() const {
    return faults.slow_bytes && !buffer_.empty() && !stands();
}

void ModelPrinter::sensors_changed() {
    if (tells_) say(automatic_status());
    if (!faults.slow_bytes) turn();
}

void ModelPrinter::power_cycled() {
    buffer_.clear();
    answers_.clear();
    real_time_.clear();
    recent_.clear();
    limit_ = SIZE_MAX;
    reached_ = nullptr;
    tells_ = false;
    faults.halted = false;
}

// Real-time commands are obeyed as they are received, whatever the mechanism does.
void ModelPrinter::obey_at_once(std::uint8_t byte) {
    remember(real_time_, byte);
    const auto size = real_time_.size();
    if (size >= 3 && real_time_.compare(size - 3, 2, "\x10\x04") == 0) // DLE EOT n
        if (byte >= 1 && byte <= 4) say({real_time_status(byte)});
}

std::uint8_t ModelPrinter::real_time_status(std::uint8_t which) const {
    int status = 0x12;
    if (which == 1) status |= off_line() ? 0x08 : 0;
    if (which == 2)
        status |= (faults.cover_open ? 0x04 : 0) | (faults.paper_out ? 0x20 : 0) |
                  (faults.cutter ? 0x40 : 0);
    if (which == 3) status |= faults.cutter ? 0x08 : 0;
    if (which == 4) status |= (faults.paper_low ? 0x0c : 0) | (faults.paper_out ? 0x60 : 0);
    return static_cast<std::uint8_t>(status);
}

Bytes ModelPrinter::automatic_status() const {
    return {
        static_cast<std::uint8_t>(0x10 | (off_line() ? 0x08 : 0) | (faults.cover_open ? 0x20 : 0)),
        static_cast<std::uint8_t>(faults.cutter ? 0x08 : 0),
        static_cast<std::uint8_t>((faults.paper_low ? 0x03 : 0) | (faults.paper_out ? 0x0c : 0)),
        0};
}

// The others are obeyed in their turn, when what was before them has been printed.
void ModelPrinter::obey(std::uint8_t byte) {
    remember(recent_, byte);
    const auto ends_with = [&](std::string_view command, std::size_t arguments) {
        const auto size = command.size() + arguments;
        return recent_.size() >= size &&
               std::string_view(recent_).substr(recent_.size() - size, command.size()) == command;
    };
    if (ends_with("\x10\x04", 1)) { // Obeyed when it came, and no part of the paper.
        paper_.resize(paper_.size() - 3);
    } else if (ends_with({"\x1d\x28\x48\x06\x00\x30\x30", 7}, 4)) { // GS ( H: say when you are here
        Bytes here{0x37, 0x22};
        here.insert(here.end(), recent_.end() - 4, recent_.end());
        here.push_back(0);
        say(here);
    } else if (ends_with("\x1dr", 1)) { // GS r 1
        if (byte == 1 || byte == '1') say({0});
    } else if (ends_with("\x1d"
                         "a",
                         1)) { // GS a n
        tells_ = byte != 0;
        if (tells_) say(automatic_status());
    }
}

void ModelPrinter::say(const Bytes& bytes) {
    answers_.insert(answers_.end(), bytes.begin(), bytes.end());
}

} // namespace sportello::lab
