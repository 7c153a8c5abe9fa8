// sportellod -- the daemon of the one-stop counter. See sportellod --help and docs/.
#include "core/app/daemon.hpp"
#include "core/base/log.hpp"
#include "core/base/version.hpp"

#include <fmt/format.h>

#include <cstdio>

#include <CLI/CLI.hpp>

namespace {

constexpr int exit_failed = 1;
constexpr int exit_misconfigured = 2;

int serve(const std::string& file, bool check_only) {
    auto loaded = sportello::load_config(file);
    for (const auto& mistake : loaded.mistakes)
        fmt::print(stderr, "{}\n", sportello::to_text(mistake));
    if (!loaded.mistakes.empty()) {
        fmt::print(stderr, "sportellod: {} mistakes in the configuration; nothing was started\n",
                   loaded.mistakes.size());
        return exit_misconfigured;
    }
    if (check_only) {
        fmt::print("{}: no mistakes\n", file);
        return 0;
    }
    sportello::log::open(loaded.config.log.level);
    sportello::app::Daemon(std::move(loaded.config)).run();
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app("The daemon of the one-stop citizen counter. Runs in the foreground.");
    std::string config = "/etc/sportello/sportello.toml";
    bool check = false;
    app.add_option("--config", config,
                   "the configuration file; conf.d/*.toml beside it is read too")
        ->capture_default_str();
    app.add_flag("--check-config", check, "say what is wrong in the configuration, and exit");
    app.set_version_flag("--version", std::string(sportello::version));
    CLI11_PARSE(app, argc, argv);
    try {
        return serve(config, check);
    } catch (const std::exception& error) {
        fmt::print(stderr, "sportellod: {}\n", error.what());
        return exit_failed;
    }
}
