/* tests/core/device/drivers/broken.c -- a driver that is wrong in one way, named by BROKEN. */
#include <sportello/driver_abi.h>

#define NO_ENTRY 1
#define NULL_ENTRY 2
#define CUT_SHORT 3
#define OTHER_ID 4
#define OTHER_VERSION 5
#define MISSING_SYMBOL 6
#define NO_OUTPUT 7

static void *open_it(spo_port *port, const spo_device *device) {
    (void)device;
    return port;
}
static void close_it(void *self) { (void)self; }
static spo_outcome output(void *self, const spo_block *blocks, size_t count, uint32_t token) {
    (void)self, (void)blocks, (void)count, (void)token;
    return SPO_REFUSED;
}
static spo_status condition(void *self, uint32_t *flags) {
    (void)self, (void)flags;
    return SPO_OK;
}

#if BROKEN == MISSING_SYMBOL
void nobody_defines_this(void);
#endif

static const spo_driver driver = {
    BROKEN == CUT_SHORT ? 16 : sizeof(spo_driver),
    SPO_DRIVER_ABI_MINOR,
    BROKEN == OTHER_ID ? "another" : "broken",
    BROKEN == OTHER_VERSION ? "2.0.0" : "1.0.0",
    open_it,
    close_it,
    BROKEN == NO_OUTPUT ? 0 : output,
    condition,
    0,
};

#if BROKEN == NO_ENTRY
SPO_EXPORT const spo_driver *another_entry(void) { return &driver; }
#else
const spo_driver *sportello_driver_v1(void) {
#if BROKEN == MISSING_SYMBOL
    nobody_defines_this();
#endif
    return BROKEN == NULL_ENTRY ? 0 : &driver;
}
#endif
