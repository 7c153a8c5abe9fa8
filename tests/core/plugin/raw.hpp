// tests/core/plugin/raw.hpp -- a plugin by hand, on the bare ABI, so that it can break the rules
// that <sportello/plugin.hpp> keeps for its author.
#pragma once

#include <sportello/abi.h>

#include <string>
#include <string_view>

namespace raw {

inline spo_str view(std::string_view text) {
    return {text.data(), text.size()};
}
inline std::string_view view(spo_str text) {
    return {text.data, text.size};
}

// The one instance: the host it was created with.
struct Plugin {
    const spo_host* host = nullptr;

    spo_status sql(spo_call* call, std::string_view statement) const {
        return host->sql(call, view(statement), nullptr, 0, nullptr, nullptr);
    }
    spo_status call(spo_call* call, std::string_view operation, std::string_view input) const {
        return host->call(call, view(operation), view(input), nullptr, nullptr);
    }
    void reply(spo_call* call, std::string_view json) const { host->reply(call, view(json)); }
    void fail(spo_call* call, std::string_view code) const { host->fail(call, view(code), {}, {}); }
};

inline void* create(const spo_host* host) {
    return new Plugin{host};
}
inline spo_status start(void*) {
    return SPO_OK;
}
inline void stop(void*) {}
inline void destroy(void* self) {
    delete static_cast<Plugin*>(self);
}
inline const void* extension(void*, const char*) {
    return nullptr;
}

} // namespace raw
