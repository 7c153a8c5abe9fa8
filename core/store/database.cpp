#include "core/store/database.hpp"

#include "core/base/log.hpp"
#include "core/base/refusal.hpp"
#include "core/store/open.hpp"

#include <sqlite3.h>

#include <future>

namespace sportello::store {

namespace {

// A command that was rolled back with its batch says so; what SQLite said goes to the log.
std::exception_ptr as_refusal(const Error& error) {
    spdlog::error("the store could not commit: {}", error.what());
    const auto code = error.kind() == Error::Kind::full ? "store.full" : "store.failed";
    return std::make_exception_ptr(Refusal(Refusal::Kind::unavailable, code));
}

// As SQLite says it, or as a plugin's host has put it.
bool is_full(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const Error& error) {
        return error.kind() == Error::Kind::full;
    } catch (const Refusal& refusal) {
        return refusal.code() == "store.full";
    } catch (...) {
        return false;
    }
}

// A command must leave nothing that would fail the COMMIT of all the others, nor have gone on after
// SQLite had ended the transaction.
void require_whole(const Connection& connection) {
    if (!connection.in_transaction()) throw Refusal(Refusal::Kind::unavailable, "store.failed");
    int open = 0, unused = 0;
    sqlite3_db_status(connection.handle(), SQLITE_DBSTATUS_DEFERRED_FKS, &open, &unused, 0);
    if (open) throw Error(SQLITE_CONSTRAINT_FOREIGNKEY, "FOREIGN KEY constraint failed");
}

// Runs a task's work on a connection that is the daemon's own again afterwards, whatever was
// thrown: an owner or a deadline left behind would fail the writer's own statements.
void run_work(const Database::Work& work, Connection& connection) {
    struct Restore {
        Connection& connection;
        ~Restore() {
            connection.become("");
            connection.deadline({});
        }
    } restore{connection};
    work(connection);
}

// A backup in the making, with what SQLite may have put beside it.
void remove_part(const std::filesystem::path& part) {
    std::error_code ignored;
    for (const char* end : {"", "-wal", "-shm", "-journal"})
        std::filesystem::remove(part.string() + end, ignored);
}

void copy_database(const std::filesystem::path& file, const std::filesystem::path& to) {
    const Connection from(file, Connection::Mode::read);
    Connection copy(to, Connection::Mode::write);
    copy.script("PRAGMA journal_mode = DELETE"); // Straight into the file, not a log beside it.
    auto* backup = sqlite3_backup_init(copy.handle(), "main", from.handle(), "main");
    if (!backup)
        throw Error(sqlite3_extended_errcode(copy.handle()), sqlite3_errmsg(copy.handle()));
    const int code = sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE) throw Error(code, sqlite3_errstr(code));
    copy.script("PRAGMA journal_mode = DELETE"); // The copied header says WAL again.
}

} // namespace

bool Database::Queue::push(Task task) {
    const std::lock_guard lock(mutex);
    if (closed || tasks.size() >= max) return false;
    tasks.push_back(std::move(task));
    ready.notify_one();
    return true;
}

bool Database::Queue::pop(std::size_t most, std::vector<Task>& into) {
    into.clear();
    std::unique_lock lock(mutex);
    ready.wait(lock, [&] { return closed || !tasks.empty(); });
    while (!tasks.empty() && into.size() < most) {
        into.push_back(std::move(tasks.front()));
        tasks.pop_front();
    }
    return !into.empty();
}

void Database::Queue::close() {
    const std::lock_guard lock(mutex);
    closed = true;
    ready.notify_all();
}

Database::Database(Options options, const Work& migrate) : options_(std::move(options)) {
    writer_.max = readers_.max = options_.queue_max;
    hold_ = std::make_unique<Hold>(options_.file);
    writer_connection_ = open_file(options_.file, migrate);
    for (unsigned i = 0; i < options_.readers; ++i)
        reader_connections_.push_back(
            std::make_unique<Connection>(options_.file, Connection::Mode::read));
    threads_.emplace_back([this] { run_writer(); });
    for (const auto& connection : reader_connections_)
        threads_.emplace_back([this, &reader = *connection] { run_reader(reader); });
}

Database::~Database() {
    writer_.close();
    readers_.close();
    for (auto& thread : threads_)
        thread.join();
}

bool Database::write(Work work, Done done) {
    return writer_.push({std::move(work), std::move(done)});
}

bool Database::read(Work work, Done done) {
    return readers_.push({std::move(work), std::move(done)});
}

void Database::wait(const std::function<bool(Done)>& start) {
    // Shared: the database's thread may still be inside set_value() when the caller has its answer.
    const auto promise = std::make_shared<std::promise<void>>();
    auto future = promise->get_future();
    const bool queued = start([promise](const std::exception_ptr& error) {
        if (error)
            promise->set_exception(error);
        else
            promise->set_value();
    });
    if (!queued) throw Refusal(Refusal::Kind::unavailable, "store.busy");
    future.get();
}

void Database::write_and_wait(const Work& work) {
    wait([&](Done done) { return write(work, std::move(done)); });
}

void Database::read_and_wait(const Work& work) {
    wait([&](Done done) { return read(work, std::move(done)); });
}

std::size_t Database::waiting() const {
    const std::lock_guard lock(writer_.mutex);
    return writer_.tasks.size();
}

// Runs in one transaction those without an error yet, and commits. False when SQLite undid it all
// because of one of them, which has its error now: the others are to run again. Throws when nothing
// can be written.
bool Database::run_batch(Batch& batch) {
    auto& connection = *writer_connection_;
    batch.changed = false;
    connection.run("BEGIN IMMEDIATE");
    for (std::size_t i = 0; i < batch.tasks.size(); ++i) {
        if (batch.errors[i]) continue;
        const auto before = sqlite3_total_changes64(connection.handle());
        connection.run("SAVEPOINT command");
        try {
            run_work(batch.tasks[i].work, connection);
            require_whole(connection);
            batch.changed |= sqlite3_total_changes64(connection.handle()) != before;
        } catch (...) {
            batch.errors[i] = std::current_exception();
            if (!connection.in_transaction()) {
                if (is_full(batch.errors[i])) throw;
                return false;
            }
            connection.run("ROLLBACK TO command");
        }
        connection.run("RELEASE command");
    }
    connection.run("COMMIT");
    return true;
}

void Database::run_writer() {
    auto& connection = *writer_connection_;
    Batch batch;
    while (writer_.pop(options_.batch_max, batch.tasks)) {
        batch.errors.assign(batch.tasks.size(), nullptr);
        std::exception_ptr failed; // Disk full, I/O error: nothing of the batch happened.
        try {
            while (!run_batch(batch)) {
            }
            ++commits_;
        } catch (const Error& error) {
            failed = as_refusal(error);
        } catch (...) {
            failed = std::current_exception();
        }
        if (failed && connection.in_transaction()) connection.run("ROLLBACK");
        commands_ += batch.tasks.size();
        for (std::size_t i = 0; i < batch.tasks.size(); ++i)
            batch.tasks[i].done(failed ? failed : batch.errors[i]);
        if (!failed && batch.changed)
            for (const auto& notify : notify_)
                notify();
    }
    sqlite3_wal_checkpoint_v2(connection.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr,
                              nullptr);
}

void Database::run_reader(Connection& connection) {
    std::vector<Task> one;
    while (readers_.pop(1, one)) {
        std::exception_ptr error;
        try {
            connection.run("BEGIN");
            run_work(one.front().work, connection);
        } catch (...) {
            error = std::current_exception();
        }
        if (connection.in_transaction()) connection.run("ROLLBACK");
        one.front().done(error);
    }
}

void Database::backup(const std::filesystem::path& to) const {
    auto part = to;
    part += ".part";
    remove_part(part);
    try {
        copy_database(options_.file, part);
        std::filesystem::rename(part, to);
    } catch (const std::filesystem::filesystem_error& error) {
        remove_part(part);
        throw Error(SQLITE_IOERR, error.what());
    } catch (...) {
        remove_part(part);
        throw;
    }
}

} // namespace sportello::store
