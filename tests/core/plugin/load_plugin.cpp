// load_plugin <folder> <operation> <input> <reply> -- loads the plugins of a folder over an empty
// database and runs a command; succeeds when it replies just that.
#include "core/plugin/plugin_host.hpp"
#include "core/store/schema.hpp"

#include <fmt/format.h>

int main(int count, char** words) {
    using namespace sportello;
    if (count != 5) return 2;
    try {
        const auto catalogue = catalogue::Catalogue::load({words[1]});
        const Zone rome("Europe/Rome");
        store::Connection db(":memory:", store::Connection::Mode::write);
        store::migrate(db, "", store::core_migrations());
        plugin::PluginHost host(catalogue, rome, {});
        host.load();
        host.migrate(db);
        host.start();
        for (const auto& plugin : host.list())
            fmt::print("{} {} {} {}\n", plugin.id, plugin.version, to_text(plugin.state),
                       plugin.reason);
        const auto reply =
            host.run(db, {catalogue::Operation::Kind::command, words[2], words[3], "anna",
                          std::nullopt, "it", instant_from("2026-11-24T08:00:00.000Z")});
        fmt::print("{}\n", reply);
        return reply == words[4] ? 0 : 1;
    } catch (const std::exception& error) {
        fmt::print("failed: {}\n", error.what());
        return 1;
    }
}
