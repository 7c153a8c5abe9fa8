// tests/core/device/tcp_printer.hpp -- a printer on the network: the virtual printer behind a
// socket, on a thread of its own, with the faults of networks.
#pragma once

#include "core/device/tcp_port.hpp"
#include "core/device/virtual/virtual_printer.hpp"

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sportello::device {

class TcpPrinter {
public:
    // Listens at once, on `port` or, if 0, on any that is free.
    explicit TcpPrinter(std::uint16_t port = 0);
    TcpPrinter(const TcpPrinter&) = delete; // Its thread holds its address.
    TcpPrinter& operator=(const TcpPrinter&) = delete;
    ~TcpPrinter();

    std::uint16_t port() const { return port_; }
    void hang_up_after(std::size_t bytes) { hang_up_after_ = bytes; } // Of a connection, once.
    void stop_after(std::size_t bytes) { stop_after_ = bytes; }       // Then takes nothing.
    void hang_up();                                                   // Now, and goes on listening.
    unsigned connections() const { return connections_; }
    std::vector<std::string> papers() const;

private:
    void run();
    void serve(int connection);

    Descriptor listener_, wake_;
    std::uint16_t port_ = 0;
    std::atomic<std::size_t> hang_up_after_{SIZE_MAX};
    std::atomic<std::size_t> stop_after_{SIZE_MAX};
    std::atomic<unsigned> connections_{0};
    std::atomic<bool> ending_{false};
    mutable std::mutex mutex_; // guards papers_
    std::vector<std::string> papers_;
    std::thread thread_;
};

} // namespace sportello::device
