// Migrations: in order and once; what was applied is never edited; a plugin's keep to its name.
#include "core/store/migrations.hpp"
#include "core/store/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/temp_folder.hpp"

namespace sportello::store {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Migrations : public testing::Test {
protected:
    Migrations() : db(":memory:", Connection::Mode::write) {
        migrate(db, "", core_migrations());
        migrate(db, "protocol",
                {{1, "0001_entry.sql",
                  "CREATE TABLE protocol_entry (id INTEGER PRIMARY KEY AUTOINCREMENT, s TEXT);"
                  "INSERT INTO protocol_entry (s) VALUES ('first')"}});
    }
    static std::vector<Migration> steps(std::initializer_list<const char*> sql) {
        std::vector<Migration> made;
        for (const char* text : sql) {
            const int number = static_cast<int>(made.size()) + 1;
            made.push_back({number, "000" + std::to_string(number) + "_step.sql", text});
        }
        return made;
    }
    // Why these are refused; nothing of them may be left.
    std::string reason(std::initializer_list<const char*> sql,
                       const std::string& owner = "registry") {
        const auto before = everything();
        try {
            migrate(db, owner, steps(sql));
        } catch (const Error& error) {
            ADD_FAILURE() << "not in a person's words: " << error.what();
        } catch (const std::runtime_error& error) {
            EXPECT_EQ(everything(), before);
            EXPECT_FALSE(db.in_transaction());
            EXPECT_EQ(db.owner(), "");
            return error.what();
        }
        return "none";
    }
    std::vector<std::string> everything() {
        return db.all("SELECT name || coalesce(sql, '') FROM sqlite_master"
                      " UNION ALL SELECT owner || name FROM migration"
                      " UNION ALL SELECT name || seq FROM sqlite_sequence ORDER BY 1",
                      [](const Row& row) { return std::string(row.text(0)); });
    }
    std::int64_t number(const std::string& owner) {
        return db.integer("SELECT coalesce(max(number), 0) FROM migration WHERE owner = ?1", owner)
            .value();
    }

    Connection db;
};

TEST_F(Migrations, EachIsAppliedOnceAndInOrder) {
    auto all = steps({"CREATE TABLE registry_a (x)", "INSERT INTO registry_a VALUES (1)"});
    migrate(db, "registry", all);
    migrate(db, "registry", all);
    all = steps({"CREATE TABLE registry_a (x)", "INSERT INTO registry_a VALUES (1)",
                 "UPDATE registry_a SET x = x + 1"});
    migrate(db, "registry", all);
    EXPECT_EQ(db.integer("SELECT sum(x) FROM registry_a"), 2);
    EXPECT_EQ(number("registry"), 3);
}

TEST_F(Migrations, AnEditedOneIsRefused) {
    migrate(db, "registry", steps({"CREATE TABLE registry_a (x)"}));
    EXPECT_THAT(
        reason({"CREATE TABLE registry_a (x, y)"}),
        AllOf(HasSubstr("0001_step.sql of registry has changed"), HasSubstr("never edited")));
}

TEST_F(Migrations, TablesNewerThanTheProgramAreRefused) {
    migrate(db, "registry", steps({"CREATE TABLE registry_a (x)", "CREATE TABLE registry_b (x)"}));
    EXPECT_THAT(reason({"CREATE TABLE registry_a (x)"}),
                AllOf(HasSubstr("registry are newer (step 2) than this program (step 1)"),
                      HasSubstr("install")));
}

TEST_F(Migrations, OneThatFailsLeavesNothingOfThisStart) {
    EXPECT_THAT(reason({"CREATE TABLE registry_a (x)", "CREATE TABLE registry_b (x); oops"}),
                HasSubstr("0002_step.sql of registry failed"));
    EXPECT_EQ(number("registry"), 0);
}

TEST_F(Migrations, OneThatFailsLeavesTheEarlierOnes) {
    migrate(db, "registry", steps({"CREATE TABLE registry_a (x)"}));
    reason({"CREATE TABLE registry_a (x)", "DROP TABLE registry_a; oops"});
    EXPECT_EQ(number("registry"), 1);
    EXPECT_EQ(db.integer("SELECT count(*) FROM registry_a"), 0);
}

TEST_F(Migrations, TwoOwnersCountForThemselves) {
    migrate(db, "registry", steps({"CREATE TABLE registry_a (x)", "CREATE TABLE registry_b (x)"}));
    EXPECT_EQ(number("protocol"), 1);
    EXPECT_EQ(number("registry"), 2);
}

TEST_F(Migrations, TablesAndIndexesKeepToTheOwnersName) {
    for (const char* sql :
         {"CREATE TABLE note (x)", "CREATE TABLE registry (x)", "CREATE TABLE protocol_b (x)",
          "CREATE TABLE registry_a (x); CREATE INDEX note_x ON registry_a (x)",
          "CREATE TABLE registry_a (x); CREATE INDEX sqlitex_a ON registry_a (x)",
          "CREATE TABLE registry_a (x); ALTER TABLE registry_a RENAME TO protocol_b",
          "CREATE TABLE registry_a (x); ALTER TABLE registry_a RENAME TO other"})
        EXPECT_THAT(reason({sql}), HasSubstr("registry_...")) << sql;
}

TEST_F(Migrations, WhatIsOthersIsNotTakenByARename) {
    EXPECT_THAT(
        reason({"CREATE TABLE registry_a (x); ALTER TABLE registry_a RENAME TO protocol_entry"}),
        HasSubstr("failed"));
    EXPECT_THAT(reason({"ALTER TABLE protocol_entry RENAME TO registry_entry"}),
                HasSubstr("may not"));
    EXPECT_THAT(reason({"DROP TABLE protocol_entry"}), HasSubstr("may not"));
}

TEST_F(Migrations, ATableDroppedDoesNotHideAStrayName) { // Its place in the schema is used again.
    EXPECT_THAT(reason({"CREATE TABLE registry_a (x); CREATE TABLE registry_b (x)",
                        "DROP TABLE registry_b; CREATE INDEX stray ON registry_a (x)"}),
                HasSubstr("stray"));
    migrate(db, "registry", steps({"CREATE TABLE registry_a (x); CREATE TABLE registry_b (x)"}));
    EXPECT_THAT(reason({"CREATE TABLE registry_a (x); CREATE TABLE registry_b (x)",
                        "DROP TABLE registry_b; CREATE INDEX stray ON registry_a (x)"}),
                HasSubstr("stray"));
}

TEST_F(Migrations, NumbersOnceGivenToOthersStayGiven) {
    EXPECT_NE(reason({"UPDATE sqlite_sequence SET seq = 0 WHERE name = 'protocol_entry'"}), "none");
    EXPECT_NE(reason({"DELETE FROM sqlite_sequence"}), "none");
}

TEST_F(Migrations, UniqueColumnsAndNumbersOfItsOwnAreFine) {
    migrate(db, "registry",
            steps({"CREATE TABLE registry_a (id INTEGER PRIMARY KEY AUTOINCREMENT, x UNIQUE);"
                   "INSERT INTO registry_a (x) VALUES (1)",
                   "DROP TABLE registry_a"}));
    EXPECT_EQ(number("registry"), 2);
}

TEST_F(Migrations, RowsThatReferToNothingAreRefusedInWords) {
    EXPECT_THAT(reason({"CREATE TABLE registry_a (id INTEGER PRIMARY KEY, up INTEGER REFERENCES"
                        " registry_a (id) DEFERRABLE INITIALLY DEFERRED);"
                        "INSERT INTO registry_a VALUES (1, 9)"}),
                HasSubstr("refer to nothing"));
}

TEST_F(Migrations, AFoldersFilesAreTakenInTheirNumbers) {
    TempFolder folder;
    folder.write("0002_b.sql", "SELECT 2");
    folder.write("0001_a.sql", "SELECT 1");
    folder.write("README.md", "not one");
    const auto found = migrations_in(folder.path());
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].name, "0001_a.sql");
    EXPECT_EQ(found[1].sql, "SELECT 2");
    EXPECT_TRUE(migrations_in(folder / "absent").empty());
}

class MigrationNames : public testing::TestWithParam<const char*> {};

TEST_P(MigrationNames, AFileOutOfNumberIsNamed) {
    TempFolder folder;
    folder.write("0001_a.sql", "");
    folder.write(GetParam(), "");
    try {
        migrations_in(folder.path());
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("0002_<what>.sql"));
        EXPECT_THAT(error.what(), HasSubstr(GetParam()));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Names,
    MigrationNames,
    testing::Values(
        "0003_c.sql", "0001_b.sql", "2_b.sql", "002_b.sql", "0002b.sql", "0002-b.sql", "b.sql"));

TEST_F(Migrations, TheDaemonsOwnAreNumberedFromOneOn) {
    int next = 1;
    for (const auto& migration : core_migrations()) {
        EXPECT_EQ(migration.number, next);
        EXPECT_EQ(std::stoi(migration.name.substr(0, 4)), next++);
    }
}

} // namespace
} // namespace sportello::store
