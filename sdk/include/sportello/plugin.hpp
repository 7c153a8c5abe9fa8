// sportello/plugin.hpp -- the C++ face of sportello/abi.h, compiled into the plugin.
//
// Describe the inputs and outputs as structs, write a function an operation, list them under
// SPORTELLO_PLUGIN. See plugins/protocol/ for a whole one, <sportello/testing.hpp> to test it,
// <sportello/text.hpp> and <sportello/calendar.hpp> for words and dates.
//
// JSON and structs: what the form does not require may be absent, and then the member keeps its
// initial value; an empty std::optional is left out of what is sent.
//
// Threads: queries run concurrently, commands one at a time; keep no state outside your tables.
#pragma once

#include <sportello/abi.h>

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace sportello {

namespace json = boost::json;

// The same sentence in the languages of the box.
struct Text {
    std::string it, en;
};
BOOST_DESCRIBE_STRUCT(Text, (), (it, en))

// What the daemon understands in any operation's reply, each optional: "charges", what the citizen
// owes; "protocol", the register entry of the case; "due_on", the last day of the term.
struct Charge {
    std::string kind; // "fee" or "stamp-duty"
    std::int64_t cents = 0;
    Text reason; // The rule that sets it, in words.
};
BOOST_DESCRIBE_STRUCT(Charge, (), (kind, cents, reason))

struct ProtocolNumber {
    int year = 0;
    std::int64_t number = 0;
    std::string text; // "0000042"
};
BOOST_DESCRIBE_STRUCT(ProtocolNumber, (), (year, number, text))

// Whose box it is: what every document is headed with.
struct Letterhead {
    std::string town, province;
    std::string administration_code; // In the IPA index: "c_d142".
    std::string aoo_code;            // Of the organisational area, in IPA; may be empty.
    bool demo = false;
};
BOOST_DESCRIBE_STRUCT(Letterhead, (), (town, province, administration_code, aoo_code, demo))

// The values of a sentence's {placeholders}: {{"person", "RSSMRA80A01D142M"}}.
using Arguments = std::map<std::string, std::string>;

// Ends an operation with a reason the operator can act upon. Everything else thrown is a defect.
//
// `code` names a sentence in the plugin's texts/ ("not-resident"), so that it is said in the
// operator's language; `field` is a JSON pointer into the input ("/address/street"), or empty.
class Refusal : public std::exception {
public:
    Refusal(spo_status status, std::string code, std::string field = {}, Arguments arguments = {})
        : status_(status),
          code_(std::move(code)),
          field_(std::move(field)),
          arguments_(std::move(arguments)) {}

    spo_status status() const noexcept { return status_; }
    const std::string& code() const noexcept { return code_; }
    const std::string& field() const noexcept { return field_; }
    const Arguments& arguments() const noexcept { return arguments_; }
    const char* what() const noexcept override { return code_.c_str(); }

private:
    spo_status status_;
    std::string code_; // Empty when the host has already explained the failure.
    std::string field_;
    Arguments arguments_;
};

// The input breaks a rule.
[[noreturn]] inline void
refuse(std::string code, std::string field = {}, Arguments arguments = {}) {
    throw Refusal(SPO_INVALID, std::move(code), std::move(field), std::move(arguments));
}
// What the input names does not exist.
[[noreturn]] inline void
not_found(std::string code, std::string field = {}, Arguments arguments = {}) {
    throw Refusal(SPO_NOT_FOUND, std::move(code), std::move(field), std::move(arguments));
}
// The input was right a moment ago.
[[noreturn]] inline void
conflict(std::string code, std::string field = {}, Arguments arguments = {}) {
    throw Refusal(SPO_CONFLICT, std::move(code), std::move(field), std::move(arguments));
}

namespace detail {

inline spo_str view(std::string_view text) noexcept {
    return {text.data(), text.size()};
}
inline std::string_view view(spo_str text) noexcept {
    return {text.data, text.size};
}

inline void require_ok(spo_status status) {
    if (status != SPO_OK) throw Refusal(status, "");
}

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
inline constexpr bool is_struct = boost::describe::has_describe_members<T>::value;
template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

// JSON -> C++ value. Boost.JSON 1.81 wants every member of a described struct to be there; an
// input leaves out what its form does not require.
template <class T>
void from_json(const json::value& from, T& to) {
    if constexpr (IsOptional<T>::value) {
        to.reset();
        if (!from.is_null()) from_json(from, to.emplace());
    } else if constexpr (IsVector<T>::value) {
        to.clear();
        for (const auto& item : from.as_array())
            from_json(item, to.emplace_back());
    } else if constexpr (is_struct<T>) {
        const auto& object = from.as_object();
        boost::mp11::mp_for_each<Members<T>>([&](auto member) {
            const auto found = object.find(member.name);
            if (found != object.end()) from_json(found->value(), to.*member.pointer);
        });
    } else {
        to = json::value_to<T>(from);
    }
}

// C++ value -> JSON.
template <class T>
json::value to_json(const T& from) {
    if constexpr (IsOptional<T>::value) {
        return from ? to_json(*from) : json::value();
    } else if constexpr (IsVector<T>::value) {
        json::array array;
        for (const auto& item : from)
            array.push_back(to_json(item));
        return array;
    } else if constexpr (is_struct<T>) {
        json::object object;
        boost::mp11::mp_for_each<Members<T>>([&](auto member) {
            auto value = to_json(from.*member.pointer);
            if constexpr (IsOptional<std::remove_cvref_t<decltype(from.*member.pointer)>>::value) {
                if (value.is_null()) return;
            }
            object.emplace(member.name, std::move(value));
        });
        return object;
    } else {
        return json::value_from(from);
    }
}

// C++ value -> SQL parameter. The parameter borrows the argument's text.
template <class T>
spo_value parameter(const T& from) {
    spo_value to{};
    if constexpr (std::is_same_v<T, std::nullptr_t>) {
        to.type = SPO_NULL;
    } else if constexpr (std::is_integral_v<T>) {
        to.type = SPO_INT;
        to.as.integer = static_cast<std::int64_t>(from);
    } else if constexpr (std::is_floating_point_v<T>) {
        to.type = SPO_REAL;
        to.as.real = from;
    } else {
        to.type = SPO_TEXT;
        to.as.text = view(std::string_view(from));
    }
    return to;
}

template <class T>
spo_value parameter(const std::optional<T>& from) {
    return from ? parameter(*from) : spo_value{};
}

// SQL column -> C++ value.
template <class T>
void column(const spo_value& from, T& to) {
    if constexpr (std::is_integral_v<T>) {
        to = static_cast<T>(from.as.integer);
    } else if constexpr (std::is_floating_point_v<T>) {
        to = from.type == SPO_INT ? static_cast<T>(from.as.integer) : static_cast<T>(from.as.real);
    } else {
        to = from.type == SPO_NULL ? T{} : T(view(from.as.text));
    }
}

template <class T>
void column(const spo_value& from, std::optional<T>& to) {
    to.reset();
    if (from.type != SPO_NULL) column(from, to.emplace());
}

// SQL row -> C++ value: a described struct takes the columns in its members' order.
template <class T>
T row(const spo_value* columns, std::size_t count) {
    T to{};
    if constexpr (is_struct<T>) {
        if (count != boost::mp11::mp_size<Members<T>>::value)
            throw std::logic_error("the statement's columns do not match the struct's members");
        std::size_t i = 0;
        boost::mp11::mp_for_each<Members<T>>(
            [&](auto member) { column(columns[i++], to.*member.pointer); });
    } else {
        if (count != 1) throw std::logic_error("the statement must return one column");
        column(columns[0], to);
    }
    return to;
}

} // namespace detail

// The operation in progress: its transaction, its context and its effects.
class Call {
public:
    Call(const spo_host& host, spo_call* call, const spo_request& request)
        : host_(host), call_(call), request_(request) {}
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    std::string_view actor() const { return detail::view(request_.actor); }
    std::string_view case_id() const { return detail::view(request_.case_id); }
    // "operator", "supervisor", "administrator", or "system" for a job by the clock; nothing when
    // the daemon is older than this member.
    std::string_view role() const {
        return SPO_HAS(&request_, spo_request, role) ? detail::view(request_.role)
                                                     : std::string_view();
    }
    Letterhead letterhead() const {
        Letterhead head;
        if (SPO_HAS(&request_, spo_request, letterhead) && request_.letterhead.size > 0)
            detail::from_json(json::parse(detail::view(request_.letterhead)), head);
        return head;
    }

    std::chrono::sys_time<std::chrono::milliseconds> now() const {
        return std::chrono::sys_time<std::chrono::milliseconds>(
            std::chrono::milliseconds(request_.now_ms));
    }
    // The same instant where the town is: "2026-11-24T09:12:33+01:00".
    std::string_view local_time() const { return detail::view(request_.local_time); }
    // The town's date, "2026-11-24", and year: what registers are numbered by.
    std::string_view today() const { return local_time().substr(0, 10); }
    int year() const {
        int value = 0;
        for (const char digit : local_time().substr(0, 4))
            value = value * 10 + (digit - '0');
        return value;
    }
    // "it" or "en": the language of what is printed for the citizen.
    std::string_view language() const { return detail::view(request_.language); }

    // Runs a statement and ignores its rows.
    template <class... Args>
    void exec(std::string_view sql, const Args&... args) {
        each(
            sql, [](const spo_value*, std::size_t) { return true; }, args...);
    }

    // Returns every row.
    template <class Row, class... Args>
    std::vector<Row> all(std::string_view sql, const Args&... args) {
        std::vector<Row> rows;
        each(
            sql,
            [&](const spo_value* columns, std::size_t count) {
                rows.push_back(detail::row<Row>(columns, count));
                return true;
            },
            args...);
        return rows;
    }

    // Returns the first row, if any.
    template <class Row, class... Args>
    std::optional<Row> first(std::string_view sql, const Args&... args) {
        std::optional<Row> found;
        each(
            sql,
            [&](const spo_value* columns, std::size_t count) {
                if (!found) found = detail::row<Row>(columns, count);
                return true; // Let the statement finish: an INSERT ... RETURNING must not be cut
                             // short.
            },
            args...);
        return found;
    }

    // Returns the first row, which must exist.
    template <class Row, class... Args>
    Row one(std::string_view sql, const Args&... args) {
        auto found = first<Row>(sql, args...);
        if (!found) not_found("no-such-record");
        return *std::move(found);
    }

    // Runs another plugin's operation in this transaction.
    template <class Out = json::value, class In = json::object>
    Out call(std::string_view operation, const In& input) {
        const auto text = json::serialize(detail::to_json(input));
        std::string reply;
        detail::require_ok(host_.call(
            call_, detail::view(operation), detail::view(text),
            [](void* into, spo_str bytes) {
                *static_cast<std::string*>(into) = detail::view(bytes);
            },
            &reply));
        Out out{};
        detail::from_json(json::parse(reply.empty() ? "null" : reply), out);
        return out;
    }

    // Prints a document of the plugin's templates/ on the ticket printer, after the commit.
    template <class Data>
    void print(std::string_view document, const Data& data) {
        const auto text = json::serialize(detail::to_json(data));
        detail::require_ok(host_.print(call_, detail::view(document), detail::view(text)));
    }

    // Adds an A4 document of the plugin's templates/ to the case in progress.
    template <class Data>
    void document(std::string_view document, const Data& data) {
        const auto text = json::serialize(detail::to_json(data));
        detail::require_ok(host_.document(call_, detail::view(document), detail::view(text)));
    }

    // Publishes an event, "<plugin id>.<what happened>", once the transaction has committed. No
    // personal data.
    template <class Data>
    void emit(std::string_view topic, const Data& data) {
        const auto text = json::serialize(detail::to_json(data));
        detail::require_ok(host_.emit(call_, detail::view(topic), detail::view(text)));
    }

private:
    template <class Visit, class... Args>
    void each(std::string_view sql, Visit visit, const Args&... args) {
        struct Context {
            Visit& visit;
            std::exception_ptr thrown; // An exception must not cross the daemon's frames.
        } context{visit, nullptr};
        const spo_value parameters[sizeof...(args) + 1] = {detail::parameter(args)...};
        const auto status = host_.sql(
            call_, detail::view(sql), parameters, sizeof...(args),
            [](void* opaque, const spo_value* columns, std::size_t count) -> std::int32_t {
                auto& self = *static_cast<Context*>(opaque);
                try {
                    return self.visit(columns, count) ? 0 : 1;
                } catch (...) {
                    self.thrown = std::current_exception();
                    return 1;
                }
            },
            &context);
        if (context.thrown) std::rethrow_exception(context.thrown);
        detail::require_ok(status);
    }

    const spo_host& host_;
    spo_call* call_;
    const spo_request& request_;
};

namespace detail {

using Handler = std::function<json::value(Call&, const json::value&)>;

template <class T>
T read(const json::value& from) {
    T to{};
    from_json(from, to);
    return to;
}

template <class Out, class... In>
Handler handler(Out (*function)(Call&, In...)) {
    static_assert(sizeof...(In) <= 1, "an operation takes a Call& and at most one input");
    return [function](Call& call, [[maybe_unused]] const json::value& input) -> json::value {
        if constexpr (std::is_void_v<Out>) {
            function(call, read<std::remove_cvref_t<In>>(input)...);
            return json::object();
        } else {
            return to_json(function(call, read<std::remove_cvref_t<In>>(input)...));
        }
    };
}

} // namespace detail

// The list of a plugin's operations, filled by SPORTELLO_PLUGIN.
class Service {
public:
    template <class F>
    void query(std::string name, F* function) {
        add(SPO_QUERY, std::move(name), detail::handler(function));
    }
    template <class F>
    void command(std::string name, F* function) {
        add(SPO_COMMAND, std::move(name), detail::handler(function));
    }

    const detail::Handler* find(spo_kind kind, std::string_view name) const {
        const auto found = handlers_.find({kind, std::string(name)});
        return found == handlers_.end() ? nullptr : &found->second;
    }

private:
    void add(spo_kind kind, std::string name, detail::Handler handler) {
        handlers_.emplace(std::pair(kind, std::move(name)), std::move(handler));
    }
    std::map<std::pair<spo_kind, std::string>, detail::Handler> handlers_;
};

namespace detail {

struct Instance {
    const spo_host& host;
    Service service;
};

inline void fail(const spo_host& host, spo_call* call, const Refusal& refusal) {
    if (refusal.code().empty()) return;
    const auto arguments = json::serialize(json::value_from(refusal.arguments()));
    host.fail(call, view(refusal.code()), view(refusal.field()), view(arguments));
}

inline spo_status handle(void* self, spo_call* opaque, const spo_request* request) noexcept {
    const auto& instance = *static_cast<Instance*>(self);
    try {
        const auto* handler = instance.service.find(request->kind, view(request->operation));
        if (!handler) not_found("no-such-operation");
        Call call(instance.host, opaque, *request);
        const auto input =
            request->input.size ? json::parse(view(request->input)) : json::value(json::object());
        const auto reply = json::serialize((*handler)(call, input));
        instance.host.reply(opaque, view(reply));
        return SPO_OK;
    } catch (const Refusal& refusal) {
        try {
            fail(instance.host, opaque, refusal);
        } catch (...) { // Out of memory: the status alone must do.
            return SPO_FAILED;
        }
        return refusal.status();
    } catch (const std::exception& error) {
        instance.host.fail(opaque, view(error.what()), {}, {});
    } catch (...) {
        instance.host.fail(opaque, view("unknown exception"), {}, {});
    }
    return SPO_FAILED;
}

template <void (*Define)(Service&)>
void* create(const spo_host* host) noexcept {
    try {
        auto instance = std::make_unique<Instance>(Instance{*host, {}});
        Define(instance->service);
        return instance.release();
    } catch (...) {
        return nullptr;
    }
}

template <void (*Define)(Service&)>
constexpr spo_plugin describe(const char* id, const char* version) {
    return {
        sizeof(spo_plugin),
        SPO_ABI_MINOR,
        id,
        version,
        create<Define>,
        [](void*) -> spo_status { return SPO_OK; },
        handle,
        [](void*) {},
        [](void* self) { delete static_cast<Instance*>(self); },
        [](void*, const char*) -> const void* { return nullptr; },
    };
}

} // namespace detail
} // namespace sportello

// Defines the plugin's entry point; its body lists the operations:
//
//     SPORTELLO_PLUGIN("protocol", "1.0.0", service) {
//         service.command("register", register_entry);
//     }
#define SPORTELLO_PLUGIN(id, version, service)                                                     \
    static void sportello_define(::sportello::Service& service);                                   \
    SPO_EXPORT const spo_plugin* sportello_plugin_v1() {                                           \
        static constexpr spo_plugin plugin =                                                       \
            ::sportello::detail::describe<sportello_define>(id, version);                          \
        return &plugin;                                                                            \
    }                                                                                              \
    static void sportello_define(::sportello::Service& service)
