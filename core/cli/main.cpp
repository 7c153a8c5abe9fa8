// sportello -- the IT officer's command: asks the running daemon, over its Unix socket.
#include "core/base/config.hpp"
#include "core/base/version.hpp"
#include "core/http/client.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>

#include <CLI/CLI.hpp>

namespace {

namespace json = boost::json;

constexpr int exit_refused = 1;
constexpr int exit_unreachable = 2;

struct Options {
    std::string config = "/etc/sportello/sportello.toml";
    std::string socket; // Empty: the configuration's.
    std::string language = "it";
    bool as_json = false;
};

// A refusal of the daemon, in its own words.
class Refused : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Box {
public:
    explicit Box(const Options& options) : options_(options) {}

    json::value get(std::string_view path) const { return ask("GET", path, ""); }
    json::value post(std::string_view path, const json::object& body) const {
        return ask("POST", path, json::serialize(body));
    }

private:
    json::value ask(std::string_view method, std::string_view path, std::string_view body) const {
        const auto reply = sportello::http::call(socket(), method, fmt::format("/api/v1{}", path),
                                                 body, options_.language);
        auto value = reply.body.empty() ? json::value() : json::parse(reply.body);
        if (reply.status < 400) return value;
        std::string text(value.at("detail").as_string());
        if (const auto* errors = value.as_object().if_contains("errors"))
            for (const auto& error : errors->as_array())
                text += fmt::format("\n  {}: {}", std::string_view(error.at("pointer").as_string()),
                                    std::string_view(error.at("detail").as_string()));
        throw Refused(text);
    }

    std::string socket() const {
        if (!options_.socket.empty()) return options_.socket;
        return sportello::load_config(options_.config).config.server.admin_socket;
    }

    const Options& options_;
};

std::string_view text(const json::value& of, std::string_view name) {
    const auto& value = of.at(name);
    return value.is_string() ? std::string_view(value.get_string()) : std::string_view("-");
}

void show_status(const json::value& status) {
    fmt::print("{} {}{}\nfrom {}\nwaiting {}, at the counters {}, commands {}\n",
               text(status, "town"), text(status, "version"),
               status.at("demo").as_bool() ? " (demo: FAC-SIMILE)" : "", text(status, "started_at"),
               status.at("waiting").to_number<std::int64_t>(),
               status.at("serving").to_number<std::int64_t>(),
               status.at("commands").to_number<std::uint64_t>());
    const auto& clock = status.at("clock");
    if (text(clock, "state") != "right")
        fmt::print("the system clock is {} by {} s and not followed: check date and time\n",
                   text(clock, "state"),
                   std::abs(clock.at("off_seconds").to_number<std::int64_t>()));
}

void show_plugins(const json::value& plugins) {
    for (const auto& plugin : plugins.at("items").as_array()) {
        fmt::print("{:<20} {:<8} {}\n", text(plugin, "id"), text(plugin, "version"),
                   text(plugin, "state"));
        if (plugin.at("reason").is_string()) fmt::print("    {}\n", text(plugin, "reason"));
    }
}

void show_devices(const json::value& devices) {
    for (const auto& device : devices.at("items").as_array())
        fmt::print("{:<12} {:<10} {:<28} {}\n    {}\n", text(device, "id"), text(device, "state"),
                   text(device, "port"), text(device, "name"), text(device, "advice"));
}

void show_users(const json::value& users) {
    for (const auto& user : users.at("items").as_array())
        fmt::print("{:<20} {:<14} {}\n", text(user, "id"), text(user, "role"), text(user, "name"));
}

// Only a password that comes on standard input stays out of the shell's history.
std::string read_password() {
    std::string line;
    if (!std::getline(std::cin, line) || line.empty())
        throw Refused("no password on standard input");
    return line;
}

struct NewUser {
    std::string id, name, role = "operator";
    bool password_stdin = false;
    bool keep = false;
};

json::value add_user(const Box& box, const NewUser& user) {
    json::object body{{"id", user.id}, {"name", user.name}, {"role", user.role}};
    if (user.password_stdin) body["password"] = read_password();
    if (user.keep) body["keep"] = true;
    return box.post("/operators", body);
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app("Asks the running daemon of the one-stop counter.");
    Options options;
    app.add_option("--config", options.config, "the daemon's configuration file")
        ->capture_default_str();
    app.add_option("--socket", options.socket, "the daemon's Unix socket, instead of --config");
    app.add_option("--language", options.language, "it or en")->capture_default_str();
    app.add_flag("--json", options.as_json, "print the daemon's JSON as it is");
    app.set_version_flag("--version", std::string(sportello::version));
    app.require_subcommand(1);

    const Box box(options);
    std::function<json::value()> ask;
    std::function<void(const json::value&)> show;
    const auto command = [&](CLI::App* at, auto&& asked, auto&& shown) {
        at->callback([&, asked, shown] {
            ask = asked;
            show = shown;
        });
    };

    command(
        app.add_subcommand("status", "how the box is"), [&] { return box.get("/status"); },
        show_status);
    command(
        app.add_subcommand("plugins", "every plugin found, and why one was left out"),
        [&] { return box.get("/plugins"); }, show_plugins);
    command(
        app.add_subcommand("devices", "printers: their state, and what to do about it"),
        [&] { return box.get("/devices"); }, show_devices);
    command(
        app.add_subcommand("backup", "copy the database into the backup folder"),
        [&] { return box.post("/backups", {}); },
        [](const json::value& made) {
            fmt::print("{} ({} bytes)\n", text(made, "file"),
                       made.at("bytes").to_number<std::int64_t>());
        });

    NewUser user;
    auto* user_group = app.add_subcommand("user", "people who work in the panel");
    user_group->require_subcommand(1);
    command(
        user_group->add_subcommand("list", "who they are"), [&] { return box.get("/operators"); },
        show_users);
    auto* user_add =
        user_group->add_subcommand("add", "add one; prints the password for first use");
    user_add->add_option("id", user.id, "the name to sign in with")->required();
    user_add->add_option("--name", user.name, "name and surname")->required();
    user_add->add_option("--role", user.role, "operator, supervisor, administrator or back-office")
        ->capture_default_str();
    user_add->add_flag("--password-stdin", user.password_stdin, "take the password from stdin");
    user_add->add_flag("--keep", user.keep, "do not ask to change it at first sign-in");
    command(
        user_add, [&] { return add_user(box, user); },
        [](const json::value& added) { fmt::print("{}\n", text(added, "password")); });

    std::string device_id, device_role;
    auto* token_group = app.add_subcommand("token", "kiosks and boards");
    token_group->require_subcommand(1);
    auto* token_add = token_group->add_subcommand("add", "make a token for a kiosk or a board");
    token_add->add_option("id", device_id, "its name")->required();
    token_add->add_option("--role", device_role, "kiosk, board or exchange")->required();
    command(
        token_add,
        [&] {
            return box.post("/device-tokens", {{"id", device_id}, {"role", device_role}});
        },
        [](const json::value& made) { fmt::print("{}\n", text(made, "token")); });

    CLI11_PARSE(app, argc, argv);
    try {
        const auto answer = ask();
        if (options.as_json)
            fmt::print("{}\n", json::serialize(answer));
        else
            show(answer);
        return 0;
    } catch (const Refused& refused) {
        fmt::print(stderr, "sportello: {}\n", refused.what());
        return exit_refused;
    } catch (const std::exception& error) {
        fmt::print(stderr, "sportello: {}\n", error.what());
        return exit_unreachable;
    }
}
