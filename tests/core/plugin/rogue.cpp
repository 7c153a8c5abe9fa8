// A plugin "rogue": each of its operations breaks one rule, or stands where one could be broken.
#include <functional>
#include <map>
#include <stdexcept>
#include <thread>

#include "tests/core/plugin/raw.hpp"

namespace {

using Operation = std::function<spo_status(const raw::Plugin&, spo_call*, const spo_request&)>;

constexpr std::string_view keep_note = "INSERT INTO rogue_note (text) VALUES ('rogue')";
constexpr std::string_view count_forever =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(i) FROM n";
constexpr std::string_view write_forever =
    "INSERT INTO rogue_note (text)"
    " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";

// Runs `statement` after a note of its own; the status is the statement's, its reason the host's.
Operation after_a_note(std::string_view statement) {
    return [statement](const raw::Plugin& self, spo_call* call, const spo_request&) {
        self.sql(call, keep_note);
        return self.sql(call, statement);
    };
}

// Runs `statement` and says that all is well, whatever came of it.
Operation heedless(std::string_view statement) {
    return [statement](const raw::Plugin& self, spo_call* call, const spo_request&) {
        self.sql(call, keep_note);
        self.sql(call, statement);
        self.sql(call, keep_note);
        return SPO_OK;
    };
}

Operation calling(std::string_view operation) {
    return [operation](const raw::Plugin& self, spo_call* call, const spo_request& request) {
        self.sql(call, keep_note);
        return self.call(call, operation, raw::view(request.input));
    };
}

spo_status handle_refusal(const raw::Plugin& self, spo_call* call, const spo_request&) {
    self.sql(call, keep_note);
    const auto status = self.call(call, "desk.keep", R"({"text":""})");
    self.reply(call, std::to_string(status));
    return SPO_OK;
}

spo_status rerun_in_rows(const raw::Plugin& self, spo_call* call, const spo_request&) {
    self.sql(call, keep_note);
    struct Context {
        const raw::Plugin& self;
        spo_call* call;
        spo_status inner = SPO_OK;
    } context{self, call};
    static constexpr std::string_view select = "SELECT text FROM rogue_note";
    self.host->sql(
        call, raw::view(select), nullptr, 0,
        [](void* opaque, const spo_value*, std::size_t) -> std::int32_t {
            auto& in = *static_cast<Context*>(opaque);
            in.inner = in.self.sql(in.call, select);
            return 1;
        },
        &context);
    return context.inner;
}

spo_status throw_in_rows(const raw::Plugin& self, spo_call* call, const spo_request&) {
    self.sql(call, keep_note);
    constexpr std::string_view select = "SELECT text FROM rogue_note";
    return self.host->sql(
        call, raw::view(select), nullptr, 0,
        [](void*, const spo_value*, std::size_t) -> std::int32_t { throw 42; }, nullptr);
}

Operation emitting(std::string_view topic, std::string_view payload) {
    return [topic, payload](const raw::Plugin& self, spo_call* call, const spo_request&) {
        self.sql(call, keep_note);
        return self.host->emit(call, raw::view(topic), raw::view(payload));
    };
}

Operation replying(std::string text) {
    return [text](const raw::Plugin& self, spo_call* call, const spo_request&) {
        self.sql(call, keep_note);
        self.reply(call, text);
        return SPO_OK;
    };
}

const std::map<std::string_view, Operation> operations{
    {"keep",
     [](const raw::Plugin& self, spo_call* call, const spo_request&) {
         return self.sql(call, keep_note);
     }},
    {"throw",
     [](const raw::Plugin& self, spo_call* call, const spo_request&) -> spo_status {
         self.sql(call, keep_note);
         throw std::runtime_error("boom");
     }},
    {"throw-int",
     [](const raw::Plugin&, spo_call*, const spo_request&) -> spo_status { throw 42; }},
    {"say-nothing", [](const raw::Plugin&, spo_call*, const spo_request&) { return SPO_CONFLICT; }},
    {"odd-status",
     [](const raw::Plugin& self, spo_call* call, const spo_request&) -> spo_status {
         self.fail(call, "odd");
         return 99;
     }},
    {"odd-arguments",
     [](const raw::Plugin& self, spo_call* call, const spo_request&) {
         self.host->fail(call, raw::view("odd"), {}, raw::view("{\"a\":1}"));
         return SPO_INVALID;
     }},
    {"break-rule", after_a_note("INSERT INTO rogue_note (text) VALUES (NULL)")},
    {"write-others", after_a_note("INSERT INTO desk_note (text, at) VALUES ('x', '')")},
    {"read-others", after_a_note("SELECT text FROM desk_note")},
    {"read-daemon", after_a_note("SELECT password_hash FROM operator")},
    {"commit", after_a_note("COMMIT")},
    {"two-statements", after_a_note("SELECT 1; SELECT 2")},
    {"pragma", after_a_note("PRAGMA query_only = OFF")},
    {"create", after_a_note("CREATE TABLE rogue_more (x)")},
    {"count-forever", after_a_note(count_forever)},
    {"write-forever", after_a_note(write_forever)},
    {"write-forever-heedless", heedless(write_forever)},
    {"full-heedless", heedless("INSERT INTO rogue_note (text) VALUES (hex(zeroblob(4000000)))")},
    {"sleep",
     [](const raw::Plugin& self, spo_call* call, const spo_request&) {
         self.sql(call, keep_note);
         const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(60);
         while (std::chrono::steady_clock::now() < until)
             std::this_thread::yield();
         return SPO_OK;
     }},
    {"call-unlisted", calling("desk.notes")},
    {"call-unknown", calling("desk.nothing")},
    {"call-keep", calling("desk.keep")},
    {"call-change-mind", calling("desk.change-mind")},
    {"ask-peer", calling("peer.look")},
    {"ask-peer-to-write", calling("peer.write-in-query")},
    {"handle-refusal", handle_refusal},
    {"rerun-in-rows", rerun_in_rows},
    {"throw-in-rows", throw_in_rows},
    {"emit-others", emitting("ticket.called", "{}")},
    {"emit-lines", emitting("rogue.a\n\ndata: x", "{}")},
    {"emit-no-json", emitting("rogue.told", "told")},
    {"print-path",
     [](const raw::Plugin& self, spo_call* call, const spo_request&) {
         return self.host->print(call, raw::view("../../etc/passwd"), raw::view("{}"));
     }},
    {"document-without-case",
     [](const raw::Plugin& self, spo_call* call, const spo_request&) {
         return self.host->document(call, raw::view("sheet"), raw::view("{}"));
     }},
    {"reply-no-json", replying("yes")},
    {"reply-too-large", replying('"' + std::string(2 << 20, 'x') + '"')},
    {"write-in-query", after_a_note(keep_note)},
    {"emit-in-query",
     [](const raw::Plugin& self, spo_call* call, const spo_request&) {
         return self.host->emit(call, raw::view("rogue.told"), raw::view("{}"));
     }},
    {"command-in-query",
     [](const raw::Plugin& self, spo_call* call, const spo_request&) {
         return self.call(call, "desk.keep", R"({"text":"x"})");
     }},
};

spo_status handle(void* self, spo_call* call, const spo_request* request) {
    return operations.at(raw::view(request->operation))(*static_cast<raw::Plugin*>(self), call,
                                                        *request);
}

constexpr spo_plugin plugin{sizeof(spo_plugin), SPO_ABI_MINOR, "rogue", "1.0.0",
                            raw::create,        raw::start,    handle,  raw::stop,
                            raw::destroy,       raw::extension};

} // namespace

const spo_plugin* sportello_plugin_v1() {
    return &plugin;
}
