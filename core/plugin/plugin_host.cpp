#include "core/plugin/plugin_host.hpp"

#include "core/base/log.hpp"
#include "core/plugin/host_call.hpp"
#include "core/plugin/order.hpp"
#include "core/store/migrations.hpp"

#include <boost/dll/shared_library.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <cstring>

namespace sportello::plugin {

namespace {

namespace dll = boost::dll;

constexpr int call_depth_max = 8;
constexpr std::size_t log_bytes_max = 1000;
constexpr const char* entry_symbol = "sportello_plugin_v1";

// A plugin, once mapped, stays mapped: thread-local and static destructors, exception objects and
// virtual tables of its code may outlive any point at which we could unmap it.
dll::shared_library& map_forever(const std::filesystem::path& file) {
    static auto& mapped = *new std::vector<std::unique_ptr<dll::shared_library>>;
    mapped.push_back(std::make_unique<dll::shared_library>(
        file.string(), dll::load_mode::rtld_now | dll::load_mode::rtld_local));
    return *mapped.back();
}

// What was thrown, in its own words. Called in a catch block.
std::string thrown() {
    try {
        throw;
    } catch (const std::exception& error) {
        return error.what();
    } catch (...) {
        return "not a std::exception";
    }
}

// Its description of itself, whole and of the manifest's build; throws with a reason for people.
const spo_plugin*
describe(const catalogue::Area& area, const std::string& file, const spo_plugin* (*entry)()) {
    const spo_plugin* code = nullptr;
    try {
        code = entry();
    } catch (...) {
        throw std::runtime_error(
            fmt::format("{} threw an exception when it was asked what it is: {}", file, thrown()));
    }
    if (!code || !SPO_HAS(code, spo_plugin, extension))
        throw std::runtime_error(
            fmt::format("{} describes itself with a structure that is too short", file));
    if (!code->id || !code->version || !code->create || !code->start || !code->handle ||
        !code->stop || !code->destroy)
        throw std::runtime_error(fmt::format("{} leaves out a part of its description", file));
    if (area.id != code->id || area.version != code->version)
        throw std::runtime_error(
            fmt::format("the manifest says {} {}, the library {} {}: they are not of one build",
                        area.id, area.version, code->id, code->version));
    return code;
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
    return describe(area, file.string(), library->get<const spo_plugin*()>(entry_symbol));
}

} // namespace

struct PluginHost::Plugin : spo_host {
    const catalogue::Area* area = nullptr;
    const spo_plugin* code = nullptr; // Null for a declarative area.
    void* self = nullptr;
    bool started = false;
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
    : catalogue_(catalogue),
      zone_(zone),
      options_(std::move(options)),
      letterhead_(boost::json::serialize(options_.letterhead)) {}

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

// One line under the plugin's name: what would start another line is shown as a space.
void PluginHost::log(const spo_host* host, std::int32_t level, spo_str message) noexcept {
    const auto severity = level <= 3   ? spdlog::level::err
                          : level == 4 ? spdlog::level::warn
                          : level <= 6 ? spdlog::level::info
                                       : spdlog::level::debug;
    try {
        std::string line(view(message).substr(0, log_bytes_max));
        std::ranges::replace_if(
            line, [](unsigned char c) { return c < ' '; }, ' ');
        spdlog::log(severity, "plugin {}: {}", static_cast<const Plugin*>(host)->area->id, line);
    } catch (const std::exception&) { // Out of memory: a line less.
    }
}

std::pair<const PluginHost::Plugin*, const catalogue::Operation*>
PluginHost::find_operation(std::string_view name) const {
    const auto dot = std::min(name.find('.'), name.size());
    const auto* plugin = find(name.substr(0, dot));
    if (!plugin || dot == name.size()) return {plugin, nullptr};
    return {plugin, plugin->area->operation(name.substr(dot + 1))};
}

void PluginHost::load() {
    for (const auto& step : dependency_order(catalogue_.areas())) {
        auto plugin = std::make_unique<Plugin>();
        plugin->size = sizeof(spo_host);
        plugin->abi_minor = SPO_ABI_MINOR;
        plugin->log = log;
        fill_host_functions(*plugin);
        plugin->area = step.area;
        auto& loaded = *plugins_.emplace_back(std::move(plugin));
        try {
            if (!step.problem.empty()) throw std::runtime_error(step.problem);
            if (loaded.area->has_library) loaded.code = map(*loaded.area);
        } catch (const std::exception& error) {
            fail(loaded, error.what());
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
    for (auto* plugin : in_order()) {
        if (!plugin->code) continue;
        try {
            plugin->self = plugin->code->create(plugin);
            if (!plugin->self) fail(*plugin, "it refused to be created");
        } catch (...) {
            fail(*plugin, "it threw an exception while it was created: " + thrown());
        }
    }
    for (auto* plugin : in_order()) {
        if (!plugin->code || !plugin->alive()) continue;
        try {
            plugin->started = plugin->code->start(plugin->self) == SPO_OK;
            if (!plugin->started) fail(*plugin, "it refused to start");
        } catch (...) {
            fail(*plugin, "it threw an exception while it was started: " + thrown());
        }
    }
    for (const auto* plugin : in_order())
        spdlog::info("plugin {} {} {}", plugin->area->id, plugin->area->version,
                     plugin->code ? "runs" : "has no library: declarative");
}

void PluginHost::stop() {
    for (auto plugin = plugins_.rbegin(); plugin != plugins_.rend(); ++plugin) {
        auto* self = std::exchange((*plugin)->self, nullptr);
        if (!self) continue;
        const auto end = [&](void (*step)(void*)) {
            try {
                step(self);
            } catch (...) {
                spdlog::error("plugin {} threw an exception while it was stopped: {}",
                              (*plugin)->area->id, thrown());
            }
        };
        if (std::exchange((*plugin)->started, false)) end((*plugin)->code->stop);
        end((*plugin)->code->destroy);
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
    return run_within(connection, invocation, {deadline, 0});
}

std::string PluginHost::run_within(store::Connection& connection,
                                   const Invocation& invocation,
                                   const Reach& reach) {
    const auto [plugin, operation] = find_operation(invocation.operation);
    if (!operation || operation->kind != invocation.kind)
        throw Refusal(Refusal::Kind::not_found, "plugin.unknown-operation",
                      {{"operation", std::string(invocation.operation)}});
    if (!plugin->alive())
        throw Refusal(Refusal::Kind::unavailable, "plugin.left-out",
                      {{"plugin", plugin->area->id}, {"reason", plugin->reason}});
    if (reach.depth >= call_depth_max) throw std::logic_error("plugins call each other too deeply");

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
                              borrow(local_time),
                              borrow(invocation.role),
                              borrow(letterhead_)};
    // A command may ask another's query, which even so only reads; a query never runs a command.
    const auto run_other = [&](std::string_view other, std::string_view input) {
        auto inner = invocation; // The same actor, case, language and instant.
        inner.operation = other;
        inner.input = input;
        const auto* found = find_operation(other).second;
        if (found && found->kind == catalogue::Operation::Kind::query) inner.kind = found->kind;
        return run_within(connection, inner, {reach.deadline, reach.depth + 1});
    };
    const bool writes = operation->kind == catalogue::Operation::Kind::command;
    spo_call call{connection, *plugin->area,  options_, invocation,
                  local_time, reach.deadline, run_other};

    const auto handle = [&] {
        spo_status status = SPO_FAILED;
        try {
            const store::Acting acting(connection, plugin->area->table_prefix(),
                                       writes ? store::Connection::Rights::rows
                                              : store::Connection::Rights::read);
            status = plugin->code->handle(plugin->self, &call, &request);
        } catch (...) { // A plugin that is not made with the C++ face.
            spdlog::error("plugin {} threw an exception across its boundary in {}: {}",
                          plugin->area->id, invocation.operation, thrown());
        }
        throw_unless_ok(call, status);
    };
    const store::Acting daemon(connection, "", store::Connection::Rights::rows);
    if (writes)
        store::savepoint(connection, handle);
    else
        handle();
    return call.reply.empty() ? "null" : std::move(call.reply);
}

} // namespace sportello::plugin
