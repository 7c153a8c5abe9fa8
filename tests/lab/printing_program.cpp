// tests/lab/printing_program.cpp -- a program with printers and nothing else, told what to do on
// its standard input, a line each; answers a line to each.
//
//     printing_program <work folder> <drivers folder> <port> [<milliseconds until stuck>]
//
//     print <times> <text>   prints the text so many times over: the job's number
//     job <number>           "confirmed", "uncertain print.stuck"
//     state                  "ready usb:1-2 J2ZK012345"
#include "core/base/log.hpp"
#include "core/device/devices.hpp"
#include "core/print/spool.hpp"
#include "core/store/schema.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

namespace {

using namespace sportello;

std::string job_state(store::Database& database, std::int64_t id) {
    std::string state = "unknown";
    database.read_and_wait([&](store::Connection& connection) {
        if (const auto job = print::find_job(connection, PrintJobId{id}))
            state =
                std::string(to_text(job->state)) + (job->reason.empty() ? "" : " ") + job->reason;
    });
    return state;
}

std::int64_t enqueue(store::Database& database, const Clock& clock, const std::string& text) {
    PrintJobId id{};
    database.write_and_wait([&](store::Connection& connection) {
        id =
            print::enqueue(connection, {"kiosk", "t", "it", {{"text", text}}, {}, {}}, clock.now());
    });
    return number(id);
}

} // namespace

int main(int count, char** arguments) {
    if (count < 4) return 2;
    log::open("info"); // To standard error: the output is for answers.
    const std::filesystem::path folder = arguments[1];
    std::ofstream(folder / "t.it.mustache") << "{{text}}\n@cut\n";
    const print::Templates templates(folder);
    const SystemClock clock;
    store::Database database({folder / "test.db"}, [](store::Connection& connection) {
        store::migrate(connection, "", store::core_migrations());
    });
    device::Options options;
    options.driver_folders = {arguments[2]};
    options.printers = {{"kiosk", "Totem", arguments[3], "raw", ""}};
    options.poll = std::chrono::milliseconds(50);
    options.stuck_max = std::chrono::milliseconds(count > 4 ? std::atoi(arguments[4]) : 20'000);
    device::Devices devices(database, templates, clock, options, [](const device::Status&) {});
    devices.start();
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream in(line);
        std::string what, text;
        std::int64_t number = 0;
        in >> what >> number >> std::ws;
        std::getline(in, text);
        if (what == "print") {
            std::string all;
            for (std::int64_t i = 0; i < number; ++i)
                all += text;
            std::cout << enqueue(database, clock, all) << std::endl;
            devices.wake();
        } else if (what == "job") {
            std::cout << job_state(database, number) << std::endl;
        } else {
            const auto status = devices.list().at(0);
            std::cout << to_text(status.state) << ' ' << status.port << ' ' << status.serial
                      << std::endl;
        }
    }
}
