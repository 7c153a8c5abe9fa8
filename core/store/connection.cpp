#include "core/store/connection.hpp"

#include <sqlite3.h>

#include <cstring>

namespace sportello::store {

namespace {

constexpr int busy_timeout_ms = 5000; // Only a backup or an administrator's shell can make us wait.
constexpr int progress_steps = 10'000; // Virtual machine steps between two looks at the deadline.
constexpr std::size_t statements_max = 500; // Kept; a plugin may make its SQL up as it goes.
constexpr std::size_t sql_bytes_max = 1'000'000;
constexpr int value_bytes_max = 64 << 20; // Of one text or blob.

void check(int code, sqlite3* handle) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    if (handle) throw Error(sqlite3_extended_errcode(handle), sqlite3_errmsg(handle));
    throw Error(code, sqlite3_errstr(code));
}

int bind(sqlite3_stmt* statement, int index, const Value& value) {
    const char* bytes = value.bytes.data() ? value.bytes.data() : ""; // Empty is not null.
    switch (value.type) {
    case Value::Type::null:
        break;
    case Value::Type::integer:
        return sqlite3_bind_int64(statement, index, value.integer);
    case Value::Type::real:
        return sqlite3_bind_double(statement, index, value.real);
    case Value::Type::text:
        return sqlite3_bind_text64(statement, index, bytes, value.bytes.size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
    case Value::Type::blob:
        return sqlite3_bind_blob64(statement, index, bytes, value.bytes.size(), SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement, index);
}

bool is_schema_table(std::string_view table) {
    return table == "sqlite_master" || table == "sqlite_temp_master" || table == "sqlite_sequence";
}

} // namespace

Error::Kind Error::kind() const noexcept {
    switch (code_ & 0xff) {
    case SQLITE_CONSTRAINT:
        return Kind::constraint;
    case SQLITE_AUTH:
    case SQLITE_READONLY:
        return Kind::denied;
    case SQLITE_FULL:
        return Kind::full;
    case SQLITE_BUSY:
    case SQLITE_INTERRUPT:
        return Kind::busy;
    default:
        return Kind::other;
    }
}

Value Value::blob(std::string_view bytes) {
    Value value(bytes);
    value.type = Type::blob;
    return value;
}

int Row::columns() const {
    return sqlite3_column_count(statement_);
}
bool Row::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}
std::int64_t Row::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}
std::string_view Row::text(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    if (!data) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}
Value Row::value(int column) const {
    switch (sqlite3_column_type(statement_, column)) {
    case SQLITE_INTEGER:
        return integer(column);
    case SQLITE_FLOAT:
        return sqlite3_column_double(statement_, column);
    case SQLITE_TEXT:
        return text(column);
    case SQLITE_BLOB:
        return Value::blob(text(column));
    default:
        return {};
    }
}

void Connection::Close::operator()(sqlite3* it) const noexcept {
    sqlite3_close_v2(it);
}
void Connection::Finalize::operator()(sqlite3_stmt* it) const noexcept {
    sqlite3_finalize(it);
}

Connection::Connection(const std::filesystem::path& file, Mode mode) {
    sqlite3* raw = nullptr;
    const int flags =
        SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
        (mode == Mode::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
    const int code = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
    handle_.reset(raw);
    check(code, raw);
    sqlite3_busy_timeout(raw, busy_timeout_ms);
    sqlite3_limit(raw, SQLITE_LIMIT_LENGTH, value_bytes_max);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    script("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;");
    if (mode == Mode::write) // FULL: a number that was printed must survive a power cut.
        script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    else
        script("PRAGMA query_only = ON;");
    sqlite3_set_authorizer(raw, authorize, this);
}

Connection::~Connection() = default;

void Connection::become(std::string owner, Rights rights) {
    owner_ = std::move(owner);
    prefix_ = owner_.empty() ? std::string() : owner_ + '_';
    rights_ = rights;
}

// A plugin reads and writes the rows of its own tables, and while it migrates shapes them; it never
// sees another's tables, the transaction or the pragmas.
int Connection::authorize(
    void* self, int action, const char* first, const char* second, const char*, const char*) {
    const auto& connection = *static_cast<const Connection*>(self);
    if (connection.owner_.empty()) return SQLITE_OK;
    const auto own = [&](const char* table) {
        return table && std::string_view(table).starts_with(connection.prefix_) ? SQLITE_OK
                                                                                : SQLITE_DENY;
    };
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return second && std::strcmp(second, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        if (connection.rights_ == Rights::read) return SQLITE_DENY;
        [[fallthrough]];
    case SQLITE_READ:
        if (connection.rights_ == Rights::schema && first && is_schema_table(first))
            return SQLITE_OK;
        return own(first);
    default:
        break;
    }
    if (connection.rights_ != Rights::schema) return SQLITE_DENY;
    switch (action) {
    case SQLITE_CREATE_TABLE:
    case SQLITE_DROP_TABLE:
        return own(first);
    case SQLITE_CREATE_INDEX: // The index and its table.
    case SQLITE_DROP_INDEX:
    case SQLITE_ALTER_TABLE: // The database and the table; the new name is checked afterwards.
        return own(second);
    case SQLITE_REINDEX:
        return SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

sqlite3_stmt* Connection::prepare(std::string_view sql) {
    if (sql.size() > sql_bytes_max) throw Error(SQLITE_TOOBIG, "the statement is too long");
    std::string key = owner_;
    key += "rws"[static_cast<std::size_t>(rights_)];
    key += ':';
    key += sql;
    if (const auto found = statements_.find(key); found != statements_.end()) {
        if (sqlite3_stmt_busy(found->second.get())) // Run again from its own row callback.
            throw Error(SQLITE_MISUSE, "the statement is already running");
        return found->second.get();
    }
    sqlite3_stmt* raw = nullptr;
    const char* rest = nullptr;
    check(sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                             SQLITE_PREPARE_PERSISTENT, &raw, &rest),
          handle());
    std::unique_ptr<sqlite3_stmt, Finalize> statement(raw);
    if (!raw) throw Error(SQLITE_MISUSE, "the statement is empty");
    const std::string_view more(rest, static_cast<std::size_t>(sql.data() + sql.size() - rest));
    if (more.find_first_not_of(" \t\r\n;") != std::string_view::npos)
        throw Error(SQLITE_MISUSE, "one statement at a time");
    if (statements_.size() >= statements_max)
        std::erase_if(statements_,
                      [](const auto& kept) { return !sqlite3_stmt_busy(kept.second.get()); });
    return statements_.emplace(std::move(key), std::move(statement)).first->second.get();
}

void Connection::step_all(std::string_view sql,
                          std::span<const Value> values,
                          const std::function<bool(const Row&)>& visit) {
    auto* statement = prepare(sql);
    struct Reset { // Also when visit() throws.
        sqlite3_stmt* statement;
        ~Reset() {
            sqlite3_reset(statement);
            sqlite3_clear_bindings(statement);
        }
    } reset{statement};
    if (sqlite3_bind_parameter_count(statement) != static_cast<int>(values.size()))
        throw Error(SQLITE_MISUSE, "the statement takes another number of parameters");
    for (std::size_t i = 0; i < values.size(); ++i)
        check(bind(statement, static_cast<int>(i) + 1, values[i]), handle());
    changes_ = 0;
    const auto before = sqlite3_total_changes64(handle());
    int code = SQLITE_OK;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        if (visit && !visit(Row(statement))) return;
    check(code, handle());
    // SQLite's own count stays at that of an earlier statement when this one changes no rows.
    if (sqlite3_total_changes64(handle()) != before) changes_ = sqlite3_changes64(handle());
}

void Connection::script(const std::string& sql) {
    check(sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr), handle());
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(handle()) == 0;
}

void Connection::deadline(std::function<bool()> late) {
    late_ = std::move(late);
    if (!late_) {
        sqlite3_progress_handler(handle(), 0, nullptr, nullptr);
        return;
    }
    sqlite3_progress_handler(
        handle(), progress_steps,
        [](void* opaque) {
            const auto& self = *static_cast<const Connection*>(opaque);
            return !self.owner_.empty() && self.late_() ? 1 : 0;
        },
        this);
}

} // namespace sportello::store
