// One of a chain of plugins, "link0", "link1", ...: each calls the next, as often as its input
// says.
#include "tests/core/plugin/raw.hpp"

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)

namespace {

spo_status handle(void* self, spo_call* call, const spo_request* request) {
    const int left = std::stoi(std::string(raw::view(request->input)));
    if (left == 0) return SPO_OK;
    const auto next = "link" + std::to_string(NUMBER + 1) + ".next";
    return static_cast<raw::Plugin*>(self)->call(call, next, std::to_string(left - 1));
}

constexpr spo_plugin plugin{
    sizeof(spo_plugin), SPO_ABI_MINOR, "link" TEXT(NUMBER), "1.0.0",      raw::create,
    raw::start,         handle,        raw::stop,           raw::destroy, raw::extension};

} // namespace

const spo_plugin* sportello_plugin_v1() {
    return &plugin;
}
