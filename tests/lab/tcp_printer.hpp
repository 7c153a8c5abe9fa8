// tests/lab/tcp_printer.hpp -- the model printer on the network: one connection at a time, as most
// have it, on a port of 127.0.0.1.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "tests/lab/model_printer.hpp"

namespace sportello::lab {

class TcpPrinter {
public:
    TcpPrinter(); // Has its port, but refuses connections.
    TcpPrinter(const TcpPrinter&) = delete;
    TcpPrinter& operator=(const TcpPrinter&) = delete;
    ~TcpPrinter();

    void appear();            // Accepts connections from now on.
    std::string port() const; // "tcp:127.0.0.1:40123"

    void hang_up_after(std::size_t bytes); // Resets the connection when so many have been taken.
    void hang_up();                        // Now; the connection is closed when this returns.
    // Changes the printer under the lock, then lets the host see what follows.
    void with(const std::function<void(ModelPrinter&)>& change);
    std::string paper();
    // True when `condition` holds within ten seconds.
    bool wait_until(const std::function<bool(ModelPrinter&)>& condition);

private:
    void run();
    void serve(int connection);
    void poke();

    int listener_;
    int wake_; // An eventfd: something has changed.
    int number_;
    std::mutex mutex_; // guards the rest
    std::condition_variable happened_;
    ModelPrinter printer_;
    bool hang_up_ = false;
    bool connected_ = false;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace sportello::lab
