// tests/lab/usb_test.cpp -- an unmodified program before an emulated USB printer: libusb, libudev,
// hotplug and the printer class as they are, the kernel and the printer ours.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <optional>

#include "tests/lab/tools.hpp"
#include "tests/lab/usb_lab.hpp"
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sportello::lab {

namespace {

using std::chrono::steady_clock;
using testing::HasSubstr;
using testing::Not;

// tests/lab/printing_program.cpp in a process of its own.
class Program {
public:
    Program(const Folder& folder, const std::string& port, const std::string& stuck_ms = "20000") {
        std::array<int, 2> in{}, out{};
        if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0)
            throw std::runtime_error("there is no pipe");
        child_ = ::fork();
        if (child_ == 0) {
            ::dup2(in[0], STDIN_FILENO);
            ::dup2(out[1], STDOUT_FILENO);
            ::execl(PRINTING_PROGRAM, PRINTING_PROGRAM, folder.path().c_str(), TEST_DRIVERS,
                    port.c_str(), stuck_ms.c_str(), nullptr);
            ::_exit(127);
        }
        ::close(in[0]);
        ::close(out[1]);
        to_ = ::fdopen(in[1], "w");
        from_ = ::fdopen(out[0], "r");
    }
    Program(const Program&) = delete; // One child, ended once.
    Program& operator=(const Program&) = delete;
    ~Program() {
        std::fclose(to_); // It ends at the end of its input.
        int status = 0;
        ::waitpid(child_, &status, 0);
        EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
        std::fclose(from_);
    }

    std::string ask(const std::string& question) {
        std::fputs((question + "\n").c_str(), to_);
        std::fflush(to_);
        std::string answer;
        for (int it; (it = std::fgetc(from_)) != '\n';) {
            if (it == EOF) throw std::runtime_error("the program has ended: " + question);
            answer += static_cast<char>(it);
        }
        return answer;
    }
    std::string print(const std::string& text, int times = 1) {
        return ask("print " + std::to_string(times) + " " + text);
    }
    bool becomes(const std::string& job, const std::string& what) {
        return eventually([&] { return ask("job " + job) == what; });
    }
    bool is(const std::string& state) {
        return eventually([&] { return ask("state").starts_with(state); });
    }

private:
    pid_t child_ = 0;
    std::FILE* to_ = nullptr;
    std::FILE* from_ = nullptr;
};

UsbMachine& machine() {
    static UsbMachine one;
    return one;
}

class UsbTest : public testing::Test {
protected:
    void SetUp() override {
        if (!UsbMachine::available())
            GTEST_FAIL() << "libumockdev-preload is not in this process: run the test by CTest, "
                            "which preloads it (apt-get install umockdev)";
        machine();
    }
    static std::string times(const std::string& text, int count) {
        std::string all;
        for (int i = 0; i < count; ++i)
            all += text;
        return all;
    }

    Folder folder;
};

const std::string counted = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.";
constexpr int many = 900; // Some 57 KB: many times the printer's buffer.

} // namespace

TEST_F(UsbTest, APrinterPluggedInIsFoundTakenFromTheKernelAndPrintsEveryByte) {
    UsbSocket socket(machine(), 1);
    Program program(folder, "usb");
    EXPECT_TRUE(program.is("offline usb"));
    socket.plug();
    ASSERT_TRUE(program.is("ready usb:1-1 J2ZK012345"));
    EXPECT_TRUE(socket.claimed());
    const auto job = program.print(counted, many);
    ASSERT_TRUE(program.becomes(job, "confirmed"));
    EXPECT_THAT(socket.paper(), HasSubstr(times(counted, many) + "\n\x1dVB"));
}

TEST_F(UsbTest, AStallInMidJobCostsNoByteAndDoublesNone) {
    UsbSocket socket(machine(), 1);
    socket.plug();
    Program program(folder, "usb");
    ASSERT_TRUE(program.is("ready"));
    for (const std::size_t bytes : {1u, 3'000u, 4'096u, 9'999u}) {
        socket.with([&](UsbPrinter& printer) {
            printer.after(bytes, [&printer] { printer.faults.halted = true; });
        });
        const auto before = socket.paper().size();
        const auto job = program.print(counted, many);
        ASSERT_TRUE(program.becomes(job, "confirmed")) << program.ask("job " + job);
        EXPECT_THAT(socket.paper().substr(before), HasSubstr(times(counted, many) + "\n"));
    }
}

TEST_F(UsbTest, PaperOutInMidJobIsSeenWaitedForAndCostsNoByte) {
    UsbSocket socket(machine(), 1);
    socket.plug();
    Program program(folder, "usb");
    ASSERT_TRUE(program.is("ready"));
    socket.with([](UsbPrinter& printer) {
        printer.after(10'000, [&printer] { printer.faults.paper_out = true; });
    });
    const auto job = program.print(counted, many);
    ASSERT_TRUE(program.is("paper-out"));
    EXPECT_EQ(program.ask("job " + job), "sending");
    socket.with([](UsbPrinter& printer) { printer.faults.paper_out = false; });
    ASSERT_TRUE(program.becomes(job, "confirmed"));
    EXPECT_THAT(socket.paper(), HasSubstr(times(counted, many) + "\n"));
    EXPECT_TRUE(program.is("ready"));
}

TEST_F(UsbTest, UnpluggedInMidJobItIsUncertainAndAfterwardsOnlyTheNextIsPrinted) {
    UsbSocket socket(machine(), 1);
    socket.plug();
    Program program(folder, "usb");
    ASSERT_TRUE(program.is("ready"));
    socket.unplug_after(20'000);
    const auto cut = program.print(counted, many);
    ASSERT_TRUE(program.becomes(cut, "uncertain print.interrupted"));
    ASSERT_TRUE(program.is("offline"));
    const auto next = program.print("A043");
    EXPECT_EQ(program.ask("job " + next), "queued");
    const auto before = socket.paper().size();
    socket.plug();
    ASSERT_TRUE(program.becomes(next, "confirmed"));
    EXPECT_EQ(program.ask("job " + cut), "uncertain print.interrupted");
    EXPECT_THAT(socket.paper().substr(before), HasSubstr("A043\n"));
    EXPECT_THAT(socket.paper().substr(before), Not(HasSubstr(counted)));
}

TEST_F(UsbTest, APrinterThatTakesNothingIsGivenUpAndTheProgramEndsAtOnceThoughItBlocks) {
    UsbSocket socket(machine(), 1);
    socket.plug();
    {
        Program program(folder, "usb", "1500");
        ASSERT_TRUE(program.is("ready"));
        socket.with([](UsbPrinter& printer) {
            printer.after(10'000, [&printer] { printer.faults.blocked = true; });
        });
        const auto job = program.print(counted, many);
        ASSERT_TRUE(program.becomes(job, "uncertain print.stuck")) << program.ask("job " + job);
    }
    socket.with([](UsbPrinter& printer) { printer.faults.blocked = false; });
    std::optional<Program> program(std::in_place, folder, "usb");
    ASSERT_TRUE(program->is("ready"));
    socket.with([](UsbPrinter& printer) {
        printer.after(10'000, [&printer] { printer.faults.blocked = true; });
    });
    const auto job = program->print(counted, many);
    ASSERT_TRUE(program->becomes(job, "sending"));
    ASSERT_TRUE(socket.wait_until([](UsbPrinter& printer) { return printer.faults.blocked; }));
    const auto start = steady_clock::now();
    program.reset();
    EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(1));
    EXPECT_FALSE(socket.claimed());
    program.emplace(folder, "usb:1-9");
    EXPECT_EQ(program->ask("job " + job), "uncertain print.interrupted");
}

TEST_F(UsbTest, ASerialNumberIsFoundWhereverItIsPluggedIn) {
    UsbSocket first(machine(), 1), second(machine(), 2), third(machine(), 3);
    first.with([](UsbPrinter& printer) { printer.identity.serial = "OTHER1"; });
    first.plug();
    second.plug();
    Program program(folder, "usb:serial=J2ZK012345");
    ASSERT_TRUE(program.is("ready usb:1-2 J2ZK012345"));
    EXPECT_FALSE(first.claimed());
    second.unplug();
    ASSERT_TRUE(program.is("offline"));
    third.plug();
    ASSERT_TRUE(program.is("ready usb:1-3 J2ZK012345"));
    ASSERT_TRUE(program.becomes(program.print("A042"), "confirmed"));
    EXPECT_THAT(third.paper(), HasSubstr("A042\n"));
    EXPECT_EQ(first.paper(), "");
}

TEST_F(UsbTest, APortPathIsKeptThoughTwinsShareASerialNumber) {
    UsbSocket first(machine(), 1), second(machine(), 2);
    first.plug();
    second.plug();
    Program program(folder, "usb:1-2");
    ASSERT_TRUE(program.is("ready usb:1-2"));
    second.unplug();
    ASSERT_TRUE(program.is("offline"));
    EXPECT_FALSE(first.claimed()); // The twin is not taken instead.
    second.plug();                 // With a new device number.
    ASSERT_TRUE(program.becomes(program.print("A042"), "confirmed"));
    EXPECT_THAT(second.paper(), HasSubstr("A042\n"));
}

TEST_F(UsbTest, WhatIsNoPrinterIsLeftAlone) {
    UsbSocket socket(machine(), 1);
    socket.with([](UsbPrinter& printer) {
        printer.identity.vendor = 0x1234;
        printer.identity.device_class = 8; // A disk.
    });
    socket.plug();
    UsbSocket other(machine(), 2);
    Program program(folder, "usb");
    other.plug();
    ASSERT_TRUE(program.is("ready usb:1-2"));
    EXPECT_FALSE(socket.claimed());
}

} // namespace sportello::lab
