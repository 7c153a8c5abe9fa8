// sportello/testing.hpp -- runs a plugin without the daemon: the kit for a plugin's own tests.
//
//     sportello::testing::Host host;
//     host.add(SPORTELLO_PLUGIN_FOLDER, sportello_plugin_v1());
//     host.stub("protocol.register", [](const json::value&) { return json::parse("..."); });
//     const auto outcome = host.command("registry.change-address", input);
//
// It keeps the daemon's rules where a plugin can notice them: tables of one's own only, queries
// that do not write, calls the manifest lists, a savepoint for each operation, effects that vanish
// with a refusal. It validates no form and asks no one's rights. The database is in memory, the
// clock stands still until set_time(). One thread. Link SQLite3.
#pragma once

#include <sportello/plugin.hpp>
#include <sportello/testing_database.hpp>
#include <sportello/testing_paper.hpp>

#include <sqlite3.h>

#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dlfcn.h>

namespace sportello::testing {

class Host;

// How an operation ended.
struct Outcome {
    spo_status status = SPO_OK;
    json::value reply;
    std::string code; // Of the refusal; SQLite's words when a statement failed.
    std::string field;
    Arguments arguments;

    bool ok() const { return status == SPO_OK; }
};

// A document, or an event, that has left a plugin.
struct Effect {
    std::string plugin;
    std::string name;
    json::value data;
};

inline json::value read_json(const std::filesystem::path& file) {
    return json::parse(read_text(file));
}

namespace detail {

struct Member {
    spo_host abi{};
    std::filesystem::path folder;
    json::value manifest;
    const spo_plugin* plugin = nullptr;
    void* instance = nullptr;
    std::string id;
    std::string prefix; // "registry_"
};

} // namespace detail
} // namespace sportello::testing

// One operation in progress: the ABI's opaque type, as this host sees it.
struct spo_call {
    sportello::testing::Host& host;
    sportello::testing::detail::Member& member;
    spo_kind kind;
    int depth;
    sportello::testing::Outcome outcome;
};

namespace sportello::testing {

class Host {
public:
    using Stub = std::function<json::value(const json::value& input)>;

    Host() { set_time("2026-11-24T09:12:33+01:00"); }
    Host(const Host&) = delete; // Calls in progress hold its address.
    Host& operator=(const Host&) = delete;
    ~Host() {
        for (auto it = members_.rbegin(); it != members_.rend(); ++it) {
            (*it)->plugin->stop((*it)->instance);
            (*it)->plugin->destroy((*it)->instance);
        }
    }

    // Who is asking, for which case, in which language. Change them between operations.
    std::string actor = "operator";
    std::string case_id = "1";
    std::string language = "it";
    std::string role = "operator";
    // Whose box it is.
    Letterhead letterhead{"Crema", "CR", "c_d142", "AD142A1", true};

    // Adds a plugin linked into the test: applies its migrations, creates and starts it.
    void add(const std::filesystem::path& folder, const spo_plugin* plugin) {
        auto member = std::make_unique<detail::Member>();
        member->abi = abi();
        member->folder = folder;
        member->manifest = read_json(folder / "manifest.json");
        member->plugin = plugin;
        member->id = plugin->id;
        member->prefix = member->id + "_";
        for (char& letter : member->prefix)
            if (letter == '-') letter = '_';
        if (member->manifest.at("id").as_string() != plugin->id)
            throw std::runtime_error("manifest.json and the library disagree about the id");
        migrate(*member);
        member->instance = plugin->create(&member->abi);
        if (!member->instance || plugin->start(member->instance) != SPO_OK)
            throw std::runtime_error(member->id + " did not start");
        members_.push_back(std::move(member));
    }

    // Adds the plugin whose built folder this is: <id>.so beside its files. It stays mapped.
    void load(const std::filesystem::path& folder) {
        const auto file = folder / (folder.filename().string() + ".so");
        void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!library) throw std::runtime_error(dlerror());
        using Entry = const spo_plugin* (*)();
        const auto entry = reinterpret_cast<Entry>(dlsym(library, "sportello_plugin_v1"));
        if (!entry) throw std::runtime_error(file.string() + " exports no sportello_plugin_v1");
        add(folder, entry());
    }

    // Answers for an operation of a plugin that is not there. It may throw Refusal.
    void stub(const std::string& operation, Stub answer) {
        stubs_.insert_or_assign(operation, std::move(answer));
    }

    // The town's time with its offset from UTC: "2026-11-24T09:12:33+01:00".
    void set_time(std::string local) {
        const auto number = [&](std::size_t at) { return std::stoi(local.substr(at, 2)); };
        const std::chrono::year_month_day date(std::chrono::year(std::stoi(local.substr(0, 4))),
                                               std::chrono::month(static_cast<unsigned>(number(5))),
                                               std::chrono::day(static_cast<unsigned>(number(8))));
        const int offset = (number(20) * 60 + number(23)) * (local.at(19) == '-' ? -1 : 1);
        const auto instant = std::chrono::sys_days(date) + std::chrono::hours(number(11)) +
                             std::chrono::minutes(number(14) - offset) +
                             std::chrono::seconds(number(17));
        now_ms_ = std::chrono::duration_cast<std::chrono::milliseconds>(instant.time_since_epoch())
                      .count();
        local_time_ = std::move(local);
    }

    // Runs an operation as the daemon would for an operator: "registry.search-people".
    Outcome command(std::string_view operation, const json::value& input = json::object()) {
        return run(operation, input, SPO_COMMAND, 0);
    }
    Outcome query(std::string_view operation, const json::value& input = json::object()) {
        return run(operation, input, SPO_QUERY, 0);
    }

    // What has left the plugins, in order, refused operations excluded.
    const std::vector<Effect>& printed() const { return effects_.printed; }
    const std::vector<Effect>& documents() const { return effects_.documents; }
    const std::vector<Effect>& events() const { return effects_.events; }

    // The words a document puts on paper. Throws when the data lack a name of the template.
    std::string paper(const Effect& document) const {
        auto data = document.data.as_object();
        const auto head = sportello::detail::to_json(letterhead);
        for (const auto& member : head.as_object())
            data.insert_or_assign(member.key(), member.value());
        for (const auto& member : json::object{{"date", local_time_.substr(0, 10)},
                                               {"time", local_time_.substr(11, 5)},
                                               {"case", case_id},
                                               {"operator", actor}})
            data.insert_or_assign(member.key(), member.value());
        const auto file = document.name + "." + language + ".mustache";
        return render(read_text(find(document.plugin)->folder / "templates" / file), data);
    }

    // Looks into the database, or prepares it, past every rule.
    void script(const std::string& sql) { database_.script(sql); }
    // The first column of the rows, as text.
    std::vector<std::string> column(const std::string& sql) { return database_.column(sql); }

private:
    static constexpr int depth_max = 8;

    struct Effects {
        std::vector<Effect> printed, documents, events;
    };

    void migrate(const detail::Member& member) {
        std::set<std::filesystem::path> files;
        if (std::filesystem::exists(member.folder / "migrations"))
            for (const auto& entry :
                 std::filesystem::directory_iterator(member.folder / "migrations"))
                files.insert(entry.path());
        for (const auto& file : files) {
            const auto sql = read_text(file);
            try {
                database_.migrate(member.prefix, sql);
            } catch (const std::exception& error) {
                throw std::runtime_error(file.string() + ": " + error.what());
            }
        }
    }

    detail::Member* find(std::string_view id) const {
        for (const auto& member : members_)
            if (member->id == id) return member.get();
        throw std::runtime_error("no plugin " + std::string(id));
    }

    // Between a savepoint and its release; a refusal takes the rows and the effects back.
    Outcome run(std::string_view name, const json::value& input, spo_kind kind, int depth) {
        const auto dot = name.find('.');
        auto& member = *find(name.substr(0, dot));
        const auto text = json::serialize(input);
        const auto head = json::serialize(sportello::detail::to_json(letterhead));
        spo_request request{sizeof(spo_request),
                            kind,
                            sportello::detail::view(name.substr(dot + 1)),
                            sportello::detail::view(text),
                            sportello::detail::view(actor),
                            sportello::detail::view(case_id),
                            sportello::detail::view(language),
                            now_ms_,
                            sportello::detail::view(local_time_),
                            sportello::detail::view(role),
                            sportello::detail::view(head)};
        spo_call call{*this, member, kind, depth, {}};
        const Effects before = effects_;
        script("SAVEPOINT operation");
        call.outcome.status = member.plugin->handle(member.instance, &call, &request);
        if (!call.outcome.ok()) {
            script("ROLLBACK TO operation");
            effects_ = before;
        }
        script("RELEASE operation");
        return std::move(call.outcome);
    }

    static spo_host abi() {
        return {sizeof(spo_host), SPO_ABI_MINOR, log,   extension, sql, call, print,
                document,         emit,          reply, fail};
    }
    static std::string string(spo_str text) { return std::string(sportello::detail::view(text)); }

    static void log(const spo_host*, std::int32_t level, spo_str message) {
        std::fprintf(stderr, "<%d> %.*s\n", level, static_cast<int>(message.size), message.data);
    }
    static const void* extension(const spo_host*, const char*) { return nullptr; }

    static spo_status sql(spo_call* call,
                          spo_str statement,
                          const spo_value* parameters,
                          std::size_t count,
                          spo_row_fn row,
                          void* context) {
        using Rights = detail::Database::Rights;
        auto& database = call->host.database_;
        database.become(call->member.prefix,
                        call->kind == SPO_QUERY ? Rights::read : Rights::write);
        const auto status = database.run(statement, parameters, count, row, context);
        if (status != SPO_OK) call->outcome.code = database.message();
        return status;
    }

    static spo_status refuse(spo_call* call, spo_status status, std::string why) {
        call->outcome.code = std::move(why);
        return status;
    }

    static spo_status
    call(spo_call* call, spo_str operation, spo_str input, spo_bytes_fn reply, void* context) {
        auto& host = call->host;
        const auto name = string(operation);
        if (call->depth + 1 >= depth_max) return refuse(call, SPO_FAILED, "calls too deep");
        if (!host.lists(call->member, name))
            return refuse(call, SPO_FORBIDDEN, "manifest.json does not list the call " + name);
        const auto given = json::parse(sportello::detail::view(input));
        std::string answer;
        if (const auto stub = host.stubs_.find(name); stub != host.stubs_.end()) {
            try {
                answer = json::serialize(stub->second(given));
            } catch (const Refusal& refusal) {
                call->outcome.arguments = refusal.arguments();
                return refuse(call, refusal.status(), refusal.code());
            }
        } else {
            auto outcome = host.run(name, given, call->kind, call->depth + 1);
            if (!outcome.ok()) {
                call->outcome = std::move(outcome);
                return call->outcome.status;
            }
            answer = json::serialize(outcome.reply);
        }
        reply(context, sportello::detail::view(answer));
        return SPO_OK;
    }

    static bool lists(const detail::Member& member, std::string_view operation) {
        const auto* calls = member.manifest.as_object().if_contains("calls");
        if (!calls) return false;
        for (const auto& listed : calls->as_array())
            if (listed.as_string() == operation) return true;
        return false;
    }

    static spo_status leave(spo_call* call, std::vector<Effect>& to, spo_str name, spo_str data) {
        if (call->kind == SPO_QUERY) return refuse(call, SPO_FORBIDDEN, "a query has no effects");
        to.push_back({call->member.id, string(name), json::parse(sportello::detail::view(data))});
        return SPO_OK;
    }
    static spo_status print(spo_call* call, spo_str name, spo_str data) {
        return leave(call, call->host.effects_.printed, name, data);
    }
    static spo_status document(spo_call* call, spo_str name, spo_str data) {
        return leave(call, call->host.effects_.documents, name, data);
    }
    static spo_status emit(spo_call* call, spo_str topic, spo_str payload) {
        if (!string(topic).starts_with(call->member.id + "."))
            return refuse(call, SPO_FORBIDDEN, "an event's name begins with the plugin's id");
        return leave(call, call->host.effects_.events, topic, payload);
    }

    static void reply(spo_call* call, spo_str text) {
        call->outcome.reply = json::parse(sportello::detail::view(text));
    }
    static void fail(spo_call* call, spo_str code, spo_str field, spo_str arguments) {
        call->outcome.code = string(code);
        call->outcome.field = string(field);
        call->outcome.arguments.clear();
        if (arguments.size > 0)
            call->outcome.arguments =
                json::value_to<Arguments>(json::parse(sportello::detail::view(arguments)));
    }

    detail::Database database_;
    std::vector<std::unique_ptr<detail::Member>> members_;
    std::map<std::string, Stub, std::less<>> stubs_;
    Effects effects_;
    std::int64_t now_ms_ = 0;
    std::string local_time_;
};

} // namespace sportello::testing
