#include "core/http/client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <stdexcept>

namespace sportello::http {

namespace net = boost::asio;
namespace wire = boost::beast::http;

Reply call(const std::filesystem::path& socket,
           std::string_view method,
           std::string_view target,
           std::string_view body,
           std::string_view language) {
    net::io_context context;
    net::local::stream_protocol::socket stream(context);
    boost::system::error_code error;
    stream.connect(net::local::stream_protocol::endpoint(socket.string()), error);
    if (error)
        throw std::runtime_error("the daemon does not answer at " + socket.string() + " (" +
                                 error.message() +
                                 "): is sportellod running, and are you root or the user it runs as?");
    wire::request<wire::string_body> request{wire::string_to_verb(method), target, 11};
    request.set(wire::field::host, "localhost");
    request.set(wire::field::accept_language, language);
    if (!body.empty()) request.set(wire::field::content_type, "application/json");
    request.body() = body;
    request.prepare_payload();
    wire::write(stream, request);
    boost::beast::flat_buffer buffer;
    wire::response<wire::string_body> response;
    wire::read(stream, buffer, response);
    return {static_cast<int>(response.result_int()), std::move(response.body())};
}

} // namespace sportello::http
