#include "core/store/open.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <sys/stat.h>
#include <unistd.h>

namespace sportello::store {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t application_id = 0x53504f52; // "SPOR", in the file's header.

std::string why(const Error& error, const fs::path& file) {
    switch (error.code() & 0xff) {
    case SQLITE_NOTADB:
        return fmt::format("{} is not a database of Sportello, or its beginning is damaged. It was "
                           "left as it is: restore the latest backup, or set storage.file to "
                           "another path.",
                           file.string());
    case SQLITE_CORRUPT:
        return fmt::format("{} is damaged ({}). It was left as it is: restore the latest backup.",
                           file.string(), error.what());
    case SQLITE_FULL:
        return fmt::format("The disk of {} is full. Nothing was changed: free some space and start "
                           "again.",
                           file.string());
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return fmt::format("{} cannot be opened for writing. Check that the folder exists and that "
                           "the user of the daemon owns folder and file.",
                           file.string());
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fmt::format("{} is in use by another program. Is another sportellod running?",
                           file.string());
    default:
        return fmt::format("{} cannot be used: {}.", file.string(), error.what());
    }
}

// Looked at through a read-only connection first: a file that is not ours must not even be switched
// to the write-ahead log.
void inspect(const fs::path& file) {
    if (!fs::exists(file) || fs::file_size(file) == 0) return;
    if (::access(file.c_str(), W_OK) != 0) throw Error(SQLITE_READONLY, "read-only");
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close_v2)> handle(raw, sqlite3_close_v2);
    if (code != SQLITE_OK) throw Error(code, sqlite3_errstr(code));
    const auto first = [&](const char* sql) -> std::string {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(raw, sql, -1, &statement, nullptr) != SQLITE_OK)
            throw Error(sqlite3_extended_errcode(raw), sqlite3_errmsg(raw));
        const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> owned(statement,
                                                                               sqlite3_finalize);
        const int step = sqlite3_step(statement);
        if (step != SQLITE_ROW && step != SQLITE_DONE)
            throw Error(sqlite3_extended_errcode(raw), sqlite3_errmsg(raw));
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
        return text ? text : "";
    };
    if (first("PRAGMA application_id") != std::to_string(application_id))
        throw Error(SQLITE_NOTADB, "another application's file");
    const auto result = first("PRAGMA quick_check(1)");
    if (result != "ok") throw Error(SQLITE_CORRUPT, result);
}

} // namespace

std::unique_ptr<Connection> open_file(const fs::path& file, const Database::Work& migrate) {
    try {
        ::umask(0077); // Citizens' data: the file is its owner's alone.
        inspect(file);
        const bool fresh = !fs::exists(file) || fs::file_size(file) == 0;
        auto connection = std::make_unique<Connection>(file, Connection::Mode::write);
        if (fresh) connection->script(fmt::format("PRAGMA application_id = {}", application_id));
        if (migrate) migrate(*connection);
        return connection;
    } catch (const Error& error) {
        throw Unusable(why(error, file));
    }
}

} // namespace sportello::store
