// tests/core/people/operators_test.cpp -- operators, and how guessing is slowed.
#include <gmock/gmock.h>

#include "tests/core/people/fixture.hpp"

namespace sportello::people {
namespace {

using namespace std::chrono_literals;

using OperatorsTest = PeopleTest;
using LockOutTest = PeopleTest;

TEST_F(OperatorsTest, AnAddedOperatorIsFoundAsItWasGiven) {
    add_operator(db, {"anna", "Anna Bianchi", Role::supervisor, "hash", true, false}, clock.now());
    const auto found = find_operator(db, "anna");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->name, "Anna Bianchi");
    EXPECT_EQ(found->role, Role::supervisor);
    EXPECT_EQ(found->password_hash, "hash");
    EXPECT_TRUE(found->must_change_password);
    EXPECT_FALSE(found->disabled);
    EXPECT_FALSE(find_operator(db, "Anna"));
}

TEST_F(OperatorsTest, TheListIsSortedById) {
    add("carlo");
    add("anna");
    add("bruno");
    std::vector<std::string> ids;
    for (const auto& each : operators(db))
        ids.push_back(each.id);
    EXPECT_THAT(ids, testing::ElementsAre("anna", "bruno", "carlo"));
}

TEST_F(OperatorsTest, AnIdIsTakenOnceAmongPeopleAndDevicesTogether) {
    add("anna");
    make_device_token(db, "kiosk-1", Role::kiosk, clock.now());
    EXPECT_EQ(refusal_of([&] { add("anna"); }), "people.taken");
    EXPECT_EQ(refusal_of([&] { add("kiosk-1"); }), "people.taken");
    EXPECT_EQ(refusal_of([&] { make_device_token(db, "anna", Role::board, clock.now()); }),
              "people.taken");
    EXPECT_EQ(count("operator"), 1);
}

TEST_F(OperatorsTest, AKioskIsNoOperatorAndAnOperatorNoDevice) {
    EXPECT_THROW(add("kiosk-1", Role::kiosk), std::logic_error);
    EXPECT_THROW(make_device_token(db, "x", Role::operator_, clock.now()), std::logic_error);
}

TEST_F(OperatorsTest, ANewPasswordReplacesTheOldOne) {
    add("anna");
    set_password(db, "anna", "another", true, clock.now());
    EXPECT_EQ(find_operator(db, "anna")->password_hash, "another");
    EXPECT_TRUE(find_operator(db, "anna")->must_change_password);
    EXPECT_EQ(refusal_of([&] { set_password(db, "nobody", "h", false, clock.now()); }),
              "people.unknown");
}

TEST_F(OperatorsTest, TheLastActiveAdministratorCannotBeDisabled) {
    add("anna", Role::administrator);
    add("bruno", Role::administrator);
    add("carlo");
    set_disabled(db, "carlo", true);
    set_disabled(db, "anna", true);
    EXPECT_EQ(refusal_of([&] { set_disabled(db, "bruno", true); }), "people.last-administrator");
    EXPECT_FALSE(find_operator(db, "bruno")->disabled);
    set_disabled(db, "anna", false);
    set_disabled(db, "bruno", true);
    EXPECT_TRUE(find_operator(db, "bruno")->disabled);
    EXPECT_EQ(refusal_of([&] { set_disabled(db, "nobody", true); }), "people.unknown");
}

TEST_F(OperatorsTest, EveryRoleHasItsName) {
    for (const auto role :
         {Role::operator_, Role::supervisor, Role::administrator, Role::kiosk, Role::board})
        EXPECT_EQ(role_from(to_text(role)), role);
    EXPECT_EQ(to_text(Role::operator_), "operator");
    EXPECT_FALSE(role_from("Operator"));
}

TEST_F(LockOutTest, FourWrongPasswordsLockNobodyOut) {
    add("anna");
    for (int i = 0; i < 4; ++i)
        note_failure(db, "anna", clock.now());
    EXPECT_FALSE(locked_until(db, "anna", clock.now()));
}

TEST_F(LockOutTest, TheFifthLocksForAMinuteAndEachFurtherOneTwiceAsLongUpToAnHour) {
    add("anna");
    for (int i = 0; i < 4; ++i)
        note_failure(db, "anna", clock.now());
    for (const auto lock : {1min, 2min, 4min, 8min, 16min, 32min, 60min, 60min, 60min}) {
        note_failure(db, "anna", clock.now());
        EXPECT_EQ(locked_until(db, "anna", clock.now()), clock.now() + lock);
        clock.advance(lock - 1ms);
        EXPECT_TRUE(locked_until(db, "anna", clock.now())) << lock.count();
        clock.advance(1ms);
        EXPECT_FALSE(locked_until(db, "anna", clock.now())) << lock.count();
    }
}

TEST_F(LockOutTest, OneAccountsFailuresAreNotAnothers) {
    add("anna");
    add("bruno");
    for (int i = 0; i < 9; ++i)
        note_failure(db, "anna", clock.now());
    EXPECT_FALSE(locked_until(db, "bruno", clock.now()));
}

TEST_F(LockOutTest, ASuccessStartsTheCountAnew) {
    add("anna");
    for (int i = 0; i < 4; ++i)
        note_failure(db, "anna", clock.now());
    note_success(db, "anna", clock.now());
    for (int i = 0; i < 4; ++i)
        note_failure(db, "anna", clock.now());
    EXPECT_FALSE(locked_until(db, "anna", clock.now()));
}

TEST_F(LockOutTest, ANewPasswordFreesALockedAccount) {
    add("anna");
    for (int i = 0; i < 8; ++i)
        note_failure(db, "anna", clock.now());
    set_password(db, "anna", "another", true, clock.now());
    EXPECT_FALSE(locked_until(db, "anna", clock.now()));
}

TEST_F(LockOutTest, AnUnknownNameIsLockedLikeAKnownOne) {
    for (int i = 0; i < 5; ++i) {
        EXPECT_FALSE(locked_until(db, "nobody", clock.now()));
        note_failure(db, "nobody", clock.now());
    }
    EXPECT_EQ(locked_until(db, "nobody", clock.now()), clock.now() + 1min);
}

TEST_F(LockOutTest, UnknownNamesAreNotKeptAndTakeBoundedRoom) {
    for (int i = 0; i < 20'000; ++i)
        note_failure(db, "my-secret-" + std::to_string(i), clock.now());
    EXPECT_LE(count("sign_in_failure"), 4096);
    EXPECT_EQ(db.integer("SELECT count(*) FROM sign_in_failure WHERE account LIKE '%secret%'"), 0);
}

} // namespace
} // namespace sportello::people
