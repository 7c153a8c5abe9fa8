// core/store/database.hpp -- the SQLite file: one writer thread, a pool of reader threads.
//
// Commands queue for the writer, which runs what waits in one transaction, each command under its
// own savepoint, and completes them after the COMMIT: many operators share one fsync. Queries run
// on the readers, each on its own read-only connection and snapshot. The event loop never touches
// SQLite.
#pragma once

#include "core/store/connection.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace sportello::store {

// The file cannot be used; the sentence says why and what to do. The file is as it was.
class Unusable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Hold;

class Database {
public:
    struct Options {
        std::filesystem::path file;
        unsigned readers = 2;
        std::size_t queue_max =
            1024;                   // Beyond it, write() and read() say no: the caller answers 503.
        std::size_t batch_max = 64; // Commands in one COMMIT.
    };
    using Work = std::function<void(Connection&)>;
    using Done = std::function<void(std::exception_ptr)>; // null: done and durable.

    // Opens (or creates) the file and lets `migrate` bring its tables up to date before anything
    // else runs. Throws Unusable.
    explicit Database(Options options, const Work& migrate = {});
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database(); // Completes what is queued, then joins.

    // Runs `work` in the writer's transaction, then calls `done` once it is durable or rolled back.
    // Both run on the writer thread and must not block. `work` may run again, when SQLite undid the
    // whole batch for another's sake: it leaves nothing but rows and what it overwrites. [any
    // thread] False when the queue is full or closed: then neither is called.
    [[nodiscard]] bool write(Work work, Done done);

    // Runs `work` on a reader's snapshot, then `done`, on that reader's thread. [any thread]
    [[nodiscard]] bool read(Work work, Done done);

    // The same, waiting for the end; throws what `work` threw, or Refusal "store.busy" when the
    // queue is full. For threads of their own (devices, tests), never the loop's or the writer's.
    void write_and_wait(const Work& work);
    void read_and_wait(const Work& work);

    // Called on the writer thread after each COMMIT that changed something. Set before use, once
    // each; must not block.
    void on_commit(std::function<void()> notify) { notify_.push_back(std::move(notify)); }

    // Copies the file as it is now, while work goes on: one file, which needs nothing beside it and
    // takes the place of an earlier one only once it is whole. Blocks the caller. Throws Error.
    void backup(const std::filesystem::path& to) const;

    // Rises with every command; for the watchdog and the metrics.
    std::uint64_t commands() const noexcept { return commands_; }
    std::uint64_t commits() const noexcept { return commits_; }
    std::size_t waiting() const; // Commands in the queue.

private:
    struct Task {
        Work work;
        Done done;
    };
    struct Queue {
        mutable std::mutex mutex;
        std::condition_variable ready;
        std::deque<Task> tasks;
        bool closed = false;
        std::size_t max = 0;

        bool push(Task task);
        bool pop(std::size_t most, std::vector<Task>& into); // False once closed and empty.
        void close();
    };
    struct Batch {
        std::vector<Task> tasks;
        std::vector<std::exception_ptr> errors; // One a task: null, or why it was undone.
        bool changed = false;
    };
    void run_writer();
    bool run_batch(Batch& batch);
    void run_reader(Connection& connection);
    static void wait(const std::function<bool(Done)>& start);

    Options options_;
    std::vector<std::function<void()>> notify_;
    std::unique_ptr<Hold> hold_; // Until all connections are closed.
    std::unique_ptr<Connection> writer_connection_;
    std::vector<std::unique_ptr<Connection>> reader_connections_; // One for each reader's thread.
    Queue writer_;
    Queue readers_;
    std::atomic<std::uint64_t> commands_{0};
    std::atomic<std::uint64_t> commits_{0};
    std::vector<std::thread> threads_;
};

} // namespace sportello::store
