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
#include <sportello/testing_paper.hpp>

#include <sqlite3.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
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

// What a plugin may do, asked by SQLite for every table and column of a statement.
class Guard {
public:
    enum class Rights { all, schema, write, read };

    void become(std::string prefix, Rights rights) {
        prefix_ = std::move(prefix);
        rights_ = rights;
    }
    static int
    ask(void* self, int action, const char* first, const char*, const char*, const char*) {
        return static_cast<const Guard*>(self)->allows(action, first ? first : "") ? SQLITE_OK
                                                                                   : SQLITE_DENY;
    }

private:
    bool allows(int action, std::string_view name) const {
        if (rights_ == Rights::all) return true;
        const bool own = name.starts_with(prefix_);
        const bool schema = name == "sqlite_master" || name == "sqlite_sequence";
        switch (action) {
        case SQLITE_SELECT:
        case SQLITE_RECURSIVE:
        case SQLITE_FUNCTION:
            return true;
        case SQLITE_READ:
            return own || (schema && rights_ == Rights::schema);
        case SQLITE_INSERT:
        case SQLITE_UPDATE:
        case SQLITE_DELETE:
            return (own && rights_ != Rights::read) || (schema && rights_ == Rights::schema);
        case SQLITE_CREATE_TABLE:
        case SQLITE_DROP_TABLE:
            return own && rights_ == Rights::schema;
        case SQLITE_CREATE_INDEX:
        case SQLITE_DROP_INDEX:
            return (own || name.starts_with("sqlite_autoindex_")) && rights_ == Rights::schema;
        case SQLITE_ALTER_TABLE:
        case SQLITE_REINDEX:
            return rights_ == Rights::schema;
        default: // Triggers, views, virtual tables, PRAGMA, ATTACH, transactions.
            return false;
        }
    }

    std::string prefix_;
    Rights rights_ = Rights::all;
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

    Host() {
        sqlite3* opened = nullptr;
        require(sqlite3_open(":memory:", &opened));
        database_.reset(opened);
        script("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF");
        sqlite3_set_authorizer(opened, detail::Guard::ask, &guard_);
        set_time("2026-11-24T09:12:33+01:00");
    }
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
        for (const auto& member : json::object{{"town", "Crema"},
                                               {"province", "CR"},
                                               {"demo", true},
                                               {"date", local_time_.substr(0, 10)},
                                               {"time", local_time_.substr(11, 5)},
                                               {"case", case_id},
                                               {"operator", actor}})
            data.insert_or_assign(member.key(), member.value());
        const auto file = document.name + "." + language + ".mustache";
        return render(read_text(find(document.plugin)->folder / "templates" / file), data);
    }

    // Looks into the database, or prepares it, past every rule.
    void script(const std::string& sql) {
        guard_.become("", detail::Guard::Rights::all);
        require(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr));
    }
    // The first column of the rows, as text.
    std::vector<std::string> column(const std::string& sql) {
        std::vector<std::string> texts;
        guard_.become("", detail::Guard::Rights::all);
        const auto keep = [](void* into, int, char** values, char**) {
            static_cast<std::vector<std::string>*>(into)->emplace_back(values[0] ? values[0] : "");
            return 0;
        };
        require(sqlite3_exec(database_.get(), sql.c_str(), keep, &texts, nullptr));
        return texts;
    }

private:
    static constexpr int depth_max = 8;

    struct Close {
        void operator()(sqlite3* it) const noexcept { sqlite3_close(it); }
    };
    struct Finalize {
        void operator()(sqlite3_stmt* it) const noexcept { sqlite3_finalize(it); }
    };
    struct Effects {
        std::vector<Effect> printed, documents, events;
    };

    void require(int code) const {
        if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database_.get()));
    }

    void migrate(const detail::Member& member) {
        std::set<std::filesystem::path> files;
        if (std::filesystem::exists(member.folder / "migrations"))
            for (const auto& entry :
                 std::filesystem::directory_iterator(member.folder / "migrations"))
                files.insert(entry.path());
        for (const auto& file : files) {
            const auto sql = read_text(file);
            guard_.become(member.prefix, detail::Guard::Rights::schema);
            char* message = nullptr;
            if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, &message) !=
                SQLITE_OK) {
                const std::string why = message ? message : "failed";
                sqlite3_free(message);
                throw std::runtime_error(file.string() + ": " + why);
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
        spo_request request{sizeof(spo_request),
                            kind,
                            sportello::detail::view(name.substr(dot + 1)),
                            sportello::detail::view(text),
                            sportello::detail::view(actor),
                            sportello::detail::view(case_id),
                            sportello::detail::view(language),
                            now_ms_,
                            sportello::detail::view(local_time_)};
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
        auto& host = call->host;
        host.guard_.become(call->member.prefix, call->kind == SPO_QUERY
                                                    ? detail::Guard::Rights::read
                                                    : detail::Guard::Rights::write);
        sqlite3_stmt* prepared = nullptr;
        int code = sqlite3_prepare_v2(host.database_.get(), statement.data,
                                      static_cast<int>(statement.size), &prepared, nullptr);
        const std::unique_ptr<sqlite3_stmt, Finalize> owned(prepared);
        if (code == SQLITE_OK) {
            for (std::size_t i = 0; i < count; ++i)
                bind(prepared, static_cast<int>(i + 1), parameters[i]);
            while ((code = sqlite3_step(prepared)) == SQLITE_ROW) {
                const auto values = columns(prepared);
                if (row && row(context, values.data(), values.size()) != 0) return SPO_OK;
            }
            if (code == SQLITE_DONE) return SPO_OK;
        }
        call->outcome.code = sqlite3_errmsg(host.database_.get());
        return code == SQLITE_AUTH ? SPO_FORBIDDEN : SPO_FAILED;
    }

    static void bind(sqlite3_stmt* statement, int place, const spo_value& value) {
        const int size = static_cast<int>(value.as.text.size);
        switch (value.type) {
        case SPO_INT:
            sqlite3_bind_int64(statement, place, value.as.integer);
            break;
        case SPO_REAL:
            sqlite3_bind_double(statement, place, value.as.real);
            break;
        case SPO_TEXT: // A null pointer would bind NULL, not the empty text.
            sqlite3_bind_text(statement, place, size ? value.as.text.data : "", size,
                              SQLITE_TRANSIENT);
            break;
        case SPO_BLOB:
            sqlite3_bind_blob(statement, place, size ? value.as.text.data : "", size,
                              SQLITE_TRANSIENT);
            break;
        default:
            sqlite3_bind_null(statement, place);
        }
    }

    static std::vector<spo_value> columns(sqlite3_stmt* row) {
        std::vector<spo_value> values;
        for (int i = 0; i < sqlite3_column_count(row); ++i) {
            spo_value value{};
            switch (sqlite3_column_type(row, i)) {
            case SQLITE_INTEGER:
                value.type = SPO_INT;
                value.as.integer = sqlite3_column_int64(row, i);
                break;
            case SQLITE_FLOAT:
                value.type = SPO_REAL;
                value.as.real = sqlite3_column_double(row, i);
                break;
            case SQLITE_NULL:
                break;
            default:
                value.type = sqlite3_column_type(row, i) == SQLITE_TEXT ? SPO_TEXT : SPO_BLOB;
                value.as.text.data = static_cast<const char*>(sqlite3_column_blob(row, i));
                value.as.text.size = static_cast<std::size_t>(sqlite3_column_bytes(row, i));
            }
            values.push_back(value);
        }
        return values;
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

    detail::Guard guard_;
    std::unique_ptr<sqlite3, Close> database_;
    std::vector<std::unique_ptr<detail::Member>> members_;
    std::map<std::string, Stub, std::less<>> stubs_;
    Effects effects_;
    std::int64_t now_ms_ = 0;
    std::string local_time_;
};

} // namespace sportello::testing
