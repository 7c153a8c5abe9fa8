// core/device/usb_port.hpp -- one interface of a USB printer, claimed for as long as it is open.
#pragma once

#include "core/device/usb_bus.hpp"
#include "core/device/usb_reader.hpp"
#include "core/device/usb_transfer.hpp"

#include <atomic>
#include <mutex>
#include <optional>

namespace sportello::device {

class UsbPort final : public Port {
public:
    // Takes over a reference to `device`.
    UsbPort(UsbBus& bus,
            libusb_device* device,
            std::uint64_t arrival,
            const UsbInterface& interface,
            bool reads);
    ~UsbPort() override;

    void open() override;
    Io write(std::span<const std::uint8_t> bytes, std::chrono::milliseconds patience) override;
    Io read(std::span<std::uint8_t> into,
            std::size_t& count,
            std::chrono::milliseconds timeout) override;
    bool reads() const override { return reads_; }
    void close() noexcept override;
    bool gone() const override;

private:
    void claim();
    Io write_chunk(std::span<const std::uint8_t> bytes, std::chrono::milliseconds patience);
    Io await_transfer(std::chrono::milliseconds patience);

    UsbBus& bus_;
    libusb_device* device_;
    const std::uint64_t arrival_;
    const UsbInterface interface_;
    const bool reads_;
    libusb_device_handle* handle_ = nullptr;
    bool claimed_ = false;
    UsbTransfer out_;
    mutable std::mutex mutex_; // guards that in_ is made, for close() and gone()
    std::optional<UsbReader> in_;
    std::atomic<bool> closed_{false};
    std::atomic<bool> gone_{false};
};

} // namespace sportello::device
