/* sportello/abi.h -- the binary contract between the daemon and a service plugin.
 *
 * This is the only header a plugin binary depends on. It is plain C11: no exceptions, no C++
 * types, no allocator crosses it. C++ authors include <sportello/plugin.hpp> instead, which wraps
 * this file and is compiled into the plugin.
 *
 * Rules of the contract
 *   memory     Whoever allocates, frees. Every pointer received is borrowed until the call
 *              returns; copy what must live longer.
 *   strings    UTF-8 with a length, not NUL-terminated.
 *   errors     A function returns spo_status; the reason goes through host->fail(). Nothing throws.
 *   threads    Each function carries one tag:
 *                [main]    the daemon's main thread, one call at a time;
 *                [worker]  a worker thread; commands one at a time, queries concurrently;
 *                [any]     any thread at any time.
 *   state      A plugin keeps its state in its tables, never in memory: all that goes in and out
 *              is text and values, so that the same binary may later run in a process of its own.
 *   growth     Structures start with their size and grow only at the end, within one major.
 *   unloading  A plugin stays mapped until the process ends.
 */
#ifndef SPORTELLO_ABI_H
#define SPORTELLO_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SPO_ABI_MAJOR 1 /* Part of the entry symbol's name: a mismatch is "symbol not found". */
#define SPO_ABI_MINOR 1 /* Grows when a structure grows. */

#define SPO_EXPORT __attribute__((visibility("default")))

/* True when the peer was built with a structure that already had `field`. */
#define SPO_HAS(object, type, field) \
    ((object)->size >= offsetof(type, field) + sizeof((object)->field))

typedef struct spo_str {
    const char *data;
    size_t      size;
} spo_str;

typedef int32_t spo_status;
enum {
    SPO_OK          = 0,
    SPO_INVALID     = 1, /* The input breaks a rule of the procedure.  HTTP 422 */
    SPO_NOT_FOUND   = 2, /* No such person, entry, operation.          HTTP 404 */
    SPO_CONFLICT    = 3, /* True a moment ago, not any more.           HTTP 409 */
    SPO_FORBIDDEN   = 4, /* The actor or the plugin may not.           HTTP 403 */
    SPO_UNAVAILABLE = 5, /* Out of time, stopped, busy. Try later.     HTTP 503 */
    SPO_FAILED      = 6  /* A defect. The command is rolled back.      HTTP 500 */
};

typedef int32_t spo_type;
enum { SPO_NULL = 0, SPO_INT = 1, SPO_REAL = 2, SPO_TEXT = 3, SPO_BLOB = 4 };

typedef struct spo_value {
    spo_type type;
    int32_t  reserved;
    union {
        int64_t integer;
        double  real;
        spo_str text; /* SPO_TEXT and SPO_BLOB */
    } as;
} spo_value;

typedef int32_t spo_kind;
enum {
    SPO_QUERY   = 0, /* Reads. Runs concurrently, sees one snapshot. */
    SPO_COMMAND = 1  /* Writes. Runs alone, in one transaction.      */
};

typedef struct spo_request {
    uint32_t size;
    spo_kind kind;
    spo_str  operation;  /* "register" */
    spo_str  input;      /* JSON. Of a procedure or an offered operation: it fits the form. */
    spo_str  actor;      /* The operator's id. */
    spo_str  case_id;    /* Empty when the operation concerns no case. */
    spo_str  language;   /* "it" or "en": of what is printed. */
    int64_t  now_ms;     /* UTC. The only clock of a plugin: tests and replays set it. */
    spo_str  local_time; /* The same instant in the town's zone: "2026-11-24T09:12:33+01:00". */
    /* Since minor 1. */
    spo_str  role;       /* Of the actor: "operator", "supervisor", "administrator"; or "system", for
                          * a job by the clock. */
    spo_str  letterhead; /* JSON: what every document is headed with; see docs/plugin-author.md. */
} spo_request;

/* One operation in progress. Valid only until handle() returns. */
typedef struct spo_call spo_call;

/* Returns 0 to continue with the next row. */
typedef int32_t (*spo_row_fn)(void *context, const spo_value *columns, size_t count);
typedef void (*spo_bytes_fn)(void *context, spo_str bytes);

typedef struct spo_host {
    uint32_t size;
    uint32_t abi_minor;

    /* [any] Writes one line to the daemon's log, under the plugin's name. Level as in syslog:
     * 3 error, 4 warning, 6 information, 7 debug. No personal data. */
    void (*log)(const struct spo_host *host, int32_t level, spo_str message);

    /* [any] Looks up an optional interface, "name/version"; NULL when absent. */
    const void *(*extension)(const struct spo_host *host, const char *id);

    /* The rest may be called only inside handle(), with the call it received. [worker] */

    /* Runs one SQL statement over the plugin's own tables (prefix "<id>_", '-' written '_'). */
    spo_status (*sql)(spo_call *call, spo_str statement, const spo_value *parameters, size_t count,
                      spo_row_fn row, void *context);

    /* Runs another plugin's operation in the same transaction: "protocol.register". The manifest
     * must list it under "calls". */
    spo_status (*call)(spo_call *call, spo_str operation, spo_str input, spo_bytes_fn reply,
                       void *context);

    /* Queues a document of the plugin's templates/ for the ticket printer; it prints once the
     * transaction has committed. */
    spo_status (*print)(spo_call *call, spo_str document, spo_str data);

    /* Adds a document of the plugin's templates/ (an A4 sheet) to the case in progress. */
    spo_status (*document)(spo_call *call, spo_str document, spo_str data);

    /* Queues an event; `topic` is its whole name and begins with the plugin's id,
     * "protocol.registered". It is delivered once the transaction has committed. No personal data:
     * panels and boards receive it. */
    spo_status (*emit)(spo_call *call, spo_str topic, spo_str payload);

    /* Sets the operation's result, a JSON text. */
    void (*reply)(spo_call *call, spo_str json);

    /* Explains a status other than SPO_OK. `code` names a sentence of the plugin's texts/, whose
     * {placeholders} are filled from `arguments`, a JSON object of strings (may be empty); `field`
     * is a JSON pointer into the input, or empty. A code without a sentence is shown as it is. */
    void (*fail)(spo_call *call, spo_str code, spo_str field, spo_str arguments);
} spo_host;

typedef struct spo_plugin {
    uint32_t    size;
    uint32_t    abi_minor;
    const char *id;      /* The manifest's "id". */
    const char *version; /* The manifest's "version". */

    /* [main] Returns the instance, or NULL to refuse. Must not call the host, log excepted. */
    void *(*create)(const spo_host *host);

    /* [main] Every plugin of the catalogue has been created and its tables migrated. */
    spo_status (*start)(void *self);

    /* [worker] Runs one operation. */
    spo_status (*handle)(void *self, spo_call *call, const spo_request *request);

    /* [main] No handle() is running, none will follow. */
    void (*stop)(void *self);

    /* [main] The instance is stopped, or start() failed. */
    void (*destroy)(void *self);

    /* [any] Looks up an optional interface, "name/version"; NULL when absent. */
    const void *(*extension)(void *self, const char *id);
} spo_plugin;

/* The one symbol a plugin exports. */
SPO_EXPORT const spo_plugin *sportello_plugin_v1(void);

#ifdef __cplusplus
}
#endif

#endif
