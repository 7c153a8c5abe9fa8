// What an owner may do with SQL, by each of its rights. SQLite 3.40 on an owner "registry", beside
// the tables of another, "protocol".
#include "core/store/connection.hpp"

#include <gtest/gtest.h>

namespace sportello::store {
namespace {

using Rights = Connection::Rights;

class Authorizer : public testing::Test {
protected:
    Authorizer() : db(":memory:", Connection::Mode::write) {
        db.script("CREATE TABLE protocol_entry (id INTEGER PRIMARY KEY, s TEXT) STRICT;"
                  "CREATE TABLE migration (owner TEXT);"
                  "CREATE TABLE registry_person (id INTEGER PRIMARY KEY AUTOINCREMENT,"
                  " tax_code TEXT) STRICT;"
                  "CREATE INDEX protocol_s ON protocol_entry (s)");
    }
    // The statement runs, or is refused for want of the right and for nothing else.
    bool may(Rights rights, const std::string& sql) {
        db.become("registry", rights);
        bool allowed = true;
        try {
            db.script(sql);
        } catch (const Error& error) {
            allowed = false;
            const std::string why = error.what(); // SQLite has no code of its own for all of these.
            EXPECT_TRUE(error.kind() == Error::Kind::denied ||
                        why.find("not authorized") != std::string::npos)
                << sql << ": " << why;
        }
        db.become("");
        return allowed;
    }
    void expect_all(Rights rights, std::initializer_list<const char*> statements, bool allowed) {
        for (const char* sql : statements)
            EXPECT_EQ(may(rights, sql), allowed) << sql;
    }
    Connection db;
};

TEST_F(Authorizer, RowsAreReadAndWrittenInItsOwnTables) {
    expect_all(Rights::rows,
               {"INSERT INTO registry_person (tax_code) VALUES ('A')",
                "UPDATE registry_person SET tax_code = 'B'", "SELECT * FROM registry_person",
                "SELECT count(*) FROM registry_person", "SELECT upper('a')",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3)"
                " SELECT max(i) FROM n",
                "SELECT p.id FROM registry_person p WHERE EXISTS"
                " (SELECT 1 FROM registry_person q WHERE q.id = p.id)",
                "DELETE FROM registry_person"},
               true);
}

TEST_F(Authorizer, ReadingIsOnlyReading) {
    expect_all(Rights::read, {"SELECT * FROM registry_person"}, true);
    expect_all(Rights::read,
               {"INSERT INTO registry_person (tax_code) VALUES ('A')",
                "UPDATE registry_person SET tax_code = 'B'", "DELETE FROM registry_person",
                "CREATE TABLE registry_more (x)", "SELECT * FROM protocol_entry"},
               false);
}

TEST_F(Authorizer, NothingOfOthersIsSeenOrTouched) {
    for (const auto rights : {Rights::read, Rights::rows, Rights::schema})
        expect_all(rights,
                   {"SELECT * FROM protocol_entry", "SELECT count(*) FROM protocol_entry",
                    "SELECT (SELECT s FROM protocol_entry)", "SELECT * FROM migration",
                    "SELECT 1 FROM registry_person JOIN protocol_entry",
                    "INSERT INTO protocol_entry (s) VALUES ('x')",
                    "INSERT INTO registry_person (tax_code) SELECT s FROM protocol_entry",
                    "UPDATE protocol_entry SET s = 'x'",
                    "UPDATE registry_person SET tax_code = (SELECT s FROM protocol_entry)",
                    "DELETE FROM protocol_entry",
                    "DELETE FROM registry_person WHERE id IN"
                    " (SELECT id FROM protocol_entry)"},
                   false);
}

TEST_F(Authorizer, NoStatementLeavesTheTables) {
    for (const auto rights : {Rights::read, Rights::rows, Rights::schema})
        expect_all(rights,
                   {"ATTACH ':memory:' AS x",
                    "DETACH main",
                    "PRAGMA writable_schema = ON",
                    "PRAGMA user_version = 3",
                    "PRAGMA query_only = OFF",
                    "PRAGMA table_list",
                    "SELECT * FROM pragma_table_list",
                    "BEGIN",
                    "COMMIT",
                    "ROLLBACK",
                    "SAVEPOINT mine",
                    "RELEASE mine",
                    "SELECT load_extension('x')",
                    "VACUUM",
                    "VACUUM INTO '/tmp/x'",
                    "ANALYZE",
                    "CREATE VIRTUAL TABLE registry_f USING fts5(x)",
                    "CREATE VIEW registry_v AS SELECT * FROM protocol_entry",
                    "CREATE VIEW registry_v AS SELECT 1",
                    "CREATE TRIGGER registry_t AFTER INSERT ON protocol_entry BEGIN"
                    " DELETE FROM registry_person; END",
                    "CREATE TRIGGER registry_t AFTER INSERT ON registry_person BEGIN"
                    " DELETE FROM registry_person; END",
                    "CREATE TEMP TABLE registry_t (x)"},
                   false);
}

TEST_F(Authorizer, TheSchemaIsNotForRows) {
    expect_all(Rights::rows,
               {"CREATE TABLE registry_more (x)", "DROP TABLE registry_person",
                "ALTER TABLE registry_person ADD COLUMN x",
                "CREATE INDEX registry_i ON registry_person (tax_code)",
                "SELECT * FROM sqlite_master", "SELECT * FROM sqlite_sequence",
                "UPDATE sqlite_sequence SET seq = 0"},
               false);
}

TEST_F(Authorizer, AMigrationShapesItsOwnTables) {
    expect_all(Rights::schema,
               {"CREATE TABLE registry_home (id INTEGER PRIMARY KEY, person INTEGER REFERENCES"
                " registry_person (id)) STRICT",
                "CREATE INDEX registry_home_person ON registry_home (person)",
                "ALTER TABLE registry_home ADD COLUMN street TEXT",
                "ALTER TABLE registry_home RENAME COLUMN street TO address",
                "ALTER TABLE registry_home RENAME TO registry_house",
                "INSERT INTO registry_house (address) VALUES ('A')",
                "ALTER TABLE registry_house DROP COLUMN address",
                "SELECT count(*) FROM sqlite_master", "DROP INDEX registry_home_person",
                "DROP TABLE registry_house"},
               true);
}

TEST_F(Authorizer, AMigrationDoesNotShapeOthers) {
    expect_all(Rights::schema,
               {"CREATE TABLE evil (x)", "CREATE TABLE registry (x)",
                "CREATE TABLE protocol_more (x)", "CREATE INDEX registry_x ON protocol_entry (s)",
                "DROP TABLE protocol_entry", "DROP INDEX protocol_s",
                "ALTER TABLE protocol_entry ADD COLUMN z",
                "ALTER TABLE protocol_entry RENAME TO registry_entry",
                "CREATE TABLE registry_copy AS SELECT * FROM protocol_entry"},
               false);
}

TEST_F(Authorizer, TheSchemaTableIsWrittenBySQLiteAlone) {
    db.become("registry", Rights::schema);
    EXPECT_THROW(db.script("UPDATE sqlite_master SET sql = ''"), Error);
    EXPECT_THROW(db.script("DELETE FROM sqlite_master"), Error);
}

TEST_F(Authorizer, AStatementThatWasPreparedForOneIsNotRunForAnother) {
    constexpr std::string_view select = "SELECT count(*) FROM protocol_entry";
    constexpr std::string_view insert = "INSERT INTO registry_person (tax_code) VALUES ('A')";
    EXPECT_EQ(db.integer(select), 0);
    db.become("protocol");
    EXPECT_EQ(db.integer(select), 0);
    db.become("registry");
    EXPECT_THROW(db.integer(select), Error);
    db.run(insert);
    db.become("registry", Rights::read);
    EXPECT_THROW(db.run(insert), Error);
}

TEST_F(Authorizer, ActingEndsWithItsScope) {
    db.become("registry", Rights::read);
    {
        const Acting daemon(db, "", Rights::rows);
        EXPECT_EQ(db.integer("SELECT count(*) FROM protocol_entry"), 0);
    }
    EXPECT_EQ(db.owner(), "registry");
    EXPECT_EQ(db.rights(), Rights::read);
    EXPECT_THROW(db.run("DELETE FROM registry_person"), Error);
}

} // namespace
} // namespace sportello::store
