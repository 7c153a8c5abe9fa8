// core/store/connection.hpp -- one SQLite connection, its prepared statements, and whose tables
// they may touch. Used by one thread at a time. SQLite itself stays behind this header.
#pragma once

#include "core/base/clock.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace sportello::store {

// What SQLite said, in its own words: for the log.
class Error : public std::runtime_error {
public:
    enum class Kind { constraint, denied, full, busy, other };
    Error(int code, const std::string& what) : std::runtime_error(what), code_(code) {}
    int code() const noexcept { return code_; } // SQLite's extended result code.
    Kind kind() const noexcept;

private:
    int code_;
};

// A statement's parameter or a row's column. Text and blobs are borrowed.
struct Value {
    enum class Type { null, integer, real, text, blob };
    Type type = Type::null;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view bytes;

    Value() = default;
    template <class T>
    requires std::is_integral_v<T> Value(T value)
        : type(Type::integer), integer(static_cast<std::int64_t>(value)) {}
    template <class T>
    requires std::is_enum_v<T> // Strong ids.
    Value(T value) : type(Type::integer), integer(static_cast<std::int64_t>(value)) {}
    Value(Instant at) : Value(at.time_since_epoch().count()) {} // Milliseconds of UTC.
    Value(double value) : type(Type::real), real(value) {}
    Value(std::string_view text) : type(Type::text), bytes(text) {}
    Value(const std::string& text) : type(Type::text), bytes(text) {}
    Value(const char* text) : type(Type::text), bytes(text) {}
    template <class T>
    Value(const std::optional<T>& value) : Value(value ? Value(*value) : Value()) {}

    static Value blob(std::string_view bytes);
};

// The row a statement stands on. Valid until the statement moves.
class Row {
public:
    explicit Row(sqlite3_stmt* statement) : statement_(statement) {}

    int columns() const;
    Value value(int column) const;
    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    std::string_view text(int column) const; // Empty when NULL.

    template <class Id> // A strong id.
    Id id(int column) const {
        return static_cast<Id>(integer(column));
    }
    Instant instant(int column) const {
        return Instant(std::chrono::milliseconds(integer(column)));
    }
    std::optional<Instant> maybe_instant(int column) const {
        return is_null(column) ? std::nullopt : std::optional(instant(column));
    }
    std::optional<std::int64_t> maybe_integer(int column) const {
        return is_null(column) ? std::nullopt : std::optional(integer(column));
    }
    std::optional<std::string> maybe_text(int column) const {
        return is_null(column) ? std::nullopt : std::optional(std::string(text(column)));
    }

private:
    sqlite3_stmt* statement_;
};

class Connection {
public:
    enum class Mode { read, write };

    // Throws Error; a sentence for people is made by open_file() in database.hpp.
    Connection(const std::filesystem::path& file, Mode mode);
    Connection(const Connection&) = delete; // The authorizer holds its address.
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    // Runs a statement for its effect; returns how many rows it changed.
    template <class... Args>
    std::int64_t run(std::string_view sql, const Args&... args) {
        const Value values[sizeof...(args) + 1] = {Value(args)...};
        step_all(sql, {values, sizeof...(args)}, {});
        return changes_;
    }

    // Calls visit(Row) for every row.
    template <class Visit, class... Args>
    void each(std::string_view sql, Visit&& visit, const Args&... args) {
        const Value values[sizeof...(args) + 1] = {Value(args)...};
        step_all(sql, {values, sizeof...(args)}, [&](const Row& row) {
            visit(row);
            return true;
        });
    }

    // make(Row) of the first row, if any. The statement always runs to its end: an
    // INSERT ... RETURNING must not be cut short.
    template <class Make, class... Args>
    auto first(std::string_view sql, Make&& make, const Args&... args) {
        std::optional<std::invoke_result_t<Make&, const Row&>> found;
        each(
            sql,
            [&](const Row& row) {
                if (!found) found.emplace(make(row));
            },
            args...);
        return found;
    }

    // make(Row) of every row.
    template <class Make, class... Args>
    auto all(std::string_view sql, Make&& make, const Args&... args) {
        std::vector<std::invoke_result_t<Make&, const Row&>> rows;
        each(
            sql, [&](const Row& row) { rows.push_back(make(row)); }, args...);
        return rows;
    }

    // The integer of the first row's first column: counts, RETURNING id.
    template <class... Args>
    std::optional<std::int64_t> integer(std::string_view sql, const Args&... args) {
        return first(
            sql, [](const Row& row) { return row.integer(0); }, args...);
    }

    // Several statements, not cached: migrations and pragmas.
    void script(const std::string& sql);

    // The general form: steps the statement over `values`; `visit` returns false to stop early.
    void step_all(std::string_view sql,
                  std::span<const Value> values,
                  const std::function<bool(const Row&)>& visit);

    bool in_transaction() const;

    // Whose tables statements may touch from now on: "registry" -> registry_*; empty, all of them.
    // Rights are checked when a statement is prepared, so the cache is kept per owner and rights.
    // `read` sees the owner's rows, `rows` also writes them, `schema` also creates and alters its
    // tables and indexes.
    enum class Rights { read, rows, schema };
    void become(std::string owner, Rights rights = Rights::rows);
    const std::string& owner() const noexcept { return owner_; }
    Rights rights() const noexcept { return rights_; }

    // Interrupts the statements of an owner with Error::Kind::busy once `late()` says so; empty:
    // never. The daemon's own are left alone: they end what was begun. SQLite undoes the whole
    // transaction of a write that is interrupted.
    void deadline(std::function<bool()> late);

    // SQLite's handle, for backup in this room only.
    sqlite3* handle() const noexcept { return handle_.get(); }

private:
    struct Close {
        void operator()(sqlite3* it) const noexcept;
    };
    struct Finalize {
        void operator()(sqlite3_stmt* it) const noexcept;
    };
    sqlite3_stmt* prepare(std::string_view sql);
    static int
    authorize(void* self, int action, const char*, const char*, const char*, const char*);

    std::unique_ptr<sqlite3, Close> handle_;
    std::unordered_map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;
    std::string owner_;
    std::string prefix_; // "registry_"
    Rights rights_ = Rights::rows;
    std::int64_t changes_ = 0; // Rows changed by the last statement that ended.
    std::function<bool()> late_;
};

// Acts under another's name until the end of the scope.
class Acting {
public:
    Acting(Connection& connection, std::string owner, Connection::Rights rights)
        : connection_(connection), owner_(connection.owner()), rights_(connection.rights()) {
        connection.become(std::move(owner), rights);
    }
    Acting(const Acting&) = delete;
    Acting& operator=(const Acting&) = delete;
    ~Acting() { connection_.become(std::move(owner_), rights_); }

private:
    Connection& connection_;
    std::string owner_;
    Connection::Rights rights_;
};

// Runs work() between a savepoint and its release; rolls back to it when work throws.
template <class Work>
auto savepoint(Connection& connection, Work&& work) {
    connection.run("SAVEPOINT step");
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Work&>>) {
            work();
            connection.run("RELEASE step");
        } else {
            auto result = work();
            connection.run("RELEASE step");
            return result;
        }
    } catch (...) {
        if (connection.in_transaction()) { // Else SQLite has undone it all: the disk is full.
            connection.run("ROLLBACK TO step");
            connection.run("RELEASE step");
        }
        throw;
    }
}

} // namespace sportello::store
