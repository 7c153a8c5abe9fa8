// registry/tests/tax_code_test.cpp -- the codice fiscale against published codes and its own rules.
#include <gtest/gtest.h>

#include <vector>

#include "tax_code.hpp"

namespace registry {
namespace {

struct Vector {
    const char* surname;
    const char* name;
    char sex;
    const char* birth;
    const char* place;
    const char* code;
};

// The first twelve are published by python-codicefiscale (MIT).
const std::vector<Vector> vectors{
    {"Ait Hadda", "Saad", 'M', "1995-09-08", "Z330", "THDSDA95P08Z330H"},
    {"Belousovs", "Olegs", 'M', "1984-03-22", "Z145", "BLSLGS84C22Z145O"},
    {"Bruno", "Giovanni", 'M', "1971-02-26", "L219", "BRNGNN71B26L219T"},
    {"Caccamo", "Fabio", 'M', "1985-04-03", "L219", "CCCFBA85D03L219P"},
    {"Gomba", "Alessandro", 'M', "1984-01-05", "G674", "GMBLSN84A05G674H"},
    {"Martini", "Maria", 'F', "1983-12-16", "A269", "MRTMRA83T56A269B"},
    {"Panella", "Michele", 'M', "1979-10-27", "I158", "PNLMHL79R27I158P"},
    {"Quatrini", "Dario", 'M', "1971-09-13", "G388", "QTRDRA71P13G388J"},
    {"Takakura", "Yuuki", 'F', "1987-02-28", "L219", "TKKYKU87B68L219F"},
    {"Rossi", "Mario", 'M', "1950-02-17", "A558", "RSSMRA50B17A558W"},
    {"Rossi", "Mario", 'M', "2004-11-29", "L219", "RSSMRA04S29L219G"},
    {"De Gregori", "Francesco", 'M', "1984-12-31", "G371", "DGRFNC84T31G371E"},
    {"Rossi", "Mario", 'M', "1980-01-01", "D142", "RSSMRA80A01D142M"},
    {"Rossi", "Mario", 'M', "1980-01-01", "H501", "RSSMRA80A01H501U"},
    {"Bianchi", "Marco", 'M', "1985-12-10", "D142", "BNCMRC85T10D142O"},
    {"Fò", "Dario", 'M', "1926-03-24", "E734", "FOXDRA26C24E734T"},
    {"Hu", "Li", 'F', "2000-02-29", "Z210", "HUXLIX00B69Z210T"},
    {"D'Angelo", "Niccolò", 'M', "2012-08-31", "D142", "DNGNCL12M31D142V"},
    {"Verdi", "Anna Maria", 'F', "1999-10-31", "D142", "VRDNMR99R71D142J"},
    {"Müller", "Jürgen", 'M', "1960-07-15", "Z112", "MLLJGN60L15Z112E"},
    {"Io", "Al", 'M', "1970-05-05", "D142", "IOXLAX70E05D142O"},
};

BirthData data(const Vector& it) {
    return {it.surname, it.name, it.sex, sportello::parse_date(it.birth).value(), it.place};
}

// All 128 codes a person may have.
std::vector<std::string> omocodes(const std::string& code) {
    std::vector<std::string> all;
    const std::vector<std::size_t> places{14, 13, 12, 10, 9, 7, 6};
    for (unsigned mask = 0; mask < 128; ++mask) {
        std::string other = code.substr(0, 15);
        for (std::size_t i = 0; i < places.size(); ++i)
            if (mask & (1U << i)) other[places[i]] = "LMNPQRSTUV"[other[places[i]] - '0'];
        all.push_back(other + check_letter(other));
    }
    return all;
}

TEST(TaxCode, IsComputedFromTheData) {
    for (const auto& it : vectors)
        EXPECT_EQ(compute_tax_code(data(it)), it.code) << it.surname;
}

TEST(TaxCode, AComputedCodeIsValidAndTellsItsOwner) {
    for (const auto& it : vectors) {
        const auto person = decode_tax_code(it.code);
        ASSERT_TRUE(person) << it.code;
        const std::chrono::year_month_day birth(sportello::parse_date(it.birth).value());
        EXPECT_EQ(person->sex, it.sex);
        EXPECT_EQ(person->year, static_cast<int>(birth.year()) % 100);
        EXPECT_EQ(person->month, static_cast<unsigned>(birth.month()));
        EXPECT_EQ(person->day, static_cast<unsigned>(birth.day()));
        EXPECT_EQ(person->place, it.place);
    }
}

TEST(TaxCode, EveryDayOfTwoCenturiesMakesAValidCode) {
    const auto last = sportello::parse_date("2099-12-31").value();
    for (auto day = sportello::parse_date("1900-01-01").value(); day <= last;
         day += sportello::days(1))
        for (const char sex : {'M', 'F'}) {
            const auto code = compute_tax_code({"Fò", "Dario", sex, day, "E734"});
            ASSERT_TRUE(valid_tax_code(code)) << code;
        }
}

TEST(TaxCode, AWrongCharacterThatChangesTheSumIsFound) {
    const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    for (const auto& it : vectors) {
        const std::string code = it.code;
        for (std::size_t place = 0; place < code.size(); ++place)
            for (const char other : alphabet) {
                if (other == code[place]) continue;
                std::string wrong = code;
                wrong[place] = other;
                const bool breaks = place == 15 || check_letter(wrong.substr(0, 15)) != code[15];
                if (breaks) {
                    EXPECT_FALSE(valid_tax_code(wrong)) << wrong;
                }
            }
    }
}

// A letter for a letter, or a digit for a digit, always changes the sum: the tables are one to one.
TEST(TaxCode, ALetterOrDigitMistypedIsAlwaysFound) {
    const std::string code = "RSSMRA80A01D142M";
    for (std::size_t place = 0; place < code.size(); ++place) {
        const bool digit = code[place] <= '9';
        for (const char other : std::string(digit ? "0123456789" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
            if (other == code[place]) continue;
            std::string wrong = code;
            wrong[place] = other;
            EXPECT_FALSE(valid_tax_code(wrong)) << wrong;
        }
    }
}

TEST(TaxCode, PublishedOmocodesAreTheSamePerson) {
    for (const auto* code :
         {"CCCFBA85D03L21VE", "CCCFBA85D03L2MVP", "CCCFBA85D03LNMVE", "CCCFBA85D0PLNMVA",
          "CCCFBA85DLPLNMVL", "CCCFBA8RDLPLNMVX", "CCCFBAURDLPLNMVU"}) {
        EXPECT_TRUE(valid_tax_code(code)) << code;
        EXPECT_EQ(without_omocodia(code), "CCCFBA85D03L219P");
    }
}

TEST(TaxCode, All128OmocodesAreTheSamePerson) {
    for (const auto& it : vectors)
        for (const auto& code : omocodes(it.code)) {
            ASSERT_TRUE(valid_tax_code(code)) << code;
            EXPECT_EQ(without_omocodia(code), it.code);
            EXPECT_EQ(decode_tax_code(code)->place, it.place);
            EXPECT_EQ(decode_tax_code(code)->sex, it.sex);
        }
}

TEST(TaxCode, WrongLengthsShapesAndLettersAreRefused) {
    for (const auto* code :
         {"", "CCCFBA85D03L219B", "CCCFBA85D03L219PP", "CCCFBA85D03L219", "1CCFBA85D03L219P",
          "CCCFBA85I03L219P", "cccfba85d03l219p", "CCCFBA85D03L219\n", "àààààààà"})
        EXPECT_FALSE(valid_tax_code(code)) << code;
}

TEST(TaxCode, DaysThatDoNotExistAreRefused) {
    const auto with_day = [](const std::string& year_month, int day) {
        const std::string first =
            "CCCFBA" + year_month + (day < 10 ? "0" : "") + std::to_string(day) + "L219";
        return valid_tax_code(first + check_letter(first));
    };
    EXPECT_FALSE(with_day("85D", 0));
    for (int day = 31; day <= 40; ++day) // April has thirty days.
        EXPECT_FALSE(with_day("85D", day)) << day;
    for (int day = 71; day <= 99; ++day)
        EXPECT_FALSE(with_day("85D", day)) << day;
    EXPECT_TRUE(with_day("85D", 30));
    EXPECT_TRUE(with_day("85D", 70));
    EXPECT_FALSE(with_day("85B", 29));
    EXPECT_TRUE(with_day("84B", 29));
    EXPECT_TRUE(with_day("00B", 69));
}

TEST(TaxCode, SpacesAndCaseOfTheKeyboardAreForgiven) {
    EXPECT_EQ(normal_tax_code(" rss mra 80a01 d142m"), "RSSMRA80A01D142M");
}

TEST(NumericCode, FollowsTheRuleOfLuhn) {
    EXPECT_TRUE(valid_numeric_code("00111540191"));
    EXPECT_TRUE(valid_numeric_code("00085240950"));
    EXPECT_TRUE(valid_numeric_code("12345678903"));
    EXPECT_FALSE(valid_numeric_code("12345678901"));
    EXPECT_FALSE(valid_numeric_code("0011154019"));
    EXPECT_FALSE(valid_numeric_code("0011154019A"));
}

TEST(NumericCode, ElevenZeroesAreNobody) {
    EXPECT_FALSE(valid_numeric_code("00000000000"));
}

} // namespace
} // namespace registry
