// core/device/port.hpp -- the pipe of bytes to one device, whatever it runs over.
//
// Used by the device's own thread, which may block in it; only close() and gone() may be called by
// others. A port is opened once; when it is lost its owner makes another.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sportello::device {

// How a transfer ended.
enum class Io {
    done,
    gone,   // Unplugged, or the other side hung up.
    closed, // close() was called.
    stuck,  // The device took nothing for as long as we had patience.
};

// Why a port cannot be opened: a sentence for the log and the administrator.
class PortError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Port {
public:
    // What a port knows of the device while it keeps us waiting, in the flags of
    // <sportello/driver_abi.h> (0: cannot tell), and for how long no byte has been taken.
    using Waiting = std::function<void(std::uint32_t flags, std::chrono::milliseconds waited)>;

    Port() = default;
    Port(const Port&) = delete; // Transfers in flight hold its address.
    Port& operator=(const Port&) = delete;
    virtual ~Port() = default;

    // Throws PortError.
    virtual void open() = 0;

    // Sends every byte. Waits while the device keeps us waiting, but gives up when it takes nothing
    // for `patience`; then, as after `gone`, nobody knows how much it has taken.
    virtual Io write(std::span<const std::uint8_t> bytes, std::chrono::milliseconds patience) = 0;

    // Receives what is there into `into`, waiting at most `timeout` for the first byte; `done` with
    // count 0 when none came.
    virtual Io
    read(std::span<std::uint8_t> into, std::size_t& count, std::chrono::milliseconds timeout) = 0;

    // False for a device that only listens; then read() must not be called.
    virtual bool reads() const { return true; }

    // [any thread] Makes the transfer in progress, and all later ones, return `closed`.
    virtual void close() noexcept = 0;

    // [any thread] True once the device is known to have left.
    virtual bool gone() const = 0;

    // One document goes from begin to end: `name` is the job's number.
    virtual void document_begins(std::string_view) {}
    virtual void document_ends() {}

    // Called on the writing thread about once a second while write() waits.
    void on_waiting(Waiting waiting) { waiting_ = std::move(waiting); }

protected:
    static constexpr std::chrono::milliseconds tick{1'000};

    void tell_waiting(std::uint32_t flags, std::chrono::milliseconds waited) const {
        if (waiting_) waiting_(flags, waited);
    }

private:
    Waiting waiting_;
};

} // namespace sportello::device
