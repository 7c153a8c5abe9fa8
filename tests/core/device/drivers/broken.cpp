// tests/core/device/drivers/broken.cpp -- a driver that is broken in one way, chosen by BROKEN_*.
#include <sportello/driver_abi.h>

namespace {

void* open(spo_port*, const spo_device*) {
    return nullptr; // As a driver does whose device it is not after all.
}
void close(void*) {}
[[maybe_unused]] spo_outcome output(void*, const spo_block*, size_t, uint32_t) {
    return SPO_REFUSED;
}
spo_status condition(void*, uint32_t*) {
    return SPO_FAILED;
}
const void* extension(void*, const char*) {
    return nullptr;
}

} // namespace

#ifdef BROKEN_SYMBOL
extern "C" SPO_EXPORT const spo_driver* sportello_driver_v0(void); // Of an older ABI.
#define sportello_driver_v1 sportello_driver_v0
#endif
#ifndef BROKEN_SIZE
#define BROKEN_SIZE sizeof(spo_driver)
#endif
#ifndef BROKEN_OUTPUT
#define BROKEN_OUTPUT output
#endif

#ifndef BROKEN_ENTRY
#define BROKEN_ENTRY &driver
#endif

const spo_driver* sportello_driver_v1(void) {
    [[maybe_unused]] static constexpr spo_driver driver = {
        BROKEN_SIZE, SPO_DRIVER_ABI_MINOR, BROKEN_ID, BROKEN_VERSION, open,
        close,       BROKEN_OUTPUT,        condition, extension};
    return BROKEN_ENTRY;
}
