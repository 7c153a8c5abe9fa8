// A plugin "broken" that is wrong in the one way that the build's definition names.
#include <stdexcept>

#include "tests/core/plugin/raw.hpp"

namespace {

[[maybe_unused]] spo_status handle(void*, spo_call*, const spo_request*) {
    return SPO_OK;
}

[[maybe_unused]] void* refuse_create(const spo_host*) {
    return nullptr;
}
[[maybe_unused]] void* throw_create(const spo_host*) {
    throw std::runtime_error("no licence");
}
[[maybe_unused]] spo_status refuse_start(void*) {
    return SPO_UNAVAILABLE;
}
[[maybe_unused]] spo_status throw_start(void*) {
    throw 42;
}
[[maybe_unused]] void throw_stop(void*) {
    throw std::runtime_error("not now");
}

constexpr spo_plugin plugin{
#ifdef SHORT
    offsetof(spo_plugin, extension),
#else
    sizeof(spo_plugin),
#endif
    SPO_ABI_MINOR,
#ifdef OTHER_ID
    "other",
#else
    "broken",
#endif
#ifdef OTHER_VERSION
    "2.0.0",
#else
    "1.0.0",
#endif
#ifdef REFUSE_CREATE
    refuse_create,
#elif defined THROW_CREATE
    throw_create,
#else
    raw::create,
#endif
#ifdef REFUSE_START
    refuse_start,
#elif defined THROW_START
    throw_start,
#else
    raw::start,
#endif
#ifdef NO_HANDLE
    nullptr,
#else
    handle,
#endif
#ifdef THROW_STOP
    throw_stop,
#else
    raw::stop,
#endif
    raw::destroy,
    raw::extension};

} // namespace

#ifdef NO_ENTRY
SPO_EXPORT const spo_plugin* sportello_plugin_v2();
const spo_plugin* sportello_plugin_v2() {
    return &plugin;
}
#else
const spo_plugin* sportello_plugin_v1() {
#ifdef THROW_ENTRY
    throw std::runtime_error("who am I?");
#endif
#ifdef NO_DESCRIPTION
    return nullptr;
#endif
    return &plugin;
}
#endif
