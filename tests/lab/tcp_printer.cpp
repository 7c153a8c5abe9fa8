#include "tests/lab/tcp_printer.hpp"

#include <array>
#include <chrono>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sportello::lab {

namespace {

constexpr std::chrono::seconds patience{10};
// Small, so that a printer that stands makes the host wait soon.
constexpr int receive_buffer_bytes = 4 * 1024;

} // namespace

TcpPrinter::TcpPrinter()
    : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    setsockopt(listener_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes,
               sizeof(receive_buffer_bytes));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof(address);
    if (::bind(listener_, generic, size) != 0 || ::getsockname(listener_, generic, &size) != 0)
        throw std::runtime_error("no port for the model printer");
    number_ = ntohs(address.sin_port);
}

TcpPrinter::~TcpPrinter() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    poke();
    if (thread_.joinable()) thread_.join();
    ::close(listener_);
    ::close(wake_);
}

void TcpPrinter::appear() {
    ::listen(listener_, 1);
    thread_ = std::thread([this] { run(); });
}

std::string TcpPrinter::port() const {
    return "tcp:127.0.0.1:" + std::to_string(number_);
}

void TcpPrinter::hang_up_after(std::size_t bytes) {
    with([&](ModelPrinter& printer) { printer.after(bytes, [this] { hang_up_ = true; }); });
}

void TcpPrinter::hang_up() {
    std::unique_lock lock(mutex_);
    hang_up_ = connected_;
    poke();
    happened_.wait(lock, [this] { return !connected_; });
}

void TcpPrinter::with(const std::function<void(ModelPrinter&)>& change) {
    {
        const std::lock_guard lock(mutex_);
        change(printer_);
        printer_.sensors_changed();
        happened_.notify_all();
    }
    poke();
}

std::string TcpPrinter::paper() {
    const std::lock_guard lock(mutex_);
    return printer_.paper();
}

bool TcpPrinter::wait_until(const std::function<bool(ModelPrinter&)>& condition) {
    std::unique_lock lock(mutex_);
    return happened_.wait_for(lock, patience, [&] { return condition(printer_); });
}

void TcpPrinter::poke() {
    eventfd_write(wake_, 1);
}

void TcpPrinter::run() {
    for (;;) {
        {
            const std::lock_guard lock(mutex_);
            if (ending_) return;
        }
        std::array<pollfd, 2> watched{{{wake_, POLLIN, 0}, {listener_, POLLIN, 0}}};
        ::poll(watched.data(), watched.size(), -1);
        eventfd_t ignored;
        eventfd_read(wake_, &ignored);
        if (!watched[1].revents) continue;
        const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (connection < 0) continue;
        {
            const std::lock_guard lock(mutex_);
            connected_ = true;
        }
        serve(connection);
        const std::lock_guard lock(mutex_);
        connected_ = false;
        happened_.notify_all();
    }
}

// Until either side hangs up.
void TcpPrinter::serve(int connection) {
    Bytes pending; // Received, but not taken by the printer.
    for (bool open = true, slow = false; open;) {
        {
            const std::lock_guard lock(mutex_);
            if (slow) printer_.turn();
            const auto taken = printer_.take(pending);
            pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(taken));
            std::array<std::uint8_t, 512> answer{};
            const auto count = printer_.answer(answer);
            if (count > 0) ::send(connection, answer.data(), count, MSG_NOSIGNAL);
            slow = printer_.has_slow_work();
            happened_.notify_all();
            if (ending_) break;
            if (std::exchange(hang_up_, false)) {
                const linger reset{1, 0};
                setsockopt(connection, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
                break;
            }
        }
        const short events = pending.empty() ? POLLIN : 0;
        std::array<pollfd, 2> watched{{{wake_, POLLIN, 0}, {connection, events, 0}}};
        constexpr auto turn_ms = static_cast<int>(ModelPrinter::turn_time.count());
        ::poll(watched.data(), watched.size(), slow ? turn_ms : -1);
        eventfd_t ignored;
        eventfd_read(wake_, &ignored);
        if (!watched[1].revents) continue;
        std::array<std::uint8_t, 512> received{};
        const auto count = ::recv(connection, received.data(), received.size(), 0);
        open = count > 0;
        if (open) pending.insert(pending.end(), received.begin(), received.begin() + count);
    }
    ::close(connection);
    const std::lock_guard lock(mutex_);
    printer_.power_cycled();
}

} // namespace sportello::lab
