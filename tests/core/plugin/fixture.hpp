// tests/core/plugin/fixture.hpp -- folders of plugins made for a test, and a host over them.
#pragma once

#include "core/base/refusal.hpp"
#include "core/cases/case.hpp"
#include "core/plugin/plugin_host.hpp"
#include "core/store/schema.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/temp_folder.hpp"

namespace sportello::plugin {

using Kind = catalogue::Operation::Kind;
using ::testing::AllOf;
using ::testing::HasSubstr;

class PluginFixture : public testing::Test {
protected:
    PluginFixture() : db(":memory:", store::Connection::Mode::write) {
        store::migrate(db, "", store::core_migrations());
        options.printer = "kiosk";
        options.letterhead = {{"town", "Borgo"}};
    }

    // A folder with a manifest. `more`: its members beside the common ones, as JSON.
    void manifest(const std::string& id, const std::string& more) {
        folder.write(id + "/manifest.json",
                     fmt::format(R"({{"id": "{}", "version": "1.0.0", "abi": 1,
                                     "title": {{"it": "{}", "en": "{}"}},
                                     "office": {{"it": "U", "en": "O"}}, "filing_class": "I.1"{}}})",
                                 id, id, id, more.empty() ? "" : ", " + more));
    }
    // Puts a library of the tests into the plugin's folder.
    void library(const std::string& id, const std::string& built) {
        std::filesystem::create_symlink(std::filesystem::path(LIBRARIES) / built / (id + ".so"),
                                        folder / (id + "/" + id + ".so"));
    }
    void broken(const std::string& built) {
        manifest("broken", operations({}, {"work"}));
        if (!built.empty()) library("broken", built);
    }
    void desk() {
        folder.write("desk/form.json",
                     R"({"type": "object", "properties": {"text": {"type": "string"}}})");
        manifest("desk", operations({"notes"}, {"keep", "change-mind"}));
        folder.write("desk/migrations/0001_notes.sql",
                     "CREATE TABLE desk_note (id INTEGER PRIMARY KEY, text TEXT NOT NULL,"
                     " at TEXT NOT NULL) STRICT;");
        library("desk", "desk");
    }
    void declarative(const std::string& id, const std::string& needs = "") {
        manifest(id, needs.empty() ? "" : fmt::format(R"("needs": ["{}"])", needs));
    }
    static std::string operations(const std::vector<std::string>& queries,
                                  const std::vector<std::string>& commands) {
        std::string listed;
        for (const auto& id : queries)
            listed +=
                fmt::format(R"({}{{"id": "{}", "kind": "query"}})", listed.empty() ? "" : ",", id);
        for (const auto& id : commands)
            listed += fmt::format(R"({}{{"id": "{}", "kind": "command"}})",
                                  listed.empty() ? "" : ",", id);
        return fmt::format(R"("operations": [{}])", listed);
    }

    // Reads the folders and brings everything up.
    PluginHost& up() {
        catalogue.emplace(catalogue::Catalogue::load({folder.path()}));
        host.emplace(*catalogue, rome, options);
        host->load();
        host->migrate(db);
        host->start();
        return *host;
    }
    PluginStatus status(const std::string& id) {
        for (auto& one : host->list())
            if (one.id == id) return one;
        ADD_FAILURE() << "no plugin " << id;
        return {};
    }
    // Why the plugin was left out, which must be so.
    std::string reason(const std::string& id) {
        const auto one = status(id);
        EXPECT_EQ(one.state, PluginState::failed) << id;
        return one.reason;
    }

    std::string run(Kind kind,
                    std::string_view operation,
                    std::string_view input = "{}",
                    std::optional<CaseId> case_id = std::nullopt) {
        return host->run(db, {kind, operation, input, "anna", case_id, "it",
                              instant_from("2026-11-24T08:00:00.000Z")});
    }
    std::string command(std::string_view operation, std::string_view input = "{}") {
        return run(Kind::command, operation, input);
    }
    std::string query(std::string_view operation) { return run(Kind::query, operation); }

    // "<code>" of the refusal that `work` ends in.
    template <class Work>
    std::string refusal(Work&& work) {
        try {
            work();
            return "none";
        } catch (const Refusal& refused) {
            return refused.code();
        }
    }
    std::int64_t rows(const std::string& table) {
        return db.integer("SELECT count(*) FROM " + table).value();
    }
    CaseId a_case() {
        return cases::open(db, {"procedure", "desk", std::nullopt, "anna", "it", {}},
                           instant_from("2026-11-24T08:00:00.000Z"));
    }

    TempFolder folder;
    store::Connection db;
    Zone rome{"Europe/Rome"};
    Options options;
    std::optional<catalogue::Catalogue> catalogue;
    std::optional<PluginHost> host;
};

} // namespace sportello::plugin
