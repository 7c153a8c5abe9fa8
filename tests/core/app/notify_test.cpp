// tests/core/app/notify_test.cpp -- what systemd hears, on a datagram socket like its own.
#include "core/app/notify.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "tests/core/temp_folder.hpp"
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace sportello::app {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

// systemd's end. `name` as in NOTIFY_SOCKET.
class Listener {
public:
    explicit Listener(const std::string& name)
        : fd_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
        sockaddr_un at{};
        at.sun_family = AF_UNIX;
        std::memcpy(at.sun_path, name.data(), name.size());
        if (name[0] == '@') at.sun_path[0] = '\0';
        const auto size = offsetof(sockaddr_un, sun_path) + name.size();
        if (::bind(fd_, reinterpret_cast<const sockaddr*>(&at), static_cast<socklen_t>(size)) != 0)
            throw std::runtime_error(std::strerror(errno));
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener() { ::close(fd_); }

    // Sending has returned: the datagram is there or will never be.
    std::string heard() const {
        char message[4096];
        const auto size = ::recv(fd_, message, sizeof message, 0);
        return size < 0 ? "" : std::string(message, static_cast<std::size_t>(size));
    }

private:
    int fd_;
};

class NotifyTest : public testing::Test {
protected:
    NotifyTest() { forget(); }
    ~NotifyTest() override { forget(); }
    static void forget() {
        for (const auto* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
            ::unsetenv(name);
    }
    static void environment(const char* name, const std::string& value) {
        ::setenv(name, value.c_str(), 1);
    }

    TempFolder temp;
    const fs::path folder = temp.path();
};

TEST_F(NotifyTest, EveryMessageReachesASocketWithAPath) {
    const auto path = (folder / "notify").string();
    const Listener systemd(path);
    environment("NOTIFY_SOCKET", path);
    const Notify notify;
    EXPECT_TRUE(notify.ready("8 counters"));
    EXPECT_EQ(systemd.heard(), "READY=1\nSTATUS=8 counters");
    EXPECT_TRUE(notify.status("working"));
    EXPECT_EQ(systemd.heard(), "STATUS=working");
    EXPECT_TRUE(notify.alive());
    EXPECT_EQ(systemd.heard(), "WATCHDOG=1");
    EXPECT_TRUE(notify.stopping("draining"));
    EXPECT_EQ(systemd.heard(), "STOPPING=1\nSTATUS=draining");
    EXPECT_EQ(systemd.heard(), "");
}

TEST_F(NotifyTest, AReloadSaysWhenItBegan) {
    const auto path = (folder / "notify").string();
    const Listener systemd(path);
    environment("NOTIFY_SOCKET", path);
    const auto now = [] {
        return std::chrono::duration_cast<std::chrono::microseconds>(
                   std::chrono::steady_clock::now().time_since_epoch())
            .count();
    };
    const auto before = now();
    EXPECT_TRUE(Notify().reloading());
    const auto after = now();
    const auto heard = systemd.heard();
    const std::string start = "RELOADING=1\nMONOTONIC_USEC=";
    ASSERT_EQ(heard.rfind(start, 0), 0u) << heard;
    const auto began = std::stoll(heard.substr(start.size()));
    EXPECT_GE(began, before);
    EXPECT_LE(began, after);
}

TEST_F(NotifyTest, AnAbstractSocketIsReachedToo) {
    const auto name = "@sportello-notify-test-" + std::to_string(::getpid());
    const Listener systemd(name);
    environment("NOTIFY_SOCKET", name);
    EXPECT_TRUE(Notify().alive());
    EXPECT_EQ(systemd.heard(), "WATCHDOG=1");
}

TEST_F(NotifyTest, AStatusStaysOneLine) {
    const auto path = (folder / "notify").string();
    const Listener systemd(path);
    environment("NOTIFY_SOCKET", path);
    EXPECT_TRUE(Notify().status("one\nREADY=1"));
    EXPECT_EQ(systemd.heard(), "STATUS=one READY=1");
}

TEST_F(NotifyTest, OutsideSystemdNothingIsSent) {
    EXPECT_FALSE(Notify().ready("up"));
    environment("NOTIFY_SOCKET", "");
    EXPECT_FALSE(Notify().ready("up"));
}

TEST_F(NotifyTest, ASocketThatIsNoneOrGoneIsNoError) {
    for (const auto& name : {std::string("relative"), "/" + std::string(200, 'x'),
                             (folder / "nobody").string(), std::string("vsock:2:1")}) {
        environment("NOTIFY_SOCKET", name);
        EXPECT_FALSE(Notify().alive()) << name;
    }
}

TEST_F(NotifyTest, AFullSocketDoesNotBlock) {
    const auto path = (folder / "notify").string();
    const Listener systemd(path);
    environment("NOTIFY_SOCKET", path);
    const Notify notify;
    int sent = 0;
    while (notify.alive()) // The kernel queues a few hundred at most; blocking would end the test.
        ASSERT_LT(++sent, 1'000'000);
    EXPECT_GT(sent, 0);
}

TEST_F(NotifyTest, TheWatchdogsIntervalIsReadForThisProcessOnly) {
    EXPECT_EQ(Notify().watchdog(), std::nullopt);
    environment("WATCHDOG_USEC", "30000000");
    EXPECT_EQ(Notify().watchdog(), 30s);
    environment("WATCHDOG_PID", std::to_string(::getpid()));
    EXPECT_EQ(Notify().watchdog(), 30s);
    environment("WATCHDOG_PID", std::to_string(::getppid()));
    EXPECT_EQ(Notify().watchdog(), std::nullopt);
}

TEST_F(NotifyTest, AnIntervalThatIsNoneIsNotWatched) {
    for (const auto* interval : {"", "0", "-1", "30s", "99999999999999999999"}) {
        environment("WATCHDOG_USEC", interval);
        EXPECT_EQ(Notify().watchdog(), std::nullopt) << interval;
    }
}

} // namespace
} // namespace sportello::app
