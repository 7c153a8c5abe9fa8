#include "core/base/config.hpp"

#include "core/base/config_counter.hpp"
#include "core/base/config_hours.hpp"
#include "core/base/config_reader.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <set>

#include <sys/un.h>

namespace sportello {

namespace {

namespace fs = std::filesystem;
using namespace config;

constexpr std::uintmax_t file_bytes_max = std::uintmax_t{1} << 20;

// --- Sections.

void read_server(Section table, Config::Server& server, const fs::path& folder) {
    table.text("listen", server.listen, an_address(), Need::optional);
    table.integer<std::uint16_t>("port", server.port, 0, 65535);
    table.path("admin_socket", server.admin_socket, folder);
    constexpr auto socket_bytes_max = sizeof(sockaddr_un::sun_path) - 1;
    if (server.admin_socket.native().size() > socket_bytes_max)
        table.complain("admin_socket",
                       fmt::format("the path of a socket has at most {} bytes, "
                                   "this one has {}",
                                   socket_bytes_max, server.admin_socket.native().size()));
    table.text("public_url", server.public_url, a_url_or_nothing(), Need::optional);
    table.path("tls_certificate", server.tls_certificate, folder, a_path_or_nothing());
    table.path("tls_key", server.tls_key, folder, a_path_or_nothing());
    if (server.tls_certificate.empty() != server.tls_key.empty())
        table.complain(server.tls_key.empty() ? "tls_key" : "tls_certificate",
                       "is missing: TLS takes both tls_certificate and tls_key, or neither");
    table.finish();
}

void read_places(Section& root, Config& config, const fs::path& folder) {
    auto storage = root.section("storage");
    storage.path("file", config.storage.file, folder);
    storage.path("backup_folder", config.storage.backup_folder, folder);
    storage.finish();

    auto paths = root.section("paths");
    paths.paths("plugins", config.paths.plugins, folder);
    paths.paths("drivers", config.paths.drivers, folder);
    paths.path("panel", config.paths.panel, folder);
    paths.path("templates", config.paths.templates, folder);
    paths.finish();

    auto devices = root.section("devices");
    devices.path("paper_folder", config.devices.paper_folder, folder);
    devices.integer("stuck_seconds_max", config.devices.stuck_seconds_max, 5, 3600);
    devices.finish();
}

void read_town(Section table, Config::Town& town) {
    table.text("name", town.name, a_name(), Need::required);
    table.text("province", town.province, a_province(), Need::required);
    table.text("istat", town.istat, an_istat_code(), Need::required);
    table.text("belfiore", town.belfiore, a_belfiore(), Need::required);
    table.text("administration_code", town.administration_code, an_ipa_code(), Need::required);
    table.text("aoo_code", town.aoo_code, an_ipa_code_or_nothing(), Need::optional);
    table.text("time_zone", town.time_zone, a_zone(), Need::optional);
    if (table.texts("languages", town.languages, one_of({"it", "en"}))) {
        const std::set<std::string> distinct(town.languages.begin(), town.languages.end());
        if (!distinct.contains("it"))
            table.complain("languages", "\"it\" is not among them: Italian is always spoken");
        else if (distinct.size() < town.languages.size())
            table.complain("languages", "a language is there twice");
    }
    table.finish();
}

void read_printers(std::vector<Section> list, std::vector<Config::Printer>& printers) {
    std::set<std::string> ids;
    for (auto& table : list) {
        Config::Printer printer;
        if (table.text("id", printer.id, an_id(), Need::required) && !ids.insert(printer.id).second)
            table.complain("id", fmt::format("another printer is \"{}\" already", printer.id));
        table.text("name", printer.name, a_name(), Need::required);
        table.text("port", printer.port, a_port_of_devices(), Need::required);
        table.text("driver", printer.driver, an_id(), Need::optional);
        table.json("profile", printer.profile);
        table.finish();
        printers.push_back(std::move(printer));
    }
}

void read_tickets(Section table, Config& config) {
    auto& tickets = config.tickets;
    const auto known = [&](const std::string& id) {
        return id.empty() ||
               std::any_of(config.printers.begin(), config.printers.end(),
                           [&](const Config::Printer& printer) { return printer.id == id; });
    };
    table.text("printer", tickets.printer, {"the id of one of [[printers]], or nothing", known},
               Need::optional);
    table.text("template", tickets.template_, an_id(), Need::optional);
    table.text("when_full", tickets.when_full, one_of({"refuse", "issue"}), Need::optional);
    table.integer("counters_usual", tickets.counters_usual, 1, 999);
    table.finish();
}

void read_running(Section& root, Config& config) {
    auto appointments = root.section("appointments");
    appointments.integer("slot_minutes", config.appointments.slot_minutes, 5, 120);
    appointments.integer("per_slot", config.appointments.per_slot, 1, 100);
    appointments.integer("days_max", config.appointments.days_max, 1, 365);
    appointments.finish();

    auto retention = root.section("retention");
    retention.integer("contact_days", config.retention.contact_days, 1, 3650);
    retention.integer("appointment_days", config.retention.appointment_days, 1, 3650);
    retention.finish();

    auto demo = root.section("demo");
    demo.flag("enabled", config.demo.enabled);
    demo.finish();

    auto log = root.section("log");
    log.text("level", config.log.level, one_of({"debug", "info", "warning", "error"}),
             Need::optional);
    log.finish();

    auto& limits = config.limits;
    auto table = root.section("limits");
    table.integer<std::size_t>("connections_max", limits.connections_max, 1, 10'000);
    table.integer<std::uint64_t>("body_bytes_max", limits.body_bytes_max, 1024, 64 << 20);
    table.integer<std::uint64_t>("attachment_bytes_max", limits.attachment_bytes_max, 1024,
                                 64 << 20);
    table.integer<std::size_t>("queue_max", limits.queue_max, 1, 65'536);
    table.integer<unsigned>("readers", limits.readers, 1, 16);
    table.finish();
}

// --- Files.

// `file` and its drop-ins, in the order in which they are read.
std::vector<fs::path> files_of(const fs::path& file, std::vector<Mistake>& mistakes) {
    std::vector<fs::path> files;
    const auto folder = file.parent_path() / "conf.d";
    std::error_code error;
    if (fs::exists(folder, error))
        for (fs::directory_iterator it(folder, error), end; !error && it != end;
             it.increment(error))
            if (it->path().extension() == ".toml") files.push_back(it->path());
    if (error) mistakes.push_back({folder, 0, "", "cannot be read: " + error.message()});
    std::sort(files.begin(), files.end());
    files.insert(files.begin(), file);
    return files;
}

std::optional<toml::table> parsed(const fs::path& file, std::vector<Mistake>& mistakes) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (!error && size > file_bytes_max) error = std::make_error_code(std::errc::file_too_large);
    std::ifstream in(file, std::ios::binary);
    if (!error && !in) error = std::make_error_code(std::errc::permission_denied);
    if (error) {
        mistakes.push_back({file, 0, "", "cannot be read: " + error.message()});
        return std::nullopt;
    }
    const std::string text(std::istreambuf_iterator<char>(in), {});
    try {
        return toml::parse(std::string_view(text), file.string());
    } catch (const toml::parse_error& wrong) {
        mistakes.push_back({file, static_cast<int>(wrong.source().begin.line), "",
                            fmt::format("is not TOML: {}", wrong.description())});
        return std::nullopt;
    }
}

void read(Section root, Config& config, const fs::path& folder) {
    read_server(root.section("server"), config.server, folder);
    read_places(root, config, folder);
    read_town(root.section("town", Need::required), config.town);
    read_counter(root, config);
    read_hours(root, config);
    read_printers(root.sections("printers"), config.printers);
    read_tickets(root.section("tickets"), config);
    read_running(root, config);
    root.finish();
}

} // namespace

std::string to_text(const Mistake& mistake) {
    auto text = mistake.file.string();
    if (mistake.line > 0) text += fmt::format(":{}", mistake.line);
    if (!mistake.key.empty()) text += ": " + mistake.key;
    return text + ": " + mistake.text;
}

Loaded load_config(const fs::path& file) {
    Loaded loaded;
    auto& mistakes = loaded.mistakes;
    const auto files = files_of(file, mistakes);
    std::vector<toml::table> tables;
    for (const auto& each : files)
        if (auto table = parsed(each, mistakes)) tables.push_back(std::move(*table));
    // What a file that cannot be read would have said is not to be called missing.
    if (!mistakes.empty()) return loaded;

    std::vector<const toml::table*> layers(tables.size());
    std::transform(tables.begin(), tables.end(), layers.begin(),
                   [](const toml::table& table) { return &table; });
    read(Section(mistakes, file, "", std::move(layers)), loaded.config,
         fs::absolute(file).parent_path());
    const auto place = [&](const Mistake& mistake) {
        return std::pair(std::find(files.begin(), files.end(), mistake.file), mistake.line);
    };
    std::stable_sort(mistakes.begin(), mistakes.end(),
                     [&](const Mistake& a, const Mistake& b) { return place(a) < place(b); });
    return loaded;
}

} // namespace sportello
