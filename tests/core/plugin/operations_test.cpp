// What an operation did stays exactly when it succeeded; what it may not is refused and told to the
// operator; nobody else notices.
#include "core/store/database.hpp"
#include "core/store/events.hpp"

#include <future>

#include "tests/core/plugin/fixture.hpp"

namespace sportello::plugin {
namespace {

class PluginOperations : public PluginFixture {
protected:
    void prepare() {
        desk();
        manifest("peer", operations({"look", "write-in-query"}, {}));
        folder.write("peer/migrations/0001_seen.sql", "CREATE TABLE peer_seen (who TEXT) STRICT;");
        library("peer", "peer");
        manifest("rogue", operations({"write-in-query", "emit-in-query", "command-in-query"},
                                     {"keep",
                                      "throw",
                                      "throw-int",
                                      "say-nothing",
                                      "odd-status",
                                      "odd-arguments",
                                      "break-rule",
                                      "write-others",
                                      "read-others",
                                      "read-daemon",
                                      "commit",
                                      "two-statements",
                                      "pragma",
                                      "create",
                                      "count-forever",
                                      "write-forever",
                                      "write-forever-heedless",
                                      "full-heedless",
                                      "sleep",
                                      "call-unlisted",
                                      "call-unknown",
                                      "call-keep",
                                      "call-change-mind",
                                      "ask-peer",
                                      "ask-peer-to-write",
                                      "handle-refusal",
                                      "rerun-in-rows",
                                      "throw-in-rows",
                                      "emit-others",
                                      "emit-lines",
                                      "emit-no-json",
                                      "print-path",
                                      "document-without-case",
                                      "reply-no-json",
                                      "reply-too-large"}) +
                              R"(, "needs": ["desk", "peer"],
                        "calls": ["desk.keep", "desk.change-mind", "desk.nothing", "peer.look",
                                  "peer.write-in-query"])");
        folder.write(
            "rogue/migrations/0001_notes.sql",
            "CREATE TABLE rogue_note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;");
        library("rogue", "rogue");
        up();
        ASSERT_TRUE(host->running("rogue")) << status("rogue").reason;
        ASSERT_TRUE(host->running("peer")) << status("peer").reason;
        ASSERT_TRUE(host->running("desk")) << status("desk").reason;
    }
    std::int64_t everything() {
        return rows("rogue_note") + rows("desk_note") + rows("peer_seen") + rows("print_job") +
               rows("case_document") + rows("event");
    }
    // The refusal of an operation of the rogue's, after which nothing of it is left.
    std::string rogue(const std::string& operation) {
        const auto before = everything();
        const auto code = refusal([&] { command("rogue." + operation); });
        EXPECT_EQ(everything(), before) << operation;
        EXPECT_FALSE(db.in_transaction()) << operation;
        EXPECT_EQ(db.owner(), "") << operation;
        return code;
    }
};

TEST_F(PluginOperations, WhatSucceededLeavesItsRowsPaperDocumentAndEvent) {
    prepare();
    const auto id = a_case();
    EXPECT_EQ(run(Kind::command, "desk.keep", R"({"text":"hello"})", id),
              R"({"id":1,"text":"hello"})");
    EXPECT_EQ(db.first("SELECT text || ' ' || at FROM desk_note",
                       [](const store::Row& row) { return std::string(row.text(0)); }),
              "hello 2026-11-24T09:00:00+01:00");
    const auto print =
        db.first("SELECT document, data FROM print_job WHERE printer = 'kiosk' AND language = 'it'",
                 [](const store::Row& row) {
                     return std::pair(std::string(row.text(0)), std::string(row.text(1)));
                 });
    ASSERT_TRUE(print);
    EXPECT_EQ(print->first, "desk/receipt");
    const auto data = boost::json::parse(print->second).as_object();
    EXPECT_EQ(data.at("town"), "Borgo");
    EXPECT_EQ(data.at("date"), "24/11/2026");
    EXPECT_EQ(data.at("time"), "09:00");
    EXPECT_EQ(data.at("operator"), "anna");
    EXPECT_EQ(data.at("text"), "hello");
    const auto documents = cases::documents(db, id);
    ASSERT_EQ(documents.size(), 1U);
    EXPECT_EQ(documents[0].name, "desk/sheet");
    const auto events = store::events_after(db, EventId{}, 10);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].topic, "desk.kept");
}

TEST_F(PluginOperations, WhatFailedAfterAllLeavesNothing) {
    prepare();
    const auto id = a_case();
    EXPECT_EQ(refusal([&] { run(Kind::command, "desk.change-mind", R"({"text":"x"})", id); }),
              "plugin.failed");
    EXPECT_EQ(everything(), 0);
}

TEST_F(PluginOperations, ARefusalCarriesThePluginsCodeFieldAndArguments) {
    prepare();
    try {
        command("desk.keep", R"({"text":""})");
        FAIL();
    } catch (const Refusal& refused) {
        EXPECT_EQ(refused.code(), "desk.empty");
        EXPECT_EQ(refused.kind(), Refusal::Kind::invalid);
        EXPECT_EQ(refused.arguments().at("who"), "anna");
        ASSERT_EQ(refused.fields().size(), 1U);
        EXPECT_EQ(refused.fields()[0].pointer, "/text");
    }
}

TEST_F(PluginOperations, AQueryReads) {
    prepare();
    command("desk.keep", R"({"text":"a"})");
    EXPECT_EQ(query("desk.notes"), R"([{"id":1,"text":"a"}])");
}

TEST_F(PluginOperations, WhatIsNotThereOrOfTheOtherKindIsUnknown) {
    prepare();
    for (const char* name :
         {"nobody.work", "desk.nothing", "desk", "", ".", "desk.", "desk.keep.x"})
        EXPECT_EQ(refusal([&] { command(name); }), "plugin.unknown-operation") << name;
    EXPECT_EQ(refusal([&] { query("desk.keep"); }), "plugin.unknown-operation");
    EXPECT_EQ(refusal([&] { command("desk.notes"); }), "plugin.unknown-operation");
}

TEST_F(PluginOperations, WhatIsThrownAcrossTheBoundaryIsTheDefectOfThatOneCommand) {
    prepare();
    EXPECT_EQ(rogue("throw"), "plugin.failed");
    EXPECT_EQ(rogue("throw-int"), "plugin.failed");
    EXPECT_EQ(rogue("throw-in-rows"), "plugin.failed");
    EXPECT_EQ(command("desk.keep", R"({"text":"a"})"), R"({"id":1,"text":"a"})");
}

TEST_F(PluginOperations, AFailureWithoutGoodWordsIsTheModulesDefect) {
    prepare();
    EXPECT_EQ(rogue("say-nothing"), "plugin.failed");
    EXPECT_EQ(rogue("odd-arguments"), "plugin.failed");
    EXPECT_EQ(rogue("odd-status"), "rogue.odd");
}

TEST_F(PluginOperations, ARuleOfItsTablesIsAConflict) {
    prepare();
    EXPECT_EQ(rogue("break-rule"), "plugin.constraint");
}

TEST_F(PluginOperations, WhatIsNotItsOwnIsOutOfReach) {
    prepare();
    for (const char* operation : {"write-others", "read-others", "read-daemon", "commit",
                                  "two-statements", "pragma", "create"})
        EXPECT_EQ(rogue(operation), "plugin.failed") << operation;
}

TEST_F(PluginOperations, AStatementIsNotRunAgainFromItsOwnRows) {
    prepare();
    EXPECT_EQ(rogue("rerun-in-rows"), "plugin.failed");
}

TEST_F(PluginOperations, WhatTakesTooLongIsStopped) {
    options.operation_max = std::chrono::milliseconds(50);
    prepare();
    EXPECT_EQ(rogue("count-forever"), "plugin.too-slow");
    EXPECT_EQ(rogue("write-forever"), "plugin.too-slow");
    EXPECT_EQ(rogue("write-forever-heedless"), "plugin.too-slow");
    EXPECT_EQ(rogue("sleep"), "plugin.too-slow");
    EXPECT_EQ(command("rogue.keep"), "null");
}

TEST_F(PluginOperations, AFullDiskLeavesNothingOfACommandThatWentOn) {
    prepare();
    const auto pages = db.integer("PRAGMA page_count").value();
    db.integer("PRAGMA max_page_count = " + std::to_string(pages + 20));
    EXPECT_EQ(rogue("full-heedless"), "store.full");
    EXPECT_EQ(command("rogue.keep"), "null");
}

TEST_F(PluginOperations, OnlyWhatTheManifestListsIsCalled) {
    prepare();
    EXPECT_EQ(rogue("call-unlisted"), "plugin.failed");
    EXPECT_EQ(rogue("call-unknown"), "plugin.unknown-operation");
}

TEST_F(PluginOperations, ACallRunsInTheCallersTransaction) {
    prepare();
    command("rogue.call-keep", R"({"text":"by rogue"})");
    EXPECT_EQ(rows("desk_note"), 1);
    EXPECT_EQ(rows("rogue_note"), 1);
}

TEST_F(PluginOperations, ACallThatFailsUnhandledTakesTheCallerWithIt) {
    prepare();
    EXPECT_EQ(refusal([&] { command("rogue.call-change-mind", R"({"text":"x"})"); }),
              "plugin.failed");
    EXPECT_EQ(refusal([&] { command("rogue.call-keep", R"({"text":""})"); }), "desk.empty");
    EXPECT_EQ(everything(), 0);
}

TEST_F(PluginOperations, ACallersOwnWorkStaysWhenItHandlesTheRefusal) {
    prepare();
    EXPECT_EQ(command("rogue.handle-refusal"), "1"); // SPO_INVALID
    EXPECT_EQ(rows("rogue_note"), 1);
    EXPECT_EQ(rows("desk_note"), 0);
}

TEST_F(PluginOperations, ACommandMayAskAQueryWhichEvenSoOnlyReads) {
    prepare();
    EXPECT_EQ(command("rogue.ask-peer"), "null");
    EXPECT_EQ(rogue("ask-peer-to-write"), "plugin.failed");
}

TEST_F(PluginOperations, AQueryWritesNothingByAnyWay) {
    prepare();
    for (const char* operation : {"rogue.write-in-query", "rogue.emit-in-query"})
        EXPECT_EQ(refusal([&] { query(operation); }), "plugin.failed") << operation;
    EXPECT_EQ(refusal([&] { query("rogue.command-in-query"); }), "plugin.unknown-operation");
    EXPECT_EQ(everything(), 0);
}

TEST_F(PluginOperations, PaperDocumentsAndEventsAreItsOwnAndWellFormed) {
    prepare();
    for (const char* operation :
         {"emit-others", "emit-lines", "emit-no-json", "print-path", "document-without-case"})
        EXPECT_EQ(rogue(operation), "plugin.failed") << operation;
}

TEST_F(PluginOperations, AReplyThatIsNoneUndoesTheCommand) {
    prepare();
    EXPECT_EQ(rogue("reply-no-json"), "plugin.failed");
    EXPECT_EQ(rogue("reply-too-large"), "plugin.failed");
}

TEST_F(PluginOperations, WithoutAPrinterAPaperIsNoMistake) {
    options.printer = "";
    prepare();
    EXPECT_EQ(command("desk.keep", R"({"text":"a"})"), R"({"id":1,"text":"a"})");
    EXPECT_EQ(rows("print_job"), 0);
}

TEST_F(PluginOperations, CallsGoEightDeepAndNoDeeper) {
    for (int i = 0; i < 10; ++i) {
        const auto id = "link" + std::to_string(i), next = "link" + std::to_string(i + 1);
        auto more = operations({}, {"next"});
        if (i < 9) more += fmt::format(R"(, "needs": ["{0}"], "calls": ["{0}.next"])", next);
        manifest(id, more);
        library(id, id);
    }
    up();
    ASSERT_TRUE(host->running("link0")) << status("link0").reason;
    EXPECT_EQ(command("link0.next", "7"), "null");
    EXPECT_EQ(refusal([&] { command("link0.next", "8"); }), "plugin.failed");
}

// In the writer's batch, beside the commands of others.
TEST_F(PluginOperations, AStoppedWriteUndoesItsOwnCommandAlone) {
    options.operation_max = std::chrono::milliseconds(50);
    prepare();
    host.reset();
    catalogue.emplace(catalogue::Catalogue::load({folder.path()}));
    host.emplace(*catalogue, rome, options);
    store::Database database({folder / "box.db"}, [&](store::Connection& writer) {
        store::migrate(writer, "", store::core_migrations());
        host->load();
        host->migrate(writer);
    });
    host->start();
    const auto run_on = [&](store::Connection& writer, std::string_view name,
                            std::string_view input) {
        host->run(writer, {Kind::command, name, input, "anna", std::nullopt, "it",
                           instant_from("2026-11-24T08:00:00.000Z")});
    };
    std::promise<void> go;
    auto gone = go.get_future().share();
    std::vector<std::promise<std::exception_ptr>> ends(4);
    const auto queue = [&](std::size_t i, store::Database::Work work) {
        ASSERT_TRUE(database.write(std::move(work), [&ends, i](std::exception_ptr error) {
            ends[i].set_value(std::move(error));
        }));
    };
    queue(0, [&](store::Connection&) { gone.wait(); });
    queue(1,
          [&](store::Connection& writer) { run_on(writer, "desk.keep", R"({"text":"before"})"); });
    queue(2,
          [&](store::Connection& writer) { run_on(writer, "rogue.write-forever-heedless", "{}"); });
    queue(3,
          [&](store::Connection& writer) { run_on(writer, "desk.keep", R"({"text":"after"})"); });
    go.set_value();
    EXPECT_EQ(ends[1].get_future().get(), nullptr);
    EXPECT_EQ(ends[3].get_future().get(), nullptr);
    const auto stopped = ends[2].get_future().get();
    ASSERT_TRUE(stopped);
    EXPECT_EQ(refusal([&] { std::rethrow_exception(stopped); }), "plugin.too-slow");
    database.read_and_wait([&](store::Connection& reader) {
        EXPECT_EQ(reader.integer("SELECT count(*) FROM desk_note"), 2);
        EXPECT_EQ(reader.integer("SELECT count(*) FROM rogue_note"), 0);
    });
}

TEST_F(PluginOperations, QueriesRunOnManyThreadsAtOnce) {
    prepare();
    store::Connection file(folder / "box.db", store::Connection::Mode::write);
    store::migrate(file, "", store::core_migrations());
    host->migrate(file);
    host->run(file,
              {Kind::command, "desk.keep", R"({"text":"a"})", "anna", std::nullopt, "it", {}});
    std::vector<std::thread> threads;
    std::atomic<int> right{0};
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            store::Connection reader(folder / "box.db", store::Connection::Mode::read);
            for (int n = 0; n < 50; ++n)
                right +=
                    host->run(reader,
                              {Kind::query, "desk.notes", "{}", "anna", std::nullopt, "it", {}}) ==
                    R"([{"id":1,"text":"a"}])";
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(right, 200);
}

} // namespace
} // namespace sportello::plugin
