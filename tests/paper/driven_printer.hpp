// tests/paper/driven_printer.hpp -- the ESC/POS driver, whole, over a port whose
// other end is the virtual printer. Time does not pass: a question that nobody answers is answered
// by silence at once.
#pragma once

#include "core/device/blocks.hpp"
#include "core/device/virtual/virtual_printer.hpp"

#include <sportello/driver_abi.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace sportello::device {

class DrivenPrinter : public spo_port {
public:
    explicit DrivenPrinter(const std::string& profile)
        : spo_port{sizeof(spo_port), 0, write_to, read_from, no_extension} {
        printer.on_paper = [this](const std::vector<PaperElement>& paper,
                                  const std::vector<std::uint8_t>& bytes) {
            papers.push_back(paper);
            raw.push_back(bytes);
        };
        const spo_device device{
            sizeof(spo_device), 0x04b8, 0x0e15, {}, {profile.data(), profile.size()}};
        self_ = driver_.open(this, &device);
    }
    DrivenPrinter(const DrivenPrinter&) = delete; // The printer's callback holds its address.
    DrivenPrinter& operator=(const DrivenPrinter&) = delete;
    ~DrivenPrinter() {
        if (self_) driver_.close(self_);
    }

    bool opened() const { return self_ != nullptr; }

    spo_outcome print(const print::Document& document) {
        const auto blocks = blocks_of(document);
        return driver_.output(self_, blocks.data(), blocks.size(), ++token_);
    }

    // The flags, or 0 when the driver cannot ask.
    std::uint32_t condition() {
        std::uint32_t flags = 0;
        return driver_.condition(self_, &flags) == SPO_OK ? flags : 0;
    }

    VirtualPrinter printer;
    std::vector<std::vector<PaperElement>> papers;
    std::vector<std::vector<std::uint8_t>> raw;
    std::size_t written = 0;
    // Called while the printer takes nothing; false when its owner gives up.
    std::function<bool()> on_stuck = [] { return false; };
    // Called when the driver has listened and heard nothing.
    std::function<void()> on_silence = [] {};
    int silences_max = 10'000;

private:
    static spo_status write_to(spo_port* port, const std::uint8_t* bytes, std::size_t count) {
        auto& self = *static_cast<DrivenPrinter*>(port);
        std::span<const std::uint8_t> rest(bytes, count);
        while (!rest.empty()) {
            const auto taken = self.printer.receive(rest);
            self.written += taken;
            rest = rest.subspan(taken);
            if (taken == 0 && !self.on_stuck()) return SPO_UNAVAILABLE;
        }
        return SPO_OK;
    }

    static spo_status read_from(spo_port* port,
                                std::uint8_t* bytes,
                                std::size_t capacity,
                                std::size_t* count,
                                std::uint32_t) {
        auto& self = *static_cast<DrivenPrinter*>(port);
        const auto said = self.printer.answers();
        self.answers_.insert(self.answers_.end(), said.begin(), said.end());
        *count = std::min(capacity, self.answers_.size());
        std::copy_n(self.answers_.begin(), *count, bytes);
        self.answers_.erase(self.answers_.begin(),
                            self.answers_.begin() + static_cast<std::ptrdiff_t>(*count));
        if (*count > 0) return SPO_OK;
        self.on_silence();
        return --self.silences_max > 0 ? SPO_OK : SPO_UNAVAILABLE;
    }

    static const void* no_extension(spo_port*, const char*) { return nullptr; }

    const spo_driver& driver_ = *sportello_driver_v1();
    void* self_ = nullptr;
    std::uint32_t token_ = 7;
    std::vector<std::uint8_t> answers_;
};

} // namespace sportello::device
