// tests/core/http/client.cpp -- POSIX sockets and OpenSSL, so that Beast is not tested by itself.
#include "tests/core/http/client.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace sportello::http::test {

namespace {

constexpr int silence_max_s = 20;

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

int connect_to(int family, const sockaddr* address, socklen_t size, int receive_bytes = 0) {
    const int fd = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) fail("socket");
    const timeval silence{silence_max_s, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof silence);
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &silence, sizeof silence);
    if (receive_bytes)
        ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
    if (::connect(fd, address, size) != 0) {
        ::close(fd);
        fail("connect");
    }
    return fd;
}

int connect_tcp(std::uint16_t port, int receive_bytes = 0) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return connect_to(AF_INET, reinterpret_cast<const sockaddr*>(&address), sizeof address,
                      receive_bytes);
}

} // namespace

struct Client::Wire {
    int fd = -1;
    SSL_CTX* context = nullptr;
    SSL* ssl = nullptr;

    ~Wire() {
        SSL_free(ssl);
        SSL_CTX_free(context);
        if (fd >= 0) ::close(fd);
    }
};

Client::Client(std::unique_ptr<Wire> wire) : wire_(std::move(wire)) {}
Client::Client(Client&&) noexcept = default;
Client::~Client() = default;

Client Client::tcp(std::uint16_t port, int receive_bytes) {
    auto wire = std::make_unique<Wire>();
    wire->fd = connect_tcp(port, receive_bytes);
    return Client(std::move(wire));
}

Client Client::unix_socket(const std::filesystem::path& path) {
    auto wire = std::make_unique<Wire>();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof address.sun_path - 1);
    wire->fd = connect_to(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    return Client(std::move(wire));
}

Client Client::tls(std::uint16_t port, int highest) {
    auto wire = std::make_unique<Wire>();
    wire->fd = connect_tcp(port);
    wire->context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_security_level(wire->context, 0); // To be able to offer what must be refused.
    SSL_CTX_set_min_proto_version(wire->context, TLS1_VERSION);
    SSL_CTX_set_max_proto_version(wire->context, highest);
    wire->ssl = SSL_new(wire->context);
    SSL_set_fd(wire->ssl, wire->fd);
    if (SSL_connect(wire->ssl) != 1) throw std::runtime_error("TLS was refused");
    return Client(std::move(wire));
}

bool Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = wire_->ssl
                              ? SSL_write(wire_->ssl, bytes.data(), static_cast<int>(bytes.size()))
                              : ::send(wire_->fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Client::send_end() {
    if (wire_->ssl) SSL_shutdown(wire_->ssl);
    ::shutdown(wire_->fd, SHUT_WR);
}

void Client::receive() {
    char bytes[16 * 1024];
    const auto count = wire_->ssl ? SSL_read(wire_->ssl, bytes, sizeof bytes)
                                  : ::recv(wire_->fd, bytes, sizeof bytes, 0);
    if (count == 0) throw std::runtime_error("closed after: " + received_);
    if (count < 0) fail("receive");
    received_.append(bytes, static_cast<std::size_t>(count));
}

std::string Client::take(std::size_t count) {
    while (received_.size() < count)
        receive();
    auto taken = received_.substr(0, count);
    received_.erase(0, count);
    return taken;
}

std::string Client::until(std::string_view mark) {
    std::size_t at = 0;
    while ((at = received_.find(mark)) == std::string::npos)
        receive();
    return take(at + mark.size());
}

std::string Client::chunk() {
    const auto size = std::stoul(until("\r\n"), nullptr, 16);
    auto bytes = take(size + 2);
    bytes.resize(size);
    return bytes;
}

Reply Client::reply(bool to_head) {
    Reply reply;
    auto head = until("\r\n\r\n");
    reply.version = head.substr(0, 8);
    reply.status = std::stoi(head.substr(9, 3));
    head.erase(0, head.find("\r\n") + 2);
    while (head != "\r\n") {
        const auto colon = head.find(": ");
        const auto end = head.find("\r\n");
        auto name = head.substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (!reply.headers.emplace(name, head.substr(colon + 2, end - colon - 2)).second)
            throw std::runtime_error("twice in one reply: " + name);
        head.erase(0, end + 2);
    }
    if (!to_head && reply.headers.count("content-length"))
        reply.body = take(std::stoul(reply.header("content-length")));
    return reply;
}

Client::End Client::end() {
    if (!received_.empty()) return End::more;
    try {
        receive();
    } catch (const std::system_error& error) {
        if (error.code() == std::errc::connection_reset) return End::reset;
        throw;
    } catch (const std::runtime_error&) {
        return End::closed;
    }
    return End::more;
}

std::string Client::peer_subject() const {
    auto* const certificate = SSL_get1_peer_certificate(wire_->ssl);
    auto* const line = X509_NAME_oneline(X509_get_subject_name(certificate), nullptr, 0);
    std::string subject = line;
    OPENSSL_free(line);
    X509_free(certificate);
    return subject;
}

} // namespace sportello::http::test
