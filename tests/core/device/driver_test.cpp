// tests/core/device/driver_test.cpp -- what the daemon makes of a driver's word: nothing is claimed
// that the port does not bear out.
#include "core/device/driver.hpp"
#include "core/device/driver_host.hpp"

#include <gtest/gtest.h>

#include <array>

namespace sportello::device {

namespace {

using namespace std::chrono_literals;

// Takes everything in silence, until told otherwise.
struct QuietPort final : Port {
    Io writes = Io::done;
    bool can_read = true;
    int reads_made = 0;

    void open() override {}
    Io write(std::span<const std::uint8_t>, std::chrono::milliseconds) override { return writes; }
    Io read(std::span<std::uint8_t>, std::size_t& count, std::chrono::milliseconds) override {
        ++reads_made;
        count = 0;
        return Io::done;
    }
    bool reads() const override { return can_read; }
    void close() noexcept override {}
    bool gone() const override { return false; }
};

class DriverTest : public testing::Test {
protected:
    Driver open(const std::string& profile = "") {
        return Driver(drivers_.map("plain"), port_, {0, 0, "", profile}, {100ms, 100ms});
    }
    static spo_outcome print(Driver& driver) {
        constexpr std::string_view text = "Buongiorno";
        const std::array<spo_block, 1> document{
            {{SPO_BLOCK_TEXT, 0, {text.data(), text.size()}, 0, {}}}};
        return driver.output(document, 1);
    }

    DriverHost drivers_{{SPORTELLO_TEST_DRIVERS}};
    QuietPort port_;
};

TEST_F(DriverTest, APortThatCannotBeReadIsNotReadAndItsDeviceCannotTell) {
    port_.can_read = false;
    auto driver = open(); // It does not know, and asks.
    std::uint32_t flags = 0xff;
    EXPECT_EQ(driver.condition(flags), SPO_OK);
    EXPECT_EQ(flags, 0u);
    EXPECT_EQ(driver.trouble(), Io::done);
    EXPECT_EQ(port_.reads_made, 0);
    EXPECT_EQ(print(driver), SPO_SENT);
}

TEST_F(DriverTest, ADeviceThatHasLeftIsUnavailableAndItsDocumentUncertain) {
    auto driver = open();
    port_.writes = Io::gone;
    std::uint32_t flags = 0;
    EXPECT_EQ(driver.condition(flags), SPO_UNAVAILABLE);
    EXPECT_EQ(driver.trouble(), Io::gone);
    EXPECT_EQ(print(driver), SPO_UNCERTAIN);
}

TEST_F(DriverTest, ADocumentThatTheDeviceDoesNotConfirmIsUncertain) {
    auto driver = open(R"({"confirm":true})");
    EXPECT_EQ(print(driver), SPO_UNCERTAIN); // It asks once, and gives up by itself.
    EXPECT_EQ(driver.trouble(), Io::done);
    EXPECT_GT(port_.reads_made, 0);
}

TEST_F(DriverTest, ARefusalStandsForNothingHasBeenSent) {
    auto driver = open(R"({"refuse":true})");
    EXPECT_EQ(print(driver), SPO_REFUSED);
}

} // namespace
} // namespace sportello::device
