#include "tests/core/device/tcp_printer.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sportello::device {

TcpPrinter::TcpPrinter(std::uint16_t port)
    : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      wake_(::eventfd(0, EFD_CLOEXEC)) {
    const int on = 1, small = 4'096;
    ::setsockopt(listener_.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    ::setsockopt(listener_.get(), SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof(address);
    if (::bind(listener_.get(), raw, size) != 0 || ::listen(listener_.get(), 1) != 0 ||
        ::getsockname(listener_.get(), raw, &size) != 0)
        throw std::runtime_error("the test's printer cannot listen");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
}

TcpPrinter::~TcpPrinter() {
    ending_ = true;
    hang_up();
    thread_.join();
}

void TcpPrinter::hang_up() {
    const std::uint64_t one = 1;
    if (::write(wake_.get(), &one, sizeof(one)) != sizeof(one))
        throw std::runtime_error("the test's printer cannot be woken");
}

std::vector<std::string> TcpPrinter::papers() const {
    const std::lock_guard lock(mutex_);
    return papers_;
}

void TcpPrinter::run() {
    while (!ending_) {
        pollfd watched[] = {{wake_.get(), POLLIN, 0}, {listener_.get(), POLLIN, 0}};
        ::poll(watched, 2, -1);
        std::uint64_t count = 0;
        if (watched[0].revents && ::read(wake_.get(), &count, sizeof(count)) > 0) continue;
        const Descriptor connection(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (connection.get() >= 0) serve(connection.get());
    }
}

void TcpPrinter::serve(int connection) {
    ++connections_;
    VirtualPrinter printer;
    printer.on_paper = [this](const auto& paper, const auto&) {
        const std::lock_guard lock(mutex_);
        papers_.push_back(plain_text(paper));
    };
    std::size_t taken = 0;
    for (std::array<std::uint8_t, 1'024> part{};;) {
        const bool takes = taken < stop_after_;
        pollfd watched[] = {{wake_.get(), POLLIN, 0},
                            {connection, static_cast<short>(takes ? POLLIN : 0), 0}};
        ::poll(watched, 2, -1);
        std::uint64_t count = 0;
        if (watched[0].revents && ::read(wake_.get(), &count, sizeof(count)) > 0) return;
        const auto got = ::recv(connection, part.data(), part.size(), 0);
        if (got <= 0) return;
        taken += static_cast<std::size_t>(got);
        if (taken >= hang_up_after_) {
            hang_up_after_ = SIZE_MAX;
            return;
        }
        printer.receive(std::span(part).first(static_cast<std::size_t>(got)));
        const auto said = printer.answers();
        ::send(connection, said.data(), said.size(), MSG_NOSIGNAL);
    }
}

} // namespace sportello::device
