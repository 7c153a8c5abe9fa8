/* sportello/driver_abi.h -- the binary contract between the daemon and a device driver.
 *
 * A driver is a protocol, not an I/O library: the daemon finds the device, claims it, and hands the
 * driver a port, a pipe of bytes. So a driver links nothing, runs against a buffer in its tests, and
 * serves the same printer over USB, a serial line or the network.
 *
 * Which devices a driver serves is data, in its manifest, so the daemon maps the library only when
 * such a device appears, and packaging/ derives the udev rules from the same file.
 *
 * Threads: all functions of one device are called from that device's own thread, which may block.
 * The rules of memory, strings, errors and growth are those of <sportello/abi.h>.
 */
#ifndef SPORTELLO_DRIVER_ABI_H
#define SPORTELLO_DRIVER_ABI_H

#include <sportello/abi.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SPO_DRIVER_ABI_MINOR 0

typedef struct spo_port {
    uint32_t size;
    uint32_t reserved;

    /* Sends every byte. SPO_UNAVAILABLE: unplugged, or the daemon gave up waiting; an unknown part
     * of the bytes may have reached the device. Waits as long as the device keeps it waiting (paper
     * out, cover open): the daemon decides when to give up, because a transfer that is cut and
     * resumed loses or doubles bytes. */
    spo_status (*write)(struct spo_port *port, const uint8_t *bytes, size_t count);

    /* Receives what is there, at most `capacity`, waiting at most `timeout_ms` for the first byte;
     * SPO_OK with *count 0 when none came. SPO_UNAVAILABLE: unplugged, or a port that cannot read. */
    spo_status (*read)(struct spo_port *port, uint8_t *bytes, size_t capacity, size_t *count,
                       uint32_t timeout_ms);

    /* Looks up an optional interface, "name/version"; NULL when the port has none. */
    const void *(*extension)(struct spo_port *port, const char *id);
} spo_port;

/* What is known of the device when it is opened. */
typedef struct spo_device {
    uint32_t size;
    uint16_t vendor;  /* USB idVendor, else 0 */
    uint16_t product; /* USB idProduct, else 0 */
    spo_str  serial;
    spo_str  profile; /* JSON: the manifest's entry for this device, overridden by the configuration. */
} spo_device;

typedef int32_t spo_block_kind;
enum {
    SPO_BLOCK_TEXT = 0, /* One line of text; too long, it wraps between words. */
    SPO_BLOCK_RULE = 1, /* A horizontal line across the paper. */
    SPO_BLOCK_QR   = 2, /* A QR code of `text`, centred. */
    SPO_BLOCK_FEED = 3, /* `amount` empty lines. */
    SPO_BLOCK_CUT  = 4  /* End of the paper: feed past the knife and cut. */
};

/* Flags are macros: enumerators of two enums do not mix in C++20. */
#define SPO_BOLD   UINT32_C(0x01)
#define SPO_WIDE   UINT32_C(0x02) /* Twice as wide. */
#define SPO_TALL   UINT32_C(0x04) /* Twice as tall. */
#define SPO_CENTER UINT32_C(0x08)
#define SPO_RIGHT  UINT32_C(0x10)
#define SPO_HUGE   UINT32_C(0x20) /* As large as the device can: the ticket's number. */

/* One piece of a printed document. */
typedef struct spo_block {
    spo_block_kind kind;
    uint32_t       style;  /* SPO_BOLD | ... */
    spo_str        text;   /* TEXT, QR */
    uint32_t       amount; /* FEED: lines */
    uint32_t       reserved[3];
} spo_block;

/* What became of a document. */
typedef int32_t spo_outcome;
enum {
    SPO_CONFIRMED = 0, /* The device said, after the last byte, that it has finished. */
    SPO_SENT      = 1, /* Every byte was taken; the device cannot say more. */
    SPO_UNCERTAIN = 2, /* Some bytes left and the device did not confirm: it may have printed. */
    SPO_REFUSED   = 3  /* Nothing was sent: the device is not ready, or the document is not for it. */
};

/* The state of a device: level, not edge. Bits beside SPO_KNOWN mean nothing while it is unset. */
#define SPO_KNOWN        UINT32_C(0x01) /* The device answered: the other bits are true. */
#define SPO_PAPER_LOW    UINT32_C(0x02)
#define SPO_PAPER_OUT    UINT32_C(0x04)
#define SPO_COVER_OPEN   UINT32_C(0x08)
#define SPO_OFFLINE      UINT32_C(0x10) /* Reachable, but refuses work. */
#define SPO_FAULT        UINT32_C(0x20) /* Needs a person: cutter, temperature, voltage. */
#define SPO_TICKET_WAITS UINT32_C(0x40) /* The paper printed before is still in the mouth. */

typedef struct spo_driver {
    uint32_t    size;
    uint32_t    abi_minor;
    const char *id;      /* The manifest's "id". */
    const char *version; /* The manifest's "version". */

    void *(*open)(spo_port *port, const spo_device *device); /* NULL: not mine after all. */
    void (*close)(void *self);

    /* Prints the blocks as one document and says what became of it. `token` is unique to the
     * attempt: a driver may send it along and wait for the device to give it back. */
    spo_outcome (*output)(void *self, const spo_block *blocks, size_t count, uint32_t token);

    /* Asks the device how it is. Called now and then while idle. */
    spo_status (*condition)(void *self, uint32_t *flags);

    const void *(*extension)(void *self, const char *id);
} spo_driver;

/* The one symbol a driver exports. */
SPO_EXPORT const spo_driver *sportello_driver_v1(void);

#ifdef __cplusplus
}
#endif

#endif
