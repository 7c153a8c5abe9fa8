// A file that cannot be used is said so in words, and left as it was to the last byte.
#include "core/store/migrations.hpp"
#include "core/store/open.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "tests/core/temp_folder.hpp"
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sportello::store {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::HasSubstr;

class OpenFile : public testing::Test {
protected:
    OpenFile() : file(folder / "box.db") {}

    static void prepare(Connection& db) {
        migrate(db, "",
                {{1, "0001_thing.sql", "CREATE TABLE thing (id INTEGER PRIMARY KEY, t TEXT)"}});
    }
    // A file of ours with some pages in it.
    void fill() {
        const auto db = open_file(file, prepare);
        db->run("BEGIN");
        for (int i = 0; i < 200; ++i)
            db->run("INSERT INTO thing (t) VALUES (?1)", std::string(500, 'x'));
        db->run("COMMIT");
    }
    void damage(std::uintmax_t from, std::size_t count) {
        std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
        out.seekp(static_cast<std::streamoff>(from));
        out << std::string(count, '\x5a');
    }
    // Why the file cannot be used; it must be as before, with nothing new beside it.
    std::string reason(const Database::Work& work = prepare) {
        const auto bytes = fs::is_directory(file) ? "" : read_file(file);
        std::string why = "none";
        try {
            open_file(file, work);
        } catch (const Unusable& unusable) {
            why = unusable.what();
        }
        if (!fs::is_directory(file)) {
            EXPECT_TRUE(read_file(file) == bytes);
        }
        EXPECT_FALSE(fs::exists(file.string() + "-wal"));
        EXPECT_FALSE(fs::exists(file.string() + "-shm"));
        EXPECT_FALSE(fs::exists(file.string() + "-journal"));
        EXPECT_THAT(why, HasSubstr(file.string()));
        return why;
    }

    TempFolder folder;
    fs::path file;
};

TEST_F(OpenFile, ANewFileIsMadeForItsOwnerAlone) {
    const auto db = open_file(file, prepare);
    EXPECT_EQ(db->integer("SELECT count(*) FROM thing"), 0);
    struct ::stat status {};
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(OpenFile, AnEmptyFileIsTakenForANewOne) {
    folder.write("box.db", "");
    EXPECT_EQ(open_file(file, prepare)->integer("SELECT count(*) FROM thing"), 0);
}

TEST_F(OpenFile, WhatWasWrittenIsThereAgain) {
    fill();
    EXPECT_EQ(open_file(file, prepare)->integer("SELECT count(*) FROM thing"), 200);
}

TEST_F(OpenFile, AFileThatAnAbruptEndLeftWithItsLogIsWhole) {
    const auto other = folder / "after.db";
    {
        const auto db = open_file(file, prepare);
        db->run("INSERT INTO thing (t) VALUES ('committed')");
        fs::copy_file(file, other); // As the disk is at the instant of a power cut.
        fs::copy_file(file.string() + "-wal", other.string() + "-wal");
    }
    EXPECT_EQ(open_file(other, prepare)->integer("SELECT count(*) FROM thing"), 1);
}

TEST_F(OpenFile, ADamagedBeginningIsSaid) {
    fill();
    damage(0, 16);
    EXPECT_THAT(reason(), AllOf(HasSubstr("beginning is damaged"), HasSubstr("backup")));
}

TEST_F(OpenFile, ADamagedPageIsSaid) {
    fill();
    damage(4096 * 3, 4096);
    EXPECT_THAT(reason(), AllOf(HasSubstr("is damaged"), HasSubstr("restore the latest backup")));
}

TEST_F(OpenFile, ADamagedFileKeepsTheLogBesideIt) {
    const auto other = folder / "after.db";
    {
        fill();
        const auto db = open_file(file, prepare);
        db->run("INSERT INTO thing (t) VALUES ('committed')");
        fs::copy_file(file, other);
        fs::copy_file(file.string() + "-wal", other.string() + "-wal");
    }
    file = other;
    damage(4096 * 5, 4096);
    const auto bytes = read_file(file), log = read_file(file.string() + "-wal");
    EXPECT_THROW(open_file(file, prepare), Unusable);
    EXPECT_EQ(read_file(file), bytes);
    EXPECT_EQ(read_file(file.string() + "-wal"), log);
}

TEST_F(OpenFile, AFileCutShortIsSaid) {
    fill();
    fs::resize_file(file, 4096 * 4);
    EXPECT_THAT(reason(), HasSubstr("is damaged"));
}

TEST_F(OpenFile, AnotherProgramsDatabaseIsNotTouched) {
    for (const char* mode : {"DELETE", "WAL"}) {
        fs::remove(file);
        sqlite3* raw = nullptr;
        ASSERT_EQ(sqlite3_open(file.c_str(), &raw), SQLITE_OK);
        sqlite3_exec(raw, (std::string("PRAGMA journal_mode = ") + mode).c_str(), nullptr, nullptr,
                     nullptr);
        sqlite3_exec(raw, "CREATE TABLE song (title)", nullptr, nullptr, nullptr);
        sqlite3_close(raw);
        EXPECT_THAT(reason(),
                    AllOf(HasSubstr("not a database of Sportello"), HasSubstr("left as it is")));
    }
}

TEST_F(OpenFile, BytesOfAnyKindAreNotTouched) {
    for (const auto& bytes : {std::string("x"), std::string("SQLite format 3\0", 16),
                              std::string(99, '\0'), std::string(10'000, 'r')}) {
        folder.write("box.db", bytes);
        EXPECT_THAT(reason(), HasSubstr("not a database of Sportello"));
    }
}

TEST_F(OpenFile, AFolderIsSaidToBeOne) {
    file = folder.path();
    EXPECT_THAT(reason(), HasSubstr("is a folder"));
}

TEST_F(OpenFile, AMissingFolderIsSaid) {
    file = folder / "nowhere/box.db";
    EXPECT_THAT(reason(), HasSubstr("Check that the folder exists"));
    EXPECT_FALSE(fs::exists(folder / "nowhere"));
}

TEST_F(OpenFile, AFileNewerThanTheProgramIsRefused) {
    fill();
    EXPECT_THAT(reason([](Connection& db) { migrate(db, "", {}); }),
                AllOf(HasSubstr("are newer (step 1) than this program (step 0)"),
                      HasSubstr("install the newer version")));
}

void fail_at_the_second(Connection& db) {
    migrate(db, "",
            {{1, "0001_thing.sql", "CREATE TABLE thing (id INTEGER PRIMARY KEY, t TEXT)"},
             {2, "0002_bad.sql", "CREATE TABLE next (id INTEGER) STRICT; SELECT x FROM nowhere"}});
}

TEST_F(OpenFile, AMigrationThatFailsLeavesItAsItWas) {
    fill();
    EXPECT_THAT(reason(fail_at_the_second), HasSubstr("0002_bad.sql"));
    EXPECT_EQ(open_file(file, prepare)->integer("SELECT count(*) FROM thing"), 200);
}

TEST_F(OpenFile, AFirstStartThatFailsLeavesNoFile) {
    EXPECT_THAT(reason(fail_at_the_second), HasSubstr("0002_bad.sql"));
    EXPECT_FALSE(fs::exists(file));
    EXPECT_THAT(reason([](Connection& db) { db.run("SELECT x FROM nowhere"); }),
                HasSubstr("nowhere"));
    EXPECT_FALSE(fs::exists(file));
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

// The superuser may write anywhere: another does the asking.
TEST_F(OpenFile, AFileOfAnotherUserIsSaid) {
    fill();
    fs::permissions(file, fs::perms(0444));
    if (::geteuid() == 0) { // Who asks may write beside the file: only the file itself says no.
        ASSERT_EQ(::chown(folder.path().c_str(), 65534, 65534), 0);
    }
    const auto bytes = read_file(file);
    const auto child = ::fork();
    if (child == 0) {
        if (::geteuid() == 0 && ::seteuid(65534) != 0) ::_exit(3); // The effective one counts.
        try {
            open_file(file, prepare);
            ::_exit(1);
        } catch (const Unusable& unusable) {
            const bool clear =
                std::string_view(unusable.what()).find("cannot be opened for writing") !=
                std::string_view::npos;
            ::_exit(clear ? 0 : 2);
        }
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_EQ(read_file(file), bytes);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

// A small disk of its own, where the test may make one.
class FullDisk : public OpenFile {
protected:
    void SetUp() override {
        fs::create_directory(folder / "disk");
        if (::mount("tmpfs", (folder / "disk").c_str(), "tmpfs", 0, "size=512k") != 0)
            GTEST_SKIP() << "needs the right to mount";
        mounted = true;
        file = folder / "disk/box.db";
    }
    void TearDown() override {
        if (mounted) ::umount((folder / "disk").c_str());
    }
    bool mounted = false;
};

void grow(Connection& db) {
    migrate(db, "",
            {{1, "0001_thing.sql", "CREATE TABLE thing (id INTEGER PRIMARY KEY, t TEXT)"},
             {2, "0002_big.sql",
              "CREATE TABLE big (t); INSERT INTO big VALUES (hex(zeroblob(600000)))"}});
}

TEST_F(FullDisk, IsSaidWhenTheFileIsMadeAndNothingIsLeftOfIt) {
    EXPECT_THAT(reason(grow), AllOf(HasSubstr("is full"), HasSubstr("free some space")));
    EXPECT_FALSE(fs::exists(file));
}

TEST_F(FullDisk, IsSaidWhenTheTablesAreBroughtUpToDate) {
    fill();
    EXPECT_THAT(reason(grow), AllOf(HasSubstr("is full"), HasSubstr("free some space")));
    EXPECT_EQ(open_file(file, prepare)->integer("SELECT count(*) FROM thing"), 200);
}

} // namespace
} // namespace sportello::store
