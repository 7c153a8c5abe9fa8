// core/device/usb_bus.hpp -- what is plugged in: libusb's context, its event thread, hotplug.
//
// Works, with nothing plugged in, where there is no USB at all.
#pragma once

#include "core/device/manifest.hpp"
#include "core/device/port.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct libusb_context;
struct libusb_device;

namespace sportello::device {

struct UsbDevice {
    std::uint64_t arrival = 0; // Grows: a device that is plugged in again has another.
    std::string path;          // "1-1.4": bus and ports, where it is plugged in
    std::string serial;        // Empty when it has none.
    UsbFacts facts;
    bool taken = false;
};

class UsbBus {
public:
    // `changed` is called on the event thread when something came or left; it must not block.
    explicit UsbBus(std::function<void()> changed);
    UsbBus(const UsbBus&) = delete;
    UsbBus& operator=(const UsbBus&) = delete;
    ~UsbBus(); // After all its ports.

    std::vector<UsbDevice> present() const;          // [any thread] In the order of arrival.
    bool has(std::uint64_t arrival) const;           // [any thread]
    std::string problem() const { return problem_; } // Why there is no USB; empty when there is.

    // A port to the device, which is taken until the port ends. [any thread] Null when the device
    // has left or is taken. `reads`: false for a device that must not be read.
    std::unique_ptr<Port> take(std::uint64_t arrival, const UsbInterface& interface, bool reads);
    void release(std::uint64_t arrival); // For the port.

private:
    struct Change {
        libusb_device* device; // Referenced.
        bool arrived;
    };
    struct Present {
        libusb_device* device; // Referenced.
        UsbDevice is;
    };
    static int plugged(libusb_context*, libusb_device* device, int event, void* self);
    void run();
    void settle_changes();

    std::function<void()> changed_;
    libusb_context* context_ = nullptr;
    int hotplug_ = 0;
    std::string problem_;
    std::atomic<bool> stopping_{false};
    mutable std::mutex mutex_; // guards changes_, present_, arrivals_
    std::vector<Change> changes_;
    std::vector<Present> present_;
    std::uint64_t arrivals_ = 0;
    std::thread events_;
};

} // namespace sportello::device
