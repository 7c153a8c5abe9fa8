// tests/core/http/client.hpp -- a blocking HTTP client that sends exactly the bytes it is given.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace sportello::http::test {

struct Reply {
    int status = 0;
    std::string version;                                     // "HTTP/1.1"
    std::map<std::string, std::string, std::less<>> headers; // Names in lower case.
    std::string body;

    std::string header(std::string_view name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string() : found->second;
    }
};

class Client {
public:
    // `receive_bytes`: what the system keeps for a client that does not read; 0: its own choice.
    static Client tcp(std::uint16_t port, int receive_bytes = 0);
    static Client unix_socket(const std::filesystem::path& path);
    // `highest`: of TLS, such as TLS1_1_VERSION; 0: whatever both can.
    static Client tls(std::uint16_t port, int highest = 0);

    Client(Client&&) noexcept;
    ~Client();

    // False when the peer has closed.
    bool send(std::string_view bytes);
    void send_end(); // Nothing more will be sent.

    // Throw std::runtime_error when the peer closes first, or after some seconds of silence.
    Reply reply(bool to_head = false);
    std::string until(std::string_view mark); // Up to and with the mark.
    std::string chunk();                      // Empty: the last one.

    Reply get(std::string_view target) {
        send("GET " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n\r\n");
        return reply();
    }

    enum class End { closed, reset, more };
    End end(); // How it ends: what comes next, or whether the close was orderly.
    std::string peer_subject() const; // Of the certificate.

private:
    struct Wire;
    explicit Client(std::unique_ptr<Wire> wire);
    std::string take(std::size_t count);
    void receive();

    std::unique_ptr<Wire> wire_;
    std::string received_;
};

} // namespace sportello::http::test
