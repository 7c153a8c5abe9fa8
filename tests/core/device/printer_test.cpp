// tests/core/device/printer_test.cpp -- one printer and its thread, before the virtual printer and
// before a port that fails to order.
#include "core/device/printer.hpp"
#include "core/device/virtual_port.hpp"
#include "core/store/events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/device/house.hpp"

namespace sportello::device {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

// A port to nothing, whose writes can be made to wait until it is closed.
class NoPort final : public Port {
public:
    struct Script {
        std::atomic<bool> blocks{false};
        std::atomic<bool> gone{false};
        std::atomic<bool> reads{true};
        std::atomic<int> writes{0};
    };
    explicit NoPort(Script& script) : script_(script) {}

    void unplug() {
        const std::lock_guard lock(mutex_);
        script_.gone = true;
        changed_.notify_all();
    }

    void open() override {}
    Io write(std::span<const std::uint8_t>, std::chrono::milliseconds patience) override {
        ++script_.writes;
        if (script_.gone) return Io::gone;
        std::unique_lock lock(mutex_);
        if (!script_.blocks) return closed_ ? Io::closed : Io::done;
        changed_.wait_for(lock, patience, [&] { return closed_ || script_.gone; });
        return closed_ ? Io::closed : script_.gone ? Io::gone : Io::stuck;
    }
    Io
    read(std::span<std::uint8_t>, std::size_t& count, std::chrono::milliseconds timeout) override {
        EXPECT_TRUE(script_.reads) << "a port that cannot be read was read";
        count = 0;
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, timeout, [&] { return closed_; });
        return closed_ ? Io::closed : Io::done;
    }
    bool reads() const override { return script_.reads; }
    void close() noexcept override {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }
    bool gone() const override { return script_.gone; }

private:
    Script& script_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool closed_ = false;
};

class PrinterTest : public testing::Test {
protected:
    void start(const Printer::Find& find, const std::string& profile = "") {
        const Printer::House all{house.database, house.templates,
                                 house.clock,    drivers,
                                 stuck_max,      50ms,
                                 facsimile,      [this](const Status& status) { note(status); }};
        printer = std::make_unique<Printer>(
            all, PrinterSetting{"kiosk", "Totem", "virtual", "raw", profile}, find);
        house.wake = [this] { printer->wake(); };
        printer->start();
    }
    void start_virtual(const VirtualPrinter::Faults& faults = {}) {
        start([this, faults]() -> std::optional<FoundDevice> {
            auto made = std::make_unique<VirtualPort>(house.paper());
            made->set(faults);
            port = made.get();
            return FoundDevice{std::move(made), {}, "virtual"};
        });
    }
    void start_scripted(const std::string& profile = "") {
        start([this, profile]() -> std::optional<FoundDevice> {
            if (away) return std::nullopt;
            auto made = std::make_unique<NoPort>(script);
            nowhere = made.get();
            return FoundDevice{std::move(made), {0, 0, "", profile}, "nowhere"};
        });
    }
    bool is(State state) {
        return lab::eventually([&] { return printer->status().state == state; });
    }
    void note(const Status& status) {
        const std::lock_guard lock(mutex);
        seen.push_back(status.state);
    }
    bool was_ever(State state) {
        const std::lock_guard lock(mutex);
        return std::find(seen.begin(), seen.end(), state) != seen.end();
    }
    std::string bin(PrintJobId id) {
        return lab::read_file(house.paper() / (std::to_string(number(id)) + ".bin"));
    }

    House house;
    DriverHost drivers{{TEST_DRIVERS}};
    std::chrono::milliseconds stuck_max = 20s;
    bool facsimile = false;
    std::mutex mutex;
    std::vector<State> seen;
    NoPort::Script script;
    std::atomic<bool> away{false};
    std::atomic<VirtualPort*> port{nullptr};
    std::atomic<NoPort*> nowhere{nullptr};
    std::unique_ptr<Printer> printer; // Ends first.
};

} // namespace

TEST_F(PrinterTest, AJobIsPrintedConfirmedAndItsPaperKeptAsPictureAndBytes) {
    start_virtual();
    const auto job = house.enqueue("kiosk", "A042");
    ASSERT_TRUE(house.becomes(job, "confirmed")) << house.became(job);
    EXPECT_EQ(bin(job).substr(bin(job).find('A')), std::string("A042\n\x1dVB\0", 9));
    EXPECT_TRUE(lab::read_file(house.paper() / "1.png").starts_with("\x89PNG"));
    EXPECT_TRUE(is(State::ready));
}

TEST_F(PrinterTest, JobsArePrintedInTheirOrder) {
    std::vector<PrintJobId> jobs;
    for (int i = 0; i < 5; ++i)
        jobs.push_back(house.enqueue("kiosk", "n" + std::to_string(i)));
    start_virtual();
    ASSERT_TRUE(house.becomes(jobs.back(), "confirmed"));
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        EXPECT_EQ(house.became(jobs[i]), "confirmed");
        EXPECT_THAT(bin(jobs[i]), testing::HasSubstr("n" + std::to_string(i) + "\n"));
    }
}

TEST_F(PrinterTest, WithoutPaperTheJobWaitsUntouchedAndIsPrintedOnceThereIsSome) {
    start_virtual({.paper_out = true});
    const auto job = house.enqueue("kiosk", "A042");
    ASSERT_TRUE(is(State::paper_out));
    printer->wake();
    EXPECT_EQ(house.became(job), "queued");
    port.load()->set({});
    ASSERT_TRUE(house.becomes(job, "confirmed"));
    EXPECT_TRUE(is(State::ready));
}

TEST_F(PrinterTest, PaperThatEndsInMidJobIsWaitedForAndThePaperIsWhole) {
    start_virtual({.paper_bytes = 40'000});
    const std::string text(60'000, 'x');
    const auto job = house.enqueue("kiosk", text);
    ASSERT_TRUE(house.becomes(job, "sending"));
    port.load()->set({});
    ASSERT_TRUE(house.becomes(job, "confirmed"));
    EXPECT_THAT(bin(job), testing::HasSubstr(text + "\n"));
}

TEST_F(PrinterTest, AJobIsDurablySendingBeforeTheFirstByte) {
    script.reads = false;
    start_scripted(R"({"mute": true})");
    ASSERT_TRUE(is(State::unknown));
    script.blocks = true;
    const auto job = house.enqueue("kiosk", "A042");
    ASSERT_TRUE(lab::eventually([&] { return script.writes > 0; }));
    EXPECT_EQ(house.became(job), "sending");
}

TEST_F(PrinterTest, ADeviceThatTakesNothingIsGivenUpAndTheJobIsUncertain) {
    stuck_max = 300ms;
    start_scripted(R"({"mute": true})");
    ASSERT_TRUE(is(State::unknown));
    script.blocks = true;
    const auto job = house.enqueue("kiosk", "A042");
    ASSERT_TRUE(house.becomes(job, "uncertain print.stuck")) << house.became(job);
    script.blocks = false;
    const auto next = house.enqueue("kiosk", "A043");
    ASSERT_TRUE(house.becomes(next, "sent"));
    EXPECT_EQ(house.became(job), "uncertain print.stuck"); // Never again by itself.
}

TEST_F(PrinterTest, APrinterUnpluggedInMidJobLeavesItUncertainAndIsOffline) {
    start_scripted(R"({"mute": true})");
    ASSERT_TRUE(is(State::unknown));
    script.blocks = true;
    const auto job = house.enqueue("kiosk", "A042");
    ASSERT_TRUE(house.becomes(job, "sending"));
    away = true;
    nowhere.load()->unplug();
    ASSERT_TRUE(house.becomes(job, "uncertain print.interrupted"));
    ASSERT_TRUE(is(State::offline));
    script.blocks = false;
    script.gone = false;
    away = false;
    const auto next = house.enqueue("kiosk", "A043");
    printer->look();
    ASSERT_TRUE(house.becomes(next, "sent"));
    EXPECT_EQ(house.became(job), "uncertain print.interrupted"); // Never again by itself.
}

TEST_F(PrinterTest, ADeviceThatLeavesWhileIdleIsOfflineAndItsReturnIsSeen) {
    start_scripted(R"({"mute": true})");
    ASSERT_TRUE(is(State::unknown));
    away = true;
    script.gone = true;
    printer->look();
    ASSERT_TRUE(is(State::offline));
    EXPECT_EQ(printer->status().port, "virtual"); // The setting's.
    const auto job = house.enqueue("kiosk", "A042");
    EXPECT_EQ(house.became(job), "queued");
    script.gone = false;
    away = false;
    printer->look();
    EXPECT_TRUE(house.becomes(job, "sent"));
    EXPECT_EQ(printer->status().port, "nowhere");
}

TEST_F(PrinterTest, APrinterThatCannotTellIsUnknownAndNeverReady) {
    start_virtual({.mute = true});
    ASSERT_TRUE(lab::eventually([&] { return port.load() != nullptr; }));
    const auto first = house.enqueue("kiosk", "A042");
    ASSERT_TRUE(lab::eventually([&] { return house.became(first) != "queued"; }));
    EXPECT_FALSE(was_ever(State::ready));
    EXPECT_EQ(printer->status().state, State::unknown);
}

TEST_F(PrinterTest, APortThatCannotBeReadIsNotReadAndPrintsAllTheSame) {
    script.reads = false;
    start_scripted(); // Its driver does not know, and asks.
    ASSERT_TRUE(is(State::unknown));
    EXPECT_FALSE(was_ever(State::offline));
    const auto job = house.enqueue("kiosk", "A042");
    EXPECT_TRUE(house.becomes(job, "uncertain print.unconfirmed")) << house.became(job);
    EXPECT_FALSE(was_ever(State::ready));
}

TEST_F(PrinterTest, WhatTheDriverRefusesWaitsAndIsRefusedInTheEndSoThatOthersGoOn) {
    start_virtual();
    const auto refused = house.enqueue("kiosk", "refuse me");
    const auto next = house.enqueue("kiosk", "A043");
    ASSERT_TRUE(house.becomes(refused, "refused print.refused")) << house.became(refused);
    EXPECT_TRUE(house.becomes(next, "confirmed"));
    std::vector<std::string> moves;
    house.database.read_and_wait([&](store::Connection& connection) {
        for (const auto& it : store::events_after(connection, EventId{}, 100))
            if (it.data.find("\"job\":1,") != it.data.npos)
                moves.push_back(it.data.substr(it.data.find("state")));
    });
    ASSERT_EQ(moves.size(), 10u); // Five times taken; four times given back, then refused.
    EXPECT_THAT(moves[1], testing::HasSubstr("queued"));
    EXPECT_THAT(moves[9], testing::HasSubstr("refused"));
}

TEST_F(PrinterTest, AMistakeInATemplateRefusesTheJobAndTheNextIsPrinted) {
    house.folder.write("templates/bad.it.mustache", "@blink\n");
    start_virtual();
    const auto bad = house.enqueue("kiosk", "A042", "bad");
    const auto missing = house.enqueue("kiosk", "A042", "nothing");
    const auto good = house.enqueue("kiosk", "A042");
    EXPECT_TRUE(house.becomes(good, "confirmed"));
    EXPECT_EQ(house.became(bad), "refused print.template");
    EXPECT_EQ(house.became(missing), "refused print.template");
}

TEST_F(PrinterTest, AFacsimileSaysSoAtTheTopUnlessTheDocumentDoes) {
    facsimile = true;
    start_virtual();
    const auto plain = house.enqueue("kiosk", "A042");
    const auto own = house.enqueue("kiosk", "questo è un FAC-SIMILE");
    ASSERT_TRUE(house.becomes(own, "confirmed"));
    EXPECT_THAT(bin(plain), testing::HasSubstr("FAC-SIMILE\nA042\n"));
    EXPECT_EQ(bin(own).find("FAC-SIMILE"), bin(own).rfind("FAC-SIMILE"));
}

TEST_F(PrinterTest, AnIdlePrinterIsAskedOnceAPollAndOtherwiseSleeps) {
    start_scripted(R"({"status": "asked"})");
    ASSERT_TRUE(lab::eventually([&] { return script.writes >= 1; }));
    const auto start = steady_clock::now();
    const int before = script.writes;
    ASSERT_TRUE(lab::eventually([&] { return script.writes >= before + 3; }));
    EXPECT_GE(steady_clock::now() - start, 2 * 50ms);
}

TEST_F(PrinterTest, AWrongDriverIsAnErrorThatSaysWhy) {
    start([]() -> std::optional<FoundDevice> { throw DriverError("the file is missing"); });
    ASSERT_TRUE(is(State::error));
    EXPECT_EQ(printer->status().problem, "the file is missing");
}

TEST_F(PrinterTest, ItEndsWithinASecondThoughTheDeviceBlocks) {
    start_scripted(R"({"mute": true})");
    ASSERT_TRUE(is(State::unknown));
    script.blocks = true;
    const auto job = house.enqueue("kiosk", "A042");
    ASSERT_TRUE(lab::eventually([&] { return script.writes > 0; }));
    const auto start = steady_clock::now();
    printer.reset();
    EXPECT_LT(steady_clock::now() - start, 1s);
    EXPECT_EQ(house.became(job), "uncertain print.interrupted");
}

} // namespace sportello::device
