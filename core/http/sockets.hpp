// core/http/sockets.hpp -- opens the sockets the server listens on, or says why it cannot.
//
// TCP and Unix sockets share one type, so the server is written once.
#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <filesystem>
#include <string>

namespace sportello::http {

using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::generic::stream_protocol, Executor>;
using Acceptor =
    boost::asio::basic_socket_acceptor<boost::asio::generic::stream_protocol, Executor>;

// Both throw std::runtime_error with a sentence for people.
Acceptor open_tcp(const Executor& loop, const std::string& address, std::uint16_t port);
// Mode 0600. A socket file that nobody answers on is replaced; anything else is left alone.
Acceptor open_unix(const Executor& loop, const std::filesystem::path& path);

std::uint16_t port_of(const Acceptor& acceptor);

} // namespace sportello::http
