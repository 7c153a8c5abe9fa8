// tests/core/print/markup_test.cpp -- the markup of documents: one block a line, mistakes by line.
#include "core/print/document.hpp"

#include <gtest/gtest.h>

namespace sportello::print {

namespace {

std::string mistake(std::string_view markup) {
    try {
        parse_markup(markup);
        return "none";
    } catch (const TemplateError& error) {
        return error.what();
    }
}

} // namespace

TEST(Markup, EachLineIsABlock) {
    const auto document = parse_markup("@center @bold @huge A042\n"
                                       "Una riga\n"
                                       "\n"
                                       "@rule\n"
                                       "@qr https://comune.example/t/x\n"
                                       "@feed 3\n"
                                       "@cut\n");
    EXPECT_EQ(document.paper, Paper::roll);
    ASSERT_EQ(document.blocks.size(), 7u);
    const auto& number = document.blocks[0];
    EXPECT_EQ(number.text, "A042");
    EXPECT_TRUE(number.style.bold && number.style.huge);
    EXPECT_FALSE(number.style.wide || number.style.tall);
    EXPECT_EQ(number.style.align, Style::Align::center);
    EXPECT_EQ(document.blocks[1].text, "Una riga");
    EXPECT_EQ(document.blocks[2].kind, BlockKind::feed);
    EXPECT_EQ(document.blocks[2].lines, 1u);
    EXPECT_EQ(document.blocks[3].kind, BlockKind::rule);
    EXPECT_EQ(document.blocks[4].kind, BlockKind::qr);
    EXPECT_EQ(document.blocks[4].text, "https://comune.example/t/x");
    EXPECT_EQ(document.blocks[5].lines, 3u);
    EXPECT_EQ(document.blocks[6].kind, BlockKind::cut);
}

TEST(Markup, TheFirstLineMayAskForAnA4Sheet) {
    const auto document = parse_markup("@paper a4\r\nTesto\r\n");
    EXPECT_EQ(document.paper, Paper::a4);
    ASSERT_EQ(document.blocks.size(), 1u);
    EXPECT_EQ(document.blocks[0].text, "Testo");
}

TEST(Markup, ADoubledAtBeginsATextWithOne) {
    const auto document = parse_markup("@@comune\n@bold @@cut");
    EXPECT_EQ(document.blocks[0].text, "@comune");
    EXPECT_EQ(document.blocks[1].text, "@cut");
    EXPECT_EQ(document.blocks[1].kind, BlockKind::text);
}

TEST(Markup, AStyleWithoutTextFeedsALine) {
    EXPECT_EQ(parse_markup("@center").blocks.at(0).kind, BlockKind::feed);
}

TEST(Markup, AMistakeIsToldWithItsLine) {
    EXPECT_EQ(mistake("uno\n@blink due"),
              "line 2: unknown directive \"@blink\"; a text that starts with @ is written @@");
    EXPECT_EQ(mistake("uno\n\n@rule tre"), "line 3: @rule stands alone on its line");
    EXPECT_EQ(mistake("@cut qui"), "line 1: @cut stands alone on its line");
    EXPECT_EQ(mistake("@qr"), "line 1: @qr needs the text of the code");
    for (const std::string lines : {"", " 0", " 21", " -1", " tre", " 3x", " 99999999999"})
        EXPECT_EQ(mistake("@feed" + lines), "line 1: @feed needs a number of lines from 1 to 20");
    EXPECT_EQ(mistake("uno\n@paper a4"), "line 2: @paper a4 may only be the first line");
}

TEST(Markup, ADocumentHasAnEnd) {
    EXPECT_EQ(mistake(std::string(4'001, '\n')),
              "line 4001: the document is longer than 4000 lines");
    EXPECT_EQ(mistake(std::string(4'000, '\n')), "none");
    EXPECT_EQ(mistake(std::string(256 * 1024 + 1, 'x')), "the document is longer than 256 KiB");
}

} // namespace sportello::print
