#include "core/device/tcp_port.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sportello::device {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds connect_max{3'000};
constexpr milliseconds drain_pause_max{50};
// Small, so that what has been taken is known to a few KiB and not to the kernel's megabytes.
constexpr int send_buffer_bytes = 8 * 1024;

std::string words_of(int error) {
    return std::system_category().message(error);
}

sockaddr_storage address_of(const std::string& host, std::uint16_t port, socklen_t& size) {
    sockaddr_storage to{};
    auto& four = reinterpret_cast<sockaddr_in&>(to);
    auto& six = reinterpret_cast<sockaddr_in6&>(to);
    if (inet_pton(AF_INET, host.c_str(), &four.sin_addr) == 1) {
        four.sin_family = AF_INET;
        four.sin_port = htons(port);
        size = sizeof(four);
    } else if (inet_pton(AF_INET6, host.c_str(), &six.sin6_addr) == 1) {
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(port);
        size = sizeof(six);
    } else {
        throw PortError("\"" + host + "\" is not an address");
    }
    return to;
}

milliseconds since(steady_clock::time_point start) {
    return std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
}

} // namespace

Descriptor::~Descriptor() {
    reset(-1);
}

void Descriptor::reset(int number) {
    if (number_ >= 0) ::close(number_);
    number_ = number;
}

TcpPort::TcpPort(std::string host, std::uint16_t port)
    : host_(std::move(host)), port_(port), wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (wake_.get() < 0) throw std::system_error(errno, std::system_category(), "eventfd");
}

void TcpPort::open() {
    const auto fail = [&](const std::string& why) {
        throw PortError(host_ + " port " + std::to_string(port_) + " cannot be reached: " + why);
    };
    socklen_t size = 0;
    const auto address = address_of(host_, port_, size);
    socket_.reset(::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (socket_.get() < 0) fail(words_of(errno));
    const int on = 1;
    setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    setsockopt(socket_.get(), SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
    setsockopt(socket_.get(), SOL_SOCKET, SO_SNDBUF, &send_buffer_bytes, sizeof(send_buffer_bytes));

    if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0) return;
    if (errno != EINPROGRESS) fail(words_of(errno));
    const auto start = steady_clock::now();
    pollfd connected{socket_.get(), POLLOUT, 0};
    do {
        if (wait(POLLOUT, connect_max - since(start)) == Io::closed) fail("it was given up");
        connected.revents = 0;
        ::poll(&connected, 1, 0);
    } while (!connected.revents && since(start) < connect_max);
    if (!connected.revents) fail("it did not answer within 3 seconds");
    int error = 0;
    socklen_t error_size = sizeof(error);
    getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &error, &error_size);
    if (error) fail(words_of(error));
}

Io TcpPort::wait(short events, milliseconds at_most) {
    pollfd watched[] = {{wake_.get(), POLLIN, 0}, {socket_.get(), events, 0}};
    const auto ms = static_cast<int>(std::max<std::int64_t>(at_most.count(), 0));
    const int ready = ::poll(watched, 2, ms);
    if (ready < 0 && errno != EINTR) return Io::gone;
    return ready > 0 && watched[0].revents ? Io::closed : Io::done;
}

Io TcpPort::write(std::span<const std::uint8_t> bytes, milliseconds patience) {
    if (const auto how = wait(0, {}); how == Io::closed) return how;
    auto progress = steady_clock::now();
    while (!bytes.empty()) {
        const auto sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
            progress = steady_clock::now();
            continue;
        }
        if (errno != EAGAIN && errno != EINTR) {
            gone_ = true;
            return Io::gone;
        }
        const auto waited = since(progress);
        if (waited >= patience) return Io::stuck;
        if (waited >= tick) tell_waiting(0, waited);
        if (const auto how = wait(POLLOUT, std::min(tick, patience - waited)); how != Io::done)
            return how;
    }
    return drain(patience);
}

// Bytes in the kernel's buffer have not been taken by the printer. TCP has no event for "all
// acknowledged", so this looks, ever more seldom, only while a document is on its way.
Io TcpPort::drain(milliseconds patience) {
    auto progress = steady_clock::now();
    milliseconds pause{1};
    for (int before = -1;;) {
        int waiting = 0;
        if (ioctl(socket_.get(), SIOCOUTQ, &waiting) != 0 || waiting == 0) return Io::done;
        if (waiting != before) progress = steady_clock::now();
        before = waiting;
        const auto waited = since(progress);
        if (waited >= patience) return Io::stuck;
        if (waited >= tick) tell_waiting(0, waited);
        if (const auto how = wait(0, pause); how != Io::done) return how;
        pollfd broken{socket_.get(), 0, 0};
        if (::poll(&broken, 1, 0) > 0) { // Only errors were asked for.
            gone_ = true;
            return Io::gone;
        }
        pause = std::min(pause * 2, drain_pause_max);
    }
}

Io TcpPort::read(std::span<std::uint8_t> into, std::size_t& count, milliseconds timeout) {
    count = 0;
    const auto start = steady_clock::now();
    for (;;) {
        const auto left = timeout - since(start);
        if (const auto how = wait(POLLIN, left); how != Io::done) return how;
        const auto got = ::recv(socket_.get(), into.data(), into.size(), 0);
        if (got > 0) {
            count = static_cast<std::size_t>(got);
            return Io::done;
        }
        if (got == 0 && !into.empty()) gone_ = true;
        if (got < 0 && errno != EAGAIN && errno != EINTR) gone_ = true;
        if (gone_) return Io::gone;
        if (left.count() <= 0) return Io::done;
    }
}

// Many printers hang up when they have been idle: what is sent after that is lost.
bool TcpPort::gone() const {
    if (gone_) return true;
    pollfd broken{socket_.get(), POLLRDHUP, 0};
    return ::poll(&broken, 1, 0) > 0;
}

void TcpPort::close() noexcept {
    const std::uint64_t one = 1;
    // Cannot fail but by overflow, when it is readable already.
    [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof(one));
}

} // namespace sportello::device
