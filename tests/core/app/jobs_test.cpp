// tests/core/app/jobs_test.cpp -- the protocol's close-days, run by the clock on the real plugin.
#include "core/app/jobs.hpp"
#include "core/store/migrations.hpp"
#include "core/store/schema.hpp"

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/temp_folder.hpp"

namespace sportello::app {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class JobsTest : public testing::Test {
protected:
    JobsTest() {
        std::filesystem::create_directory(folder / "plugins");
        std::filesystem::create_directory_symlink(PROTOCOL, folder / "plugins/protocol");
        up();
    }

    // The box, over the same file.
    void up() {
        jobs.reset();
        database.reset();
        plugins.emplace(catalogue(), rome, plugin::Options{});
        database.emplace(store::Database::Options{folder / "box.db"}, [&](store::Connection& db) {
            store::migrate(db, "", store::core_migrations());
            plugins->load();
            plugins->migrate(db);
        });
        plugins->start();
        jobs.emplace(loop, catalogue(), *plugins, *database, clock, rome);
    }
    const catalogue::Catalogue& catalogue() {
        if (!catalogue_) catalogue_.emplace(catalogue::Catalogue::load({folder / "plugins"}));
        return *catalogue_;
    }
    // Looks at the clock at this instant, and waits for what that started.
    void at(const char* utc) {
        clock.set(instant_from(utc));
        jobs->run_due();
        database->write_and_wait([](store::Connection&) {});
    }
    std::vector<std::string> texts(const char* sql) {
        std::vector<std::string> all;
        database->read_and_wait([&](store::Connection& db) {
            all = db.all(sql, [](const store::Row& row) { return std::string(row.text(0)); });
        });
        return all;
    }
    std::vector<std::string> ran() { return texts("SELECT day FROM job_run"); }
    std::vector<std::string> closed() { return texts("SELECT day FROM protocol_day ORDER BY day"); }

    TempFolder folder;
    boost::asio::io_context loop;
    Zone rome{"Europe/Rome"};
    ManualClock clock{instant_from("2026-11-23T22:59:00.000Z")}; // A minute to midnight.
    std::optional<catalogue::Catalogue> catalogue_;
    std::optional<plugin::PluginHost> plugins;
    std::optional<store::Database> database;
    std::optional<Jobs> jobs;
};

TEST_F(JobsTest, AJobWaitsForItsTimeAndRunsOnceADay) {
    at("2026-11-23T23:04:59.000Z"); // 00:04 in Rome.
    EXPECT_THAT(ran(), IsEmpty());
    at("2026-11-23T23:05:00.000Z");
    EXPECT_THAT(ran(), ElementsAre("2026-11-24"));
    const auto ended = texts("SELECT CAST(ended_at AS TEXT) FROM job_run");
    at("2026-11-24T12:00:00.000Z");
    EXPECT_EQ(texts("SELECT CAST(ended_at AS TEXT) FROM job_run"), ended);
    EXPECT_THAT(closed(), IsEmpty());
    at("2026-11-24T23:05:00.000Z");
    EXPECT_THAT(ran(), ElementsAre("2026-11-25"));
    EXPECT_THAT(closed(), ElementsAre("2026-11-24"));
}

TEST_F(JobsTest, WhatWasMissedRunsAtStart) {
    at("2026-11-24T12:00:00.000Z");
    up(); // Off for two days.
    at("2026-11-27T07:30:00.000Z");
    EXPECT_THAT(closed(), ElementsAre("2026-11-24", "2026-11-25", "2026-11-26"));
}

TEST_F(JobsTest, ARestartOnTheSameDayRunsNothingAgain) {
    at("2026-11-24T12:00:00.000Z");
    const auto ended = texts("SELECT CAST(ended_at AS TEXT) FROM job_run");
    up();
    at("2026-11-24T13:00:00.000Z");
    EXPECT_EQ(texts("SELECT CAST(ended_at AS TEXT) FROM job_run"), ended);
}

TEST_F(JobsTest, AJobThatAsksForMoreIsRunAgainTheSameDay) {
    at("2026-11-24T12:00:00.000Z");
    at("2028-11-24T12:00:00.000Z"); // Four hundred days of two years.
    EXPECT_THAT(ran(), ElementsAre("2026-11-24"));
    at("2028-11-24T12:01:00.000Z");
    EXPECT_THAT(ran(), ElementsAre("2028-11-24"));
    EXPECT_EQ(closed().back(), "2028-11-23");
}

TEST_F(JobsTest, AJobThatFailsIsTriedAgainLaterAndIsNotRecorded) {
    at("2026-11-24T12:00:00.000Z");
    database->write_and_wait(
        [](store::Connection& db) { db.run("UPDATE protocol_journal SET kind = 'unheard-of'"); });
    at("2026-11-25T12:00:00.000Z");
    EXPECT_THAT(ran(), ElementsAre("2026-11-24"));
    database->write_and_wait(
        [](store::Connection& db) { db.run("UPDATE protocol_journal SET kind = 'opening'"); });
    at("2026-11-25T12:01:00.000Z"); // Not every minute.
    EXPECT_THAT(ran(), ElementsAre("2026-11-24"));
    at("2026-11-25T12:15:00.000Z");
    EXPECT_THAT(ran(), ElementsAre("2026-11-25"));
}

} // namespace
} // namespace sportello::app
