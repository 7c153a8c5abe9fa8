// tests/core/people/passwords_test.cpp -- how passwords are kept, and which are good enough.
#include "core/base/texts.hpp"
#include "core/people/people.hpp"

#include <gtest/gtest.h>

#include <cctype>
#include <ctime>
#include <set>

namespace sportello::people {
namespace {

class PasswordsTest : public testing::Test {
protected:
    PasswordsTest() { start(); }
};

// Processor time, so that a busy machine does not matter; the least of three.
double seconds_to_verify(const std::string& hash) {
    double least = 1e9;
    for (int i = 0; i < 3; ++i) {
        const auto before = std::clock();
        EXPECT_FALSE(verify_password(hash, "not the password"));
        least = std::min(least, static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
    }
    return least;
}

TEST_F(PasswordsTest, OnlyTheRightPasswordFits) {
    const auto hash = hash_password("quattro parole a caso");
    EXPECT_TRUE(verify_password(hash, "quattro parole a caso"));
    EXPECT_FALSE(verify_password(hash, "quattro parole a Caso"));
    EXPECT_FALSE(verify_password(hash, ""));
}

TEST_F(PasswordsTest, AHashIsArgon2idWith64MiBAndIsSalted) {
    const auto hash = hash_password("quattro parole a caso");
    EXPECT_EQ(hash.rfind("$argon2id$v=19$m=65536,t=3,p=1$", 0), 0u) << hash;
    EXPECT_NE(hash, hash_password("quattro parole a caso"));
}

TEST_F(PasswordsTest, AnUnknownUserIsVerifiedAsSlowlyAsAKnownOneAndNeverFits) {
    const auto known = seconds_to_verify(hash_password("quattro parole a caso"));
    const auto unknown = seconds_to_verify("");
    EXPECT_GT(unknown, 0.5 * known);
    EXPECT_LT(unknown, 2.0 * known);
    EXPECT_FALSE(verify_password("", ""));
}

TEST_F(PasswordsTest, AMadePasswordIsFourGroupsOfFourAndGoodEnough) {
    std::set<std::string> made;
    const std::string taken_for_each_other = "01oil";
    for (int i = 0; i < 500; ++i) {
        const auto password = make_password();
        ASSERT_EQ(password.size(), 19u);
        for (std::size_t at = 0; at < password.size(); ++at) {
            const auto c = static_cast<unsigned char>(password[at]);
            EXPECT_TRUE(at % 5 == 4 ? c == '-' : std::islower(c) || std::isdigit(c)) << password;
        }
        EXPECT_EQ(password.find_first_of(taken_for_each_other), std::string::npos) << password;
        EXPECT_EQ(password_problem(password, "anna", "Crema"), std::nullopt) << password;
        made.insert(password);
    }
    EXPECT_EQ(made.size(), 500u);
}

struct Case {
    std::string password;
    std::string problem; // Empty: good enough.
};

void PrintTo(const Case& it, std::ostream* out) {
    *out << it.password;
}

class PasswordProblemTest : public testing::TestWithParam<Case> {};

TEST_P(PasswordProblemTest, IsToldByItsCode) {
    const auto& [password, problem] = GetParam();
    const auto found = password_problem(password, "anna.b", "Cantù");
    EXPECT_EQ(found.value_or(""), problem);
}

INSTANTIATE_TEST_SUITE_P(Passwords,
                         PasswordProblemTest,
                         testing::Values(
                             // Length counts characters, not bytes.
                             Case{"", "people.password-short"},
                             Case{"k7-Vm2xq9Lt", "people.password-short"},
                             Case{"perchéèùàòì", "people.password-short"},
                             Case{"k7-Vm2xq9Ltz", ""},
                             Case{"quattro parole a caso", ""},
                             Case{"tre mele gialle", ""},
                             // The user's id and the town, however written.
                             Case{"xx-anna.b-4711-yy", "people.password-has-user"},
                             Case{"xx-Anna_B-4711-yy", "people.password-has-user"},
                             Case{"xx-annab-4711-yyy", "people.password-has-user"},
                             Case{"anna va al lago", ""},
                             Case{"bella-cantu-4711", "people.password-has-town"},
                             Case{"bella CANTÙ 4711", "people.password-has-town"},
                             // Over and over.
                             Case{"aaaaaaaaaaaa", "people.password-common"},
                             Case{"xyxyxyxyxyxyx", "people.password-common"},
                             Case{"giro giro giro ", "people.password-common"},
                             Case{"passwordpassword", "people.password-common"},
                             // Along the keyboard.
                             Case{"qwertyuiopas", "people.password-common"},
                             Case{"qwerty123456", "people.password-common"},
                             Case{"poiuytrewqlkj", "people.password-common"},
                             Case{"1qaz2wsx3edc4rfv", "people.password-common"},
                             Case{"ABCDEFGHIJKLM", "people.password-common"},
                             Case{"098765432109", "people.password-common"},
                             Case{"qwerty-mela-123", ""},
                             // Words and names with something around them.
                             Case{"password2026!", "people.password-common"},
                             Case{"P@ssw0rd2026!", "people.password-common"},
                             Case{"123-Password-123", "people.password-common"},
                             Case{"Francesco-1985", "people.password-common"},
                             Case{"Sportello2026", "people.password-common"},
                             Case{"benvenuto1234", "people.password-common"},
                             Case{"1q2w3e4r5t6y", "people.password-common"},
                             Case{"francesco pesca trote", ""}));

TEST_F(PasswordsTest, AShortNameOrNoTownIsNotLookedFor) {
    EXPECT_EQ(password_problem("al mare con le zie", "al"), std::nullopt);
    EXPECT_EQ(password_problem("al mare con le zie", "zie"), "people.password-has-user");
}

TEST_F(PasswordsTest, EveryReasonIsSaidInBothLanguages) {
    Texts texts;
    texts.add_folder("", PEOPLE_TEXTS);
    for (const auto* code :
         {"people.taken", "people.unknown", "people.last-administrator", "people.password-short",
          "people.password-common", "people.password-has-user", "people.password-has-town"})
        for (const auto* language : {"it", "en"})
            EXPECT_TRUE(texts.has(code, language)) << code << " " << language;
}

} // namespace
} // namespace sportello::people
