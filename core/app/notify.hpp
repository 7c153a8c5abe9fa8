// core/app/notify.hpp -- tells systemd how the daemon is: sd_notify(3), without libsystemd.
//
// One datagram a message, to the socket of NOTIFY_SOCKET. Outside systemd there is none: then
// nothing is sent and every function says false. Nothing blocks. [any thread]
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sportello::app {

class Notify {
public:
    Notify(); // Reads the environment: make it before threads are started.

    bool ready(std::string_view status) const; // Up, or up again after reloading().
    bool reloading() const;
    bool stopping(std::string_view status) const;
    bool status(std::string_view text) const; // A sentence for `systemctl status`.
    bool alive() const;                       // For the watchdog.

    // Within which time systemd wants to hear alive(), or it restarts the daemon: send it twice as
    // often. Nothing: systemd does not watch.
    std::optional<std::chrono::microseconds> watchdog() const { return watchdog_; }

private:
    bool send(const std::string& message) const;

    std::string socket_; // A path, or "@name" for an abstract one; empty: nobody listens.
    std::optional<std::chrono::microseconds> watchdog_;
};

} // namespace sportello::app
