// tests/core/device/drivers/raw.cpp -- the simplest driver: lines of text, a cut, a receipt.
//
// Asks DLE EOT how the printer is; what it prints ends with GS ( H, whose answer confirms it. The
// document "refuse me" is refused, always.
#include <sportello/driver.hpp>

#include <optional>
#include <string>

namespace {

using sportello::Outcome;

class Raw {
public:
    Raw(sportello::Port& port, const sportello::Device& device)
        : port_(port), confirms_(device.profile.find("mute") == device.profile.npos) {}

    Outcome output(const std::vector<sportello::Block>& document, std::uint32_t token) {
        std::string bytes;
        for (const auto& it : document) {
            if (it.text == "refuse me") return Outcome::refused;
            if (it.kind == SPO_BLOCK_TEXT) bytes += std::string(it.text) + "\n";
            if (it.kind == SPO_BLOCK_CUT) bytes += std::string("\x1dVB\0", 4);
        }
        std::string receipt("\x37\x22", 2);
        for (int shift = 0; shift < 32; shift += 8)
            receipt += static_cast<char>(token >> shift & 0xff);
        if (confirms_) bytes += std::string("\x1d\x28\x48\x06\x00\x30\x30", 7) + receipt.substr(2);
        try {
            send(bytes);
            if (!confirms_) return Outcome::sent;
            for (std::string heard; heard.find(receipt) == heard.npos;)
                for (const auto byte : port_.read(64, 100))
                    heard += static_cast<char>(byte);
            return Outcome::confirmed;
        } catch (const sportello::Unavailable&) {
            return Outcome::uncertain;
        }
    }

    std::uint32_t condition() {
        if (!confirms_) return 0;
        while (!port_.read(64, 0).empty()) {
        }
        const auto feed = ask(4);
        if (!feed) return 0;
        return SPO_KNOWN | ((*feed & 0x60) ? SPO_PAPER_OUT : 0) |
               ((*feed & 0x0c) ? SPO_PAPER_LOW : 0);
    }

private:
    void send(std::string_view bytes) {
        port_.write({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    }
    std::optional<std::uint8_t> ask(char which) {
        send(std::string("\x10\x04") + which);
        for (int i = 0; i < 20; ++i)
            for (const auto byte : port_.read(64, 50))
                if ((byte & 0x93) == 0x12) return byte;
        return {};
    }

    sportello::Port& port_;
    const bool confirms_;
};

} // namespace

SPORTELLO_DRIVER("raw", "1.0.0", Raw)
