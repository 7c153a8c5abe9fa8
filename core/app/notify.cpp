#include "core/app/notify.hpp"

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

namespace sportello::app {

namespace {

using std::chrono::microseconds;

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::optional<std::int64_t> whole(const std::string& text) {
    std::int64_t number = 0;
    const auto end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    if (text.empty() || parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
    return number;
}

// The watchdog is this process's unless WATCHDOG_PID names another: sd_watchdog_enabled(3).
std::optional<microseconds> watchdog_of_environment() {
    const auto interval = whole(variable("WATCHDOG_USEC"));
    if (!interval || *interval <= 0) return std::nullopt;
    const auto pid = variable("WATCHDOG_PID");
    if (!pid.empty() && whole(pid) != ::getpid()) return std::nullopt;
    return microseconds(*interval);
}

// A line of its own for each assignment: a status is one line.
std::string status_line(std::string_view text) {
    std::string line(text);
    for (auto& c : line)
        if (c == '\n') c = ' ';
    return "STATUS=" + line;
}

// systemd compares it with its own CLOCK_MONOTONIC, to know which reload is meant.
std::int64_t monotonic_us() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1'000;
}

} // namespace

Notify::Notify() : socket_(variable("NOTIFY_SOCKET")), watchdog_(watchdog_of_environment()) {}

bool Notify::ready(std::string_view text) const {
    return send("READY=1\n" + status_line(text));
}

bool Notify::reloading() const {
    return send("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(monotonic_us()));
}

bool Notify::stopping(std::string_view text) const {
    return send("STOPPING=1\n" + status_line(text));
}

bool Notify::status(std::string_view text) const {
    return send(status_line(text));
}

bool Notify::alive() const {
    return send("WATCHDOG=1");
}

bool Notify::send(const std::string& message) const {
    sockaddr_un to{};
    if (socket_.empty() || (socket_[0] != '/' && socket_[0] != '@')) return false;
    if (socket_.size() >= sizeof to.sun_path) return false;
    to.sun_family = AF_UNIX;
    std::memcpy(to.sun_path, socket_.data(), socket_.size());
    if (socket_[0] == '@') to.sun_path[0] = '\0';
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());

    const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return false;
    const auto sent = ::sendto(fd, message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                               reinterpret_cast<const sockaddr*>(&to), size);
    ::close(fd);
    return sent == static_cast<ssize_t>(message.size());
}

} // namespace sportello::app
