// tests/core/device/devices_test.cpp -- all printers of a box together: the network's faults stay
// with the printer that has them; settings that cannot be used are told.
#include "core/device/port_address.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/device/house.hpp"
#include "tests/core/device/tcp_printer.hpp"

namespace sportello::device {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

class DevicesTest : public testing::Test {
protected:
    DevicesTest() {
        options.driver_folders = {TEST_DRIVERS};
        options.paper_folder = house.paper();
        options.poll = 50ms;
        options.stuck_max = 20s;
    }
    void add(const std::string& id, const std::string& port, const std::string& driver = "raw") {
        options.printers.push_back({id, id, port, driver, ""});
    }
    static std::string tcp(std::uint16_t port) { return "tcp:127.0.0.1:" + std::to_string(port); }
    void start() {
        devices = std::make_unique<Devices>(house.database, house.templates, house.clock, options,
                                            [](const Status&) {});
        house.wake = [this] { devices->wake(); };
        devices->start();
    }
    bool is(const std::string& printer, State state) {
        return lab::eventually([&] { return devices->find(printer)->state == state; });
    }

    House house;
    Options options;
    std::unique_ptr<Devices> devices; // Ends first.
};

} // namespace

TEST_F(DevicesTest, ANetworkPrinterPrintsAndConfirms) {
    TcpPrinter printer;
    add("office", tcp(printer.port()));
    start();
    const auto job = house.enqueue("office", "A042");
    ASSERT_TRUE(house.becomes(job, "confirmed"));
    EXPECT_EQ(printer.papers(), std::vector<std::string>{"A042\n"});
    EXPECT_EQ(devices->list().at(0).port, tcp(printer.port()));
    devices.reset();
}

TEST_F(DevicesTest, ANetworkPrinterThatIsOffIsOfflineAndPrintsWhatWaitedWhenItIsOn) {
    auto printer = std::make_unique<TcpPrinter>();
    const auto port = printer->port();
    printer.reset();
    add("office", tcp(port));
    start();
    const auto job = house.enqueue("office", "A042");
    ASSERT_TRUE(is("office", State::offline));
    ASSERT_TRUE(lab::eventually([&] { return !devices->find("office")->problem.empty(); }));
    EXPECT_THAT(devices->find("office")->problem, testing::HasSubstr("cannot be reached"));
    EXPECT_EQ(house.became(job), "queued");
    printer = std::make_unique<TcpPrinter>(port);
    ASSERT_TRUE(house.becomes(job, "confirmed"));
    EXPECT_EQ(printer->papers().size(), 1u);
    devices.reset();
}

TEST_F(DevicesTest, ANetworkPrinterThatHangsUpInMidJobLeavesItUncertain) {
    TcpPrinter printer;
    printer.hang_up_after(20'000);
    add("office", tcp(printer.port()));
    start();
    const auto job = house.enqueue("office", std::string(50'000, 'x'));
    ASSERT_TRUE(house.becomes(job, "uncertain print.interrupted")) << house.became(job);
    const auto next = house.enqueue("office", "A043");
    ASSERT_TRUE(house.becomes(next, "confirmed"));
    EXPECT_EQ(printer.papers(), std::vector<std::string>{"A043\n"}); // The other is not repeated.
    devices.reset();
}

TEST_F(DevicesTest, ANetworkPrinterThatHangsUpWhileIdleCostsNoPaper) {
    TcpPrinter printer;
    add("office", tcp(printer.port()));
    start();
    for (unsigned i = 1; i <= 3; ++i) {
        ASSERT_TRUE(is("office", State::ready));
        printer.hang_up();
        ASSERT_TRUE(lab::eventually([&] { return printer.connections() > i; }));
        const auto job = house.enqueue("office", "A042");
        EXPECT_TRUE(house.becomes(job, "confirmed")) << house.became(job);
    }
    EXPECT_EQ(printer.papers().size(), 3u);
    devices.reset();
}

TEST_F(DevicesTest, APrinterThatStopsIsGivenUpWhileOthersGoOn) {
    TcpPrinter stuck;
    stuck.stop_after(10'000);
    options.stuck_max = 2s;
    add("office", tcp(stuck.port()));
    add("kiosk", "virtual");
    start();
    const auto job = house.enqueue("office", std::string(200'000, 'x'));
    ASSERT_TRUE(house.becomes(job, "sending"));
    const auto other = house.enqueue("kiosk", "A042");
    ASSERT_TRUE(house.becomes(other, "confirmed"));
    EXPECT_EQ(house.became(job), "sending");
    EXPECT_TRUE(house.becomes(job, "uncertain print.stuck")) << house.became(job);
    devices.reset();
}

TEST_F(DevicesTest, AllEndWithinASecondThoughOneIsStuckAndOneCannotBeReached) {
    TcpPrinter stuck;
    stuck.stop_after(10'000);
    add("office", tcp(stuck.port()));
    add("far", "tcp:192.0.2.1"); // Documentation's network: nobody answers.
    add("kiosk", "virtual");
    add("usb", "usb");
    start();
    const auto job = house.enqueue("office", std::string(200'000, 'x'));
    ASSERT_TRUE(house.becomes(job, "sending"));
    const auto start = steady_clock::now();
    devices.reset();
    EXPECT_LT(steady_clock::now() - start, 1s);
    EXPECT_EQ(house.became(job), "uncertain print.interrupted");
}

TEST_F(DevicesTest, ADriverThatIsNotThereIsAnErrorThatNamesIt) {
    add("kiosk", "virtual", "nonesuch");
    start();
    ASSERT_TRUE(is("kiosk", State::error));
    EXPECT_EQ(devices->find("kiosk")->problem, "there is no driver \"nonesuch\"");
    EXPECT_FALSE(devices->find("nobody"));
    devices.reset();
}

TEST_F(DevicesTest, ASettingThatCannotBeUsedIsToldInASentence) {
    const auto mistake = [this](const PrinterSetting& setting) -> std::string {
        options.printers = {{"kiosk", "", "virtual", "raw", ""}, setting};
        try {
            start();
            return "none";
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
    };
    EXPECT_THAT(mistake({"kiosk", "", "virtual", "raw", ""}),
                testing::HasSubstr("the id \"kiosk\""));
    EXPECT_THAT(mistake({"b", "", "virtual", "raw", "[1]"}),
                testing::HasSubstr("profile of the printer \"b\" is not a JSON object"));
    EXPECT_THAT(mistake({"b", "", "tcp:printer.local", "raw", ""}),
                testing::HasSubstr("given by its address"));
}

TEST(PortAddress, ReadsEveryFormAndRefusesTheRest) {
    EXPECT_FALSE(port_address_from("usb").pinned());
    EXPECT_EQ(port_address_from("usb:1-1.4").path, "1-1.4");
    EXPECT_EQ(port_address_from("usb:serial=J5K1").serial, "J5K1");
    EXPECT_EQ(port_address_from("tcp:10.0.0.7").port, 9100);
    EXPECT_EQ(port_address_from("tcp:10.0.0.7:515").port, 515);
    EXPECT_EQ(port_address_from("tcp:[fd00::7]:9101").host, "fd00::7");
    EXPECT_EQ(port_address_from("tcp:[fd00::7]:9101").port, 9101);
    EXPECT_EQ(port_address_from("virtual").kind, PortAddress::Kind::virtual_paper);
    for (const auto* text : {"", "lpt1", "usb:", "usb:1", "usb:1-", "usb:serial=", "usb:1-1;2",
                             "tcp:", "tcp:10.0.0.7:0", "tcp:10.0.0.7:65536", "tcp:10.0.0.7:x",
                             "tcp:[fd00::7", "tcp:[fd00::7]9100", "tcp:fd00::7"})
        EXPECT_THROW(port_address_from(text), std::invalid_argument) << text;
}

} // namespace sportello::device
