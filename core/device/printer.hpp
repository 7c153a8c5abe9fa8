// core/device/printer.hpp -- one printer of the configuration: its thread, its port, its driver.
//
// The thread waits for the device, opens it, asks it how it is, and prints the spool's jobs one by
// one. Everything that a device can hold up, it holds up here and nowhere else.
#pragma once

#include "core/device/devices.hpp"
#include "core/device/driver.hpp"
#include "core/device/driver_host.hpp"
#include "core/device/port.hpp"
#include "core/print/spool.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace sportello::device {

// A device that is there, not yet opened.
struct FoundDevice {
    std::unique_ptr<Port> port;
    DeviceFacts facts;
    std::string where; // "usb:1-1.4"
};

class Printer {
public:
    // What all printers share. The references outlive the printer.
    struct House {
        store::Database& database;
        const print::Templates& templates;
        const Clock& clock;
        DriverHost& drivers;
        std::chrono::milliseconds stuck_max;
        std::chrono::milliseconds poll;
        bool facsimile;
        std::function<void(const Status&)> changed;
    };
    // Looks for the printer's device; nothing when it is not there. Throws DriverError. Called on
    // the printer's thread.
    using Find = std::function<std::optional<FoundDevice>()>;

    Printer(const House& house, PrinterSetting setting, Find find);
    Printer(const Printer&) = delete;
    Printer& operator=(const Printer&) = delete;
    ~Printer(); // Gives up a job in progress, closes the device, joins.

    void start();
    void stop();           // [any thread] Begins to end, without waiting for it.
    void join();           // Waits for the end; then the device is closed.
    void wake();           // [any thread] The spool may have work.
    void look();           // [any thread] Devices came or left.
    Status status() const; // [any thread]

private:
    using Timepoint = std::chrono::steady_clock::time_point;

    void run();
    bool connect();
    bool open(FoundDevice found);
    void close();
    void disconnect(State state, const std::string& why);
    void serve();
    bool ask();
    void print(const print::Job& job);
    void settle(const print::Job& job, spo_outcome outcome);
    std::optional<print::Job> next_job();
    bool move(PrintJobId id, print::JobState to, std::string_view reason);
    void device_keeps_us_waiting(std::uint32_t flags, std::chrono::milliseconds waited);
    void show(State state, const std::string& problem = {});
    void publish(Status now);
    State state_when_stuck() const;
    void wait_for_work();
    void rest();

    House house_;
    const PrinterSetting setting_;
    const Find find_;

    // Of the printer's thread.
    DeviceFacts facts_;
    std::unique_ptr<Driver> driver_;
    Timepoint next_question_;
    std::chrono::milliseconds retry_;
    bool may_print_ = false;
    std::uint32_t token_;
    PrintJobId refused_{}; // The job that the driver refused last, and how often.
    unsigned refusals_ = 0;

    mutable std::mutex mutex_; // guards the rest
    std::condition_variable awake_;
    std::unique_ptr<Port> port_; // Made and destroyed by the printer's thread.
    Status status_;
    bool stopping_ = false;
    bool work_ = true;
    bool look_ = false;
    std::thread thread_;
};

} // namespace sportello::device
