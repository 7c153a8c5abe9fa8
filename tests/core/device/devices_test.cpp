// tests/core/device/devices_test.cpp -- settings, states, and the printer made of memory.
#include "core/device/port_address.hpp"
#include "core/device/state.hpp"

#include <sportello/driver_abi.h>

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "tests/core/device/house.hpp"

namespace sportello::device {

namespace {

using print::JobState;
using testing::HasSubstr;

TEST(PortAddressTest, ReadsWhereAPrinterIs) {
    EXPECT_FALSE(port_address_from("usb").pinned());
    EXPECT_EQ(port_address_from("usb:1-1.4").path, "1-1.4");
    EXPECT_EQ(port_address_from("usb:serial=J5K1").serial, "J5K1");
    EXPECT_EQ(port_address_from("tcp:10.0.0.7").port, 9100);
    const auto other = port_address_from("tcp:10.0.0.7:9101");
    EXPECT_EQ(other.host, "10.0.0.7");
    EXPECT_EQ(other.port, 9101);
    EXPECT_EQ(port_address_from("tcp:[fd00::7]:9101").host, "fd00::7");
    EXPECT_EQ(port_address_from("virtual").kind, PortAddress::Kind::virtual_paper);
}

TEST(PortAddressTest, SaysWhatIsWrongWithOthers) {
    for (const auto* text :
         {"", "lpt1", "usb:", "usb:x", "usb:1-", "usb:-1", "usb:serial=", "tcp:",
          "tcp:printer.local", "tcp:10.0.0.7:", "tcp:10.0.0.7:0", "tcp:10.0.0.7:70000",
          "tcp:10.0.0.7:91x", "tcp:[fd00::7", "tcp:[fd00::7]9100", "tcp:fd00::7", "virtual:"})
        EXPECT_THROW(port_address_from(text), std::invalid_argument) << text;
}

TEST(StateTest, WhatAPersonMustMendFirstIsShown) {
    EXPECT_EQ(state_of(SPO_KNOWN), State::ready);
    EXPECT_EQ(state_of(SPO_KNOWN | SPO_PAPER_LOW), State::paper_low);
    EXPECT_EQ(state_of(SPO_KNOWN | SPO_PAPER_LOW | SPO_PAPER_OUT | SPO_OFFLINE), State::paper_out);
    EXPECT_EQ(state_of(SPO_KNOWN | SPO_PAPER_OUT | SPO_COVER_OPEN), State::cover_open);
    EXPECT_EQ(state_of(SPO_KNOWN | SPO_FAULT | SPO_OFFLINE), State::error);
    EXPECT_EQ(state_of(SPO_KNOWN | SPO_OFFLINE), State::offline);
    EXPECT_EQ(state_of(SPO_KNOWN | SPO_TICKET_WAITS), State::ticket_waits);
}

TEST(StateTest, ADeviceThatCannotTellIsNeverReady) {
    EXPECT_EQ(state_of(0), State::unknown);
    EXPECT_EQ(state_of(SPO_PAPER_OUT), State::unknown); // Means nothing without SPO_KNOWN.
}

TEST(StateTest, OnlyWhatStopsThePaperStopsTheJobs) {
    EXPECT_TRUE(may_print(0));
    EXPECT_TRUE(may_print(SPO_KNOWN | SPO_PAPER_LOW | SPO_TICKET_WAITS));
    for (const auto obstacle : {SPO_PAPER_OUT, SPO_COVER_OPEN, SPO_OFFLINE, SPO_FAULT})
        EXPECT_FALSE(may_print(SPO_KNOWN | obstacle)) << obstacle;
}

class DevicesTest : public House {
protected:
    std::string refusal() {
        try {
            Devices devices(database_, templates_, clock_, options_, {});
            return "";
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
    }
    std::string bytes_of(const std::string& name) {
        std::ifstream in(options_.paper_folder / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

TEST_F(DevicesTest, TheVirtualPrinterLeavesPictureAndBytesOfEachJob) {
    printer("kiosk", "virtual").profile = R"({"confirm":true})";
    start();
    EXPECT_EQ(wait_for("kiosk", State::ready), State::ready);
    const auto id = enqueue("kiosk");
    ASSERT_EQ(wait_for(id, JobState::confirmed).state, JobState::confirmed);
    const auto name = std::to_string(number(id));
    EXPECT_THAT(bytes_of(name + ".bin"), HasSubstr("Buongiorno\n\x1dV\x42"));
    EXPECT_TRUE(bytes_of(name + ".png").starts_with("\x89PNG"));
}

TEST_F(DevicesTest, TwoPrintersWithOneIdAreRefused) {
    printer("kiosk", "virtual");
    EXPECT_EQ(refusal(), "");
    printer("kiosk", "usb");
    EXPECT_THAT(refusal(), HasSubstr("\"kiosk\""));
}

TEST_F(DevicesTest, AProfileThatIsNoObjectIsRefused) {
    printer("kiosk", "virtual").profile = "[1]";
    EXPECT_THAT(refusal(), HasSubstr("is not a JSON object"));
}

TEST_F(DevicesTest, APrinterIsUnknownUntilItHasBeenAsked) {
    printer("kiosk", "virtual").name = "Totem";
    const Devices devices(database_, templates_, clock_, options_, {});
    ASSERT_EQ(devices.list().size(), 1u);
    EXPECT_EQ(devices.find("kiosk")->state, State::unknown);
    EXPECT_EQ(devices.find("kiosk")->name, "Totem");
    EXPECT_EQ(devices.find("kiosk")->since, clock_.now());
    EXPECT_FALSE(devices.find("other"));
}

TEST_F(DevicesTest, WhereThereIsNoUsbThePrinterIsOfflineAndTheOthersWork) {
    printer("absent", "usb");
    printer("kiosk", "virtual");
    start();
    EXPECT_EQ(wait_for(enqueue("kiosk"), JobState::sent).state, JobState::sent);
    EXPECT_EQ(wait_for("absent", State::offline), State::offline);
}

} // namespace

} // namespace sportello::device
