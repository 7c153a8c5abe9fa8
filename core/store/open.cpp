#include "core/store/open.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sportello::store {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t application_id = 0x53504f52; // "SPOR", in the file's header.

std::string why(const Error& error, const fs::path& file) {
    if (error.code() == SQLITE_CANTOPEN_ISDIR)
        return fmt::format("{} is a folder: set storage.file to a file's path.", file.string());
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

[[noreturn]] void refuse(int code, const char* what) {
    throw Error(code, what);
}

using Handle = std::unique_ptr<sqlite3, decltype(&sqlite3_close_v2)>;

Handle open_raw(const fs::path& file, int flags) {
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
    Handle handle(raw, sqlite3_close_v2);
    if (code != SQLITE_OK) refuse(code, sqlite3_errstr(code));
    return handle;
}

// The first text of the statement's first row.
std::string first(sqlite3* handle, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr) != SQLITE_OK)
        refuse(sqlite3_extended_errcode(handle), sqlite3_errmsg(handle));
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> owned(statement,
                                                                           sqlite3_finalize);
    const int step = sqlite3_step(statement);
    if (step != SQLITE_ROW && step != SQLITE_DONE)
        refuse(sqlite3_extended_errcode(handle), sqlite3_errmsg(handle));
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    return text ? text : "";
}

bool holds_nothing(const fs::path& file) {
    std::error_code error;
    return fs::file_size(file, error) == 0 || error;
}

// Read as bytes, because SQLite would finish a foreign file's interrupted work: the magic words,
// and the application's id at offset 68 (https://sqlite.org/fileformat.html, section 1.3).
void check_header(const fs::path& file) {
    std::array<unsigned char, 100> header{};
    std::ifstream in(file, std::ios::binary);
    if (!in) refuse(SQLITE_CANTOPEN, "not readable");
    in.read(reinterpret_cast<char*>(header.data()), header.size());
    constexpr std::string_view magic("SQLite format 3\0", 16);
    if (!in || !std::ranges::equal(magic, std::span(header).first(16)))
        refuse(SQLITE_NOTADB, "not a database");
    std::int64_t id = 0;
    for (const auto byte : std::span(header).subspan(68, 4))
        id = id << 8 | byte;
    if (id != application_id) refuse(SQLITE_NOTADB, "another application's file");
}

// Reads the pages, and leaves a write-ahead log that waits beside a damaged file where it is.
void check_pages(const fs::path& file) {
    const bool has_log = !holds_nothing(file.string() + "-wal");
    const auto handle = open_raw(file, SQLITE_OPEN_READWRITE);
    if (has_log) sqlite3_db_config(handle.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    first(handle.get(), "SELECT count(*) FROM sqlite_schema");
    if (fs::file_size(file) > checked_at_start_max) return;
    const auto result = first(handle.get(), "PRAGMA quick_check(1)");
    if (result != "ok") refuse(SQLITE_CORRUPT, result.c_str());
}

// The id is in the file before the write-ahead log is, so that a file of ours can always be told.
void create(const fs::path& file) {
    const auto handle = open_raw(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    first(handle.get(), fmt::format("PRAGMA application_id = {}", application_id).c_str());
}

void inspect(const fs::path& file) {
    if (holds_nothing(file)) return create(file);
    if (::faccessat(AT_FDCWD, file.c_str(), W_OK, AT_EACCESS) != 0)
        refuse(SQLITE_READONLY, "read-only");
    check_header(file);
    check_pages(file);
}

// A file that could not be made is not left half made.
class Unmake {
public:
    explicit Unmake(const fs::path& file) : file_(holds_nothing(file) ? file : fs::path()) {}
    Unmake(const Unmake&) = delete;
    Unmake& operator=(const Unmake&) = delete;
    ~Unmake() {
        std::error_code ignored;
        if (file_.empty()) return;
        for (const char* part : {"", "-wal", "-shm", "-journal"})
            fs::remove(file_.string() + part, ignored);
    }
    void done() { file_.clear(); }

private:
    fs::path file_;
};

} // namespace

// The lock file is not the database: to close that would drop SQLite's own locks on it.
Hold::Hold(const fs::path& file)
    : lock_(::open((file.string() + "-lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    const auto refuse_with = [&](int code, const char* text) {
        throw Unusable(why({code, text}, file));
    };
    if (lock_ < 0) refuse_with(SQLITE_CANTOPEN, "its lock cannot be made");
    if (::flock(lock_, LOCK_EX | LOCK_NB) == 0) return;
    ::close(lock_);
    refuse_with(SQLITE_BUSY, "held by another process");
}

Hold::~Hold() {
    ::close(lock_);
}

std::unique_ptr<Connection> open_file(const fs::path& file, const Database::Work& migrate) {
    try {
        ::umask(0077); // Citizens' data: the file is its owner's alone.
        if (fs::is_directory(file)) refuse(SQLITE_CANTOPEN_ISDIR, "a folder");
        Unmake unmake(file);
        inspect(file);
        auto connection = std::make_unique<Connection>(file, Connection::Mode::write);
        if (migrate) migrate(*connection);
        unmake.done();
        return connection;
    } catch (const Error& error) {
        throw Unusable(why(error, file));
    } catch (const fs::filesystem_error& error) {
        throw Unusable(why({SQLITE_CANTOPEN, error.what()}, file));
    } catch (const std::runtime_error& error) { // A migration's sentence.
        throw Unusable(fmt::format("{} cannot be used: {}.", file.string(), error.what()));
    }
}

std::optional<std::string> first_damage(Connection& connection) {
    auto result = connection.first("PRAGMA quick_check(1)",
                                   [](const Row& row) { return std::string(row.text(0)); });
    if (result == "ok") result.reset();
    return result;
}

} // namespace sportello::store
