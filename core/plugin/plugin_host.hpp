// core/plugin/plugin_host.hpp -- loads the service plugins and runs their operations.
//
// The only room that maps plugins (Boost.DLL): bound at once and locally, never RTLD_DEEPBIND,
// never unloaded. A plugin that is broken in any way is left out with a reason, and what needs it
// with it; the daemon runs on.
#pragma once

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/catalogue/catalogue.hpp"
#include "core/store/connection.hpp"

#include <sportello/abi.h>

#include <boost/json/object.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sportello::plugin {

enum class PluginState { running, declarative, failed };
std::string_view to_text(PluginState state);

struct PluginStatus {
    std::string id;
    std::string version;
    Text title;
    PluginState state = PluginState::failed;
    std::string reason; // Of a failed one, in words.
};

// One operation to run.
struct Invocation {
    catalogue::Operation::Kind kind = catalogue::Operation::Kind::query;
    std::string_view operation; // "registry.certificate"
    std::string_view input;     // JSON, already validated against the operation's form
    std::string_view actor;
    std::optional<CaseId> case_id;
    std::string_view language;
    Instant now;
    std::string_view role; // Of the actor: "operator", ...; "system" for a job by the clock.
};

struct Options {
    std::string printer;            // Where plugins print; empty: nowhere.
    boost::json::object letterhead; // Added to every document's data: town, province, demo.
    std::chrono::milliseconds operation_max{2'000}; // An operation that takes longer is stopped.
};

class PluginHost {
public:
    // Both are borrowed and outlive the host.
    PluginHost(const catalogue::Catalogue& catalogue, const Zone& zone, Options options);
    PluginHost(const PluginHost&) = delete;
    PluginHost& operator=(const PluginHost&) = delete;
    ~PluginHost(); // Stops.

    // In this order, on the main thread, before any operation runs: maps and checks every library,
    // brings the tables up to date, creates and starts the instances. None of them throws for a
    // plugin's sake.
    void load();
    void migrate(store::Connection& connection);
    void start();
    void stop();

    std::vector<PluginStatus> list() const;
    bool running(std::string_view area) const; // Or declarative: able to work.

    // Runs an operation on this connection, a command inside its own savepoint of the caller's
    // transaction, and returns its reply, a JSON text. Throws Refusal: what the plugin refused
    // (code "<plugin>.<code>"), plugin.unknown-operation (404), plugin.left-out, plugin.too-slow
    // (503), plugin.failed (500). [worker: the writer for commands, any reader for queries]
    std::string run(store::Connection& connection, const Invocation& invocation);

private:
    struct Plugin;
    Plugin* find(std::string_view id) const;
    // Whose "registry.certificate" is, and what; null when there is no such thing.
    std::pair<const Plugin*, const catalogue::Operation*>
    find_operation(std::string_view name) const;
    // How far a run has come: each call of another plugin is one deeper, in the same time.
    struct Reach {
        std::chrono::steady_clock::time_point deadline;
        int depth = 0;
    };
    std::string
    run_within(store::Connection& connection, const Invocation& invocation, const Reach& reach);
    static void log(const spo_host* host, std::int32_t level, spo_str message) noexcept;
    void fail(Plugin& plugin, std::string reason);
    std::vector<Plugin*> in_order();

    const catalogue::Catalogue& catalogue_;
    const Zone& zone_;
    Options options_;
    std::string letterhead_; // The options', as text.
    std::vector<std::unique_ptr<Plugin>>
        plugins_; // In the order of their dependencies after load().
};

} // namespace sportello::plugin
