// tests/core/device/house.hpp -- what printers need around them: a spool, templates, drivers.
#pragma once

#include "core/device/devices.hpp"
#include "core/print/spool.hpp"
#include "core/store/schema.hpp"

#include <atomic>

#include "tests/lab/tools.hpp"

namespace sportello::device {

struct House {
    lab::Folder folder;
    print::Templates templates{folder.path() / "templates"};
    SystemClock clock;
    store::Database database{{folder.path() / "test.db"}, [](store::Connection& connection) {
                                 store::migrate(connection, "", store::core_migrations());
                             }};

    std::function<void()> wake; // What looks into the spool.

    House() { folder.write("templates/t.it.mustache", "{{text}}\n@cut\n"); }

    std::filesystem::path paper() const { return folder.path() / "paper"; }

    PrintJobId enqueue(const std::string& printer,
                       const std::string& text,
                       const std::string& document = "t") {
        PrintJobId id{};
        database.write_and_wait([&](store::Connection& connection) {
            id = print::enqueue(connection, {printer, document, "it", {{"text", text}}, {}, {}},
                                clock.now());
        });
        if (wake) wake();
        return id;
    }
    print::Job job(PrintJobId id) {
        std::optional<print::Job> found;
        database.read_and_wait(
            [&](store::Connection& connection) { found = print::find_job(connection, id); });
        return found.value();
    }
    // "sent", "uncertain print.stuck"
    std::string became(PrintJobId id) {
        const auto it = job(id);
        return std::string(to_text(it.state)) + (it.reason.empty() ? "" : " " + it.reason);
    }
    bool becomes(PrintJobId id, const std::string& what) {
        return lab::eventually([&] { return became(id) == what; });
    }
};

} // namespace sportello::device
