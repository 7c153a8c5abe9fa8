// core/device/tcp_port.hpp -- a printer on the network: raw bytes over TCP, usually port 9100.
#pragma once

#include "core/device/port.hpp"

#include <atomic>
#include <cstdint>
#include <string>

namespace sportello::device {

// A file descriptor, closed at its end.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();
    void reset(int number);
    int get() const { return number_; }

private:
    int number_;
};

class TcpPort final : public Port {
public:
    TcpPort(std::string host, std::uint16_t port); // `host` is an IPv4 or IPv6 address.

    void open() override;
    Io write(std::span<const std::uint8_t> bytes, std::chrono::milliseconds patience) override;
    Io read(std::span<std::uint8_t> into,
            std::size_t& count,
            std::chrono::milliseconds timeout) override;
    void close() noexcept override;
    bool gone() const override; // Also when it has hung up while nothing was sent.

private:
    Io wait(short events, std::chrono::milliseconds at_most); // `done` also when time is up.
    Io drain(std::chrono::milliseconds patience);

    std::string host_;
    std::uint16_t port_;
    Descriptor socket_;
    Descriptor wake_; // An eventfd that stays readable once close() was called.
    std::atomic<bool> gone_{false};
};

} // namespace sportello::device
