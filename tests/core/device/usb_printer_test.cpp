// tests/core/device/usb_printer_test.cpp -- printers on USB, over the distribution's own libusb.
#include "core/device/usb_bus.hpp"

#include "tests/core/device/house.hpp"
#include "tests/lab/usb_lab.hpp"

namespace sportello::device {

namespace {

using lab::ModelPrinter;
using print::JobState;

lab::UsbMachine& machine() {
    static lab::UsbMachine one; // libumockdev has one in a process.
    return one;
}

class UsbPrinterTest : public House {
protected:
    void SetUp() override {
        ASSERT_TRUE(lab::UsbMachine::available())
            << "run by ctest, which preloads libumockdev, or under umockdev-wrapper";
    }
    ~UsbPrinterTest() override { stop(); } // Before the printers are unplugged.

    // A job that is confirmed has been printed, byte for byte.
    void expect_confirmed(PrintJobId id) {
        EXPECT_EQ(wait_for(id, JobState::confirmed).state, JobState::confirmed);
    }
    static std::size_t times(const std::string& what, const std::string& in) {
        std::size_t count = 0;
        for (auto at = in.find(what); at != in.npos; at = in.find(what, at + 1))
            ++count;
        return count;
    }

    lab::UsbSocket socket_{machine(), 1};
};

TEST_F(UsbPrinterTest, APrinterThatIsPluggedInIsFoundAndPrints) {
    printer("kiosk", "usb");
    start();
    EXPECT_EQ(wait_for("kiosk", State::offline), State::offline);
    const auto id = enqueue("kiosk");
    socket_.plug();
    expect_confirmed(id);
    EXPECT_EQ(wait_for("kiosk", State::ready), State::ready);
    EXPECT_EQ(devices_->find("kiosk")->port, "usb:1-1");
    EXPECT_EQ(devices_->find("kiosk")->serial, "J2ZK012345");
    EXPECT_NE(socket_.paper().find("Buongiorno\n\x1dV\x42\x01"), std::string::npos);
}

TEST_F(UsbPrinterTest, APrinterThatWasThereBeforeIsFoundToo) {
    socket_.plug();
    printer("kiosk", "usb:serial=J2ZK012345");
    start();
    expect_confirmed(enqueue("kiosk"));
}

TEST_F(UsbPrinterTest, TheKernelsDriverHasItBackAfterwards) {
    socket_.plug();
    printer("kiosk", "usb");
    start();
    ASSERT_EQ(wait_for("kiosk", State::ready), State::ready);
    EXPECT_TRUE(socket_.claimed());
    stop();
    EXPECT_FALSE(socket_.claimed());
    EXPECT_TRUE(socket_.has_kernel_driver());
}

TEST_F(UsbPrinterTest, EveryByteIsPrintedOnceAfterAStall) {
    socket_.plug();
    printer("kiosk", "usb");
    start();
    ASSERT_EQ(wait_for("kiosk", State::ready), State::ready);
    socket_.with([](ModelPrinter& it) { it.after(10'001, [&it] { it.faults.halted = true; }); });
    expect_confirmed(enqueue("kiosk", "long"));
    EXPECT_EQ(times(long_paper_, socket_.paper()), 1u);
    EXPECT_EQ(times("Riga 1500", socket_.paper()), 1u);
}

TEST_F(UsbPrinterTest, PaperThatEndsInTheMiddleMakesTheDocumentWait) {
    socket_.plug();
    printer("kiosk", "usb");
    start();
    ASSERT_EQ(wait_for("kiosk", State::ready), State::ready);
    socket_.with([](ModelPrinter& it) { it.after(10'001, [&it] { it.faults.paper_out = true; }); });
    const auto id = enqueue("kiosk", "long");
    EXPECT_EQ(wait_for("kiosk", State::paper_out), State::paper_out); // As GET_PORT_STATUS says.
    EXPECT_EQ(job(id).state, JobState::sending);
    socket_.with([](ModelPrinter& it) { it.faults.paper_out = false; });
    expect_confirmed(id);
    EXPECT_EQ(times(long_paper_, socket_.paper()), 1u);
    EXPECT_EQ(wait_for("kiosk", State::ready), State::ready);
}

TEST_F(UsbPrinterTest, AJobCutByAnUnpluggedCableIsUncertainAndNotPrintedAgain) {
    socket_.plug();
    printer("kiosk", "usb");
    start();
    ASSERT_EQ(wait_for("kiosk", State::ready), State::ready);
    socket_.unplug_after(10'001);
    const auto cut = enqueue("kiosk", "long");
    EXPECT_EQ(wait_for(cut, JobState::uncertain).reason, "print.interrupted");
    EXPECT_EQ(wait_for("kiosk", State::offline), State::offline);

    const auto next = enqueue("kiosk", "note", "dopo");
    EXPECT_EQ(job(next).state, JobState::queued);
    socket_.plug();
    expect_confirmed(next);
    EXPECT_EQ(job(cut).state, JobState::uncertain);
    EXPECT_EQ(times("Riga 1000", socket_.paper()), 1u);
    EXPECT_EQ(times("Riga 2999", socket_.paper()), 0u);
}

TEST_F(UsbPrinterTest, AnIdlePrinterThatIsUnpluggedIsOffline) {
    socket_.plug();
    printer("kiosk", "usb");
    options_.poll = std::chrono::minutes(1); // So that no question finds out.
    start();
    ASSERT_EQ(wait_for("kiosk", State::ready), State::ready);
    socket_.unplug();
    EXPECT_EQ(wait_for("kiosk", State::offline), State::offline);
    EXPECT_EQ(devices_->find("kiosk")->port, "usb");
    socket_.plug();
    EXPECT_EQ(wait_for("kiosk", State::ready), State::ready);
}

TEST_F(UsbPrinterTest, ThePanelSeesPaperAndCover) {
    socket_.plug();
    printer("kiosk", "usb");
    start();
    ASSERT_EQ(wait_for("kiosk", State::ready), State::ready);
    socket_.with([](ModelPrinter& it) { it.faults.paper_low = true; });
    EXPECT_EQ(wait_for("kiosk", State::paper_low), State::paper_low);
    socket_.with([](ModelPrinter& it) { it.faults.cover_open = true; });
    EXPECT_EQ(wait_for("kiosk", State::cover_open), State::cover_open);
    socket_.with([](ModelPrinter& it) { it.faults = {}; });
    EXPECT_EQ(wait_for("kiosk", State::ready), State::ready);
    socket_.with([](ModelPrinter& it) { it.faults.mute = true; });
    EXPECT_EQ(wait_for("kiosk", State::unknown), State::unknown);
}

TEST_F(UsbPrinterTest, AStuckPrinterIsGivenUpAndTheJobIsUncertain) {
    socket_.plug();
    printer("kiosk", "usb");
    options_.stuck_max = std::chrono::milliseconds(1'500);
    start();
    ASSERT_EQ(wait_for("kiosk", State::ready), State::ready);
    socket_.with([](ModelPrinter& it) { it.after(10'001, [&it] { it.faults.blocked = true; }); });
    const auto id = enqueue("kiosk", "long");
    EXPECT_EQ(wait_for(id, JobState::uncertain).reason, "print.stuck");
    EXPECT_EQ(wait_for("kiosk", State::unknown), State::unknown);
    socket_.with([](ModelPrinter& it) { it.faults.blocked = false; });
    expect_confirmed(enqueue("kiosk"));
}

TEST_F(UsbPrinterTest, ASlowPrinterIsNotStuck) {
    socket_.plug();
    printer("kiosk", "usb");
    options_.stuck_max = std::chrono::milliseconds(1'500); // The document takes longer.
    start();
    socket_.with([](ModelPrinter& it) { it.faults.slow_bytes = 300; });
    expect_confirmed(enqueue("kiosk", "long"));
    EXPECT_EQ(times(long_paper_, socket_.paper()), 1u);
}

TEST_F(UsbPrinterTest, StopsWithinASecondWhileAPrinterBlocks) {
    socket_.plug();
    printer("kiosk", "usb");
    start();
    ASSERT_EQ(wait_for("kiosk", State::ready), State::ready);
    socket_.with([](ModelPrinter& it) { it.after(10'001, [&it] { it.faults.blocked = true; }); });
    const auto id = enqueue("kiosk", "long");
    ASSERT_TRUE(socket_.wait_until([](ModelPrinter& it) { return it.faults.blocked; }));
    const auto start = std::chrono::steady_clock::now();
    stop();
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
    EXPECT_EQ(job(id).reason, "print.interrupted");
}

TEST_F(UsbPrinterTest, APrinterIsFoundByItsPortAndLeftToWhomItIsNamedFor) {
    lab::UsbSocket other(machine(), 2);
    other.with([](ModelPrinter& it) { it.identity.serial = "OTHER"; });
    printer("any", "usb");
    printer("desk", "usb:1-2");
    start();
    other.plug();
    EXPECT_EQ(wait_for("desk", State::ready), State::ready);
    EXPECT_EQ(wait_for("any", State::offline), State::offline);
    socket_.plug();
    EXPECT_EQ(wait_for("any", State::ready), State::ready);
    EXPECT_EQ(devices_->find("any")->serial, "J2ZK012345");
    EXPECT_EQ(devices_->find("desk")->serial, "OTHER");
    stop();
}

TEST_F(UsbPrinterTest, ADeviceThatIsNoPrinterIsLeftAlone) {
    socket_.with([](ModelPrinter& it) {
        it.identity.product = 0x9999;
        it.identity.device_class = 0xff;
    });
    lab::UsbSocket other(machine(), 2);
    printer("kiosk", "usb");
    start();
    socket_.plug();
    other.plug();
    EXPECT_EQ(wait_for("kiosk", State::ready), State::ready);
    EXPECT_EQ(devices_->find("kiosk")->port, "usb:1-2");
    EXPECT_FALSE(socket_.claimed());
    stop();
}

TEST_F(UsbPrinterTest, AnIdlePrinterCostsNoCpu) {
    socket_.plug();
    printer("kiosk", "usb");
    start();
    ASSERT_EQ(wait_for("kiosk", State::ready), State::ready);
    const auto before = socket_.requests();
    // Twenty questions, of which each is two transfers out and two in.
    ASSERT_TRUE(socket_.wait_until(
        [from = socket_.taken()](ModelPrinter& it) { return it.taken() >= from + 20 * 2 * 3; }));
    EXPECT_LT(socket_.requests() - before, 20u * 20u);
}

} // namespace

} // namespace sportello::device
