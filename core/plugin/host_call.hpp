// core/plugin/host_call.hpp -- the daemon's side of spo_host: what a plugin may do while it runs.
#pragma once

#include "core/base/refusal.hpp"
#include "core/plugin/plugin_host.hpp"

#include <sportello/abi.h>

#include <functional>
#include <optional>
#include <string>

// The opaque structure a plugin holds a pointer to while its operation runs.
struct spo_call {
    sportello::store::Connection& connection;
    const sportello::catalogue::Area& area; // Whose operation it is.
    const sportello::plugin::Options& options;
    const sportello::plugin::Invocation& invocation;
    std::string_view local_time;
    std::chrono::steady_clock::time_point deadline;
    // Runs another plugin's operation, one deeper.
    std::function<std::string(std::string_view operation, std::string_view input)> run;

    std::string reply{};
    bool broke_reply = false; // Its reply was refused, which it cannot be told.
    // Why it failed: by the daemon's finding, or in the plugin's own words.
    std::optional<sportello::Refusal> finding{};
    struct Words {
        std::string code, field;
        std::map<std::string, std::string> arguments;
    };
    std::optional<Words> words{};

    bool late() const { return std::chrono::steady_clock::now() > deadline; }
    // SQLite has ended the transaction: the disk is full, or a write was interrupted.
    bool lost() const { return writes() && !connection.in_transaction(); }
    bool writes() const {
        return invocation.kind == sportello::catalogue::Operation::Kind::command;
    }
};

namespace sportello::plugin {

// Fills in everything but size, minor and log. The functions are noexcept in fact: each ends what
// it meets in a status.
void fill_host_functions(spo_host& host);

inline std::string_view view(spo_str text) {
    return {text.data, text.size};
}
inline spo_str borrow(std::string_view text) {
    return {text.data(), text.size()};
}

// Throws when what was done cannot stand, and the reason of a status other than SPO_OK: the
// plugin's words as "<plugin>.<code>", else the daemon's own finding, else plugin.failed.
void throw_unless_ok(const spo_call& call, spo_status status);

spo_status status_of(Refusal::Kind kind);
Refusal::Kind kind_of(spo_status status);

} // namespace sportello::plugin
