// The writer and the readers: commands share a COMMIT and nothing else; done means durable; nothing
// is lost, on many threads, on a full disk, at the end.
#include "core/base/refusal.hpp"
#include "core/store/database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <latch>

#include "tests/core/temp_folder.hpp"

namespace sportello::store {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view insert = "INSERT INTO thing (n) VALUES (?1)";

class DatabaseTest : public testing::Test {
protected:
    Database::Options options() { return {folder / "box.db"}; }
    std::unique_ptr<Database> open(Database::Options with) {
        return std::make_unique<Database>(std::move(with), [](Connection& db) {
            db.script("CREATE TABLE IF NOT EXISTS thing (id INTEGER PRIMARY KEY, n INTEGER UNIQUE,"
                      " text TEXT) STRICT");
        });
    }
    std::unique_ptr<Database> open() { return open(options()); }

    // Keeps the writer busy until it is let go: what is queued meanwhile is one batch.
    class Gate {
    public:
        explicit Gate(Database& database) {
            auto wait = go_.get_future().share();
            std::promise<void> reached;
            auto inside = reached.get_future();
            EXPECT_TRUE(database.write(
                [wait, &reached](Connection&) {
                    reached.set_value();
                    wait.wait();
                },
                [](const std::exception_ptr&) {}));
            inside.wait();
        }
        void open() { go_.set_value(); }

    private:
        std::promise<void> go_;
    };

    // What became of the commands, in words, in their order of completion.
    class Ends {
    public:
        explicit Ends(std::ptrdiff_t count) : left_(count) {}
        Database::Done done(std::string name) {
            return [this, name = std::move(name)](const std::exception_ptr& error) {
                ends_.push_back(name + ": " + what(error));
                left_.count_down();
            };
        }
        std::vector<std::string> wait() {
            left_.wait();
            return ends_;
        }
        static std::string what(const std::exception_ptr& error) {
            if (!error) return "done";
            try {
                std::rethrow_exception(error);
            } catch (const std::exception& thrown) {
                return thrown.what();
            } catch (...) {
                return "unknown";
            }
        }

    private:
        std::latch left_;
        std::vector<std::string> ends_; // Of the writer's thread, read after the latch.
    };

    static std::vector<std::int64_t> numbers(Connection& db) {
        return db.all("SELECT n FROM thing ORDER BY n",
                      [](const Row& row) { return row.integer(0); });
    }
    std::vector<std::int64_t> numbers(Database& database) {
        std::vector<std::int64_t> found;
        database.read_and_wait([&](Connection& db) { found = numbers(db); });
        return found;
    }

    TempFolder folder;
};

TEST_F(DatabaseTest, CommandsThatWaitedAreCommittedTogether) {
    const auto database = open();
    Gate gate(*database);
    Ends ends(10);
    for (int i = 0; i < 10; ++i)
        ASSERT_TRUE(database->write([i](Connection& db) { db.run(insert, i); },
                                    ends.done(std::to_string(i))));
    EXPECT_EQ(database->waiting(), 10U);
    const auto commits = database->commits();
    gate.open();
    ends.wait();
    EXPECT_EQ(database->commits(), commits + 2); // The gate's, and one for the ten.
    EXPECT_EQ(database->commands(), 11U);
    EXPECT_EQ(numbers(*database).size(), 10U);
}

TEST_F(DatabaseTest, OneThatThrowsIsUndoneAlone) {
    const auto database = open();
    Gate gate(*database);
    Ends ends(4);
    ASSERT_TRUE(database->write([](Connection& db) { db.run(insert, 1); }, ends.done("a")));
    ASSERT_TRUE(database->write(
        [](Connection& db) {
            db.run(insert, 2);
            throw Refusal(Refusal::Kind::conflict, "no.two");
        },
        ends.done("b")));
    ASSERT_TRUE(database->write(
        [](Connection& db) {
            db.run(insert, 3);
            db.run(insert, 1);
        },
        ends.done("c")));
    ASSERT_TRUE(database->write([](Connection& db) { db.run(insert, 4); }, ends.done("d")));
    gate.open();
    EXPECT_THAT(ends.wait(), ElementsAre("a: done", "b: no.two",
                                         "c: UNIQUE constraint failed: thing.n", "d: done"));
    EXPECT_THAT(numbers(*database), ElementsAre(1, 4));
}

TEST_F(DatabaseTest, AReferenceLeftOpenIsTheFailureOfTheOneWhoLeftIt) {
    const auto database = open();
    database->write_and_wait([](Connection& db) {
        db.run("CREATE TABLE child (up INTEGER REFERENCES thing (id)"
               " DEFERRABLE INITIALLY DEFERRED) STRICT");
    });
    Gate gate(*database);
    Ends ends(2);
    ASSERT_TRUE(database->write([](Connection& db) { db.run("INSERT INTO child VALUES (99)"); },
                                ends.done("a")));
    ASSERT_TRUE(database->write([](Connection& db) { db.run(insert, 1); }, ends.done("b")));
    gate.open();
    EXPECT_THAT(ends.wait(), ElementsAre("a: FOREIGN KEY constraint failed", "b: done"));
}

// SQLite undoes the whole transaction then; the others must not pay.
TEST_F(DatabaseTest, AnInterruptedWriteIsUndoneAlone) {
    const auto database = open();
    Gate gate(*database);
    Ends ends(3);
    ASSERT_TRUE(database->write([](Connection& db) { db.run(insert, 1); }, ends.done("a")));
    ASSERT_TRUE(database->write(
        [](Connection& db) {
            const Acting owner(db, "thing", Connection::Rights::rows);
            db.run("CREATE TABLE IF NOT EXISTS thing (x)");
        },
        ends.done("b")));
    ASSERT_TRUE(database->write([](Connection& db) { db.run(insert, 3); }, ends.done("c")));
    gate.open();
    const auto all = ends.wait();
    EXPECT_EQ(all.front(), "a: done");
    EXPECT_EQ(all.back(), "c: done");
    EXPECT_THAT(numbers(*database), ElementsAre(1, 3));
}

TEST_F(DatabaseTest, ACommandDoesNotLeaveItsOwnerOrItsDeadlineBehind) {
    const auto database = open();
    Gate gate(*database);
    Ends ends(3);
    const auto late_owner = [](Connection& db) {
        db.deadline([] { return true; });
        db.become("registry");
    };
    ASSERT_TRUE(database->write(
        [&](Connection& db) {
            late_owner(db);
            throw std::runtime_error("broken plugin");
        },
        ends.done("a")));
    ASSERT_TRUE(database->write(late_owner, ends.done("b")));
    ASSERT_TRUE(database->write(
        [](Connection& db) {
            EXPECT_EQ(db.owner(), "");
            db.run(insert, 1);
            db.become("thing"); // And would be late, if the deadline were still there.
            db.integer(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000)"
                " SELECT count(i) FROM n");
        },
        ends.done("c")));
    gate.open();
    EXPECT_THAT(ends.wait(), ElementsAre("a: broken plugin", "b: done", "c: done"));
    for (int i = 0; i < 4; ++i) // Every reader has its turn.
        EXPECT_THROW(database->read_and_wait([&](Connection& db) {
            late_owner(db);
            throw std::runtime_error("broken plugin");
        }),
                     std::runtime_error);
    for (int i = 0; i < 4; ++i)
        EXPECT_THAT(numbers(*database), ElementsAre(1));
}

TEST_F(DatabaseTest, BeyondTheQueuesEndTheAnswerIsNo) {
    auto with = options();
    with.queue_max = 2;
    const auto database = open(with);
    Gate gate(*database);
    Ends ends(2);
    const auto nothing = [](Connection&) {};
    ASSERT_TRUE(database->write(nothing, ends.done("a")));
    ASSERT_TRUE(database->write(nothing, ends.done("b")));
    EXPECT_FALSE(database->write(nothing, [](const std::exception_ptr&) { FAIL(); }));
    try {
        database->write_and_wait(nothing);
        FAIL();
    } catch (const Refusal& refused) {
        EXPECT_EQ(refused.code(), "store.busy");
        EXPECT_EQ(refused.kind(), Refusal::Kind::unavailable);
    }
    gate.open();
    EXPECT_EQ(ends.wait().size(), 2U);
    EXPECT_NO_THROW(database->write_and_wait(nothing));
}

TEST_F(DatabaseTest, DoneMeansThatOthersSeeIt) {
    const auto database = open();
    std::promise<std::vector<std::int64_t>> seen;
    ASSERT_TRUE(database->write([](Connection& db) { db.run(insert, 7); },
                                [&](const std::exception_ptr&) {
                                    Connection other(folder / "box.db", Connection::Mode::read);
                                    seen.set_value(numbers(other));
                                }));
    EXPECT_THAT(seen.get_future().get(), ElementsAre(7));
}

TEST_F(DatabaseTest, AReaderSeesOneMomentWhateverIsWrittenMeanwhile) {
    const auto database = open();
    database->read_and_wait([&](Connection& reader) {
        EXPECT_THAT(numbers(reader), IsEmpty());
        database->write_and_wait([](Connection& db) { db.run(insert, 1); });
        EXPECT_THAT(numbers(reader), IsEmpty());
    });
    EXPECT_THAT(numbers(*database), ElementsAre(1));
}

TEST_F(DatabaseTest, AReaderWritesNothing) {
    const auto database = open();
    EXPECT_THROW(database->read_and_wait([](Connection& db) { db.run(insert, 1); }), Error);
    EXPECT_THAT(numbers(*database), IsEmpty()); // And it reads on.
}

TEST_F(DatabaseTest, TheEndCompletesWhatIsQueued) {
    auto database = open();
    Gate gate(*database);
    std::atomic<int> done{0};
    for (int i = 0; i < 200; ++i)
        ASSERT_TRUE(database->write([i](Connection& db) { db.run(insert, i); },
                                    [&](const std::exception_ptr& error) { done += !error; }));
    gate.open();
    database.reset();
    EXPECT_EQ(done, 200);
    Connection after(folder / "box.db", Connection::Mode::read);
    EXPECT_EQ(numbers(after).size(), 200U);
}

TEST_F(DatabaseTest, OnlyWhatChangedSomethingIsTold) {
    const auto database = open();
    std::atomic<int> told{0};
    database->on_commit([&] { ++told; });
    database->write_and_wait([](Connection&) {});
    database->write_and_wait([](Connection& db) { numbers(db); });
    EXPECT_ANY_THROW(database->write_and_wait([](Connection& db) {
        db.run(insert, 1);
        throw 42;
    }));
    database->write_and_wait([](Connection& db) { db.run(insert, 2); });
    database->write_and_wait([](Connection&) {}); // By now the one before has been told.
    EXPECT_EQ(told, 1);
}

TEST_F(DatabaseTest, OnAFullDiskNothingOfTheBatchHappensAndAllAreTold) {
    const auto database = open();
    database->write_and_wait([](Connection& db) {
        db.run(insert, 1);
        const auto pages = db.integer("PRAGMA page_count").value();
        db.integer("PRAGMA max_page_count = " + std::to_string(pages + 10));
    });
    Gate gate(*database);
    Ends ends(3);
    ASSERT_TRUE(database->write([](Connection& db) { db.run(insert, 2); }, ends.done("a")));
    ASSERT_TRUE(database->write(
        [](Connection& db) {
            for (int i = 100; i < 200; ++i)
                db.run("INSERT INTO thing (n, text) VALUES (?1, ?2)", i, std::string(4'000, 'x'));
        },
        ends.done("b")));
    ASSERT_TRUE(database->write([](Connection& db) { db.run(insert, 3); }, ends.done("c")));
    gate.open();
    EXPECT_THAT(ends.wait(), ElementsAre("a: store.full", "b: store.full", "c: store.full"));
    EXPECT_THAT(numbers(*database), ElementsAre(1));
    database->write_and_wait([](Connection& db) { db.run(insert, 4); }); // And goes on.
    EXPECT_THAT(numbers(*database), ElementsAre(1, 4));
}

TEST_F(DatabaseTest, EightThreadsLoseNothing) {
    auto with = options();
    with.queue_max = 64;
    const auto database = open(with);
    std::vector<std::thread> threads;
    std::atomic<int> done{0};
    for (int thread = 0; thread < 8; ++thread)
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 300; ++i) {
                database->write_and_wait(
                    [&](Connection& db) { db.run(insert, thread * 1000 + i); });
                ++done;
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(done, 2'400);
    EXPECT_EQ(numbers(*database).size(), 2'400U);
    EXPECT_LE(database->commits(), database->commands());
}

TEST_F(DatabaseTest, ABackupMadeWhileWorkGoesOnIsWhole) {
    const auto database = open();
    std::atomic<bool> stop{false};
    std::thread writer([&] { // Always two rows at once.
        for (int i = 0; !stop; ++i)
            database->write_and_wait([&](Connection& db) {
                db.run(insert, 2 * i);
                db.run(insert, 2 * i + 1);
            });
    });
    for (int round = 0; round < 3; ++round) {
        const auto to = folder / ("copy" + std::to_string(round) + ".db");
        database->backup(to);
        Connection copy(to, Connection::Mode::read);
        EXPECT_EQ(copy.first("PRAGMA integrity_check",
                             [](const Row& row) { return std::string(row.text(0)); }),
                  "ok");
        EXPECT_EQ(numbers(copy).size() % 2, 0U);
    }
    stop = true;
    writer.join();
}

TEST_F(DatabaseTest, ABackupIsOneFileThatOpensAsTheBoxsOwn) {
    auto database = open();
    database->write_and_wait([](Connection& db) { db.run(insert, 1); });
    database->backup(folder / "copy.db");
    EXPECT_FALSE(std::filesystem::exists(folder / "copy.db-wal"));
    EXPECT_FALSE(std::filesystem::exists(folder / "copy.db-shm"));
    EXPECT_FALSE(std::filesystem::exists(folder / "copy.db.part"));
    const auto header = read_file(folder / "copy.db").substr(0, 20);
    EXPECT_EQ(header.substr(18), "\1\1"); // Not WAL: it is read from a read-only medium too.
    auto with = options();
    with.file = folder / "copy.db";
    EXPECT_THAT(numbers(*open(with)), ElementsAre(1));
}

TEST_F(DatabaseTest, ABackupThatFailsLeavesTheEarlierOneAndNothingElse) {
    const auto database = open();
    database->write_and_wait([](Connection& db) { db.run(insert, 1); });
    EXPECT_THROW(database->backup(folder / "nowhere/copy.db"), Error);
    folder.write("copies/copy.db.part", "what an abrupt end left");
    database->backup(folder / "copies/copy.db");
    const auto earlier = read_file(folder / "copies/copy.db");
    const auto files = [&] {
        return std::distance(std::filesystem::directory_iterator(folder / "copies"), {});
    };
    EXPECT_EQ(files(), 1);

    std::filesystem::rename(folder / "box.db", folder / "gone.db");
    EXPECT_THROW(database->backup(folder / "copies/copy.db"), Error);
    EXPECT_TRUE(read_file(folder / "copies/copy.db") == earlier);
    EXPECT_EQ(files(), 1);
    std::filesystem::rename(folder / "gone.db", folder / "box.db");

    std::filesystem::create_directories(folder / "copies/taken/by-a-folder");
    EXPECT_THROW(database->backup(folder / "copies/taken"), Error);
    EXPECT_EQ(files(), 2);

    database->write_and_wait([](Connection& db) { db.run(insert, 2); });
    database->backup(folder / "copies/copy.db");
    Connection copy(folder / "copies/copy.db", Connection::Mode::read);
    EXPECT_THAT(numbers(copy), ElementsAre(1, 2));
}

} // namespace
} // namespace sportello::store
