// core/http/server.cpp -- the only file that holds coroutines; Beast reads the requests.
//
// g++ 12 destroys twice an aggregate or a capturing lambda that is written inside the operand of
// co_await: here only names stand inside `co_await f(...)`.
//
// Beast parses; the bytes are read and written here, so that one coroutine serves TCP, TLS and Unix
// sockets, and one clock watches over all of their deadlines.
#include "core/http/server.hpp"

#include "core/http/deadlines.hpp"
#include "core/http/handlers.hpp"
#include "core/http/hub.hpp"
#include "core/http/sockets.hpp"
#include "core/http/tls.hpp"
#include "core/http/wire.hpp"

#include <boost/asio.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <list>
#include <optional>
#include <unordered_set>

namespace sportello::http {

namespace net = boost::asio;
namespace wire = boost::beast::http;
using boost::system::error_code;

namespace {

template <class T>
using Task = net::awaitable<T, Executor>;
constexpr auto as_result = net::as_tuple(net::use_awaitable_t<Executor>()); // [error, value]

using Parser = wire::request_parser<wire::string_body>;
using Message = wire::request<wire::string_body>;

constexpr std::size_t read_bytes = 16 * 1024;
constexpr std::size_t turned_away_max = 32; // Told 503 at one time; those beyond are just closed.
constexpr std::chrono::milliseconds accept_pause{100};

struct Connection : Watched, std::enable_shared_from_this<Connection> {
    // stop() ends what is idle, wakes a stream, and waits for what is busy.
    enum class Phase { idle, busy, streaming };

    Connection(Socket accepted, std::shared_ptr<net::ssl::context> tls_context, bool is_local)
        : socket(std::move(accepted)),
          context(std::move(tls_context)),
          wake(socket.get_executor()),
          local(is_local) {
        if (context) tls.emplace(socket, *context);
    }
    void cancel() override {
        error_code ignored;
        socket.cancel(ignored);
    }

    Socket socket;
    std::shared_ptr<net::ssl::context> context; // What reload_tls() replaced lives on in here.
    std::optional<net::ssl::stream<Socket&>> tls;
    boost::beast::flat_buffer buffer; // Received, not yet parsed.
    std::string head;                 // Of the reply being sent.
    std::shared_ptr<Exchange> exchange;
    std::shared_ptr<void> large_body; // Its place among the few, until it is answered.
    Timer wake;                       // Of an event stream.
    Phase phase = Phase::idle;
    bool local;
    bool abandoned = false; // drain_max passed.
    bool gone = false;      // The reader of an event stream went away.
};

// The status that tells the peer what was wrong with its request; 0 when nobody is left to tell.
int status_of(const error_code& error) {
    if (!error) return 200;
    if (error == net::error::timed_out) return 408;
    if (error == wire::error::body_limit) return 413;
    if (error == wire::error::header_limit) return 431;
    if (error == wire::error::end_of_stream) return 0;
    const auto& parsing = wire::make_error_code(wire::error::bad_field).category();
    return error.category() == parsing ? 400 : 0;
}

// What Beast lets pass and RFC 9112 (3.2, 6.1) does not: a request that two servers in a row could
// read in two ways.
bool is_sound(const Parser& parser) {
    const auto& head = parser.get();
    const auto hosts = head.count(wire::field::host);
    if (hosts > 1 || (hosts == 0 && head.version() == 11)) return false;
    const auto encoding = head[wire::field::transfer_encoding];
    return encoding.empty() || boost::beast::iequals(encoding, "chunked");
}

bool expects_continue(const Parser& parser) {
    const auto& head = parser.get();
    return head.version() == 11 && !parser.is_done() &&
           boost::beast::iequals(head[wire::field::expect], "100-continue");
}

// What is known of a request, whole or not. False when its target makes no sense.
bool describe(const Message& message, Request& into) {
    into.method = message.method_string();
    for (const auto& header : message)
        add_header(into, header.name_string(), header.value());
    return read_target(message.target(), into);
}

} // namespace

struct Server::Impl : std::enable_shared_from_this<Server::Impl> {
    struct Listener {
        Acceptor acceptor;
        std::optional<Tls> files;
        std::shared_ptr<net::ssl::context> context;
        std::filesystem::path socket_file;
    };
    enum class Next { request, close, nothing };

    Executor loop;
    const Router& router;
    Events& events;
    Limits limits;
    Statistics statistics;
    std::list<Listener> listeners; // Each is referred to by its accept().
    std::size_t large_bodies = 0;  // On their way or held in memory: counted down by connections.
    std::unordered_set<std::shared_ptr<Connection>> connections;
    std::size_t turned_away = 0;
    bool stopping = false;
    Timer drain;
    std::shared_ptr<Deadlines> deadlines;
    Handlers handlers;

    Impl(net::io_context& io,
         store::Database& d,
         const Router& r,
         Events& e,
         Errors errors,
         const Limits& l)
        : loop(io.get_executor()),
          router(r),
          events(e),
          limits(l),
          drain(loop),
          deadlines(std::make_shared<Deadlines>(loop)),
          handlers(d, std::move(errors), l) {}

    // --- bytes ---

    // Receives some more.
    Task<error_code> fill(Connection& c) {
        const auto room = c.buffer.prepare(read_bytes);
        error_code error;
        std::size_t count = 0;
        if (c.tls)
            std::tie(error, count) = co_await c.tls->async_read_some(room, as_result);
        else
            std::tie(error, count) = co_await c.socket.async_read_some(room, as_result);
        c.buffer.commit(count);
        co_return c.late ? error_code(net::error::timed_out) : error;
    }

    // Sends all, or says false.
    template <class Buffers>
    Task<bool> send(Connection& c, const Buffers& bytes) {
        error_code error;
        std::size_t count = 0;
        if (c.tls)
            std::tie(error, count) = co_await net::async_write(*c.tls, bytes, as_result);
        else
            std::tie(error, count) = co_await net::async_write(c.socket, bytes, as_result);
        co_return !error && !c.late;
    }

    // Parses until `is_reached()`.
    template <class Condition>
    Task<error_code> parse(Connection& c, Parser& parser, Condition is_reached) {
        for (;;) {
            error_code error;
            while (!is_reached() && c.buffer.size() > 0 && !error)
                c.buffer.consume(parser.put(c.buffer.data(), error));
            if (is_reached() && !error) co_return error;
            if (error && error != wire::error::need_more) co_return error;
            // Only the start of a header or of a chunk is left: Beast does not limit the latter.
            if (c.buffer.size() > limits.header_bytes_max) co_return wire::error::header_limit;
            error = co_await fill(c);
            if (error == net::error::eof)
                co_return parser.got_some() ? wire::error::partial_message
                                            : wire::error::end_of_stream;
            if (error) co_return error;
        }
    }

    // Receives a request; returns 200, or the status to refuse it with, or 0 when there is none.
    Task<int> receive(Connection& c, Parser& parser) {
        parser.header_limit(limits.header_bytes_max);
        parser.body_limit(boost::none); // Until the route is known: nothing of it is read before.
        c.phase = Connection::Phase::idle;
        if (c.buffer.size() == 0) {
            deadlines->allow(c, limits.idle_max);
            const auto error = co_await fill(c);
            if (error) co_return 0;
        }
        c.phase = Connection::Phase::busy;
        deadlines->allow(c, limits.io_max);
        const auto has_head = [&] { return parser.is_header_done(); };
        auto error = co_await parse(c, parser, has_head);
        if (error) co_return status_of(error);
        if (!is_sound(parser)) co_return 400;
        const int status = admit_body(c, parser);
        if (status != 200) co_return status;
        if (c.buffer.size() == 0 && expects_continue(parser)) {
            const auto go_on = net::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25);
            const bool sent = co_await send(c, go_on);
            if (!sent) co_return 0;
        }
        const auto is_whole = [&] { return parser.is_done(); };
        error = co_await parse(c, parser, is_whole);
        co_return status_of(error);
    }

    // How large the body may be. One beyond the common limit takes a place among the few.
    int admit_body(Connection& c, Parser& parser) {
        const auto length = parser.content_length();
        const bool chunked = parser.chunked();
        auto most = limits.body_bytes_max;
        if (chunked || (length && *length > most)) {
            const auto allowed = body_bytes_max_of(parser.get());
            if (allowed > most) {
                most = allowed;
                if (large_bodies >= limits.large_bodies_max) return 503;
                c.large_body = counted(large_bodies);
                deadlines->allow(c, limits.large_io_max);
            }
        }
        if (length && *length > most) return 413;
        parser.body_limit(most);
        return 200;
    }

    std::uint64_t body_bytes_max_of(const Message& head) const {
        Request asked;
        if (!read_target(head.target(), asked)) return 0;
        return router.match(head.method_string(), asked.path).body_bytes_max;
    }

    Task<bool> reply(Connection& c, const Response& response, const Framing& framing, bool bare) {
        write_head(response, framing, c.head);
        const auto status_class = static_cast<std::size_t>(response.status) / 100;
        if (status_class < statistics.responses.size()) ++statistics.responses[status_class];
        const auto body = bare ? std::string_view() : body_of(response);
        const std::array<net::const_buffer, 2> bytes{net::buffer(c.head),
                                                     net::buffer(body.data(), body.size())};
        deadlines->allow(c, limits.io_max);
        co_return co_await send(c, bytes);
    }

    // Closes once the peer has read what was said: with bytes of its own unread, closing at once
    // would reset the connection, and the peer would see that instead.
    Task<void> hang_up(Connection& c) {
        c.phase = Connection::Phase::busy;
        deadlines->allow(c, limits.linger_max);
        if (c.tls) co_await c.tls->async_shutdown(as_result);
        error_code error;
        c.socket.shutdown(Socket::shutdown_send, error);
        c.buffer.clear();
        const auto discarded = c.buffer.prepare(read_bytes);
        std::size_t count = 0;
        while (!error && !c.late)
            std::tie(error, count) = co_await c.socket.async_read_some(discarded, as_result);
    }

    // --- connections ---

    Task<void> accept(Listener& listener) {
        while (!stopping) {
            Socket socket(loop);
            const auto [error] = co_await listener.acceptor.async_accept(socket, as_result);
            if (stopping) co_return;
            if (error) { // Out of descriptors: wait instead of spinning.
                Timer pause(loop, accept_pause);
                co_await pause.async_wait(as_result);
                continue;
            }
            welcome(listener, std::move(socket));
        }
    }

    void welcome(const Listener& listener, Socket socket) {
        const bool excess = statistics.connections >= limits.connections_max;
        if (excess) {
            ++statistics.refused_connections;
            // To say so within TLS would cost more than to serve.
            if (listener.context || turned_away >= turned_away_max) return;
            ++turned_away;
        } else {
            ++statistics.connections;
        }
        error_code ignored; // A Unix socket has no such option.
        socket.set_option(net::ip::tcp::no_delay(true), ignored);
        const auto connection = std::make_shared<Connection>(std::move(socket), listener.context,
                                                             !listener.socket_file.empty());
        connections.insert(connection);
        deadlines->add(*connection);
        auto work = excess ? turn_away(*connection) : serve(*connection);
        net::co_spawn(loop, std::move(work),
                      [self = shared_from_this(), connection, excess](const std::exception_ptr&) {
                          --(excess ? self->turned_away : self->statistics.connections);
                          self->forget(connection);
                      });
    }

    void forget(const std::shared_ptr<Connection>& connection) {
        error_code ignored; // What still waits on the socket holds the connection.
        connection->socket.close(ignored);
        deadlines->remove(*connection);
        connection->large_body.reset();
        connections.erase(connection);
        if (!stopping || !connections.empty()) return;
        deadlines->rest();
        drain.cancel();
    }

    Task<void> turn_away(Connection& c) {
        c.phase = Connection::Phase::busy;
        const Request unread;
        const auto response = handlers.refuse(503, unread);
        const auto framing = frame(c, response, 11, false);
        const bool sent = co_await reply(c, response, framing, false);
        if (sent) co_await hang_up(c);
    }

    Task<void> serve(Connection& c) {
        if (c.tls) {
            deadlines->allow(c, limits.io_max);
            const auto [error] =
                co_await c.tls->async_handshake(net::ssl::stream_base::server, as_result);
            if (error) co_return;
        }
        auto next = Next::request;
        while (next == Next::request && !stopping)
            next = co_await serve_request(c);
        if (next != Next::nothing) co_await hang_up(c);
    }

    Task<Next> serve_request(Connection& c) {
        Parser parser;
        const int status = co_await receive(c, parser);
        if (status == 0) co_return Next::nothing;
        const auto received = Ticks::now();
        Deadlines::allow_all_time(c); // What a handler may take is its own affair.
        c.exchange = std::make_shared<Exchange>(loop);
        auto& request = c.exchange->request;
        request.local = c.local;
        const bool understood = describe(parser.get(), request);
        request.body = std::move(parser.get().body());
        const bool bare = request.method == "HEAD";
        const auto version = parser.get().version();
        if (status != 200 || !understood) {
            const auto refusal = handlers.refuse(status == 200 ? 400 : status, request);
            const auto framing = frame(c, refusal, version, false);
            const bool sent = co_await reply(c, refusal, framing, bare);
            co_return sent ? Next::close : Next::nothing;
        }

        auto match = router.match(request.method, request.path);
        request.parameters = std::move(match.parameters);
        std::shared_ptr<Events::Hub::Subscriber> subscriber;
        if (match.status == 200 && match.where == Router::Where::stream)
            subscriber = subscribe(c); // Before `open` looks for what this client missed.
        const auto response = co_await respond(c, match);
        if (c.abandoned) co_return Next::nothing;
        const bool streams = subscriber && response.status == 200;
        if (!streams) subscriber.reset();
        auto framing = frame(c, response, version, parser.keep_alive() && !streams);
        framing.allow = match.allow;
        framing.stream = streams;
        record(Ticks::now() - received);
        const bool sent = co_await reply(c, response, framing, bare || streams);
        c.exchange.reset();
        c.large_body.reset();
        if (!sent) co_return Next::nothing;
        if (streams && !bare) {
            const bool ended = co_await stream(c, *subscriber, response.replay, version);
            co_return ended ? Next::close : Next::nothing;
        }
        co_return framing.keep_alive ? Next::request : Next::close;
    }

    Framing
    frame(const Connection& c, const Response& response, unsigned version, bool keep_alive) const {
        Framing framing;
        framing.reason = wire::obsolete_reason(static_cast<wire::status>(response.status));
        framing.version = version;
        framing.keep_alive = keep_alive && !stopping;
        framing.encrypted = c.tls.has_value();
        return framing;
    }

    void record(Ticks::duration duration) {
        const auto seconds = std::chrono::duration<double>(duration).count();
        const auto& bounds = Statistics::bounds;
        const auto bound = std::lower_bound(bounds.begin(), bounds.end(), seconds);
        ++statistics.durations[static_cast<std::size_t>(bound - bounds.begin())];
        statistics.duration_sum += seconds;
    }

    // Runs the route's handler where it belongs; a refusal when there is none, or no room for it.
    Task<Response> respond(Connection& c, const Router::Match& match) {
        auto& exchange = *c.exchange;
        if (match.status != 200) co_return handlers.refuse(match.status, exchange.request);
        if (!handlers.start(match, c.exchange)) co_return handlers.refuse(503, exchange.request);
        while (!exchange.is_answered && !c.abandoned)
            co_await exchange.answered.async_wait(as_result);
        if (c.abandoned) co_return Response();
        co_return handlers.result(match, exchange);
    }

    // --- event streams ---

    std::shared_ptr<Events::Hub::Subscriber> subscribe(Connection& c) {
        // Called by publish() while this connection holds the subscriber.
        const auto subscriber = events.hub().subscribe({});
        subscriber->wake = [&c, raw = subscriber.get()] {
            c.wake.cancel();
            if (raw->dropped) c.cancel(); // It may be stuck in sending.
        };
        return subscriber;
    }

    // Sends the replay and then what happens. True when it ended in good order.
    Task<bool> stream(Connection& c,
                      Events::Hub::Subscriber& subscriber,
                      const std::vector<StreamEvent>& replay,
                      unsigned version) {
        const bool chunked = version != 10;
        std::int64_t last = 0;
        std::string text;
        for (const auto& event : replay) {
            text += format(event);
            last = std::max(last, event.id);
        }
        const auto open = counted(statistics.streams);
        c.phase = Connection::Phase::streaming;
        c.socket.async_wait(Socket::wait_read, [self = c.shared_from_this()](const error_code& e) {
            if (e) return;
            self->gone = true; // Panels only listen: this is the end of the connection.
            self->wake.cancel();
        });
        while (!subscriber.dropped && !c.gone && !c.abandoned) {
            for (const auto& message : subscriber.pending) {
                if (message.id <= last) continue; // The replay had it.
                text += *message.text;
                last = message.id;
            }
            subscriber.pending.clear();
            if (text.empty() && stopping) break;
            if (text.empty()) {
                c.wake.expires_after(limits.heartbeat);
                const auto [woken] = co_await c.wake.async_wait(as_result);
                if (woken) continue;
                text = ":\n\n";
            }
            const bool sent = co_await send_part(c, text, chunked);
            if (!sent) co_return false;
            text.clear();
        }
        if (subscriber.dropped || c.gone || c.abandoned) co_return false;
        if (!chunked) co_return true;
        const auto end = net::buffer("0\r\n\r\n", 5);
        co_return co_await send(c, end);
    }

    Task<bool> send_part(Connection& c, const std::string& text, bool chunked) {
        std::array<char, 20> size{};
        const auto length = std::snprintf(size.data(), size.size(), "%zx\r\n", text.size());
        const std::array<net::const_buffer, 3> bytes{
            net::buffer(size.data(), chunked ? static_cast<std::size_t>(length) : 0),
            net::buffer(text), net::buffer("\r\n", chunked ? 2 : 0)};
        deadlines->allow(c, stopping ? limits.linger_max : limits.io_max);
        const bool sent = co_await send(c, bytes);
        Deadlines::allow_all_time(c);
        co_return sent;
    }

    // Counts one more for as long as the result lives.
    template <class Number>
    static std::shared_ptr<void> counted(Number& number) {
        ++number;
        return {nullptr, [&number](void*) { --number; }};
    }

    // --- the end ---

    void stop() {
        if (stopping) return;
        stopping = true;
        error_code ignored;
        for (auto& listener : listeners) {
            listener.acceptor.close(ignored);
            std::error_code absent;
            if (!listener.socket_file.empty())
                std::filesystem::remove(listener.socket_file, absent);
        }
        for (const auto& connection : connections) {
            auto& c = *connection;
            if (c.phase == Connection::Phase::streaming) {
                c.wake.cancel();
                deadlines->allow(c, limits.linger_max);
            } else if (c.phase == Connection::Phase::idle && c.socket.available(ignored) == 0) {
                c.cancel();
            }
        }
        if (connections.empty()) {
            deadlines->rest();
            return;
        }
        drain.expires_after(limits.drain_max);
        drain.async_wait([self = shared_from_this()](const error_code& error) {
            if (!error) self->abandon();
        });
    }

    void abandon() {
        error_code ignored;
        for (const auto& connection : connections) {
            connection->abandoned = true;
            connection->socket.close(ignored);
            connection->wake.cancel();
            if (connection->exchange) connection->exchange->answered.cancel();
        }
    }

    void listen(Listener listener) {
        auto& kept = listeners.emplace_back(std::move(listener));
        net::co_spawn(loop, accept(kept),
                      [self = shared_from_this()](const std::exception_ptr&) {});
    }
};

Server::Server(net::io_context& loop,
               store::Database& database,
               const Router& router,
               Events& events,
               Errors errors,
               Limits limits)
    : impl_(std::make_shared<Impl>(loop, database, router, events, std::move(errors), limits)) {}

Server::~Server() {
    impl_->stop();
    impl_->abandon();
    impl_->handlers.join(); // They belong to the router, which may be destroyed next.
}

std::uint16_t Server::listen(const std::string& address, std::uint16_t port) {
    auto acceptor = open_tcp(impl_->loop, address, port);
    const auto chosen = port_of(acceptor);
    impl_->listen({std::move(acceptor), {}, {}, {}});
    return chosen;
}

std::uint16_t Server::listen(const std::string& address, std::uint16_t port, const Tls& tls) {
    auto context = tls_context(tls);
    auto acceptor = open_tcp(impl_->loop, address, port);
    const auto chosen = port_of(acceptor);
    impl_->listen({std::move(acceptor), tls, std::move(context), {}});
    return chosen;
}

void Server::listen(const std::filesystem::path& socket) {
    impl_->listen({open_unix(impl_->loop, socket), {}, {}, socket});
}

void Server::reload_tls() {
    std::vector<std::shared_ptr<net::ssl::context>> fresh;
    for (const auto& listener : impl_->listeners)
        fresh.push_back(listener.files ? tls_context(*listener.files) : nullptr);
    auto next = fresh.begin();
    for (auto& listener : impl_->listeners)
        listener.context = std::move(*next++);
}

void Server::stop() {
    impl_->stop();
}

const Statistics& Server::statistics() const {
    return impl_->statistics;
}

} // namespace sportello::http
