// taxes/tests/pagopa_test.cpp -- notice numbers, their check digits, and the two texts for
// machines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "pagopa.hpp"

namespace taxes {
namespace {

TEST(Nav, OfRealNoticesIsValid) {
    for (const auto* nav : {"001340000013900808", "001340000013900909", "300715700000000032",
                            "301000000000000144", "123456789012345678"})
        EXPECT_TRUE(valid_nav(nav)) << nav;
}

TEST(Nav, WithWrongCheckDigitsIsFound) {
    for (const auto& [nav, right] : {std::pair{"399000012345678900", "90"},
                                     {"344012345678901233", "86"},
                                     {"302000000000000000", "83"}}) {
        EXPECT_FALSE(valid_nav(nav));
        EXPECT_EQ(check_digits(std::string_view(nav).substr(0, 16)), right);
    }
    for (const auto* wrong : {"", "30100000000000014", "3010000000000001444", "40100000000000014x",
                              "401000000000000144"})
        EXPECT_FALSE(valid_nav(wrong)) << wrong;
}

TEST(Nav, IsMadeOfSegregationBaseAndCheckDigits) {
    struct Row {
        const char* segregation;
        std::int64_t base;
        const char *nav, *iuv;
    };
    for (const auto& it : {Row{"01", 1, "301000000000000144", "01000000000000144"},
                           {"01", 2026000000001, "301202600000000103", "01202600000000103"},
                           {"00", 9999999999999, "300999999999999942", "00999999999999942"},
                           {"45", 1234567890123, "345123456789012309", "45123456789012309"}}) {
        EXPECT_EQ(notice_number(it.segregation, it.base).nav, it.nav);
        EXPECT_EQ(notice_number(it.segregation, it.base).iuv, it.iuv);
    }
    EXPECT_EQ(old_notice_number("01", 1).nav, "001000000000000141");
    EXPECT_EQ(old_notice_number("01", 1).iuv, "000000000000141");
    EXPECT_THROW(notice_number("1", 1), std::invalid_argument);
    EXPECT_THROW(notice_number("01", 10'000'000'000'000), std::invalid_argument);
}

TEST(Nav, AnyNumberIsValidAndAnyWrongDigitIsFound) {
    std::mt19937_64 random(18);
    for (int i = 0; i < 500; ++i) {
        auto nav = notice_number(i % 2 ? "01" : "45",
                                 static_cast<std::int64_t>(random() % 9'999'999'999'999))
                       .nav;
        ASSERT_TRUE(valid_nav(nav));
        const auto at = 1 + random() % 17;
        nav[at] = nav[at] == '9' ? '0' : static_cast<char>(nav[at] + 1);
        ASSERT_FALSE(valid_nav(nav)) << nav;
    }
}

TEST(Nav, IsReadInGroupsOfFour) {
    EXPECT_EQ(in_groups("301202600000000103"), "3012 0260 0000 0001 03");
    EXPECT_EQ(in_groups("301202600000000103").size(), 22U);
}

TEST(Qr, HoldsNumberCreditorAndCents) {
    EXPECT_EQ(qr_text("301202600000000103", "00111540191", 178100),
              "PAGOPA|002|301202600000000103|00111540191|178100");
    EXPECT_EQ(qr_text("001340000013900808", "12345678901", 5000),
              "PAGOPA|002|001340000013900808|12345678901|5000");
    EXPECT_EQ(qr_text("001340000013900808", "12345678901", 5),
              "PAGOPA|002|001340000013900808|12345678901|05");
    // A version 4 code of correction M holds 62 bytes.
    EXPECT_LE(qr_text("301202600000000103", "00111540191", 9'999'999'999).size(), 62U);
}

TEST(DataMatrix, Has256CharactersInTheirPlaces) {
    const auto text = datamatrix_text({"300715700000000032", "000016302093", 1, "00085240950",
                                       "RSSMRA80A01D142M", "Rossi Mario", "TARI 2026"});
    EXPECT_EQ(text, "codfase=NBPA;18300715700000000032120000163020931000000000013896"
                    "1P100085240950RSSMRA80A01D142MROSSI MARIO" +
                        std::string(29, ' ') + "TARI 2026" + std::string(101 + 12, ' ') + "A");
    EXPECT_EQ(text.size(), 256U);
    EXPECT_EQ(text.substr(15, 18), "300715700000000032");
    EXPECT_EQ(text.substr(49, 10), "0000000001");
    EXPECT_EQ(text.substr(66, 11), "00085240950");
    const auto body = datamatrix_text(
        {"300715700000000032", "000016302093", 17810, "00085240950", "00111540191",
         "Società È più lunga di quaranta caratteri S.p.A.", std::string(200, 'x')});
    EXPECT_EQ(body.size(), 256U);
    EXPECT_EQ(body.substr(93, 40), "SOCIETA E PIU LUNGA DI QUARANTA CARATTER");
}

} // namespace
} // namespace taxes
