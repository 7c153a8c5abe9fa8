// sdk/tests/host_test.cpp -- the test kit keeps the rules that the daemon keeps.
#include <sportello/testing.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace {

using sportello::Call;
using sportello::json::object;
using sportello::json::value;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Thing {
    std::string name;
    std::optional<std::string> colour;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (name, colour))

void add(Call& call, const Thing& thing) {
    call.exec("INSERT INTO lost_thing (name) VALUES (?1)", thing.name);
    call.emit("lost.found", object{{"n", 1}});
    call.print("slip", thing);
    if (thing.name == "bomb") sportello::refuse("dangerous", "/name", {{"name", thing.name}});
}
std::vector<std::string> names(Call& call) {
    return call.all<std::string>("SELECT name FROM lost_thing ORDER BY name");
}
void write_in_query(Call& call) {
    call.exec("DELETE FROM lost_thing");
}
void touch_others(Call& call) {
    call.exec("UPDATE other_table SET a = 1");
}
void pragma(Call& call) {
    call.exec("PRAGMA foreign_keys = OFF");
}
int ask(Call& call, const Thing& thing) {
    return call.call<int>("protocol.count", thing);
}
void ask_unlisted(Call& call) {
    call.call("protocol.other", object());
}
void foreign_event(Call& call) {
    call.emit("protocol.registered", object());
}
void defect(Call&) {
    throw std::runtime_error("a defect");
}
value when(Call& call) {
    return object{{"ms", call.now().time_since_epoch().count()}, {"year", call.year()}};
}

} // namespace

SPORTELLO_PLUGIN("lost", "1.0.0", service) {
    service.command("add", add);
    service.query("names", names);
    service.query("write-in-query", write_in_query);
    service.command("touch-others", touch_others);
    service.command("pragma", pragma);
    service.command("ask", ask);
    service.command("ask-unlisted", ask_unlisted);
    service.command("foreign-event", foreign_event);
    service.command("defect", defect);
    service.query("when", when);
}

namespace {

class TestHost : public ::testing::Test {
protected:
    TestHost() {
        std::filesystem::create_directories(folder / "migrations");
        std::ofstream(folder / "manifest.json") << R"({"id": "lost", "calls": ["protocol.count"]})";
        migration("CREATE TABLE lost_thing (name TEXT NOT NULL) STRICT;");
        host.script("CREATE TABLE other_table (a INTEGER)");
    }
    ~TestHost() override { std::filesystem::remove_all(folder); }
    void migration(const std::string& sql) {
        std::ofstream(folder / "migrations" / "0001_things.sql") << sql;
    }
    void start() { host.add(folder, sportello_plugin_v1()); }

    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("lost-" + std::to_string(getpid()));
    sportello::testing::Host host;
};

TEST_F(TestHost, ACommandLeavesRowsAndEffects) {
    start();
    ASSERT_TRUE(host.command("lost.add", object{{"name", "umbrella"}}).ok());
    EXPECT_EQ(host.query("lost.names").reply, value({"umbrella"}));
    EXPECT_EQ(host.events().at(0).name, "lost.found");
    EXPECT_EQ(host.printed().at(0).data, value(object{{"name", "umbrella"}}));
}

TEST_F(TestHost, ARefusalTakesRowsAndEffectsBack) {
    start();
    const auto outcome = host.command("lost.add", object{{"name", "bomb"}});
    EXPECT_EQ(outcome.status, SPO_INVALID);
    EXPECT_EQ(outcome.code, "dangerous");
    EXPECT_EQ(outcome.field, "/name");
    EXPECT_EQ(outcome.arguments.at("name"), "bomb");
    EXPECT_THAT(host.column("SELECT name FROM lost_thing"), IsEmpty());
    EXPECT_THAT(host.events(), IsEmpty());
    EXPECT_THAT(host.printed(), IsEmpty());
}

TEST_F(TestHost, APluginHasItsOwnTablesAndNothingElse) {
    start();
    EXPECT_EQ(host.command("lost.touch-others").status, SPO_FORBIDDEN);
    EXPECT_EQ(host.command("lost.pragma").status, SPO_FORBIDDEN);
    EXPECT_EQ(host.command("lost.foreign-event").status, SPO_FORBIDDEN);
    EXPECT_EQ(host.query("lost.write-in-query").status, SPO_FORBIDDEN);
    EXPECT_EQ(host.command("lost.no-such").code, "no-such-operation");
}

TEST_F(TestHost, AMigrationMakesTablesOfThePluginOnly) {
    for (const auto* sql :
         {"CREATE TABLE stolen (a INTEGER);", "CREATE VIEW lost_view AS SELECT 1;",
          "CREATE TRIGGER lost_trigger AFTER INSERT ON lost_thing BEGIN SELECT 1; END;",
          "DROP TABLE other_table;", "ATTACH 'x' AS y;"}) {
        migration(sql);
        EXPECT_THROW(start(), std::runtime_error) << sql;
    }
}

TEST_F(TestHost, OnlyListedCallsAreMadeAndAStubAnswersThem) {
    start();
    value given;
    host.stub("protocol.count", [&](const value& input) {
        given = input;
        return 42;
    });
    host.stub("protocol.other", [](const value&) { return 1; });
    EXPECT_EQ(host.command("lost.ask", object{{"name", "x"}}).reply, 42);
    EXPECT_EQ(given, value(object{{"name", "x"}})); // An empty optional is left out.
    EXPECT_EQ(host.command("lost.ask-unlisted").status, SPO_FORBIDDEN);
    host.stub("protocol.count", [](const value&) -> value { sportello::conflict("too-late"); });
    const auto outcome = host.command("lost.ask", object{{"name", "x"}});
    EXPECT_EQ(outcome.status, SPO_CONFLICT);
    EXPECT_EQ(outcome.code, "too-late");
}

TEST_F(TestHost, ADefectIsNoRefusal) {
    start();
    const auto outcome = host.command("lost.defect");
    EXPECT_EQ(outcome.status, SPO_FAILED);
    EXPECT_EQ(outcome.code, "a defect");
}

TEST_F(TestHost, TheClockIsTheTests) {
    start();
    host.set_time("2027-01-01T00:30:00+01:00");
    EXPECT_EQ(host.query("lost.when").reply, value(object{{"ms", 1798759800000}, {"year", 2027}}));
}

} // namespace
