// core/device/usb_reader.hpp -- listens to a device: one transfer is always waiting for bytes.
#pragma once

#include "core/device/port.hpp"

#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>

struct libusb_device_handle;
struct libusb_transfer;

namespace sportello::device {

class UsbReader {
public:
    UsbReader(libusb_device_handle* handle, std::uint8_t pipe);
    UsbReader(const UsbReader&) = delete; // The callback holds its address.
    UsbReader& operator=(const UsbReader&) = delete;
    ~UsbReader(); // Cuts off the transfer and waits for its end.

    Io read(std::span<std::uint8_t> into, std::size_t& count, std::chrono::milliseconds timeout);
    void close() noexcept; // [any thread]
    bool gone() const;     // [any thread]

private:
    // A device that floods us waits, on its side, until somebody reads.
    static constexpr std::size_t kept_bytes_max = 4'096;
    // Some printers answer with nothing, again and again, when they have nothing to say.
    static constexpr std::chrono::milliseconds empty_pause{50};

    static void ended(libusb_transfer* transfer);
    void listen(); // With mutex_ held.

    libusb_device_handle* handle_;
    const std::uint8_t pipe_;
    libusb_transfer* transfer_;
    std::array<std::uint8_t, 512> buffer_{};
    mutable std::mutex mutex_; // guards the rest
    std::condition_variable changed_;
    std::deque<std::uint8_t> kept_;
    bool listening_ = false;
    bool empty_ = false;  // The last transfer brought nothing.
    bool halted_ = false; // The pipe needs clear_halt, which a callback may not call.
    bool gone_ = false;
    bool closed_ = false;
};

} // namespace sportello::device
