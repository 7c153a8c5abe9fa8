#include "core/app/daemon.hpp"

#include "core/api/core_texts.hpp"
#include "core/api/endpoints.hpp"
#include "core/api/idempotency.hpp"
#include "core/api/problems.hpp"
#include "core/app/counter_settings.hpp"
#include "core/app/event_pump.hpp"
#include "core/app/jobs.hpp"
#include "core/app/metrics.hpp"
#include "core/app/notify.hpp"
#include "core/base/log.hpp"
#include "core/base/version.hpp"
#include "core/cases/task.hpp"
#include "core/counter/contacts.hpp"
#include "core/counter/day.hpp"
#include "core/http/server.hpp"
#include "core/http/static_files.hpp"
#include "core/people/people.hpp"
#include "core/print/spool.hpp"
#include "core/store/database.hpp"
#include "core/store/open.hpp"
#include "core/store/schema.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <csignal>

namespace sportello::app {

namespace net = boost::asio;
using std::chrono::hours;

namespace {

constexpr auto housekeeping_every = std::chrono::hours(1);
constexpr auto look_at_time_every = std::chrono::seconds(20);
constexpr auto events_kept = hours(24 * 7);
constexpr auto keys_kept = hours(48);
constexpr auto papers_kept = hours(24 * 30);

plugin::Options plugin_options(const Config& config) {
    plugin::Options options;
    options.printer = config.tickets.printer;
    options.letterhead = {{"town", config.town.name},
                          {"province", config.town.province},
                          {"administration_code", config.town.administration_code},
                          {"aoo_code", config.town.aoo_code},
                          {"demo", config.demo.enabled}};
    return options;
}

device::Options device_options(const Config& config) {
    device::Options options;
    options.driver_folders = config.paths.drivers;
    for (const auto& printer : config.printers)
        options.printers.push_back(
            {printer.id, printer.name, printer.port, printer.driver, printer.profile});
    options.paper_folder = config.devices.paper_folder;
    options.facsimile = config.demo.enabled;
    options.stuck_max = std::chrono::seconds(config.devices.stuck_seconds_max);
    return options;
}

http::Limits http_limits(const Config& config) {
    http::Limits limits;
    limits.connections_max = config.limits.connections_max;
    limits.body_bytes_max = config.limits.body_bytes_max;
    return limits;
}

} // namespace

// The order is the order of start, and its reverse the order of the end: the loop first, for the
// threads of all the others post to it.
struct Daemon::Parts {
    Config config;
    net::io_context loop{1};
    SystemClock clock;
    Zone zone;
    catalogue::Catalogue catalogue;
    Texts texts;
    print::Templates templates;
    counter::Settings settings;
    plugin::PluginHost plugins;
    EventId last_event{};
    store::Database database;
    http::Events events;
    EventPump pump;
    device::Devices devices;
    store::Attachments attachments;
    api::Services services;
    http::Router router;
    http::Server server;
    net::signal_set signals;
    net::steady_timer housekeeping;
    net::steady_timer time_check;
    std::string day; // The business day that has been begun.
    ClockFit clock_fit = ClockFit::right;
    Jobs jobs;
    net::steady_timer watchdog;
    Notify systemd;

    explicit Parts(Config given);
    void migrate(store::Connection& db);
    void tell_device(const device::Status& status);
    void add_routes();
    std::string listen();
    void wait_for_signal();
    void stop();
    void check_file();
    void keep_house();
    void forget_people(store::Connection& db, Instant now);
    void end_days(store::Connection& db);
    void tell_clock();
    void look_at_time();
    void feed_watchdog();
};

Daemon::Parts::Parts(Config given)
    : config(std::move(given)),
      zone(config.town.time_zone),
      catalogue(catalogue::Catalogue::load(config.paths.plugins)),
      templates(config.paths.templates),
      settings(counter_settings(config, zone)),
      plugins(catalogue, zone, plugin_options(config)),
      database({config.storage.file, config.limits.readers, config.limits.queue_max, 64},
               [this](store::Connection& db) { migrate(db); }),
      pump(loop, database, events, last_event),
      devices(database,
              templates,
              clock,
              device_options(config),
              [this](const device::Status& status) { tell_device(status); }),
      attachments(config.storage.file.parent_path() / "attachments"),
      services{config,    clock,    zone,    texts,   catalogue,   settings,
               templates, database, plugins, devices, clock.now(), attachments},
      server(loop,
             database,
             router,
             events,
             {[this](std::exception_ptr thrown, const http::Request& request) {
                  return api::problem(texts, request, std::move(thrown));
              },
              [this](int status, const http::Request& request) {
                  return api::problem(texts, request, status);
              }},
             http_limits(config)),
      signals(loop, SIGTERM, SIGINT, SIGHUP),
      housekeeping(loop),
      time_check(loop),
      day(zone.day(services.started_at)),
      jobs(loop, catalogue, plugins, database, clock, zone),
      watchdog(loop) {
    api::add_core_texts(texts);
    catalogue.add_texts(texts);
    for (const auto& area : catalogue.areas())
        templates.add(area.id, area.folder / "templates");
    plugins.start();
    // On the loop, which has ended when the pump and the printers go: the database may then still
    // write what they left.
    database.on_commit([this] {
        boost::asio::post(loop, [this] {
            pump.notify();
            devices.wake();
        });
    });
    add_routes();
    devices.start();
}

// Before anything else runs: the daemon's tables, the plugins', and what the last run left open.
void Daemon::Parts::migrate(store::Connection& db) {
    store::migrate(db, "", store::core_migrations());
    if (const auto latest = store::latest_event_at(db)) clock.not_before(*latest);
    plugins.load();
    plugins.migrate(db);
    const auto interrupted =
        store::savepoint(db, [&] { return print::settle_interrupted_jobs(db, clock.now()); });
    if (interrupted)
        spdlog::warn("{} print jobs were interrupted by the last stop: they are uncertain",
                     interrupted);
    store::savepoint(db, [&] { end_days(db); });
    last_event = store::last_event(db);
}

// Yesterday's queue, counters, appointments and contacts do not go on today.
void Daemon::Parts::end_days(store::Connection& db) {
    const auto done = counter::end_days(db, settings, clock.now());
    if (done.nothing()) return;
    spdlog::info("the day has ended: {} tickets got an appointment, {} were given up, {} services "
                 "had been left open, {} counters too; {} appointments were missed, {} contacts "
                 "abandoned",
                 done.rebooked, done.given_up, done.left_open, done.counters, done.missed,
                 done.abandoned);
}

// A device's thread tells; a full queue only means that panels learn it with the next change.
void Daemon::Parts::tell_device(const device::Status& status) {
    const auto data = boost::json::serialize(
        boost::json::object{{"device", status.id}, {"state", device::to_text(status.state)}});
    const bool queued = database.write(
        [this, data](store::Connection& db) {
            store::emit(db, "device.changed", data, clock.now());
        },
        [](const std::exception_ptr&) {});
    if (!queued) spdlog::warn("device {}: the change was not told, the store is busy", status.id);
}

void Daemon::Parts::add_routes() {
    api::add_all(router, services);
    router.read("/healthz", [](store::Connection& db, const http::Request&) {
        db.integer("SELECT 1");
        http::Response response;
        response.body = R"({"status":"ok"})";
        return response;
    });
    router.immediate("GET", "/metrics", [this](const http::Request&) {
        http::Response response;
        response.type = "text/plain; version=0.0.4";
        response.body = metrics(server.statistics(), database, devices);
        return response;
    });
    if (std::filesystem::is_directory(config.paths.panel))
        router.fallback(http::static_files(config.paths.panel));
    else
        spdlog::warn("the panel is not installed: {} is missing", config.paths.panel.string());
}

std::string Daemon::Parts::listen() {
    const auto& address = config.server;
    const bool tls = !address.tls_certificate.empty();
    const auto port = tls ? server.listen(address.listen, address.port,
                                          http::Tls{address.tls_certificate, address.tls_key})
                          : server.listen(address.listen, address.port);
    if (!address.admin_socket.empty()) server.listen(address.admin_socket);
    auto url = fmt::format("{}://{}:{}", tls ? "https" : "http", address.listen, port);
    // Tickets carry a code only when it leads somewhere; "any address" is no address.
    if (config.server.public_url.empty() && address.listen != "0.0.0.0" && address.listen != "::")
        config.server.public_url = url;
    return url;
}

void Daemon::Parts::wait_for_signal() {
    signals.async_wait([this](boost::system::error_code error, int signal) {
        if (error) return;
        if (signal != SIGHUP) {
            stop();
            return;
        }
        systemd.reloading();
        try {
            server.reload_tls();
            spdlog::info("the certificate was read again");
        } catch (const std::exception& problem) {
            spdlog::error("{}", problem.what());
        }
        systemd.ready(fmt::format("serving {}", config.town.name));
        wait_for_signal();
    });
}

void Daemon::Parts::stop() {
    systemd.stopping("answering what is in progress");
    spdlog::info("stopping");
    pump.stop();
    signals.cancel();
    housekeeping.cancel();
    time_check.cancel();
    jobs.stop();
    watchdog.cancel();
    server.stop();
}

// A clock that goes wrong is said once, loudly, and so is its cure.
void Daemon::Parts::tell_clock() {
    const auto state = clock.state();
    if (state.fit == clock_fit) return;
    clock_fit = state.fit;
    if (state.fit == ClockFit::behind)
        spdlog::error("the system clock was turned back, it is {} s behind what was dated already: "
                      "time goes on at half pace until it catches up; check date and time",
                      -state.off.count());
    else if (state.fit == ClockFit::ahead)
        spdlog::error(
            "the system clock jumped {} s forward: not followed; set it right, or restart "
            "the service if it is right now",
            state.off.count());
    else
        spdlog::warn("the system clock is right again");
}

// Looks whether a new day has begun, at whatever hour the clock says so.
void Daemon::Parts::look_at_time() {
    const auto today = zone.day(clock.now());
    tell_clock();
    if (today != day &&
        database.write([this](store::Connection& db) { end_days(db); },
                       [](const std::exception_ptr& failed) {
                           if (failed) spdlog::error("the day could not be ended: see above");
                       }))
        day = today;
    time_check.expires_after(look_at_time_every);
    time_check.async_wait([this](boost::system::error_code error) {
        if (!error) look_at_time();
    });
}

// A large file was not read whole at the start: it is now, while the counter works.
void Daemon::Parts::check_file() {
    if (std::filesystem::file_size(config.storage.file) <= store::checked_at_start_max) return;
    const auto look = [](store::Connection& db) {
        if (const auto damage = store::first_damage(db))
            spdlog::error("the database is damaged: {}. Restore the latest backup: see "
                          "docs/install.md",
                          *damage);
    };
    if (!database.read(look, [](const std::exception_ptr&) {}))
        spdlog::warn("the database was not checked: the store is busy");
}

// Forgets what has served its time.
void Daemon::Parts::keep_house() {
    const bool queued = database.write(
        [this](store::Connection& db) {
            const auto now = clock.now();
            store::forget_events(db, now - events_kept);
            api::forget_keys(db, now - keys_kept);
            people::forget_expired_sessions(db, now);
            print::forget_jobs(db, now - papers_kept);
            cases::resume_overdue_suspensions(db, {now, counter::day_of(zone, now)});
            forget_people(db, now);
        },
        [](const std::exception_ptr&) {});
    if (!queued) spdlog::warn("housekeeping waits: the store is busy");
    housekeeping.expires_after(housekeeping_every);
    housekeeping.async_wait([this](boost::system::error_code error) {
        if (!error) keep_house();
    });
}

// Names, telephones and tax codes of contacts and appointments that have served.
void Daemon::Parts::forget_people(store::Connection& db, Instant now) {
    const auto before = [&](int kept_days) {
        return format_date(counter::day_of(zone, now) - days(kept_days));
    };
    counter::forget_contacts(db, before(config.retention.contact_days));
    counter::forget_appointments(db, before(config.retention.appointment_days));
}

// Says "alive" only when both the loop and the writer are: a command goes round.
void Daemon::Parts::feed_watchdog() {
    const auto interval = systemd.watchdog();
    if (!interval) return;
    [[maybe_unused]] const bool queued = database.write([](store::Connection&) {},
                                                        [this](const std::exception_ptr& failed) {
                                                            if (!failed) systemd.alive();
                                                        });
    watchdog.expires_after(*interval / 2);
    watchdog.async_wait([this](boost::system::error_code error) {
        if (!error) feed_watchdog();
    });
}

Daemon::Daemon(Config config) {
    std::signal(SIGPIPE, SIG_IGN); // Nobody reads the log any more: the counter goes on.
    people::start();
    parts_ = std::make_unique<Parts>(std::move(config));
}

Daemon::~Daemon() = default;

void Daemon::run() {
    const auto url = parts_->listen();
    parts_->wait_for_signal();
    parts_->keep_house();
    parts_->check_file();
    parts_->look_at_time();
    parts_->jobs.start();
    parts_->feed_watchdog();
    spdlog::info("sportellod {} ready on {}", version, url);
    parts_->systemd.ready(fmt::format("serving {} on {}", parts_->config.town.name, url));
    parts_->loop.run();
    spdlog::info("stopped");
}

} // namespace sportello::app
