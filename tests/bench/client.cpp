#include "client.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace bench {

namespace {

constexpr timeval patience{10, 0};

[[noreturn]] void fail(const char* doing) {
    throw std::runtime_error(std::string(doing) + ": " + std::strerror(errno));
}

std::size_t number_after(std::string_view text, std::string_view name) {
    const auto at = text.find(name);
    std::size_t number = 0;
    if (at != std::string_view::npos)
        std::from_chars(text.data() + at + name.size(), text.data() + text.size(), number);
    return number;
}

} // namespace

std::string make_request(std::string_view method,
                         std::string_view path,
                         std::string_view token,
                         std::string_view body) {
    std::string request;
    request.append(method).append(" ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
    if (!token.empty()) request.append("Authorization: Bearer ").append(token).append("\r\n");
    if (method == "POST")
        request.append("Content-Type: application/json\r\nContent-Length: ")
            .append(std::to_string(body.size()))
            .append("\r\n");
    return request.append("\r\n").append(body);
}

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (socket_ < 0) fail("socket");
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return;
    ::close(socket_);
    fail("connect");
}

Client::Client(Client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      received_(std::move(other.received_)),
      reply_(std::move(other.reply_)) {}

Client::~Client() {
    if (socket_ >= 0) ::close(socket_);
}

void Client::send(std::string_view request) {
    while (!request.empty()) {
        const auto sent = ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
        if (sent < 0) fail("send");
        request.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Client::receive_some() {
    std::array<char, 16 * 1024> bytes;
    const auto count = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (count < 0) fail("recv");
    if (count == 0) throw std::runtime_error("the server closed the connection");
    received_.append(bytes.data(), static_cast<std::size_t>(count));
}

bool Client::receive() {
    receive_some();
    return take_reply();
}

bool Client::take_reply() {
    const auto end = received_.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    const auto head = std::string_view(received_).substr(0, end);
    const auto whole = end + 4 + number_after(head, "Content-Length: ");
    if (received_.size() < whole) return false;
    reply_.status = static_cast<int>(number_after(head, "HTTP/1.1 "));
    reply_.body.assign(received_, end + 4, whole - end - 4);
    received_.erase(0, whole);
    return true;
}

const Reply& Client::ask(std::string_view request) {
    send(request);
    while (!receive()) {
    }
    check(reply_);
    return reply_;
}

bool Client::receive_until(std::string_view text) {
    receive_some();
    const auto at = received_.find(text);
    if (at == std::string::npos) return false;
    received_.erase(0, at + text.size());
    return true;
}

void check(const Reply& reply) {
    if (reply.status >= 200 && reply.status < 300) return;
    throw std::runtime_error("the server answered " + std::to_string(reply.status) + ": " +
                             reply.body);
}

} // namespace bench
