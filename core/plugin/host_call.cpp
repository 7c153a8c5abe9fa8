#include "core/plugin/host_call.hpp"

#include "core/base/log.hpp"
#include "core/cases/case.hpp"
#include "core/print/spool.hpp"
#include "core/store/events.hpp"

#include <sportello/calendar.hpp>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::plugin {

namespace json = boost::json;

namespace {

constexpr std::size_t reply_bytes_max = std::size_t{1} << 20;
constexpr std::size_t event_bytes_max = 16 * 1024;
constexpr std::size_t document_bytes_max = 256 * 1024;
constexpr std::size_t name_size_max = 48; // Of an event or a document.

store::Value value_of(const spo_value& from) {
    switch (from.type) {
    case SPO_INT:
        return from.as.integer;
    case SPO_REAL:
        return from.as.real;
    case SPO_TEXT:
        return view(from.as.text);
    case SPO_BLOB:
        return store::Value::blob(view(from.as.text));
    default:
        return {};
    }
}

spo_value value_to(const store::Value& from) {
    spo_value to{};
    switch (from.type) {
    case store::Value::Type::null:
        break;
    case store::Value::Type::integer:
        to.type = SPO_INT;
        to.as.integer = from.integer;
        break;
    case store::Value::Type::real:
        to.type = SPO_REAL;
        to.as.real = from.real;
        break;
    case store::Value::Type::text:
    case store::Value::Type::blob:
        to.type = from.type == store::Value::Type::text ? SPO_TEXT : SPO_BLOB;
        to.as.text = borrow(from.bytes);
        break;
    }
    return to;
}

spo_status found(spo_call* call, Refusal refusal) {
    const auto status = status_of(refusal.kind());
    call->finding = std::move(refusal);
    return status;
}

Refusal failed(const spo_call* call, std::string_view what) {
    spdlog::error("plugin {} failed in {}: {}", call->area.id, call->invocation.operation, what);
    return {Refusal::Kind::failed, "plugin.failed", {{"plugin", call->area.id}}};
}

Refusal too_slow(const spo_call* call) {
    return {Refusal::Kind::unavailable, "plugin.too-slow", {{"plugin", call->area.id}}};
}

// What SQLite refused, as the operator should hear it: a rule of the tables is a conflict, the rest
// is the plugin's defect.
Refusal refusal_of(const spo_call* call, const store::Error& error) {
    switch (error.kind()) {
    case store::Error::Kind::constraint:
        return {Refusal::Kind::conflict, "plugin.constraint", {{"plugin", call->area.id}}};
    case store::Error::Kind::busy:
        return too_slow(call);
    case store::Error::Kind::full:
        return {Refusal::Kind::unavailable, "store.full"};
    default:
        return failed(call, error.what());
    }
}

// Runs `work`, ending what it throws in a status: nothing crosses the boundary, not even what the
// plugin's own callback throws.
template <class Work>
spo_status guarded(spo_call* call, Work&& work) noexcept {
    try {
        if (call->lost()) return SPO_UNAVAILABLE; // Why, has been found.
        if (call->late()) return found(call, too_slow(call));
        work();
        return SPO_OK;
    } catch (const Refusal& refusal) {
        return found(call, refusal);
    } catch (const store::Error& error) {
        return found(call, refusal_of(call, error));
    } catch (const std::exception& error) {
        return found(call, failed(call, error.what()));
    } catch (...) {
        return found(call, failed(call, "an unknown exception"));
    }
}

// The daemon's own tables are written by the daemon, not under the plugin's name.
class AsDaemon : store::Acting {
public:
    explicit AsDaemon(store::Connection& connection)
        : Acting(connection, "", store::Connection::Rights::rows) {}
};

void require_command(const spo_call* call, std::string_view what) {
    if (!call->writes()) throw std::logic_error(fmt::format("a query may not {}", what));
}

// Small letters, digits, hyphens and dots: an event's name becomes a line of a stream, a document's
// a file.
bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= name_size_max && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

json::object document_data(const spo_call* call, spo_str data) {
    if (data.size > document_bytes_max) throw std::logic_error("the document is too large");
    auto object = json::parse(view(data)).as_object();
    for (const auto& [name, value] : call->options.letterhead)
        object[name] = value;
    object["date"] = italian_date(parse_date(call->local_time.substr(0, 10)).value());
    object["time"] = call->local_time.substr(11, 5);
    object["operator"] = call->invocation.actor;
    if (call->invocation.case_id) object["case"] = number(*call->invocation.case_id);
    return object;
}

std::string document_name(const spo_call* call, spo_str document) {
    if (!is_name(view(document))) throw std::logic_error("this is not a document's name");
    return fmt::format("{}/{}", call->area.id, view(document));
}

const void* extension(const spo_host*, const char*) noexcept {
    return nullptr;
}

spo_status sql(spo_call* call,
               spo_str statement,
               const spo_value* parameters,
               std::size_t count,
               spo_row_fn row,
               void* context) noexcept {
    return guarded(call, [&] {
        std::vector<store::Value> values;
        values.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            values.push_back(value_of(parameters[i]));
        std::vector<spo_value> columns;
        call->connection.step_all(view(statement), values, [&](const store::Row& at) {
            columns.clear();
            for (int i = 0; i < at.columns(); ++i)
                columns.push_back(value_to(at.value(i)));
            return !row || row(context, columns.data(), columns.size()) == 0;
        });
    });
}

spo_status call_other(
    spo_call* call, spo_str operation, spo_str input, spo_bytes_fn reply, void* context) noexcept {
    return guarded(call, [&] {
        const auto& allowed = call->area.calls;
        if (std::ranges::find(allowed, view(operation)) == allowed.end())
            throw std::logic_error(
                fmt::format("its manifest does not list {} under \"calls\"", view(operation)));
        const auto answer = call->run(view(operation), view(input));
        if (reply) reply(context, borrow(answer));
    });
}

spo_status print(spo_call* call, spo_str document, spo_str data) noexcept {
    return guarded(call, [&] {
        require_command(call, "print");
        const AsDaemon daemon(call->connection);
        if (call->options.printer.empty()) return;
        print::enqueue(call->connection,
                       {call->options.printer, document_name(call, document),
                        std::string(call->invocation.language), document_data(call, data),
                        std::nullopt, std::nullopt},
                       call->invocation.now);
    });
}

spo_status add_document(spo_call* call, spo_str document, spo_str data) noexcept {
    return guarded(call, [&] {
        require_command(call, "add a document");
        if (!call->invocation.case_id) throw std::logic_error("a document needs a case");
        const AsDaemon daemon(call->connection);
        cases::add_document(call->connection, *call->invocation.case_id,
                            document_name(call, document), document_data(call, data));
    });
}

spo_status emit(spo_call* call, spo_str topic, spo_str payload) noexcept {
    return guarded(call, [&] {
        require_command(call, "emit an event");
        const auto own = call->area.id + '.';
        if (!view(topic).starts_with(own) || !is_name(view(topic).substr(own.size())))
            throw std::logic_error(fmt::format("the event {} is not its own", view(topic)));
        if (payload.size > event_bytes_max) throw std::logic_error("the event is too large");
        const auto data = json::serialize(json::parse(view(payload))); // On one line.
        const AsDaemon daemon(call->connection);
        store::emit(call->connection, view(topic), data, call->invocation.now);
    });
}

void reply(spo_call* call, spo_str text) noexcept {
    const auto status = guarded(call, [&] {
        if (text.size > reply_bytes_max) throw std::logic_error("the reply is too large");
        json::parse(view(text)); // Throws unless it is JSON.
        call->reply = view(text);
    });
    call->broke_reply = status != SPO_OK;
}

void fail(spo_call* call, spo_str code, spo_str field, spo_str arguments) noexcept {
    try {
        spo_call::Words words{std::string(view(code)), std::string(view(field)), {}};
        const auto given = arguments.size ? json::parse(view(arguments)) : json::object();
        for (const auto& [name, value] : given.as_object())
            words.arguments[name] = value.as_string();
        call->words = std::move(words);
    } catch (const std::exception& error) {
        call->finding = failed(call, error.what());
    }
}

} // namespace

void fill_host_functions(spo_host& host) {
    host.extension = extension;
    host.sql = sql;
    host.call = call_other;
    host.print = print;
    host.document = add_document;
    host.emit = emit;
    host.reply = reply;
    host.fail = fail;
}

void throw_unless_ok(const spo_call& call, spo_status status) {
    if (call.finding && (call.lost() || (status == SPO_OK && call.broke_reply)))
        throw *call.finding;
    if (call.late()) throw too_slow(&call); // Whatever it says: what it did took too long.
    if (status == SPO_OK) return;
    if (call.words && status != SPO_FAILED) {
        Refusal refusal(kind_of(status), call.area.id + '.' + call.words->code,
                        call.words->arguments);
        if (!call.words->field.empty()) refusal.at(call.words->field);
        throw refusal;
    }
    if (call.finding) throw *call.finding;
    throw failed(&call, call.words ? call.words->code : "no reason given");
}

spo_status status_of(Refusal::Kind kind) {
    switch (kind) {
    case Refusal::Kind::malformed:
    case Refusal::Kind::invalid:
        return SPO_INVALID;
    case Refusal::Kind::not_found:
        return SPO_NOT_FOUND;
    case Refusal::Kind::conflict:
        return SPO_CONFLICT;
    case Refusal::Kind::unauthorized:
    case Refusal::Kind::forbidden:
        return SPO_FORBIDDEN;
    case Refusal::Kind::unavailable:
        return SPO_UNAVAILABLE;
    case Refusal::Kind::failed:
        break;
    }
    return SPO_FAILED;
}

Refusal::Kind kind_of(spo_status status) {
    switch (status) {
    case SPO_INVALID:
        return Refusal::Kind::invalid;
    case SPO_NOT_FOUND:
        return Refusal::Kind::not_found;
    case SPO_CONFLICT:
        return Refusal::Kind::conflict;
    case SPO_FORBIDDEN:
        return Refusal::Kind::forbidden;
    case SPO_UNAVAILABLE:
        return Refusal::Kind::unavailable;
    default:
        return Refusal::Kind::failed;
    }
}

} // namespace sportello::plugin
