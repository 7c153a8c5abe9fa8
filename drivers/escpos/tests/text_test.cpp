// drivers/escpos/tests/text_test.cpp -- characters to bytes, and lines between words.
#include <gtest/gtest.h>

#include <string>

#include "text.hpp"

namespace escpos {
namespace {

std::vector<CodePage> pages(std::initializer_list<std::pair<const char*, int>> names) {
    std::vector<CodePage> to;
    for (const auto& [name, number] : names)
        to.push_back({page_named(name), static_cast<std::uint8_t>(number)});
    return to;
}

const auto epson =
    pages({{"pc858", 19}, {"wpc1252", 16}, {"pc852", 18}, {"pc437", 0}, {"pc850", 2}});
const auto oldest = pages({{"pc437", 0}});
const std::vector<CodePage> none;

// What the printer would show: the page's own character, in UTF-8.
std::string shown(std::string_view text, const std::vector<CodePage>& with) {
    std::string to;
    for (const auto& it : cells_of(text, with, nullptr)) {
        const char32_t c = it.byte < 0x80 ? it.byte : it.page->page->upper.at(it.byte - 0x80u);
        if (c < 0x80) {
            to += static_cast<char>(c);
        } else if (c < 0x800) {
            to += static_cast<char>(0xc0 | (c >> 6));
            to += static_cast<char>(0x80 | (c & 0x3f));
        } else {
            to += static_cast<char>(0xe0 | (c >> 12));
            to += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
            to += static_cast<char>(0x80 | (c & 0x3f));
        }
    }
    return to;
}

std::vector<std::string> lines(std::string_view text, std::size_t columns) {
    const auto cells = cells_of(text, none, nullptr);
    std::vector<std::string> to;
    for (const auto& line : lines_of(cells, columns)) {
        to.emplace_back();
        for (const auto& it : line)
            to.back() += static_cast<char>(it.byte);
    }
    return to;
}

using Lines = std::vector<std::string>;

TEST(Text, PagesAreWhole) {
    for (const auto* name : {"pc437", "pc850", "pc852", "pc858", "wpc1250", "wpc1252"}) {
        const auto* page = page_named(name);
        ASSERT_TRUE(page) << name;
        ASSERT_EQ(page->upper.size(), 128u) << name;
        for (std::size_t i = 0; i < 128; ++i) {
            const bool hole = page->upper[i] == u'\uFFFD';
            EXPECT_EQ(page->byte_of(page->upper[i]), hole ? 0 : 0x80 + i) << name;
        }
    }
    EXPECT_EQ(page_named("pc858")->byte_of(U'€'), 0xd5); // As the makers' tables have it.
    EXPECT_EQ(page_named("wpc1252")->byte_of(U'€'), 0x80);
    EXPECT_EQ(page_named("pc437")->byte_of(U'è'), 0x8a);
    EXPECT_EQ(page_named("pc850")->byte_of(U'À'), 0xb7);
    EXPECT_EQ(page_named("pc852")->byte_of(U'ł'), 0x88);
    EXPECT_FALSE(page_named("pc999"));
}

TEST(Text, EveryLetterOfTheLanguagesAroundIsItself) {
    for (const auto* it : {
             "àèéìíîòóùú ÀÈÉÌÍÎÒÓÙÚ € « » ° ª º",                      // Italian
             "àâæçéèêëîïôœùûüÿ ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ",                      // French
             "äöüß ÄÖÜ",                                               // German
             "áéíñóúü ÁÉÍÑÓÚÜ ¿¡",                                     // Spanish
             "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ Wałęsa Łódź Świętosława Żółkiewska", // Polish
             "ăâîşţ ĂÂÎŞŢ Brâncuşi Hăţeganu",                          // Romanian
             "ščž ŠČŽ đ Đ Čuk Škofić",                                 // Slovene and Croatian
         })
        EXPECT_EQ(shown(it, epson), it);
}

TEST(Text, RomanianWithCommasIsWrittenWithCedillas) {
    EXPECT_EQ(shown("Brâncuși Hațeganu Ștefan Țuțora", epson), "Brâncuşi Haţeganu Ştefan Ţuţora");
}

TEST(Text, WhatNoPageHasIsSpelledOtherwise) {
    EXPECT_EQ(shown("Comune di Città", oldest), "Comune di Città");
    EXPECT_EQ(shown("CITTÀ DI FORLÌ", oldest), "CITTA' DI FORLI'");
    EXPECT_EQ(shown("l’anno “2026” – 5 € …", oldest), "l'anno \"2026\" - 5 EUR ...");
    EXPECT_EQ(shown("Erdős Nagy Łukasz Țuțora Šime", oldest), "Erdos Nagy Lukasz Tutora Sime");
    EXPECT_EQ(shown("perché è già così", none), "perche' e' gia' cosi'");
    EXPECT_EQ(shown("Straße Œuvre Þór Nguyễn", none), "Strasse OEuvre Thor Nguyen");
    EXPECT_EQ(shown("北京 😀", epson), "?? ?");
}

// With no page at all, every letter of the Latin alphabets becomes ASCII, not "?".
TEST(Text, EveryLatinLetterHasASpelling) {
    for (char32_t c = 0xc0; c < 0x180; ++c) {
        if (c == 0xd7 || c == 0xf7 || c == 0x149) continue; // Signs; and an obsolete letter.
        std::string utf8{static_cast<char>(0xc0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3f))};
        const auto spelled = shown(utf8, none);
        EXPECT_EQ(spelled.find('?'), std::string::npos) << utf8;
        EXPECT_FALSE(spelled.empty()) << utf8;
    }
}

TEST(Text, StaysInAPageAsLongAsItCan) {
    const auto cells = cells_of("è œ è", epson, nullptr);
    ASSERT_EQ(cells.size(), 5u);
    EXPECT_EQ(cells[0].page->number, 19); // The preferred.
    EXPECT_EQ(cells[2].page->number, 16); // It has no œ.
    EXPECT_EQ(cells[4].page->number, 16); // No need to go back.
}

TEST(Text, ControlCharactersAreDropped) {
    EXPECT_EQ(shown("a\x10\x04\x01"
                    "b\x1b@\x7f\xc2\x85",
                    epson),
              "ab@");
    EXPECT_EQ(shown("a\tb\nc\xc2\xa0"
                    "d",
                    epson),
              "a b c d");
    EXPECT_EQ(shown("e\xcc\x80\xe2\x80\x8b!", epson), "e!"); // A mark, and a space without width.
}

TEST(Text, WhatIsNotUtf8IsAQuestionMark) {
    EXPECT_EQ(shown("a\xff"
                    "b",
                    epson),
              "a?b");
    EXPECT_EQ(shown("a\xe2\x82", epson).substr(0, 2), "a?");
}

TEST(Lines, BreakBetweenWords) {
    EXPECT_EQ(lines("Ufficio Anagrafe e Stato civile", 16),
              (Lines{"Ufficio Anagrafe", "e Stato civile"}));
    EXPECT_EQ(lines("uno due  tre", 8), (Lines{"uno due", "tre"}));
    EXPECT_EQ(lines("12345678", 8), Lines{"12345678"});
    EXPECT_EQ(lines("12345678 ", 8), Lines{"12345678"});
    EXPECT_EQ(lines("", 8), Lines{""});
    EXPECT_EQ(lines("          ", 8), Lines{""});
    EXPECT_EQ(lines("A   12", 8), Lines{"A   12"}); // Columns are kept.
}

TEST(Lines, BreakAWordThatIsLongerThanTheLine) {
    EXPECT_EQ(lines("ab Donaudampfschiff", 8), (Lines{"ab", "Donaudam", "pfschiff"}));
}

TEST(Lines, NeverExceedTheColumnsNorLoseAWord) {
    const std::string text =
        "Si avvisa che lo sportello chiude alle ore 12 e 30 precise, salvo casi urgenti";
    for (std::size_t columns = 1; columns < 90; ++columns) {
        std::string joined;
        for (const auto& it : lines(text, columns)) {
            EXPECT_LE(it.size(), columns);
            joined += it;
        }
        const auto without_blanks = [](std::string it) {
            std::erase(it, ' ');
            return it;
        };
        EXPECT_EQ(without_blanks(joined), without_blanks(text));
    }
}

} // namespace
} // namespace escpos
