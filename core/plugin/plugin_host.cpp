#include "core/plugin/plugin_host.hpp"

#include "core/base/log.hpp"
#include "core/plugin/host_call.hpp"
#include "core/plugin/order.hpp"
#include "core/store/migrations.hpp"

#include <boost/dll/shared_library.hpp>
#include <fmt/format.h>

#include <cstring>

namespace sportello::plugin {

namespace {

namespace dll = boost::dll;

constexpr int call_depth_max = 8;
constexpr const char* entry_symbol = "sportello_plugin_v1";

// A plugin, once mapped, stays mapped: thread-local and static destructors, exception objects and
// virtual tables of its code may outlive any point at which we could unmap it.
dll::shared_library& map_forever(const std::filesystem::path& file) {
    static auto& mapped = *new std::vector<std::unique_ptr<dll::shared_library>>;
    mapped.push_back(std::make_unique<dll::shared_library>(
        file.string(), dll::load_mode::rtld_now | dll::load_mode::rtld_local));
    return *mapped.back();
}

// Maps the library and returns its description; throws with a reason for people.
const spo_plugin* map(const catalogue::Area& area) {
    const auto file = area.folder / (area.id + ".so");
    if (!std::filesystem::exists(file))
        throw std::runtime_error(
            fmt::format("its manifest lists operations, but {} is missing", file.string()));
    dll::shared_library* library = nullptr;
    try {
        library = &map_forever(file);
    } catch (const std::exception& error) {
        throw std::runtime_error(
            fmt::format("{} cannot be loaded: {}", file.string(), error.what()));
    }
    if (!library->has(entry_symbol))
        throw std::runtime_error(fmt::format("{} is not a plugin of ABI {}: it has no {}",
                                             file.string(), SPO_ABI_MAJOR, entry_symbol));
    const auto* code = library->get<const spo_plugin*()>(entry_symbol)();
    if (!code || !SPO_HAS(code, spo_plugin, extension))
        throw std::runtime_error(
            fmt::format("{} describes itself with a structure that is too short", file.string()));
    if (area.id != code->id || area.version != code->version)
        throw std::runtime_error(
            fmt::format("the manifest says {} {}, the library {} {}: they are not of one build",
                        area.id, area.version, code->id, code->version));
    return code;
}

} // namespace

struct PluginHost::Plugin : spo_host {
    const catalogue::Area* area = nullptr;
    const spo_plugin* code = nullptr; // Null for a declarative area.
    void* self = nullptr;
    std::string reason; // Why it was left out; empty: it was not.

    bool alive() const { return reason.empty(); }
};

std::string_view to_text(PluginState state) {
    switch (state) {
    case PluginState::running:
        return "running";
    case PluginState::declarative:
        return "declarative";
    case PluginState::failed:
        break;
    }
    return "failed";
}

PluginHost::PluginHost(const catalogue::Catalogue& catalogue, const Zone& zone, Options options)
    : catalogue_(catalogue), zone_(zone), options_(std::move(options)) {}

PluginHost::~PluginHost() {
    stop();
}

void PluginHost::fail(Plugin& plugin, std::string reason) {
    plugin.reason = std::move(reason);
    spdlog::error("plugin {} left out: {}", plugin.area->id, plugin.reason);
}

PluginHost::Plugin* PluginHost::find(std::string_view id) const {
    const auto found =
        std::ranges::find_if(plugins_, [&](const auto& p) { return p->area->id == id; });
    return found == plugins_.end() ? nullptr : found->get();
}

void PluginHost::load() {
    for (const auto& step : dependency_order(catalogue_.areas())) {
        auto plugin = std::make_unique<Plugin>();
        plugin->size = sizeof(spo_host);
        plugin->abi_minor = SPO_ABI_MINOR;
        fill_host_functions(*plugin);
        plugin->area = step.area;
        auto& loaded = *plugins_.emplace_back(std::move(plugin));
        try {
            if (!step.problem.empty()) throw std::runtime_error(step.problem);
            if (loaded.area->has_library) loaded.code = map(*loaded.area);
        } catch (const std::exception& error) {
            fail(loaded, error.what());
        } catch (...) {
            fail(loaded, "its library threw while it was loaded");
        }
    }
}

// The plugins still alive, each after those it needs; one that needs a dead one dies here.
std::vector<PluginHost::Plugin*> PluginHost::in_order() {
    std::vector<Plugin*> alive;
    for (const auto& plugin : plugins_) {
        for (const auto& need : plugin->area->needs) {
            const auto* needed = find(need);
            if (plugin->alive() && (!needed || !needed->alive()))
                fail(*plugin, fmt::format("it needs {}, which was left out", need));
        }
        if (plugin->alive()) alive.push_back(plugin.get());
    }
    return alive;
}

void PluginHost::migrate(store::Connection& connection) {
    for (auto* plugin : in_order()) {
        try {
            store::migrate(connection, plugin->area->table_prefix(),
                           store::migrations_in(plugin->area->folder / "migrations"));
        } catch (const store::Error&) {
            throw; // The file itself: not the plugin's fault.
        } catch (const std::exception& error) {
            fail(*plugin, error.what());
        }
    }
}

void PluginHost::start() {
    for (auto& plugin : plugins_) {
        if (!plugin->alive() || !plugin->code) continue;
        try {
            plugin->self = plugin->code->create(plugin.get());
            if (!plugin->self) fail(*plugin, "it refused to be created");
        } catch (...) {
            fail(*plugin, "it threw an exception while it was created");
        }
    }
    for (auto* plugin : in_order()) {
        if (!plugin->code) continue;
        try {
            if (plugin->code->start(plugin->self) != SPO_OK) fail(*plugin, "it refused to start");
        } catch (...) {
            fail(*plugin, "it threw an exception while it was started");
        }
    }
    in_order(); // What needs one that did not start.
    for (const auto& plugin : plugins_)
        if (plugin->alive())
            spdlog::info("plugin {} {} {}", plugin->area->id, plugin->area->version,
                         plugin->code ? "runs" : "has no library: declarative");
}

void PluginHost::stop() {
    for (auto plugin = plugins_.rbegin(); plugin != plugins_.rend(); ++plugin) {
        if (!(*plugin)->self) continue;
        try {
            (*plugin)->code->stop((*plugin)->self);
            (*plugin)->code->destroy((*plugin)->self);
        } catch (...) {
            spdlog::error("plugin {} threw an exception while it was stopped", (*plugin)->area->id);
        }
        (*plugin)->self = nullptr;
    }
}

std::vector<PluginStatus> PluginHost::list() const {
    std::vector<PluginStatus> all;
    for (const auto& plugin : plugins_) {
        const auto state = !plugin->alive() ? PluginState::failed
                           : plugin->code   ? PluginState::running
                                            : PluginState::declarative;
        all.push_back(
            {plugin->area->id, plugin->area->version, plugin->area->title, state, plugin->reason});
    }
    for (const auto& left : catalogue_.left_out())
        all.push_back({left.id, "", {}, PluginState::failed, left.reason});
    std::ranges::sort(all, {}, &PluginStatus::id);
    return all;
}

bool PluginHost::running(std::string_view area) const {
    const auto* plugin = find(area);
    return plugin && plugin->alive();
}

std::string PluginHost::run(store::Connection& connection, const Invocation& invocation) {
    const auto deadline = std::chrono::steady_clock::now() + options_.operation_max;
    connection.deadline([deadline] { return std::chrono::steady_clock::now() > deadline; });
    struct NoDeadline {
        store::Connection& connection;
        ~NoDeadline() { connection.deadline({}); }
    } after{connection};
    return run_nested(connection, invocation, 0);
}

std::string
PluginHost::run_nested(store::Connection& connection, const Invocation& invocation, int depth) {
    const auto dot = invocation.operation.find('.');
    const auto* plugin = find(invocation.operation.substr(0, dot));
    const auto name =
        dot == std::string_view::npos ? std::string_view() : invocation.operation.substr(dot + 1);
    const auto* operation = plugin ? plugin->area->operation(name) : nullptr;
    if (!operation || operation->kind != invocation.kind)
        throw Refusal(Refusal::Kind::not_found, "plugin.unknown-operation",
                      {{"operation", std::string(invocation.operation)}});
    if (!plugin->alive())
        throw Refusal(Refusal::Kind::unavailable, "plugin.left-out",
                      {{"plugin", plugin->area->id}, {"reason", plugin->reason}});
    if (depth >= call_depth_max) throw std::logic_error("plugins call each other too deeply");

    const auto local_time = zone_.local_time(invocation.now);
    const auto case_id =
        invocation.case_id ? std::to_string(number(*invocation.case_id)) : std::string();
    const spo_request request{sizeof(spo_request),
                              operation->kind == catalogue::Operation::Kind::query ? SPO_QUERY
                                                                                   : SPO_COMMAND,
                              borrow(operation->id),
                              borrow(invocation.input),
                              borrow(invocation.actor),
                              borrow(case_id),
                              borrow(invocation.language),
                              invocation.now.time_since_epoch().count(),
                              borrow(local_time)};
    spo_call call{
        connection,
        *plugin->area,
        options_,
        invocation,
        local_time,
        std::chrono::steady_clock::now() + options_.operation_max,
        [&](const Invocation& inner) { return run_nested(connection, inner, depth + 1); }};

    const auto handle = [&] {
        connection.become(plugin->area->table_prefix());
        spo_status status = SPO_FAILED;
        try {
            status = plugin->code->handle(plugin->self, &call, &request);
        } catch (...) { // A plugin that is not made with the C++ face.
            spdlog::error("plugin {} threw an exception across its boundary in {}",
                          plugin->area->id, invocation.operation);
        }
        connection.become("");
        throw_unless_ok(call, status);
    };
    const std::string caller = connection.owner();
    connection.become("");
    struct Restore {
        store::Connection& connection;
        const std::string& owner;
        ~Restore() { connection.become(owner); }
    } restore{connection, caller};
    if (call.writes())
        store::savepoint(connection, handle);
    else
        handle();
    return call.reply.empty() ? "null" : std::move(call.reply);
}

} // namespace sportello::plugin
