// tests/bench/bare_beast.cpp -- the least a server on Beast can do, to compare sportellod with: one
// thread, connections that stay open, the same reply to every request.
//
//   bench_bare_beast FILE     FILE holds the reply, head and body
//
// Prints its port and serves 127.0.0.1 until it is killed. The reply is parsed once and never
// copied; there is no route, no limit and no deadline.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

namespace net = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = net::ip::tcp;
using Reply = http::response<http::string_body>;

namespace {

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(tcp::socket socket, const Reply& reply) : socket_(std::move(socket)), reply_(reply) {}

    void read() {
        request_ = {};
        http::async_read(socket_, buffer_, request_,
                         [self = shared_from_this()](const error_code& error, std::size_t) {
                             if (!error) self->write();
                         });
    }

private:
    void write() {
        http::async_write(socket_, reply_,
                          [self = shared_from_this()](const error_code& error, std::size_t) {
                              if (!error) self->read();
                          });
    }

    tcp::socket socket_;
    const Reply& reply_;
    boost::beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
};

Reply reply_in(const char* file) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    http::response_parser<http::string_body> parser;
    parser.eager(true);
    error_code error;
    parser.put(net::buffer(text), error);
    if (error || !parser.is_done()) throw std::runtime_error("the file holds no whole reply");
    return parser.release();
}

void accept(tcp::acceptor& acceptor, const Reply& reply) {
    acceptor.async_accept([&](const error_code& error, tcp::socket socket) {
        if (error) return;
        socket.set_option(tcp::no_delay(true));
        std::make_shared<Session>(std::move(socket), reply)->read();
        accept(acceptor, reply);
    });
}

} // namespace

int main(int argc, char** argv) {
    try {
        if (argc != 2) throw std::runtime_error("which file holds the reply?");
        const auto reply = reply_in(argv[1]);
        net::io_context loop{1};
        tcp::acceptor acceptor(loop, {net::ip::address_v4::loopback(), 0});
        std::printf("%u\n", static_cast<unsigned>(acceptor.local_endpoint().port()));
        std::fflush(stdout);
        accept(acceptor, reply);
        loop.run();
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_bare_beast: %s\n", error.what());
        return 1;
    }
}
