// The codice fiscale (DM 23-12-1976 n. 13813): known codes, homonyms, bodies, slips of the pen.
#include "core/catalogue/tax_code.hpp"

#include <gtest/gtest.h>

#include <string>

namespace sportello::catalogue {
namespace {

constexpr const char* known[] = {"THDSDA95P08Z330H", "BLSLGS84C22Z145O", "BRNGNN71B26L219T",
                                 "CCCFBA85D03L219P", "GMBLSN84A05G674H", "MRTMRA83T56A269B",
                                 "PNLMHL79R27I158P", "QTRDRA71P13G388J", "TKKYKU87B68L219F",
                                 "RSSMRA50B17A558W", "RSSMRA04S29L219G", "DGRFNC84T31G371E",
                                 "RSSMRA80A01D142M", "RSSMRA80A01H501U", "BNCMRC85T10D142O",
                                 "FOXDRA26C24E734T", "HUXLIX00B69Z210T", "DNGNCL12M31D142V",
                                 "VRDNMR99R71D142J", "MLLJGN60L15Z112E", "IOXLAX70E05D142O"};

TEST(TaxCode, KnownOnesAreRight) {
    for (const char* code : known)
        EXPECT_TRUE(is_tax_code(code)) << code;
    EXPECT_TRUE(is_tax_code("rssmra80a01d142m"));
}

TEST(TaxCode, HomonymsHaveLettersForDigits) {
    for (const char* code :
         {"CCCFBA85D03L21VE", "CCCFBA85D03L2MVP", "CCCFBA85D03LNMVE", "CCCFBA85D0PLNMVA",
          "CCCFBA85DLPLNMVL", "CCCFBA8RDLPLNMVX", "CCCFBAURDLPLNMVU"})
        EXPECT_TRUE(is_tax_code(code)) << code;
}

TEST(TaxCode, EveryOtherCheckLetterIsWrong) {
    for (const std::string code : known)
        for (char letter = 'A'; letter <= 'Z'; ++letter)
            EXPECT_EQ(is_tax_code(code.substr(0, 15) + letter), letter == code[15])
                << code << letter;
}

// With the check letter that belongs to it, so that nothing else is wrong.
bool right_with_some_letter(const std::string& fifteen) {
    for (char letter = 'A'; letter <= 'Z'; ++letter)
        if (is_tax_code(fifteen + letter)) return true;
    return false;
}

TEST(TaxCode, MonthAndDayExist) {
    EXPECT_TRUE(right_with_some_letter("RSSMRA80A01D142"));
    EXPECT_TRUE(right_with_some_letter("RSSMRA80T71D142"));
    for (const char* wrong : {"RSSMRA80F01D142", "RSSMRA80A00D142", "RSSMRA80A32D142",
                              "RSSMRA80A40D142", "RSSMRA80A72D142", "RSSMRA80AUVD142"})
        EXPECT_FALSE(right_with_some_letter(wrong)) << wrong;
}

TEST(TaxCode, DigitsAndLettersStandInTheirPlaces) {
    for (const char* wrong : {"1SSMRA80A01D142", "RSSMRA8AA01D142", "RSSMRA80101D142",
                              "RSSMRA80A01D14A", "RSSMRA80A0 D142", "RSSMRA80A01\xc3\xa8"})
        EXPECT_FALSE(right_with_some_letter(wrong)) << wrong;
}

TEST(TaxCode, ElevenDigitsEndInTheirCheckDigit) {
    for (const char* right : {"00111540191", "12345678903", "00085240950"})
        EXPECT_TRUE(is_tax_code(right)) << right;
    for (const char* wrong :
         {"12345678901", "00111540192", "00000000000", "0011154019A", "1234567890"})
        EXPECT_FALSE(is_tax_code(wrong)) << wrong;
}

TEST(TaxCode, AnotherLengthIsNone) {
    for (const char* wrong : {"", "A", "RSSMRA80A01D142", "RSSMRA80A01D142MM", " RSSMRA80A01D142M"})
        EXPECT_FALSE(is_tax_code(wrong)) << wrong;
}

} // namespace
} // namespace sportello::catalogue
