// core/device/driver.hpp -- one device opened by its driver: the daemon's side of driver_abi.h.
//
// Lives on the device's thread, which alone calls the driver.
#pragma once

#include "core/device/port.hpp"

#include <sportello/driver_abi.h>

#include <cstdint>
#include <span>
#include <string>

namespace sportello::device {

// What is known of a device before its driver is asked.
struct DeviceFacts {
    std::uint16_t vendor = 0; // Of USB, else 0.
    std::uint16_t product = 0;
    std::string serial;
    std::string profile; // JSON
};

class Driver {
public:
    struct Patience {
        std::chrono::milliseconds question; // For a device that is asked how it is.
        std::chrono::milliseconds document; // For one that prints.
    };

    // Opens the device. Throws DriverError when the driver says that it is not its own.
    Driver(const spo_driver& code, Port& port, const DeviceFacts& facts, Patience patience);
    Driver(const Driver&) = delete; // The driver holds the port's address.
    Driver& operator=(const Driver&) = delete;
    ~Driver();

    spo_status condition(std::uint32_t& flags);

    // What became of the document: never better than `uncertain` when a transfer has failed, for
    // a driver may have overlooked it.
    spo_outcome output(std::span<const spo_block> document, std::uint32_t token);

    // How the last condition() or output() fared on the port: the first transfer that failed.
    Io trouble() const { return bridge_.trouble; }

private:
    // The C structure that the driver holds.
    struct Bridge : spo_port {
        Port& port;
        std::chrono::milliseconds patience{};
        std::chrono::steady_clock::time_point progress; // A byte went, or came.
        Io trouble = Io::done;

        explicit Bridge(Port& to);
        void begin(std::chrono::milliseconds for_this);
        spo_status ended(Io how);
        static spo_status write_to(spo_port*, const std::uint8_t*, std::size_t) noexcept;
        static spo_status
        read_from(spo_port*, std::uint8_t*, std::size_t, std::size_t*, std::uint32_t) noexcept;
    };

    const spo_driver& code_;
    Patience patience_;
    Bridge bridge_;
    void* self_;
};

} // namespace sportello::device
