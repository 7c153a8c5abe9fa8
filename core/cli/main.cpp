// sportello -- the IT officer's command: asks the running daemon, over its Unix socket.
#include "core/base/config.hpp"
#include "core/base/version.hpp"
#include "core/cli/taxes.hpp"
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
        fmt::print("{:<20} {:<14} {}{}\n", text(user, "id"), text(user, "role"), text(user, "name"),
                   user.at("disabled").as_bool() ? " (disabled)" : "");
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

// Walks the whole protocol register, page by page, and stops at the first line that does not fit.
json::value verify_protocol(const Box& box, std::string_view language) {
    std::int64_t lines = 0, days = 0;
    json::object from;
    for (;;) {
        const auto page = box.post("/plugins/protocol/operations/verify", from);
        lines += page.at("lines").to_number<std::int64_t>();
        days += page.at("days").to_number<std::int64_t>();
        if (const auto* misfit = page.as_object().if_contains("misfit"))
            throw Refused(fmt::format("{} {}: {}", text(*misfit, "day"), text(*misfit, "line"),
                                      text(misfit->at("why"), language)));
        const auto* next = page.as_object().if_contains("next");
        if (!next) return json::object{{"lines", lines}, {"days", days}};
        from["from"] = *next;
    }
}

void show_verified(const json::value& verified) {
    fmt::print("{} lines and {} closed days: all fit\n",
               verified.at("lines").to_number<std::int64_t>(),
               verified.at("days").to_number<std::int64_t>());
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
    const auto user_step = [&](const char* name, const char* what, auto&& shown) {
        auto* step = user_group->add_subcommand(name, what);
        step->add_option("id", user.id, "the name to sign in with")->required();
        command(
            step,
            [&, name] { return box.post(fmt::format("/operators/{}/{}", user.id, name), {}); },
            shown);
    };
    const auto show_state = [](const json::value& changed) {
        fmt::print("{} {}\n", text(changed, "id"),
                   changed.at("disabled").as_bool() ? "disabled" : "enabled");
    };
    user_step("password", "a new password for first use, for who forgot it; ends the sessions",
              [](const json::value& made) { fmt::print("{}\n", text(made, "password")); });
    user_step("disable", "may no longer sign in; ends the sessions", show_state);
    user_step("enable", "may sign in again", show_state);

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

    sportello::cli::ImuOptions imu;
    auto* taxes_group = app.add_subcommand("taxes", "the town's taxes");
    taxes_group->require_subcommand(1);
    auto* imu_step = taxes_group->add_subcommand("imu", "one property's IMU, step by step");
    imu_step->add_option("--year", imu.year, "of the tax")->required();
    imu_step->add_option("--kind", imu.kind, "building, farmland or building-land")
        ->capture_default_str();
    imu_step->add_option("--category", imu.category, "cadastral: A/2");
    imu_step->add_option("--value", imu.value, "cadastral income or value, in euros")->required();
    imu_step->add_option("--use", imu.use, "main-home, appurtenance, agreed-rent, ...")
        ->capture_default_str();
    imu_step->add_option("--share", imu.share, "of ownership: 1/2")->capture_default_str();
    imu_step->add_option("--rate", imu.rate, "per mille: 10,6; otherwise the town's");
    imu_step->add_option("--acquired", imu.acquired_on, "in that year: 2026-05-20");
    imu_step->add_option("--sold", imu.sold_on, "in that year");
    command(
        imu_step,
        [&] {
            return box.post("/plugins/taxes/operations/imu", sportello::cli::imu_question(imu));
        },
        [&](const json::value& answer) {
            sportello::cli::show_imu(answer, options.language == "en" ? "en" : "it");
        });

    auto* protocol_group = app.add_subcommand("protocol", "the register of documents");
    protocol_group->require_subcommand(1);
    command(
        protocol_group->add_subcommand(
            "verify",
            "reads it all again; names the first line that does not fit, and ends with 1"),
        [&] { return verify_protocol(box, options.language == "en" ? "en" : "it"); },
        show_verified);

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
