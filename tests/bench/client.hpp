// tests/bench/client.hpp -- a small HTTP/1.1 client: one blocking socket to this machine, one
// request at a time. It parses just what sportellod and bare_beast send.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace bench {

using Ticks = std::chrono::steady_clock;

std::string make_request(std::string_view method,
                         std::string_view path,
                         std::string_view token, // Empty: none.
                         std::string_view body = {});

struct Reply {
    int status = 0;
    std::string body;
};

// Throws std::runtime_error when the peer is gone, or silent for ten seconds.
class Client {
public:
    explicit Client(std::uint16_t port);
    Client(Client&& other) noexcept;
    Client& operator=(Client&&) = delete;
    ~Client();

    int descriptor() const noexcept { return socket_; }
    void send(std::string_view request);

    // Receives once. True when a whole reply is there: then it is in reply().
    bool receive();
    const Reply& reply() const noexcept { return reply_; }

    // Sends, and waits for the reply, which must be a 2xx.
    const Reply& ask(std::string_view request);

    // For a stream. Receives once; true when `text` has come, which is then forgotten with all that
    // came before it.
    bool receive_until(std::string_view text);

private:
    void receive_some();
    bool take_reply();

    int socket_;
    std::string received_;
    Reply reply_;
};

// Throws unless it is a 2xx.
void check(const Reply& reply);

} // namespace bench
