// tests/core/http/listen_test.cpp -- TCP addresses and the administrator's socket.
#include <gmock/gmock.h>

#include <fstream>

#include "tests/core/http/server_fixture.hpp"
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace sportello::http::test {
namespace {

using ::testing::HasSubstr;

class ListenTest : public ServerTest {
protected:
    std::filesystem::path path = folder / "admin.sock";

    ListenTest() {
        router.immediate("GET", "/local", [](const Request& request) {
            return text(request.local ? "local" : "remote");
        });
    }
    template <class... Where>
    std::string refusal(const Where&... where) {
        try {
            server->listen(where...);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "";
    }
};

TEST_F(ListenTest, ServesTheAdministratorsSocketToItsOwnerAlone) {
    make();
    server->listen(path);
    run();
    struct stat status {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_TRUE(S_ISSOCK(status.st_mode));
    EXPECT_EQ(status.st_mode & 0777u, 0600u);
    EXPECT_EQ(Client::unix_socket(path).get("/local").body, "local");
}

TEST_F(ListenTest, TellsLocalRequestsFromThoseOfTheNetwork) {
    make();
    port = server->listen("127.0.0.1", 0);
    server->listen(path);
    run();
    EXPECT_EQ(connect().get("/local").body, "remote");
    EXPECT_EQ(Client::unix_socket(path).get("/local").body, "local");
}

TEST_F(ListenTest, RemovesTheSocketWhenItStops) {
    make();
    server->listen(path);
    run();
    on_loop([this] { server->stop(); });
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(ListenTest, ReplacesTheSocketOfADaemonThatIsNoMore) {
    {
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.string().copy(address.sun_path, sizeof address.sun_path - 1);
        ASSERT_EQ(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        ::close(fd);
    }
    make();
    server->listen(path);
    run();
    EXPECT_EQ(Client::unix_socket(path).get("/local").body, "local");
}

TEST_F(ListenTest, LeavesTheSocketOfALivingDaemonAlone) {
    make();
    server->listen(path);
    EXPECT_THAT(refusal(path), HasSubstr("another daemon answers there"));
    run();
    EXPECT_EQ(Client::unix_socket(path).get("/local").body, "local");
}

TEST_F(ListenTest, LeavesAFileThatIsNoSocketAlone) {
    std::ofstream(path) << "precious";
    make();
    EXPECT_THAT(refusal(path), HasSubstr("not a socket"));
    EXPECT_EQ(std::filesystem::file_size(path), 8u);
}

TEST_F(ListenTest, RefusesAPathTooLongForASocket) {
    make();
    EXPECT_THAT(refusal(folder / std::string(120, 'x')), HasSubstr("longer than the 107 bytes"));
}

TEST_F(ListenTest, SaysWhyAnAddressCannotBeUsed) {
    make();
    port = server->listen("127.0.0.1", 0);
    EXPECT_THAT(refusal(std::string("127.0.0.1"), port),
                HasSubstr("another program already listens"));
    EXPECT_THAT(refusal(std::string("front-desk"), std::uint16_t{0}),
                HasSubstr("not an IP address"));
    EXPECT_THAT(refusal(std::string("192.0.2.1"), std::uint16_t{0}), HasSubstr("no such address"));
}

} // namespace
} // namespace sportello::http::test
