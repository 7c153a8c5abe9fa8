// One connection: values go in and come out as they were; a mistake is an error and leaves the
// statement usable.
#include "core/base/id.hpp"
#include "core/store/connection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace sportello::store {
namespace {

using ::testing::ElementsAre;

class ConnectionTest : public testing::Test {
protected:
    ConnectionTest() : db(":memory:", Connection::Mode::write) {
        db.script("CREATE TABLE thing (id INTEGER PRIMARY KEY, value ANY) STRICT");
    }
    // Stores a value and gives what is then read back.
    template <class T, class Read>
    auto there_and_back(const T& value, Read read) {
        db.run("INSERT OR REPLACE INTO thing VALUES (1, ?1)", value);
        return db.first("SELECT value FROM thing WHERE id = 1", read).value();
    }
    Error::Kind kind_of(std::string_view sql) {
        try {
            db.run(sql);
        } catch (const Error& error) {
            return error.kind();
        }
        ADD_FAILURE() << "no error: " << sql;
        return Error::Kind::other;
    }
    std::vector<std::int64_t> ids() {
        return db.all("SELECT id FROM thing ORDER BY id",
                      [](const Row& row) { return row.integer(0); });
    }

    Connection db;
};

std::string text_of(const Row& row) {
    return std::string(row.text(0));
}

TEST_F(ConnectionTest, IntegersKeepAllTheirBits) {
    const auto integer = [](const Row& row) { return row.integer(0); };
    EXPECT_EQ(there_and_back(std::int64_t{INT64_MAX}, integer), INT64_MAX);
    EXPECT_EQ(there_and_back(std::int64_t{INT64_MIN}, integer), INT64_MIN);
    EXPECT_EQ(there_and_back(true, integer), 1);
    EXPECT_EQ(there_and_back(TicketId{42}, [](const Row& row) { return row.id<TicketId>(0); }),
              TicketId{42});
}

TEST_F(ConnectionTest, RealsAreReals) {
    EXPECT_EQ(there_and_back(0.1, [](const Row& row) { return row.value(0).real; }), 0.1);
}

TEST_F(ConnectionTest, TextsKeepTheirBytesWhateverTheyAre) {
    EXPECT_EQ(there_and_back("città", text_of), "città");
    const std::string with_nul("a\0b", 3);
    EXPECT_EQ(there_and_back(with_nul, text_of), with_nul);
}

TEST_F(ConnectionTest, AnEmptyTextIsNotNull) {
    const auto is_null = [](const Row& row) { return row.is_null(0); };
    EXPECT_FALSE(there_and_back("", is_null));
    EXPECT_FALSE(there_and_back(std::string_view(), is_null));
    EXPECT_TRUE(there_and_back(std::optional<std::string>(), is_null));
    EXPECT_EQ(there_and_back(std::optional<std::string>(),
                             [](const Row& row) { return row.maybe_text(0); }),
              std::nullopt);
    EXPECT_EQ(there_and_back("", [](const Row& row) { return row.maybe_text(0); }), "");
    EXPECT_EQ(
        there_and_back(std::optional<int>(), [](const Row& row) { return row.maybe_integer(0); }),
        std::nullopt);
}

TEST_F(ConnectionTest, ABlobIsABlob) {
    const std::string bytes("\xff\0\x01", 3);
    const auto value = there_and_back(Value::blob(bytes), [](const Row& row) {
        return std::pair(row.value(0).type, std::string(row.value(0).bytes));
    });
    EXPECT_EQ(value.first, Value::Type::blob);
    EXPECT_EQ(value.second, bytes);
}

TEST_F(ConnectionTest, ATextTooLargeIsRefusedAndNotStoredAsNull) {
    const std::string large((64 << 20) + 1, 'x');
    EXPECT_THROW(db.run("INSERT INTO thing VALUES (1, ?1)", large), Error);
    EXPECT_THAT(ids(), ElementsAre());
}

TEST_F(ConnectionTest, TheRowsThatAStatementChangedAreCountedAndNoEarlierOnes) {
    EXPECT_EQ(db.run("INSERT INTO thing VALUES (1, 1), (2, 2), (3, 3)"), 3);
    EXPECT_EQ(db.run("UPDATE thing SET value = 0 WHERE id > 1"), 2);
    EXPECT_EQ(db.run("DELETE FROM thing WHERE id > 99"), 0);
    EXPECT_EQ(db.run("DELETE FROM thing"), 3);
    EXPECT_EQ(db.run("CREATE TABLE more (id INTEGER) STRICT"), 0);
    EXPECT_EQ(db.run("INSERT INTO thing VALUES (1, 1)"), 1);
    EXPECT_EQ(db.run("SAVEPOINT step"), 0);
    EXPECT_EQ(db.run("SELECT id FROM thing"), 0);
    EXPECT_EQ(db.run("RELEASE step"), 0);
}

TEST_F(ConnectionTest, TheNumberOfParametersMustBeRight) {
    EXPECT_THROW(db.run("INSERT INTO thing VALUES (?1, ?2)", 1), Error);
    EXPECT_THROW(db.run("INSERT INTO thing VALUES (?1, NULL)", 1, 2), Error);
    db.run("INSERT INTO thing VALUES (?1, ?2)", 1, 2); // And the statement is as good as new.
    EXPECT_THAT(ids(), ElementsAre(1));
}

TEST_F(ConnectionTest, NothingOfAnEarlierRunIsLeftInTheParameters) {
    db.run("INSERT INTO thing VALUES (?1, ?2)", 1, "secret");
    db.run("INSERT INTO thing VALUES (?1, ?2)", 2, std::optional<std::string>());
    EXPECT_EQ(db.integer("SELECT count(*) FROM thing WHERE value IS NULL"), 1);
}

TEST_F(ConnectionTest, SeveralStatementsAreRefusedEveryTime) {
    for (int time = 0; time < 2; ++time)
        EXPECT_THROW(db.run("DELETE FROM thing; INSERT INTO thing VALUES (7, 7)"), Error) << time;
    EXPECT_NO_THROW(db.run("SELECT 1 ; \n"));
    EXPECT_THAT(ids(), ElementsAre());
}

TEST_F(ConnectionTest, NoStatementIsAMistakeEveryTime) {
    for (const char* sql : {"", " ", "-- nothing", ";"})
        for (int time = 0; time < 2; ++time)
            EXPECT_THROW(db.run(sql), Error) << sql;
    EXPECT_THROW(db.run("SELECT " + std::string(1'000'001, ' ') + "1"), Error);
}

TEST_F(ConnectionTest, AStatementIsNotRunAgainFromItsOwnRows) {
    db.run("INSERT INTO thing VALUES (1, 1), (2, 2)");
    constexpr std::string_view sql = "SELECT id FROM thing";
    int inner = 0;
    EXPECT_THROW(db.each(sql, [&](const Row&) { db.each(sql, [&](const Row&) { ++inner; }); }),
                 Error);
    EXPECT_EQ(inner, 0);
    EXPECT_EQ(db.all(sql, [](const Row& row) { return row.integer(0); }).size(), 2U);
}

TEST_F(ConnectionTest, AnotherStatementMayRunFromItsRows) {
    db.run("INSERT INTO thing VALUES (1, 1), (2, 2)");
    std::int64_t sum = 0;
    db.each("SELECT id FROM thing", [&](const Row& row) {
        sum += db.integer("SELECT value FROM thing WHERE id = ?1", row.integer(0)).value();
    });
    EXPECT_EQ(sum, 3);
}

TEST_F(ConnectionTest, WhatARowsVisitorThrowsLeavesTheStatementUsable) {
    db.run("INSERT INTO thing VALUES (1, 1), (2, 2)");
    constexpr std::string_view sql = "SELECT id FROM thing ORDER BY id";
    EXPECT_THROW(db.each(sql, [](const Row&) { throw 42; }), int);
    EXPECT_THAT(db.all(sql, [](const Row& row) { return row.integer(0); }), ElementsAre(1, 2));
    EXPECT_NO_THROW(db.run("DROP TABLE thing")); // Nothing holds the table.
}

TEST_F(ConnectionTest, ManyDifferentStatementsAreNotAllKept) {
    db.run("INSERT INTO thing VALUES (0, 0)");
    db.each("SELECT id FROM thing WHERE id = 0", [&](const Row&) { // Which is running meanwhile.
        for (int i = 1; i <= 2'000; ++i)
            db.run("INSERT INTO thing (id) VALUES (" + std::to_string(i) + ")");
    });
    EXPECT_EQ(ids().size(), 2'001U);
}

TEST_F(ConnectionTest, AnErrorSaysOfWhatKindItIs) {
    db.run("INSERT INTO thing VALUES (1, 1)");
    EXPECT_EQ(kind_of("INSERT INTO thing VALUES (1, 1)"), Error::Kind::constraint);
    EXPECT_EQ(kind_of("SELECT nothing"), Error::Kind::other);
    db.become("other");
    EXPECT_EQ(kind_of("SELECT id FROM thing"), Error::Kind::denied);
}

TEST_F(ConnectionTest, AnOwnersStatementEndsAtItsDeadlineAndTheDaemonsDoesNot) {
    int looks = 0;
    db.deadline([&] { return ++looks > 3; });
    constexpr std::string_view long_one =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000)"
        " SELECT count(i) FROM n";
    EXPECT_EQ(db.integer(long_one), 100'000);
    db.become("some");
    EXPECT_EQ(kind_of(long_one), Error::Kind::busy);
    db.deadline({});
    EXPECT_EQ(db.integer(long_one), 100'000);
}

TEST_F(ConnectionTest, ASavepointIsUndoneByWhatIsThrown) {
    db.run("BEGIN");
    db.run("INSERT INTO thing VALUES (1, 1)");
    EXPECT_THROW(savepoint(db,
                           [&] {
                               db.run("INSERT INTO thing VALUES (2, 2)");
                               throw 42;
                           }),
                 int);
    EXPECT_EQ(savepoint(db,
                        [&] {
                            db.run("INSERT INTO thing VALUES (3, 3)");
                            return 3;
                        }),
              3);
    db.run("COMMIT");
    EXPECT_THAT(ids(), ElementsAre(1, 3));
}

TEST_F(ConnectionTest, AFullDiskIsSaidAsSuchAlsoFromWithinASavepoint) {
    db.script("PRAGMA max_page_count = 20");
    db.run("BEGIN");
    try {
        savepoint(db, [&] {
            for (int i = 0;; ++i)
                db.run("INSERT INTO thing VALUES (?1, ?2)", i, std::string(50'000, 'x'));
        });
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::full) << error.what();
    }
}

} // namespace
} // namespace sportello::store
