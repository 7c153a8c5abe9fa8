/* tests/bench/bare_inserts.c -- the least a program can do to issue tickets durably, to compare
 * sportellod with: the same tables, settings and statements, and nothing else.
 *
 *   bench_bare_inserts FILE COUNT PER_COMMIT MIGRATION...
 *
 * Makes FILE with the migrations when it is empty, then writes COUNT tickets, PER_COMMIT in each
 * transaction. Prints one line of JSON; times in microseconds, of a whole transaction. */
#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TRANSACTIONS_MAX 100000
#define MIGRATION_BYTES_MAX 65536

static sqlite3* db;

static void check(int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    fprintf(stderr, "bench_bare_inserts: %s\n", db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    exit(1);
}

static void run(const char* sql) {
    check(sqlite3_exec(db, sql, NULL, NULL, NULL));
}

static sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = NULL;
    check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL));
    return statement;
}

static void apply(const char* path) {
    static char sql[MIGRATION_BYTES_MAX];
    FILE* file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    sql[fread(sql, 1, sizeof sql - 1, file)] = '\0';
    fclose(file);
    run(sql);
}

/* As core/store/connection.cpp opens the writer. */
static void open_file(const char* path, char** migrations) {
    check(sqlite3_open(path, &db));
    run("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;"
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    sqlite3_stmt* tables = prepare("SELECT 1 FROM sqlite_schema");
    const int empty = sqlite3_step(tables) == SQLITE_DONE;
    sqlite3_finalize(tables);
    if (!empty) return;
    for (; *migrations; ++migrations)
        apply(*migrations);
    run("INSERT INTO device VALUES ('kiosk', 'kiosk', 'token', 0);"
        "INSERT INTO session VALUES ('session', NULL, 'kiosk', 0, 9000000000000);");
}

/* The statements of POST /tickets: who asks, the ticket, the event that tells it. */
static sqlite3_stmt *session, *ticket, *event;

static void prepare_all(void) {
    session =
        prepare("SELECT coalesce(operator.id, device.id), coalesce(operator.name, device.id),"
                " coalesce(operator.role, device.role), coalesce(operator.must_change_password, 0)"
                " FROM session"
                " LEFT JOIN operator ON operator.id = session.operator"
                " LEFT JOIN device ON device.id = session.device"
                " WHERE session.token_hash = ?1 AND session.expires_at > ?2"
                " AND coalesce(operator.disabled, 0) = 0");
    ticket = prepare(
        "INSERT INTO ticket (day, lane, prefix, number, code, channel, language, priority, minutes,"
        "                    equipment, state, place, calls, issued_at)"
        " VALUES (?1, ?2, ?3,"
        "         (SELECT coalesce(max(number), 0) + 1 FROM ticket WHERE day = ?1 AND prefix = ?3),"
        "         lower(hex(randomblob(8))), ?4, ?5, ?6, 0, 0, 'waiting', ?7, 0, ?7)"
        " RETURNING id, day, lane, prefix, number, code, channel, language, priority, minutes,"
        " equipment, state, place, not_before, due_at, wanted_counter, counter, calls, outcome,"
        " note, contact, issued_at, called_at, started_at, ended_at");
    event = prepare("INSERT INTO event (topic, data, at) VALUES (?1, ?2, ?3)");
}

static void text(sqlite3_stmt* statement, int index, const char* value) {
    check(sqlite3_bind_text(statement, index, value, -1, SQLITE_STATIC));
}

static long long now_ns(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void issue(void) {
    const long long now_ms = now_ns(CLOCK_REALTIME) / 1000000;
    text(session, 1, "session");
    sqlite3_bind_int64(session, 2, now_ms);
    if (sqlite3_step(session) != SQLITE_ROW) check(SQLITE_ERROR);
    sqlite3_reset(session);

    text(ticket, 1, "2026-11-24");
    text(ticket, 2, "quick");
    text(ticket, 3, "A");
    text(ticket, 4, "kiosk");
    text(ticket, 5, "it");
    sqlite3_bind_int64(ticket, 6, 0);
    sqlite3_bind_int64(ticket, 7, now_ms);
    check(sqlite3_step(ticket));
    char data[128];
    snprintf(data, sizeof data,
             "{\"ticket\":%lld,\"number\":\"%s%03lld\",\"lane\":\"quick\",\"state\":\"waiting\"}",
             sqlite3_column_int64(ticket, 0), (const char*)sqlite3_column_text(ticket, 3),
             sqlite3_column_int64(ticket, 4));
    check(sqlite3_step(ticket));
    sqlite3_reset(ticket);

    text(event, 1, "ticket.issued");
    text(event, 2, data);
    sqlite3_bind_int64(event, 3, now_ms);
    check(sqlite3_step(event));
    sqlite3_reset(event);
}

static int compare(const void* one, const void* other) {
    const double a = *(const double*)one, b = *(const double*)other;
    return (a > b) - (a < b);
}

int main(int argc, char** argv) {
    static double times[TRANSACTIONS_MAX];
    const long count = argc > 3 ? atol(argv[2]) : 0;
    const long per_commit = argc > 3 ? atol(argv[3]) : 0;
    if (count < 1 || per_commit < 1 || count / per_commit > TRANSACTIONS_MAX) {
        fprintf(stderr, "usage: bench_bare_inserts FILE COUNT PER_COMMIT MIGRATION...\n");
        return 1;
    }
    open_file(argv[1], argv + 4);
    prepare_all();
    const long transactions = count / per_commit;
    const long long begin = now_ns(CLOCK_MONOTONIC);
    for (long i = 0; i < transactions; ++i) {
        const long long started = now_ns(CLOCK_MONOTONIC);
        run("BEGIN IMMEDIATE");
        for (long j = 0; j < per_commit; ++j)
            issue();
        run("COMMIT");
        times[i] = (double)(now_ns(CLOCK_MONOTONIC) - started) / 1e3;
    }
    const double seconds = (double)(now_ns(CLOCK_MONOTONIC) - begin) / 1e9;
    qsort(times, (size_t)transactions, sizeof *times, compare);
    printf("{\"count\": %ld, \"seconds\": %.3f, \"per_second\": %.1f, \"p50_us\": %.1f, "
           "\"p99_us\": %.1f}\n",
           transactions * per_commit, seconds, (double)(transactions * per_commit) / seconds,
           times[(transactions - 1) / 2], times[(transactions - 1) * 99 / 100]);
    sqlite3_finalize(session);
    sqlite3_finalize(ticket);
    sqlite3_finalize(event);
    sqlite3_close(db);
    return 0;
}
