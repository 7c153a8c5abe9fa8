// sportello/testing_database.hpp -- the test kit's database: SQLite in memory, with the daemon's
// rules about whose tables a statement may touch.
#pragma once

#include <sportello/abi.h>

#include <sqlite3.h>

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sportello::testing::detail {

// What a plugin may do, asked by SQLite for every table and column of a statement.
class Guard {
public:
    // The test itself; a migration; a command; a query.
    enum class Rights { all, schema, write, read };

    void become(std::string prefix, Rights rights) {
        prefix_ = std::move(prefix);
        rights_ = rights;
    }
    static int
    ask(void* self, int action, const char* first, const char*, const char*, const char*) {
        return static_cast<const Guard*>(self)->allows(action, first ? first : "") ? SQLITE_OK
                                                                                   : SQLITE_DENY;
    }

private:
    bool allows(int action, std::string_view name) const {
        if (rights_ == Rights::all) return true;
        const bool own = name.starts_with(prefix_);
        const bool schema = name == "sqlite_master" || name == "sqlite_sequence";
        switch (action) {
        case SQLITE_SELECT:
        case SQLITE_RECURSIVE:
        case SQLITE_FUNCTION:
            return true;
        case SQLITE_READ:
            return own || (schema && rights_ == Rights::schema);
        case SQLITE_INSERT:
        case SQLITE_UPDATE:
        case SQLITE_DELETE:
            return (own && rights_ != Rights::read) || (schema && rights_ == Rights::schema);
        case SQLITE_CREATE_TABLE:
        case SQLITE_DROP_TABLE:
            return own && rights_ == Rights::schema;
        case SQLITE_CREATE_INDEX:
        case SQLITE_DROP_INDEX:
            return (own || name.starts_with("sqlite_autoindex_")) && rights_ == Rights::schema;
        case SQLITE_ALTER_TABLE:
        case SQLITE_REINDEX:
            return rights_ == Rights::schema;
        default: // Triggers, views, virtual tables, PRAGMA, ATTACH, transactions.
            return false;
        }
    }

    std::string prefix_;
    Rights rights_ = Rights::all;
};

class Database {
public:
    using Rights = Guard::Rights;

    Database() {
        sqlite3* opened = nullptr;
        require(sqlite3_open(":memory:", &opened));
        handle_.reset(opened);
        script("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF");
        sqlite3_set_authorizer(opened, Guard::ask, &guard_);
    }
    Database(const Database&) = delete; // The authorizer holds its address.
    Database& operator=(const Database&) = delete;

    // Whose tables the next statement may touch, and how.
    void become(std::string prefix, Rights rights) { guard_.become(std::move(prefix), rights); }

    std::string message() const { return sqlite3_errmsg(handle_.get()); }

    void script(const std::string& sql) {
        become("", Rights::all);
        execute(sql, nullptr, nullptr);
    }
    void migrate(const std::string& prefix, const std::string& sql) {
        become(prefix, Rights::schema);
        execute(sql, nullptr, nullptr);
    }
    std::vector<std::string> column(const std::string& sql) {
        become("", Rights::all);
        std::vector<std::string> texts;
        const auto keep = [](void* into, int, char** values, char**) {
            static_cast<std::vector<std::string>*>(into)->emplace_back(values[0] ? values[0] : "");
            return 0;
        };
        execute(sql, keep, &texts);
        return texts;
    }

    // The host function of the ABI.
    spo_status run(spo_str statement,
                   const spo_value* parameters,
                   std::size_t count,
                   spo_row_fn row,
                   void* context) {
        sqlite3_stmt* prepared = nullptr;
        int code = sqlite3_prepare_v2(handle_.get(), statement.data,
                                      static_cast<int>(statement.size), &prepared, nullptr);
        const std::unique_ptr<sqlite3_stmt, Finalize> owned(prepared);
        if (code == SQLITE_OK) {
            for (std::size_t i = 0; i < count; ++i)
                bind(prepared, static_cast<int>(i + 1), parameters[i]);
            while ((code = sqlite3_step(prepared)) == SQLITE_ROW) {
                const auto values = columns(prepared);
                if (row && row(context, values.data(), values.size()) != 0) return SPO_OK;
            }
            if (code == SQLITE_DONE) return SPO_OK;
        }
        return code == SQLITE_AUTH ? SPO_FORBIDDEN : SPO_FAILED;
    }

private:
    struct Close {
        void operator()(sqlite3* it) const noexcept { sqlite3_close(it); }
    };
    struct Finalize {
        void operator()(sqlite3_stmt* it) const noexcept { sqlite3_finalize(it); }
    };

    void require(int code) const {
        if (code != SQLITE_OK) throw std::runtime_error(message());
    }
    void execute(const std::string& sql, int (*row)(void*, int, char**, char**), void* context) {
        require(sqlite3_exec(handle_.get(), sql.c_str(), row, context, nullptr));
    }

    static void bind(sqlite3_stmt* statement, int place, const spo_value& value) {
        const int size = static_cast<int>(value.as.text.size);
        switch (value.type) {
        case SPO_INT:
            sqlite3_bind_int64(statement, place, value.as.integer);
            break;
        case SPO_REAL:
            sqlite3_bind_double(statement, place, value.as.real);
            break;
        case SPO_TEXT: // A null pointer would bind NULL, not the empty text.
            sqlite3_bind_text(statement, place, size ? value.as.text.data : "", size,
                              SQLITE_TRANSIENT);
            break;
        case SPO_BLOB:
            sqlite3_bind_blob(statement, place, size ? value.as.text.data : "", size,
                              SQLITE_TRANSIENT);
            break;
        default:
            sqlite3_bind_null(statement, place);
        }
    }

    static std::vector<spo_value> columns(sqlite3_stmt* row) {
        std::vector<spo_value> values;
        for (int i = 0; i < sqlite3_column_count(row); ++i) {
            spo_value value{};
            switch (sqlite3_column_type(row, i)) {
            case SQLITE_INTEGER:
                value.type = SPO_INT;
                value.as.integer = sqlite3_column_int64(row, i);
                break;
            case SQLITE_FLOAT:
                value.type = SPO_REAL;
                value.as.real = sqlite3_column_double(row, i);
                break;
            case SQLITE_NULL:
                break;
            default:
                value.type = sqlite3_column_type(row, i) == SQLITE_TEXT ? SPO_TEXT : SPO_BLOB;
                value.as.text.data = static_cast<const char*>(sqlite3_column_blob(row, i));
                value.as.text.size = static_cast<std::size_t>(sqlite3_column_bytes(row, i));
            }
            values.push_back(value);
        }
        return values;
    }

    Guard guard_;
    std::unique_ptr<sqlite3, Close> handle_;
};

} // namespace sportello::testing::detail
