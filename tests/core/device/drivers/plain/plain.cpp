// tests/core/device/drivers/plain/plain.cpp -- the smallest useful driver: lines of text, and the
// questions and answers of ESC/POS that the model printer knows.
//
// Its profile: "confirm" asks the printer to say when it has finished; "refuse" takes no document;
// "asks" false never asks how the printer is, like a driver for printers that only listen.
#include <sportello/driver.hpp>

#include <string>

namespace {

using sportello::Block;
using sportello::Outcome;
using sportello::Port;

class Plain {
public:
    Plain(Port& port, const sportello::Device& device) : port_(port), profile_(device.profile) {}

    Outcome output(const std::vector<Block>& document, std::uint32_t token) {
        if (says("\"refuse\":true")) return Outcome::refused;
        std::string bytes;
        for (const auto& block : document) {
            if (block.kind == SPO_BLOCK_TEXT) bytes.append(block.text).append("\n");
            if (block.kind == SPO_BLOCK_CUT) bytes.append("\x1dV\x42\x01");
        }
        send(bytes);
        if (!says("\"confirm\":true")) return Outcome::sent;
        std::string question("\x1d(H\x06\x00\x30\x30", 7);
        for (int i = 0; i < 4; ++i)
            question.push_back(static_cast<char>('a' + (token >> (4 * i) & 0xf)));
        send(question);
        const auto answer = question.substr(7);
        for (std::string heard; heard.find(answer) == heard.npos;) {
            const auto more = port_.read(64, 30'000);
            if (more.empty()) return Outcome::uncertain;
            heard.append(more.begin(), more.end());
        }
        return Outcome::confirmed;
    }

    std::uint32_t condition() {
        if (says("\"asks\":false")) return 0;
        std::uint32_t flags = 0;
        const int cover = ask(2), paper = ask(4);
        if (cover < 0 || paper < 0) return 0;
        flags |= SPO_KNOWN;
        if (cover & 0x04) flags |= SPO_COVER_OPEN;
        if (cover & 0x40) flags |= SPO_FAULT;
        if (paper & 0x60) flags |= SPO_PAPER_OUT;
        if (paper & 0x0c) flags |= SPO_PAPER_LOW;
        return flags;
    }

private:
    bool says(std::string_view what) const { return profile_.find(what) != profile_.npos; }
    void send(std::string_view text) {
        port_.write({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    }
    int ask(char which) {
        send(std::string{'\x10', '\x04', which});
        const auto answer = port_.read(1, 500);
        return answer.empty() ? -1 : answer[0];
    }

    Port& port_;
    std::string profile_;
};

} // namespace

SPORTELLO_DRIVER("plain", "1.0.0", Plain)
