// tests/core/people/sessions_test.cpp -- who is at the other end, and until when.
#include <filesystem>
#include <set>

#include "tests/core/people/fixture.hpp"
#include <unistd.h>

namespace sportello::people {
namespace {

using namespace std::chrono_literals;

using SessionsTest = PeopleTest;
using DeviceTokensTest = PeopleTest;

TEST_F(SessionsTest, ATokenIs256RandomBitsInBase64url) {
    add("anna");
    std::set<std::string> tokens;
    for (int i = 0; i < 100; ++i)
        tokens.insert(open("anna").token);
    EXPECT_EQ(tokens.size(), 100u);
    for (const auto& token : tokens) {
        EXPECT_EQ(token.size(), 43u);
        EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                          "0123456789-_"),
                  std::string::npos);
    }
}

TEST_F(SessionsTest, TheTokenItselfIsNotInTheFile) {
    add("anna");
    const auto token = open("anna").token;
    EXPECT_EQ(db.integer("SELECT count(*) FROM session WHERE token_hash = ?1", token), 0);
    EXPECT_EQ(db.integer("SELECT length(token_hash) FROM session"), 64);
}

TEST_F(SessionsTest, ASessionIsThePersonsAsTheyAreNow) {
    add("anna", Role::supervisor);
    const auto token = open("anna", Role::supervisor).token;
    auto principal = whose(token);
    ASSERT_TRUE(principal);
    EXPECT_EQ(principal->id, "anna");
    EXPECT_EQ(principal->name, "Name of anna");
    EXPECT_EQ(principal->role, Role::supervisor);
    EXPECT_FALSE(principal->must_change_password);
    EXPECT_TRUE(principal->is_person());
    set_password(db, "anna", "given by an administrator", true, clock.now());
    EXPECT_TRUE(whose(token)->must_change_password);
}

TEST_F(SessionsTest, AnUnknownTokenIsNobodys) {
    add("anna");
    open("anna");
    EXPECT_FALSE(whose(""));
    EXPECT_FALSE(whose(std::string(43, 'A')));
}

TEST_F(SessionsTest, APersonsSessionLastsTwelveHours) {
    add("anna");
    const auto session = open("anna");
    EXPECT_EQ(session.expires_at, clock.now() + 12h);
    clock.advance(12h - 1ms);
    EXPECT_TRUE(whose(session.token));
    clock.advance(1ms);
    EXPECT_FALSE(whose(session.token));
}

TEST_F(SessionsTest, AKiosksSessionLastsFourHundredDays) {
    make_device_token(db, "kiosk-1", Role::kiosk, clock.now());
    const auto session = open("kiosk-1", Role::kiosk);
    clock.advance(400 * 24h - 1ms);
    ASSERT_TRUE(whose(session.token));
    EXPECT_EQ(whose(session.token)->role, Role::kiosk);
    EXPECT_FALSE(whose(session.token)->is_person());
    clock.advance(1ms);
    EXPECT_FALSE(whose(session.token));
}

TEST_F(SessionsTest, AClosedSessionIsNothingAndTheOthersGoOn) {
    add("anna");
    const auto closed = open("anna").token;
    const auto other = open("anna").token;
    close_session(db, closed);
    EXPECT_FALSE(whose(closed));
    EXPECT_TRUE(whose(other));
}

TEST_F(SessionsTest, AChangedPasswordEndsThePersonsOtherSessions) {
    add("anna");
    add("bruno");
    const auto here = open("anna").token;
    const auto elsewhere = open("anna").token;
    const auto of_bruno = open("bruno").token;
    set_password(db, "anna", "another", false, clock.now());
    close_sessions(db, "anna", here);
    EXPECT_TRUE(whose(here));
    EXPECT_FALSE(whose(elsewhere));
    EXPECT_TRUE(whose(of_bruno));
    close_sessions(db, "anna", "");
    EXPECT_FALSE(whose(here));
}

TEST_F(SessionsTest, ADisabledOperatorsSessionIsNothing) {
    add("anna");
    const auto token = open("anna").token;
    set_disabled(db, "anna", true);
    EXPECT_FALSE(whose(token));
}

TEST_F(SessionsTest, NobodyHasMoreSessionsThanTheLimitTheOldestEnds) {
    add("anna");
    add("bruno");
    const auto of_bruno = open("bruno").token;
    std::vector<std::string> tokens;
    for (std::int64_t i = 0; i < sessions_max; ++i) {
        clock.advance(1ms);
        tokens.push_back(open("anna").token);
    }
    EXPECT_TRUE(whose(tokens.front()));
    clock.advance(1ms);
    const auto newest = open("anna").token;
    EXPECT_FALSE(whose(tokens[0]));
    EXPECT_TRUE(whose(tokens[1]));
    EXPECT_TRUE(whose(newest));
    EXPECT_TRUE(whose(of_bruno));
}

TEST_F(SessionsTest, OnlyExpiredSessionsAreForgotten) {
    add("anna");
    open("anna");
    clock.advance(6h);
    const auto later = open("anna").token;
    clock.advance(6h);
    EXPECT_EQ(forget_expired_sessions(db, clock.now()), 1);
    EXPECT_TRUE(whose(later));
    EXPECT_EQ(forget_expired_sessions(db, clock.now()), 0);
}

TEST_F(SessionsTest, TheLookUpRunsOnAReadersConnection) {
    const auto folder = std::filesystem::temp_directory_path() /
                        ("sportello-sessions-" + std::to_string(::getpid()));
    std::filesystem::create_directory(folder);
    const auto file = folder / "people.db";
    {
        store::Connection writer(file, store::Connection::Mode::write);
        store::migrate(writer, "", store::core_migrations());
        add_operator(writer, {"anna", "Anna", Role::operator_, "hash", false, false}, clock.now());
        const auto session =
            open_session(writer, {"anna", "Anna", Role::operator_, false}, clock.now());
        store::Connection reader(file, store::Connection::Mode::read);
        EXPECT_TRUE(session_of(reader, session.token, clock.now()));
    }
    std::filesystem::remove_all(folder);
}

TEST_F(DeviceTokensTest, ADeviceIsKnownByItsToken) {
    const auto token = make_device_token(db, "board-1", Role::board, clock.now());
    const auto device = device_of(db, token);
    ASSERT_TRUE(device);
    EXPECT_EQ(device->id, "board-1");
    EXPECT_EQ(device->role, Role::board);
    EXPECT_FALSE(device->is_person());
    EXPECT_FALSE(device_of(db, "board-1"));
    EXPECT_FALSE(whose(token)) << "a device's token is no session";
}

TEST_F(DeviceTokensTest, ANewTokenReplacesTheOldOneAndEndsItsSessions) {
    const auto old = make_device_token(db, "kiosk-1", Role::kiosk, clock.now());
    const auto other = make_device_token(db, "kiosk-2", Role::kiosk, clock.now());
    const auto session = open("kiosk-1", Role::kiosk).token;
    const auto other_session = open("kiosk-2", Role::kiosk).token;
    const auto renewed = make_device_token(db, "kiosk-1", Role::board, clock.now());
    EXPECT_FALSE(device_of(db, old));
    EXPECT_FALSE(whose(session));
    ASSERT_TRUE(device_of(db, renewed));
    EXPECT_EQ(device_of(db, renewed)->role, Role::board);
    EXPECT_TRUE(device_of(db, other));
    EXPECT_TRUE(whose(other_session));
}

TEST_F(DeviceTokensTest, ThePasswordOfAPersonEndsNoDevicesSession) {
    add("anna");
    make_device_token(db, "kiosk-1", Role::kiosk, clock.now());
    const auto session = open("kiosk-1", Role::kiosk).token;
    close_sessions(db, "anna", "");
    EXPECT_TRUE(whose(session));
}

} // namespace
} // namespace sportello::people
