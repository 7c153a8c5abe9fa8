// drivers/escpos/tests/fake_printer.hpp -- a printer behind a port, with a clock of its own that
// only waiting in read() moves: ten minutes without paper take no time.
#pragma once

#include <sportello/driver.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace escpos::test {

using Bytes = std::vector<std::uint8_t>;

inline std::string text_of(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

class FakePrinter : public spo_port {
public:
    FakePrinter()
        : spo_port{sizeof(spo_port), 0, write_to, read_from,
                   [](spo_port*, const char*) -> const void* { return nullptr; }} {}

    // How it is.
    Bytes status{0x12, 0x12, 0x12, 0x12}; // Answers to DLE EOT 1 to 4.
    bool answers_status = true;
    bool knows_process = true; // GS ( H
    bool knows_fence = true;   // GS r
    bool plugged = true;
    bool readable = true;
    bool paper = true;             // Without it nothing is printed, nor confirmed.
    unsigned printing_ms = 800;    // From the last byte to the confirmation.
    std::size_t takes_bytes = ~0u; // Before its cable is pulled.
    std::function<Bytes()> babble; // Comes along with every read.

    // What it got.
    std::vector<Bytes> documents; // All but the questions.
    unsigned questions = 0;

    void at(std::uint64_t ms, std::function<void()> what) { events_.emplace(ms, std::move(what)); }
    void send(const Bytes& bytes) { inbox_.insert(inbox_.end(), bytes.begin(), bytes.end()); }
    std::uint64_t now_ms() const { return now_ms_; }

    void take_paper_out() {
        paper = false;
        status = {0x1a, 0x32, 0x12, 0x7e};
    }
    void put_paper_in() {
        paper = true;
        status = {0x12, 0x12, 0x12, 0x12};
        if (auto waiting = std::exchange(waiting_, {})) finish(*waiting);
    }

private:
    static constexpr std::uint64_t endless_ms = 60ull * 60 * 1000; // A wait longer is a mistake.

    static spo_status write_to(spo_port* port, const std::uint8_t* bytes, std::size_t count) {
        auto& self = *static_cast<FakePrinter*>(port);
        if (!self.plugged) return SPO_UNAVAILABLE;
        const Bytes got(bytes, bytes + count);
        if (count == 3 && got[0] == 0x10 && got[1] == 0x04) {
            ++self.questions;
            if (self.answers_status) self.send({self.status.at(got[2] - 1u)});
            return SPO_OK;
        }
        if (count > self.takes_bytes) {
            self.plugged = false;
            return SPO_UNAVAILABLE;
        }
        self.documents.push_back(got);
        self.print(got);
        return SPO_OK;
    }

    static spo_status read_from(spo_port* port,
                                std::uint8_t* bytes,
                                std::size_t capacity,
                                std::size_t* count,
                                std::uint32_t timeout_ms) {
        auto& self = *static_cast<FakePrinter*>(port);
        const auto until = self.now_ms_ + timeout_ms;
        while (self.inbox_.empty() && !self.events_.empty() &&
               self.events_.begin()->first <= until) {
            const auto event = self.events_.extract(self.events_.begin());
            self.now_ms_ = std::max(self.now_ms_, event.key());
            event.mapped()();
        }
        if (!self.plugged || !self.readable || self.now_ms_ > endless_ms) return SPO_UNAVAILABLE;
        if (self.babble) self.send(self.babble());
        if (self.inbox_.empty()) self.now_ms_ = until;
        *count = std::min(capacity, self.inbox_.size());
        std::copy_n(self.inbox_.begin(), *count, bytes);
        self.inbox_.erase(self.inbox_.begin(),
                          self.inbox_.begin() + static_cast<std::ptrdiff_t>(*count));
        return SPO_OK;
    }

    // Confirms what the document's end asks for, once it is on paper.
    void print(const Bytes& document) {
        const auto text = text_of(document);
        constexpr std::string_view process("\x1d(H\x06\0"
                                           "00",
                                           7);
        Bytes answer;
        if (const auto found = text.rfind(process); found != text.npos && knows_process) {
            answer = {0x37, 0x22};
            answer.insert(answer.end(), document.end() - 4, document.end());
            answer.push_back(0);
        } else if (text.ends_with("\x1dr\x01") && knows_fence) {
            answer = {0x00};
        }
        if (!answer.empty()) at(now_ms_ + printing_ms, [this, answer] { finish(answer); });
    }

    void finish(const Bytes& answer) {
        if (paper)
            send(answer);
        else
            waiting_ = answer;
    }

    std::uint64_t now_ms_ = 0;
    std::multimap<std::uint64_t, std::function<void()>> events_;
    Bytes inbox_;
    std::optional<Bytes> waiting_;
};

// The driver, as the daemon holds it.
class Opened {
public:
    Opened(FakePrinter& printer, std::string_view profile)
        : driver_(*sportello_driver_v1()), profile_(profile) {
        const spo_device device{
            sizeof(spo_device), 0x04b8, 0x0e15, {"", 0}, {profile_.data(), profile_.size()}};
        self_ = driver_.open(&printer, &device);
    }
    Opened(const Opened&) = delete; // Holds the driver's object.
    Opened& operator=(const Opened&) = delete;
    ~Opened() {
        if (self_) driver_.close(self_);
    }

    bool is_open() const { return self_ != nullptr; }

    spo_outcome print(std::string_view text, std::uint32_t token = 7) {
        const spo_block block{SPO_BLOCK_TEXT, 0, {text.data(), text.size()}, 0, {}};
        return driver_.output(self_, &block, 1, token);
    }

    std::optional<std::uint32_t> condition() {
        std::uint32_t flags = 0;
        if (driver_.condition(self_, &flags) != SPO_OK) return {};
        return flags;
    }

private:
    const spo_driver& driver_;
    std::string profile_;
    void* self_;
};

} // namespace escpos::test
