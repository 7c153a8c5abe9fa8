// tests/core/device/house.hpp -- a daemon's store, spool and templates around the devices.
#pragma once

#include "core/device/devices.hpp"
#include "core/print/spool.hpp"
#include "core/print/templates.hpp"
#include "core/store/database.hpp"
#include "core/store/schema.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <string>

#include "tests/core/temp_folder.hpp"
#include <unistd.h>

namespace sportello::device {

class House : public testing::Test {
protected:
    static constexpr std::chrono::seconds patience{20};

    House() {
        folder_.write("templates/note.it.mustache", "{{text}}\n@cut\n");
        folder_.write("templates/broken.it.mustache", "@nonsense\n");
        std::string lines;
        for (int i = 1000; i < 3000; ++i)
            lines += "Riga " + std::to_string(i) + " di un documento lungo.\n";
        folder_.write("templates/long.it.mustache", lines + "@cut\n");
        long_paper_ = lines + "\x1dV\x42\x01";
        options_.driver_folders = {SPORTELLO_TEST_DRIVERS};
        options_.paper_folder = folder_.path() / "paper";
        options_.poll = std::chrono::milliseconds(50);
        database_.on_commit([this] {
            const std::lock_guard lock(devices_mutex_);
            if (devices_) devices_->wake();
            notify();
        });
    }
    ~House() override { stop(); } // Before the store, for it writes to it.

    PrinterSetting& printer(const std::string& id, const std::string& port) {
        options_.printers.push_back({id, "Stampante " + id, port, "plain", ""});
        return options_.printers.back();
    }
    void start() {
        {
            const std::lock_guard lock(devices_mutex_);
            devices_ = std::make_unique<Devices>(database_, templates_, clock_, options_,
                                                 [this](const Status&) { notify(); });
        }
        devices_->start();
    }
    // What the printers leave is still written, and wakes nobody any more.
    void stop() {
        std::unique_ptr<Devices> gone;
        const std::lock_guard lock(devices_mutex_);
        gone.swap(devices_);
    }

    PrintJobId enqueue(const std::string& printer,
                       const std::string& document = "note",
                       const std::string& text = "Buongiorno") {
        PrintJobId id{};
        database_.write_and_wait([&](store::Connection& connection) {
            print::NewJob job{printer,          document,     "it",
                              {{"text", text}}, std::nullopt, std::nullopt};
            id = print::enqueue(connection, job, clock_.now());
        });
        return id;
    }
    print::Job job(PrintJobId id) {
        std::optional<print::Job> found;
        database_.read_and_wait(
            [&](store::Connection& connection) { found = print::find_job(connection, id); });
        return found.value();
    }

    // What the job has become once it is in `state`, or after all our patience.
    print::Job wait_for(PrintJobId id, print::JobState state) {
        wait([&] { return job(id).state == state; });
        return job(id);
    }
    State wait_for(const std::string& printer, State state) {
        wait([&] { return devices_->find(printer)->state == state; });
        return devices_->find(printer)->state;
    }
    // Looks again whenever the store or a status has changed.
    bool wait(const std::function<bool()>& condition) {
        const auto end = std::chrono::steady_clock::now() + patience;
        std::unique_lock lock(mutex_);
        for (auto seen = changes_;; seen = changes_) {
            lock.unlock();
            if (condition()) return true;
            lock.lock();
            if (!changed_.wait_until(lock, end, [&] { return changes_ != seen; })) return false;
        }
    }

    TempFolder folder_;
    std::string long_paper_; // What "long" leaves on the paper.
    ManualClock clock_{instant_from("2026-11-24T08:00:00.000Z")};
    Options options_;

private:
    void notify() {
        const std::lock_guard lock(mutex_);
        ++changes_;
        changed_.notify_all();
    }

    std::mutex devices_mutex_; // guards devices_ against the writer's thread
    std::mutex mutex_;         // guards changes_
    std::condition_variable changed_;
    std::uint64_t changes_ = 0;

protected:
    store::Database database_{{folder_.path() / "sportello.db"}, [](store::Connection& connection) {
                                  store::migrate(connection, "", store::core_migrations());
                              }};
    print::Templates templates_{folder_.path() / "templates"};
    std::unique_ptr<Devices> devices_;
};

} // namespace sportello::device
