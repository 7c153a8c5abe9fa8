// A plugin "peer" of queries that others ask.
#include "tests/core/plugin/raw.hpp"

namespace {

spo_status handle(void* opaque, spo_call* call, const spo_request* request) {
    const auto& self = *static_cast<raw::Plugin*>(opaque);
    if (raw::view(request->operation) == "write-in-query")
        return self.sql(call, "INSERT INTO peer_seen (who) VALUES ('rogue')");
    self.reply(call, R"({"seen":true})");
    return self.sql(call, "SELECT who FROM peer_seen");
}

constexpr spo_plugin plugin{sizeof(spo_plugin), SPO_ABI_MINOR, "peer", "1.0.0",
                            raw::create,        raw::start,    handle, raw::stop,
                            raw::destroy,       raw::extension};

} // namespace

const spo_plugin* sportello_plugin_v1() {
    return &plugin;
}
