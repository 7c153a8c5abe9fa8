// tests/lab/model_printer.hpp -- a model of a ticket printer, of the USB printer class, with
// faults.
//
// What a driver can observe and no more: descriptors, class requests, a receive buffer that makes
// the host wait when it is full, a mechanism that takes bytes from it while nothing is wrong, the
// answers of ESC/POS in real time and in order, a pipe that halts. It is not a renderer: the paper
// is the bytes that reached the mechanism. Commands are looked for anywhere in the stream, which is
// right for documents of text.
//
// Not synchronised: whoever carries it over a bus locks it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::lab {

using Bytes = std::vector<std::uint8_t>;

class ModelPrinter {
public:
    static constexpr std::uint8_t pipe_out = 0x01;
    static constexpr std::uint8_t pipe_in = 0x82;

    struct Identity {
        std::uint16_t vendor = 0x04b8;
        std::uint16_t product = 0x0e15;
        std::uint8_t device_class = 7; // Of its interface: printer, both ways.
        std::uint8_t subclass = 1;
        std::uint8_t protocol = 2;
        std::string maker = "EPSON";
        std::string model = "TM-T20II";
        std::string serial = "J2ZK012345";
    };
    struct Faults {
        bool paper_out = false;
        bool paper_low = false;
        bool cover_open = false;
        bool cutter = false;
        bool mute = false;          // Answers nothing on its pipe in.
        bool halted = false;        // The pipe out needs CLEAR_HALT.
        bool blocked = false;       // The mechanism stands, and no sensor says why.
        std::size_t slow_bytes = 0; // Prints so many at each turn of the mechanism; 0: all.
    };

    Identity identity;
    Faults faults;
    std::size_t buffer_bytes_max = 4'096;

    // Calls `reached` once exactly `bytes` more have been taken over USB; those after them wait.
    void after(std::size_t bytes, std::function<void()> reached);

    // USB. `control` returns nothing for a request that the device does not know (a stall).
    std::optional<Bytes> control(std::uint8_t type,
                                 std::uint8_t request,
                                 std::uint16_t value,
                                 std::uint16_t index,
                                 std::uint16_t length);
    Bytes descriptors() const; // Device and configuration, as in sysfs.
    // How many of `bytes` are taken; none: the device makes the host wait. Not while halted.
    std::size_t take(std::span<const std::uint8_t> bytes);
    std::size_t answer(std::span<std::uint8_t> into);
    std::size_t answers_waiting() const { return faults.mute ? 0 : answers_.size(); }
    void clear_halt() { faults.halted = false; }

    // The mechanism: moves bytes to the paper. A slow one is turned from outside, each turn_time,
    // while it has something to do.
    static constexpr std::chrono::milliseconds turn_time{10};
    void turn();
    bool has_slow_work() const;
    void
    sensors_changed();   // After each change of `faults`: tells the host, if it asked, and goes on.
    void power_cycled(); // Unplugged: what was in the buffer is lost.

    const std::string& paper() const { return paper_; }
    std::size_t taken() const { return taken_; } // Bytes, over USB, since the beginning.

private:
    bool stands() const { return off_line() || faults.blocked; }
    bool off_line() const { return faults.paper_out || faults.cover_open || faults.cutter; }
    std::uint8_t port_status() const;
    std::uint8_t real_time_status(std::uint8_t which) const;
    Bytes automatic_status() const;
    void obey_at_once(std::uint8_t byte);
    void obey(std::uint8_t byte);
    void say(const Bytes& bytes);

    std::deque<std::uint8_t> buffer_;
    std::deque<std::uint8_t> answers_;
    std::string real_time_; // The last bytes received and processed: commands end there.
    std::string recent_;
    std::string paper_;
    std::size_t taken_ = 0;
    std::size_t limit_ = SIZE_MAX;
    std::function<void()> reached_;
    bool tells_ = false; // GS a: status without being asked.
};

} // namespace sportello::lab
