/* The ABI's layout and signatures, frozen: these lines are only ever added to. Compiled as C11 by
 * the tests; when a line no longer compiles, plugins and drivers built before would crash. */
#include <sportello/abi.h>
#include <sportello/driver_abi.h>

#define AT(type, field, offset) \
    _Static_assert(offsetof(type, field) == (offset), #type "." #field " has moved")
#define SIZE(type, size) _Static_assert(sizeof(type) == (size), #type " has another size")
#define IS(constant, value) _Static_assert((constant) == (value), #constant " has another value")

/* What only ever travels by value or in arrays never grows. */
SIZE(spo_str, 16);
AT(spo_str, data, 0);
AT(spo_str, size, 8);
SIZE(spo_value, 24);
AT(spo_value, type, 0);
AT(spo_value, as, 8);
SIZE(spo_block, 40);
AT(spo_block, kind, 0);
AT(spo_block, style, 4);
AT(spo_block, text, 8);
AT(spo_block, amount, 24);
AT(spo_block, reserved, 28);

AT(spo_request, size, 0);
AT(spo_request, kind, 4);
AT(spo_request, operation, 8);
AT(spo_request, input, 24);
AT(spo_request, actor, 40);
AT(spo_request, case_id, 56);
AT(spo_request, language, 72);
AT(spo_request, now_ms, 88);
AT(spo_request, local_time, 96);
AT(spo_request, role, 112);
AT(spo_request, letterhead, 128);

AT(spo_host, size, 0);
AT(spo_host, abi_minor, 4);
AT(spo_host, log, 8);
AT(spo_host, extension, 16);
AT(spo_host, sql, 24);
AT(spo_host, call, 32);
AT(spo_host, print, 40);
AT(spo_host, document, 48);
AT(spo_host, emit, 56);
AT(spo_host, reply, 64);
AT(spo_host, fail, 72);

AT(spo_plugin, size, 0);
AT(spo_plugin, abi_minor, 4);
AT(spo_plugin, id, 8);
AT(spo_plugin, version, 16);
AT(spo_plugin, create, 24);
AT(spo_plugin, start, 32);
AT(spo_plugin, handle, 40);
AT(spo_plugin, stop, 48);
AT(spo_plugin, destroy, 56);
AT(spo_plugin, extension, 64);

AT(spo_port, size, 0);
AT(spo_port, write, 8);
AT(spo_port, read, 16);
AT(spo_port, extension, 24);

AT(spo_device, size, 0);
AT(spo_device, vendor, 4);
AT(spo_device, product, 6);
AT(spo_device, serial, 8);
AT(spo_device, profile, 24);

AT(spo_driver, size, 0);
AT(spo_driver, abi_minor, 4);
AT(spo_driver, id, 8);
AT(spo_driver, version, 16);
AT(spo_driver, open, 24);
AT(spo_driver, close, 32);
AT(spo_driver, output, 40);
AT(spo_driver, condition, 48);
AT(spo_driver, extension, 56);

IS(SPO_ABI_MAJOR, 1);
IS(SPO_OK, 0);
IS(SPO_INVALID, 1);
IS(SPO_NOT_FOUND, 2);
IS(SPO_CONFLICT, 3);
IS(SPO_FORBIDDEN, 4);
IS(SPO_UNAVAILABLE, 5);
IS(SPO_FAILED, 6);
IS(SPO_NULL, 0);
IS(SPO_INT, 1);
IS(SPO_REAL, 2);
IS(SPO_TEXT, 3);
IS(SPO_BLOB, 4);
IS(SPO_QUERY, 0);
IS(SPO_COMMAND, 1);
IS(SPO_BLOCK_TEXT, 0);
IS(SPO_BLOCK_RULE, 1);
IS(SPO_BLOCK_QR, 2);
IS(SPO_BLOCK_FEED, 3);
IS(SPO_BLOCK_CUT, 4);
IS(SPO_BOLD, 0x01);
IS(SPO_WIDE, 0x02);
IS(SPO_TALL, 0x04);
IS(SPO_CENTER, 0x08);
IS(SPO_RIGHT, 0x10);
IS(SPO_HUGE, 0x20);
IS(SPO_CONFIRMED, 0);
IS(SPO_SENT, 1);
IS(SPO_UNCERTAIN, 2);
IS(SPO_REFUSED, 3);
IS(SPO_KNOWN, 0x01);
IS(SPO_PAPER_LOW, 0x02);
IS(SPO_PAPER_OUT, 0x04);
IS(SPO_COVER_OPEN, 0x08);
IS(SPO_OFFLINE, 0x10);
IS(SPO_FAULT, 0x20);
IS(SPO_TICKET_WAITS, 0x40);

/* The signatures: an initialiser does not compile when one changes. */
struct spo_frozen_host {
    void (*log)(const spo_host *, int32_t, spo_str);
    const void *(*extension)(const spo_host *, const char *);
    spo_status (*sql)(spo_call *, spo_str, const spo_value *, size_t, spo_row_fn, void *);
    spo_status (*call)(spo_call *, spo_str, spo_str, spo_bytes_fn, void *);
    spo_status (*print)(spo_call *, spo_str, spo_str);
    spo_status (*document)(spo_call *, spo_str, spo_str);
    spo_status (*emit)(spo_call *, spo_str, spo_str);
    void (*reply)(spo_call *, spo_str);
    void (*fail)(spo_call *, spo_str, spo_str, spo_str);
};
struct spo_frozen_host spo_freeze_host(const spo_host *host);
struct spo_frozen_host spo_freeze_host(const spo_host *host) {
    return (struct spo_frozen_host){host->log,      host->extension, host->sql,
                                    host->call,     host->print,     host->document,
                                    host->emit,     host->reply,     host->fail};
}

struct spo_frozen_plugin {
    void *(*create)(const spo_host *);
    spo_status (*start)(void *);
    spo_status (*handle)(void *, spo_call *, const spo_request *);
    void (*stop)(void *);
    void (*destroy)(void *);
    const void *(*extension)(void *, const char *);
};
struct spo_frozen_plugin spo_freeze_plugin(const spo_plugin *plugin);
struct spo_frozen_plugin spo_freeze_plugin(const spo_plugin *plugin) {
    return (struct spo_frozen_plugin){plugin->create, plugin->start,   plugin->handle,
                                      plugin->stop,   plugin->destroy, plugin->extension};
}

struct spo_frozen_port {
    spo_status (*write)(spo_port *, const uint8_t *, size_t);
    spo_status (*read)(spo_port *, uint8_t *, size_t, size_t *, uint32_t);
    const void *(*extension)(spo_port *, const char *);
};
struct spo_frozen_port spo_freeze_port(const spo_port *port);
struct spo_frozen_port spo_freeze_port(const spo_port *port) {
    return (struct spo_frozen_port){port->write, port->read, port->extension};
}

struct spo_frozen_driver {
    void *(*open)(spo_port *, const spo_device *);
    void (*close)(void *);
    spo_outcome (*output)(void *, const spo_block *, size_t, uint32_t);
    spo_status (*condition)(void *, uint32_t *);
    const void *(*extension)(void *, const char *);
};
struct spo_frozen_driver spo_freeze_driver(const spo_driver *driver);
struct spo_frozen_driver spo_freeze_driver(const spo_driver *driver) {
    return (struct spo_frozen_driver){driver->open, driver->close, driver->output,
                                      driver->condition, driver->extension};
}

typedef int32_t (*spo_frozen_row_fn)(void *, const spo_value *, size_t);
typedef void (*spo_frozen_bytes_fn)(void *, spo_str);
_Static_assert(_Generic((spo_row_fn)0, spo_frozen_row_fn: 1, default: 0), "spo_row_fn");
_Static_assert(_Generic((spo_bytes_fn)0, spo_frozen_bytes_fn: 1, default: 0), "spo_bytes_fn");
