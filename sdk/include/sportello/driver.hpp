// sportello/driver.hpp -- the C++ face of sportello/driver_abi.h, compiled into the driver.
//
// A driver is one class, constructed from its Port and Device, with two functions:
//
//     class EscPos {
//     public:
//         EscPos(Port& port, const Device& device);
//         Outcome output(const std::vector<Block>& document, std::uint32_t token);
//         std::uint32_t condition(); // SPO_KNOWN | SPO_PAPER_LOW | ...
//     };
//     SPORTELLO_DRIVER("escpos", "1.0.0", EscPos)
//
// Both may throw Unavailable; output() should rather return what it knows.
#pragma once

#include <sportello/driver_abi.h>

#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <vector>

namespace sportello {

// Thrown by Port when the device is gone or the daemon gave up on it.
class Unavailable : public std::exception {
public:
    const char* what() const noexcept override { return "the device does not answer"; }
};

enum class Outcome : spo_outcome {
    confirmed = SPO_CONFIRMED,
    sent = SPO_SENT,
    uncertain = SPO_UNCERTAIN,
    refused = SPO_REFUSED,
};

// The daemon's pipe of bytes to the device. Borrowed; used on the device's thread only.
class Port {
public:
    explicit Port(spo_port* port) : port_(port) {}

    void write(std::span<const std::uint8_t> bytes) {
        if (port_->write(port_, bytes.data(), bytes.size()) != SPO_OK) throw Unavailable();
    }

    // Returns what has arrived, at most `most` bytes; empty after `timeout_ms` of silence.
    std::vector<std::uint8_t> read(std::size_t most, std::uint32_t timeout_ms) {
        std::vector<std::uint8_t> bytes(most);
        std::size_t count = 0;
        if (port_->read(port_, bytes.data(), most, &count, timeout_ms) != SPO_OK)
            throw Unavailable();
        bytes.resize(count);
        return bytes;
    }

private:
    spo_port* port_;
};

struct Device {
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;
    std::string_view serial;
    std::string_view profile; // JSON
};

struct Block {
    spo_block_kind kind = SPO_BLOCK_TEXT;
    std::uint32_t style = 0;
    std::string_view text;
    std::uint32_t amount = 0;

    bool is(std::uint32_t flag) const { return (style & flag) != 0; }
};

namespace detail {

inline std::string_view driver_text(spo_str text) noexcept {
    return {text.data, text.size};
}

template <class Driver>
struct DriverInstance {
    Port port;
    Driver driver;

    DriverInstance(spo_port* raw, const Device& device) : port(raw), driver(port, device) {}
};

template <class Driver>
void* open_driver(spo_port* port, const spo_device* device) noexcept {
    try {
        const Device known{device->vendor, device->product, driver_text(device->serial),
                           driver_text(device->profile)};
        return std::make_unique<DriverInstance<Driver>>(port, known).release();
    } catch (...) {
        return nullptr;
    }
}

template <class Driver>
spo_outcome driver_output(void* self,
                          const spo_block* blocks,
                          std::size_t count,
                          std::uint32_t token) noexcept {
    try {
        std::vector<Block> document;
        document.reserve(count);
        for (const auto& it : std::span(blocks, count))
            document.push_back({it.kind, it.style, driver_text(it.text), it.amount});
        auto& instance = *static_cast<DriverInstance<Driver>*>(self);
        return static_cast<spo_outcome>(instance.driver.output(document, token));
    } catch (...) { // Bytes may have left: never claim that nothing was printed.
        return SPO_UNCERTAIN;
    }
}

template <class Driver>
spo_status driver_condition(void* self, std::uint32_t* flags) noexcept {
    try {
        *flags = static_cast<DriverInstance<Driver>*>(self)->driver.condition();
        return SPO_OK;
    } catch (const Unavailable&) {
        return SPO_UNAVAILABLE;
    } catch (...) {
        return SPO_FAILED;
    }
}

template <class Driver>
constexpr spo_driver describe_driver(const char* id, const char* version) {
    return {sizeof(spo_driver),
            SPO_DRIVER_ABI_MINOR,
            id,
            version,
            open_driver<Driver>,
            [](void* self) { delete static_cast<DriverInstance<Driver>*>(self); },
            driver_output<Driver>,
            driver_condition<Driver>,
            [](void*, const char*) -> const void* { return nullptr; }};
}

} // namespace detail
} // namespace sportello

// Defines the driver's entry point.
#define SPORTELLO_DRIVER(id, version, Driver)                                                      \
    SPO_EXPORT const spo_driver* sportello_driver_v1() {                                           \
        static constexpr spo_driver driver =                                                       \
            ::sportello::detail::describe_driver<Driver>(id, version);                             \
        return &driver;                                                                            \
    }
