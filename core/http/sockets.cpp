// core/http/sockets.cpp -- binds, and turns what the system says into what a person can do.
#include "core/http/sockets.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <stdexcept>

#include <netinet/in.h>
#include <sys/un.h>

namespace sportello::http {

namespace net = boost::asio;
namespace fs = std::filesystem;
using boost::system::error_code;
using tcp = net::ip::tcp;

namespace {

std::string why(const error_code& error, std::uint16_t port) {
    if (error == net::error::address_in_use)
        return "another program already listens there. Stop it, or choose another port.";
    if (error == net::error::access_denied)
        return "the daemon's user may not use ports below 1024. Choose a port above " +
               std::to_string(std::max<std::uint16_t>(port, 1023)) +
               ", or grant the unit CAP_NET_BIND_SERVICE.";
    if (error == boost::system::errc::address_not_available)
        return "this machine has no such address. Use one of its own, or 0.0.0.0 for all of them.";
    return error.message() + ".";
}

[[noreturn]] void fail_unix(const fs::path& path, const std::string& why_not) {
    throw std::runtime_error("Cannot listen on the socket " + path.string() + ": " + why_not);
}

// Removes the socket file of a daemon that is no more.
void make_room(const Executor& loop, const fs::path& path) {
    std::error_code error;
    const auto status = fs::symlink_status(path, error);
    if (!fs::exists(status)) return;
    if (!fs::is_socket(status))
        fail_unix(path, "a file that is not a socket has that name. It was left as it is: move it "
                        "away, or choose another path.");
    net::basic_stream_socket<net::local::stream_protocol, Executor> caller(loop);
    error_code refused;
    caller.connect(net::local::stream_protocol::endpoint(path.string()), refused);
    if (!refused)
        fail_unix(path, "another daemon answers there. Stop it first, or choose another path.");
    if (refused != net::error::connection_refused) fail_unix(path, refused.message() + ".");
    fs::remove(path, error);
    if (error) fail_unix(path, "the old socket cannot be removed (" + error.message() + ").");
}

} // namespace

Acceptor open_tcp(const Executor& loop, const std::string& address, std::uint16_t port) {
    const auto refuse = [&](const std::string& because) {
        throw std::runtime_error("Cannot listen on " + address + " port " + std::to_string(port) +
                                 ": " + because);
    };
    error_code error;
    const auto ip = net::ip::make_address(address, error);
    if (error) refuse("that is not an IP address. Write it as 127.0.0.1, 0.0.0.0 or ::1.");
    net::basic_socket_acceptor<tcp, Executor> acceptor(loop);
    const tcp::endpoint endpoint(ip, port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
    if (error) refuse(why(error, port));
    return Acceptor(std::move(acceptor));
}

Acceptor open_unix(const Executor& loop, const fs::path& path) {
    if (path.string().size() >= sizeof(sockaddr_un::sun_path))
        fail_unix(path, "the path is longer than the " +
                            std::to_string(sizeof(sockaddr_un::sun_path) - 1) +
                            " bytes a socket's may have.");
    make_room(loop, path);
    net::basic_socket_acceptor<net::local::stream_protocol, Executor> acceptor(loop);
    error_code error;
    acceptor.open(net::local::stream_protocol(), error);
    if (!error) acceptor.bind(net::local::stream_protocol::endpoint(path.string()), error);
    if (error) fail_unix(path, error.message() + ".");
    // Nobody can connect before listen(): there is no moment at which others may.
    std::error_code denied;
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, denied);
    if (denied) fail_unix(path, denied.message() + ".");
    acceptor.listen(net::socket_base::max_listen_connections, error);
    if (error) fail_unix(path, error.message() + ".");
    return Acceptor(std::move(acceptor));
}

std::uint16_t port_of(const Acceptor& acceptor) {
    const auto endpoint = acceptor.local_endpoint();
    tcp::endpoint ip;
    std::memcpy(ip.data(), endpoint.data(), std::min(endpoint.size(), ip.capacity()));
    return ip.port();
}

} // namespace sportello::http
