// core/app/daemon.hpp -- the daemon put together: the only place that knows everybody.
#pragma once

#include "core/base/config.hpp"

#include <memory>

namespace sportello::app {

class Daemon {
public:
    // Opens the file, loads the plugins, starts the devices. Throws store::Unusable or
    // std::runtime_error with a sentence for people.
    explicit Daemon(Config config);
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;
    ~Daemon();

    // Listens, tells systemd, and serves until SIGTERM or SIGINT; then answers what is in progress,
    // gives up what prints, and returns.
    void run();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace sportello::app
