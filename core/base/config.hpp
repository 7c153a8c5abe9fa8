// core/base/config.hpp -- what the IT officer writes: one TOML file, and drop-ins beside it.
//
// After <file>, every conf.d/*.toml of its folder is read, in the order of their names: a key of a
// later file takes the place of the same key of an earlier one, a list ([[lanes]], [[counters]],
// ...) as a whole. Relative paths start from the folder of <file>, also in drop-ins. Reading is
// strict: a key that is not known is a mistake, as is a value that cannot be right. Every key is
// explained in etc/sportello.toml.
#pragma once

#include "core/base/texts.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sportello {

enum class Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday };
std::string_view to_text(Weekday day); // "monday"

struct Config {
    struct Server {
        std::string listen = "127.0.0.1"; // An IPv4 or IPv6 address.
        std::uint16_t port = 8080;        // 0: any that is free.
        std::filesystem::path admin_socket = "/run/sportello/admin.sock";
        std::string
            public_url; // What the tickets' QR begins with, without a final slash; or empty.
        std::filesystem::path tls_certificate; // PEM; empty: no TLS.
        std::filesystem::path tls_key;         // PEM; empty: no TLS.
    };
    struct Storage {
        std::filesystem::path file = "/var/lib/sportello/sportello.db";
        std::filesystem::path backup_folder = "/var/lib/sportello/backups";
    };
    struct Paths {
        std::vector<std::filesystem::path> plugins{"/usr/lib/sportello/plugins"};
        std::vector<std::filesystem::path> drivers{"/usr/lib/sportello/drivers"};
        std::filesystem::path panel = "/usr/share/sportello/panel";
        std::filesystem::path templates = "/etc/sportello/templates";
    };
    struct Town {
        std::string name;
        std::string province;            // "CR"
        std::string istat;               // "019035"
        std::string belfiore;            // "D142"
        std::string administration_code; // In the IPA index: "c_d142".
        std::string aoo_code;            // Of the organisational area (AOO), in IPA; or empty.
        std::string time_zone = "Europe/Rome";
        std::vector<std::string> languages{"it", "en"};
    };
    // A visit goes to the first walk-in lane with its minutes <= minutes_max.
    struct Lane {
        std::string id;
        std::string prefix; // The capital letter before the number.
        Text title;
        std::string kind = "walk-in"; // walk-in | appointment | call-back
        int minutes_max = 0;          // 0: no bound; so is the last walk-in lane, and no other.
        int promise_minutes = 15;     // Within how many minutes we promise to call.
        int in_a_row_max = 3;         // Calls in a row before another lane has its turn.
    };
    struct Counter {
        int id = 0; // The number on its sign: 1 to 999.
        std::string name;
        std::vector<std::string> equipment; // "card-station", ...: see etc/sportello.toml.
    };
    // How the next ticket is chosen.
    struct Policy {
        int priority_in_a_row_max = 2;
        int appointment_early_minutes = 5;
        int appointment_grace_minutes = 10;
        int no_show_return_minutes = 15;
        int calls_max = 3;
        int undo_seconds = 60;
    };
    // In the town's time. Those of a day do not overlap.
    struct Opening {
        Weekday day = Weekday::monday;
        int from_minutes = 0; // Since midnight.
        int to_minutes = 0;
    };
    // Days on which the office closes, beside Sundays and the holidays of the country.
    struct Calendar {
        std::string patron; // "06-10": month and day of the patron saint; or empty.
    };
    // A day unlike the others; with two of one day there is a break between them.
    struct Exception {
        std::string day; // "2026-12-24"
        Text reason;
        bool closed = true;
        int from_minutes = 0; // Since midnight; unless closed.
        int to_minutes = 0;
    };
    struct Appointments {
        int slot_minutes = 15;
        int per_slot = 2;  // Citizens booked at the same time.
        int days_max = 60; // So far ahead.
    };
    // Personal data that has served is forgotten after so many days.
    struct Retention {
        int contact_days = 90;     // Tax codes and telephones of contacts.
        int appointment_days = 30; // Names and telephones of appointments.
    };
    struct Printer {
        std::string id;
        std::string name;
        std::string port; // "usb", "usb:1-1.4", "usb:serial=J5K1", "tcp:10.0.0.7:9100", "virtual"
        std::string driver = "escpos";
        std::string profile; // A JSON object; empty: nothing.
    };
    struct Tickets {
        std::string printer; // A printer's id; empty: tickets are not printed.
        std::string template_ = "ticket";
        std::string when_full = "refuse"; // refuse | issue: when those waiting fill the day.
        int counters_usual = 6;           // That serve, while none is open yet.
    };
    struct Demo {
        bool enabled = false; // Every paper says FAC-SIMILE.
    };
    struct Log {
        std::string level = "info"; // debug | info | warning | error
    };
    struct Limits {
        std::size_t connections_max = 256;
        std::uint64_t body_bytes_max = std::uint64_t{1} << 20;
        std::uint64_t attachment_bytes_max = std::uint64_t{25} << 20;
        std::size_t queue_max = 1024; // Commands that wait for the writer.
        unsigned readers = 2;         // Threads that answer queries.
    };
    struct Devices {
        std::filesystem::path paper_folder = "/var/lib/sportello/paper"; // Of virtual printers.
        int stuck_seconds_max = 60; // A print job without progress for so long is given up.
    };

    Server server;
    Storage storage;
    Paths paths;
    Town town;
    std::vector<Lane> lanes;
    std::vector<Counter> counters;
    Policy policy;
    std::vector<Opening> opening;
    Calendar calendar;
    std::vector<Exception> exceptions;
    Appointments appointments;
    Retention retention;
    std::vector<Printer> printers;
    Tickets tickets;
    Demo demo;
    Log log;
    Limits limits;
    Devices devices;
};

// What is wrong, and what was expected, in a sentence.
struct Mistake {
    std::filesystem::path file;
    int line = 0;    // From 1; 0: the file as a whole.
    std::string key; // "server.port", "lanes[2].prefix" (the second); empty: the file as a whole.
    std::string text;
};
std::string to_text(const Mistake& mistake); // "sportello.toml:12: server.port: ..."

// With mistakes, the config is not to be used.
struct Loaded {
    Config config;
    std::vector<Mistake> mistakes; // All of them, by file and line.
};
Loaded load_config(const std::filesystem::path& file);

} // namespace sportello
