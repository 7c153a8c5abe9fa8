// tests/bench/load.cpp -- asks a server of this machine, counts and takes the time.
//
//   bench_load requests PORT CLIENTS COUNT METHOD PATH [TOKEN [BODY]]
//       COUNT requests over CLIENTS connections that stay open, each with one request under way.
//   bench_load visits PORT COUNT TOKEN COUNTER
//       COUNT times next, start, finish at an open counter; the times are those of all three.
//   bench_load calls PORT STREAMS COUNT BOARD_TOKEN OPERATOR_TOKEN COUNTER
//       COUNT calls at an open counter, watched by STREAMS boards; the times go from the sending of
//       the call to the arrival of its event at each board.
//
// Enough tickets must wait. Prints one line of JSON; times in microseconds.
#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "client.hpp"
#include <sys/epoll.h>
#include <unistd.h>

namespace bench {

namespace {

constexpr int silence_max_ms = 10'000;
constexpr std::size_t clients_max = 1'000;

// Which of some clients have something to receive.
class Readiness {
public:
    explicit Readiness(std::vector<Client>& clients) : set_(::epoll_create1(EPOLL_CLOEXEC)) {
        for (std::size_t i = 0; i < clients.size(); ++i) {
            epoll_event wanted{};
            wanted.events = EPOLLIN;
            wanted.data.u64 = i;
            ::epoll_ctl(set_, EPOLL_CTL_ADD, clients[i].descriptor(), &wanted);
        }
    }
    Readiness(const Readiness&) = delete;
    Readiness& operator=(const Readiness&) = delete;
    ~Readiness() { ::close(set_); }

    // Calls visit(index) for each; throws when none has anything for ten seconds.
    template <class Visit>
    void wait(Visit&& visit) {
        std::array<epoll_event, 64> events;
        const int count =
            ::epoll_wait(set_, events.data(), static_cast<int>(events.size()), silence_max_ms);
        if (count <= 0) throw std::runtime_error("the server is silent");
        for (int i = 0; i < count; ++i)
            visit(static_cast<std::size_t>(events[static_cast<std::size_t>(i)].data.u64));
    }

private:
    int set_;
};

double microseconds(Ticks::duration duration) {
    return std::chrono::duration<double, std::micro>(duration).count();
}

void report(std::vector<double>& times, Ticks::duration took) {
    std::sort(times.begin(), times.end());
    const auto at = [&](double part) {
        return times[static_cast<std::size_t>(static_cast<double>(times.size() - 1) * part)];
    };
    const auto seconds = std::chrono::duration<double>(took).count();
    std::printf("{\"count\": %zu, \"seconds\": %.3f, \"per_second\": %.1f, \"p50_us\": %.1f, "
                "\"p99_us\": %.1f}\n",
                times.size(), seconds, static_cast<double>(times.size()) / seconds, at(0.5),
                at(0.99));
}

std::vector<Client> connect(std::uint16_t port, std::size_t count) {
    if (count == 0 || count > clients_max) throw std::runtime_error("too many clients, or none");
    std::vector<Client> clients;
    for (std::size_t i = 0; i < count; ++i)
        clients.emplace_back(port);
    return clients;
}

void requests(std::uint16_t port,
              std::size_t client_count,
              std::size_t count,
              const std::string& request) {
    auto clients = connect(port, client_count);
    Readiness ready(clients);
    std::vector<Ticks::time_point> sent_at(clients.size());
    std::vector<double> times;
    times.reserve(count);
    std::size_t sent = 0;
    const auto send = [&](std::size_t i) {
        if (sent == count) return;
        ++sent;
        sent_at[i] = Ticks::now();
        clients[i].send(request);
    };
    const auto begin = Ticks::now();
    for (std::size_t i = 0; i < clients.size(); ++i)
        send(i);
    while (times.size() < count)
        ready.wait([&](std::size_t i) {
            if (!clients[i].receive()) return;
            times.push_back(microseconds(Ticks::now() - sent_at[i]));
            check(clients[i].reply());
            send(i);
        });
    report(times, Ticks::now() - begin);
}

std::string
counter_request(const std::string& counter, const char* what, const std::string& token) {
    return make_request("POST", "/api/v1/counters/" + counter + "/" + what, token);
}

// The request for `what` on the ticket that `reply` shows: its id stands first.
std::string ticket_request(const Reply& reply, const char* what, const std::string& token) {
    if (reply.status == 204) throw std::runtime_error("nobody waits any more");
    constexpr std::string_view before = "{\"id\":";
    const auto id = reply.body.substr(before.size(), reply.body.find(',') - before.size());
    return make_request("POST", "/api/v1/tickets/" + id + "/" + what, token);
}

void visits(std::uint16_t port,
            std::size_t count,
            const std::string& token,
            const std::string& counter) {
    Client desk(port);
    const auto next = counter_request(counter, "next", token);
    std::vector<double> times;
    const auto begin = Ticks::now();
    for (std::size_t i = 0; i < count; ++i) {
        const auto started = Ticks::now();
        const Reply called = desk.ask(next);
        desk.ask(ticket_request(called, "start", token));
        desk.ask(ticket_request(called, "finish", token));
        times.push_back(microseconds(Ticks::now() - started));
    }
    report(times, Ticks::now() - begin);
}

// Waits until each board has received `text`; calls seen() at each arrival.
template <class Seen>
void wait_for(std::vector<Client>& boards, Readiness& ready, std::string_view text, Seen&& seen) {
    std::vector<bool> has(boards.size());
    for (std::size_t missing = boards.size(); missing > 0;)
        ready.wait([&](std::size_t i) {
            // What comes after the text stays for the next look.
            if (has[i] || !boards[i].receive_until(text)) return;
            seen();
            has[i] = true;
            --missing;
        });
}

void calls(std::uint16_t port,
           std::size_t streams,
           std::size_t count,
           const std::string& board_token,
           const std::string& token,
           const std::string& counter) {
    auto boards = connect(port, streams);
    Readiness ready(boards);
    const auto open = make_request("GET", "/api/v1/events", board_token);
    for (auto& board : boards)
        board.send(open);
    wait_for(boards, ready, "text/event-stream", [] {});
    Client desk(port);
    const auto next = counter_request(counter, "next", token);
    std::vector<double> times;
    const auto begin = Ticks::now();
    for (std::size_t i = 0; i < count; ++i) {
        const auto called_at = Ticks::now();
        desk.send(next);
        wait_for(boards, ready, "event: ticket.called\n",
                 [&] { times.push_back(microseconds(Ticks::now() - called_at)); });
        while (!desk.receive()) {
        }
        const Reply called = desk.reply();
        check(called);
        // The next call comes when all is quiet again.
        desk.ask(ticket_request(called, "start", token));
        desk.send(ticket_request(called, "finish", token));
        wait_for(boards, ready, "event: ticket.finished\n", [] {});
        while (!desk.receive()) {
        }
        check(desk.reply());
    }
    report(times, Ticks::now() - begin);
}

int run(const std::vector<std::string>& words) {
    const auto word = [&](std::size_t i) { return i < words.size() ? words[i] : std::string(); };
    const auto number = [&](std::size_t i) { return std::stoul(words.at(i)); };
    const auto mode = word(0);
    const auto port = static_cast<std::uint16_t>(number(1));
    if (mode == "requests")
        requests(port, number(2), number(3), make_request(word(4), word(5), word(6), word(7)));
    else if (mode == "visits")
        visits(port, number(2), word(3), word(4));
    else if (mode == "calls")
        calls(port, number(2), number(3), word(4), word(5), word(6));
    else
        throw std::runtime_error("requests, visits or calls? See the head of load.cpp");
    return 0;
}

} // namespace

} // namespace bench

int main(int argc, char** argv) {
    try {
        return bench::run({argv + 1, argv + argc});
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_load: %s\n", error.what());
        return 1;
    }
}
