// tests/core/print/templates_test.cpp -- editable templates: found, filled safely, read afresh.
#include "core/print/templates.hpp"

#include <boost/json/object.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "tests/lab/tools.hpp"

namespace sportello::print {

namespace {

using testing::HasSubstr;
namespace json = boost::json;

class TemplatesTest : public testing::Test {
protected:
    Document render(std::string_view text, const json::object& data) {
        folder.write("common/t.it.mustache", text);
        return templates.render("t", "it", data);
    }
    std::string mistake(const std::string& name, const std::string& language = "it") {
        try {
            templates.render(name, language, {});
            return "none";
        } catch (const TemplateError& error) {
            return error.what();
        }
    }
    std::string first_line(const std::string& name, const std::string& language = "it") {
        return templates.render(name, language, {}).blocks.at(0).text;
    }

    lab::Folder folder;
    Templates templates{folder.path() / "common"};
};

} // namespace

TEST_F(TemplatesTest, AValueNeverMakesABlockOrADirectiveOfItsOwn) {
    for (const std::string value :
         {"Rossi\n@cut", "Rossi\r\n@cut", "Rossi\r@cut", "Rossi\v@cut", "Rossi\f@cut",
          "Rossi\x1a@cut", "Rossi\u0085@cut", "Rossi\u2028@cut", "Rossi\u2029@cut"}) {
        const auto document = render("{{name}}\n", {{"name", value}});
        ASSERT_EQ(document.blocks.size(), 1u) << value;
        EXPECT_EQ(document.blocks[0].kind, BlockKind::text);
        EXPECT_THAT(document.blocks[0].text, testing::MatchesRegex("Rossi +@cut"));
    }
    for (const std::string value : {"@cut", "@qr https://evil.example", "@@cut", "@feed 20"}) {
        for (const std::string text : {"{{v}}", "@bold {{v}}", "{{{v}}}", "{{&v}}"}) {
            const auto document = render(text, {{"v", value}});
            ASSERT_EQ(document.blocks.size(), 1u) << text << value;
            EXPECT_EQ(document.blocks[0].kind, BlockKind::text);
            EXPECT_EQ(document.blocks[0].text, value);
        }
    }
}

TEST_F(TemplatesTest, AValueIsTextNotATemplateNorHtml) {
    const auto document =
        render("{{a}} & {{b}}", {{"a", "{{b}}"}, {"b", "<L'Aquila & \"Città\">"}});
    EXPECT_EQ(document.blocks.at(0).text, "{{b}} & <L'Aquila & \"Città\">");
}

TEST_F(TemplatesTest, AnAddressWithAnAtStaysWhole) {
    const auto document = render("@qr mailto:{{mail}}", {{"mail", "urp@comune.example"}});
    EXPECT_EQ(document.blocks.at(0).text, "mailto:urp@comune.example");
}

TEST_F(TemplatesTest, EmptyAbsentFalseAndNullSkipASectionAndZeroDoesNot) {
    const std::string text = "{{#v}}sì {{v}}{{/v}}{{^v}}no{{/v}}\n";
    for (const json::object& data :
         {json::object{}, {{"v", ""}}, {{"v", nullptr}}, {{"v", false}}, {{"v", json::array{}}}})
        EXPECT_EQ(render(text, data).blocks.at(0).text, "no") << data;
    EXPECT_EQ(render(text, {{"v", 0}}).blocks.at(0).text, "sì 0");
    EXPECT_EQ(render(text, {{"v", "x"}}).blocks.at(0).text, "sì x");
}

TEST_F(TemplatesTest, ALineThatHoldsOnlyATagLeavesNoEmptyLine) {
    const std::string text = "a\n{{#v}}\nb\n{{/v}}\n  {{! a note }}\r\n{{^v}}\nc\n{{/v}}\nd\n";
    EXPECT_EQ(render(text, {{"v", true}}).blocks.size(), 3u);
    EXPECT_EQ(render(text, {{"v", false}}).blocks.size(), 3u);
    EXPECT_EQ(render(text, {{"v", false}}).blocks.at(1).text, "c");
    const auto kept = render("{{#v}}\n\nb\n\n{{/v}}\n\nd\n", {{"v", true}}); // Those of ours stay.
    ASSERT_EQ(kept.blocks.size(), 5u);
    EXPECT_EQ(kept.blocks[1].text, "b");
}

TEST_F(TemplatesTest, AListRepeatsItsSection) {
    const auto document = render(
        "{{#rows}}\n{{label}}: {{euro}}\n{{/rows}}\n",
        {{"rows",
          {{{"label", "Diritti"}, {"euro", "0,26"}}, {{"label", "Bollo"}, {"euro", "16,00"}}}}});
    ASSERT_EQ(document.blocks.size(), 2u);
    EXPECT_EQ(document.blocks[1].text, "Bollo: 16,00");
}

TEST_F(TemplatesTest, WhatIsMissingIsNamed) {
    EXPECT_THAT(mistake("ticket"), HasSubstr("there is no template ticket.it.mustache in " +
                                             (folder.path() / "common").string()));
    EXPECT_THAT(mistake("registry/certificate"), HasSubstr("certificate.it.mustache"));
    for (const auto* name : {"../secret", "a/../b", "", "/", "a/", "/etc/passwd", "a/b/c", "A"})
        EXPECT_THAT(mistake(name), HasSubstr("is not a template's name")) << name;
    EXPECT_THAT(mistake("ticket", "../it"), HasSubstr("is not a template's name"));
}

TEST_F(TemplatesTest, AMistakeInATemplateNamesFileAndLine) {
    const auto file = folder.write("common/t.it.mustache", "uno\n@blink due\n").string();
    EXPECT_THAT(mistake("t"), testing::StartsWith(file + ": line 2: unknown directive"));
    // The line of the file, wherever it stands in what the file renders to.
    folder.write("common/t.it.mustache",
                 "{{#no}}\nx\n{{/no}}\r\n{{! a\nnote }}\nuno\n\n@blink {{^no}}due{{/no}}\n");
    EXPECT_THAT(mistake("t"), testing::StartsWith(file + ": line 8: unknown directive"));
    folder.write("common/t.it.mustache", "uno\ndue\n{{#open}}\ntre\n");
    EXPECT_THAT(mistake("t"), testing::StartsWith(file + ": line 3: "));
    folder.write("common/t.it.mustache", std::string(256 * 1024 + 1, 'x'));
    EXPECT_THAT(mistake("t"), testing::StartsWith(file + ": is longer than 256 KiB"));
}

TEST_F(TemplatesTest, AnEditedFileHoldsAtOnce) {
    const auto file = folder.write("common/t.it.mustache", "prima");
    EXPECT_EQ(first_line("t"), "prima");
    folder.write("common/t.it.mustache", "dopo, più lungo");
    EXPECT_EQ(first_line("t"), "dopo, più lungo");
    folder.write("common/t.it.mustache", "dopo, più largo"); // Of the same length.
    std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) +
                                               std::chrono::seconds(1));
    EXPECT_EQ(first_line("t"), "dopo, più largo");
    std::filesystem::remove(file);
    EXPECT_THAT(mistake("t"), HasSubstr("there is no template"));
}

TEST_F(TemplatesTest, ALanguageWithoutAFileFallsBackToItalian) {
    folder.write("common/t.it.mustache", "Buongiorno");
    EXPECT_EQ(first_line("t", "en"), "Buongiorno");
    folder.write("common/t.en.mustache", "Good morning");
    EXPECT_EQ(first_line("t", "en"), "Good morning");
    EXPECT_EQ(first_line("t", "de"), "Buongiorno");
}

TEST_F(TemplatesTest, TheTownReplacesAPluginsTemplateWithoutTouchingThePlugin) {
    folder.write("plugin/certificate.it.mustache", "del modulo");
    folder.write("plugin/certificate.en.mustache", "of the plugin");
    templates.add("registry", folder.path() / "plugin");
    EXPECT_EQ(first_line("registry/certificate"), "del modulo");
    folder.write("common/registry/certificate.it.mustache", "del Comune");
    EXPECT_EQ(first_line("registry/certificate"), "del Comune");
    EXPECT_EQ(first_line("registry/certificate", "en"),
              "of the plugin"); // English is replaced apart.
    EXPECT_THAT(mistake("certificate"), HasSubstr("there is no template"));
}

TEST_F(TemplatesTest, TheMarkOfAnEditorAtTheBeginningIsNotText) {
    folder.write("common/t.it.mustache", "\xef\xbb\xbf@paper a4\nTesto");
    EXPECT_EQ(templates.render("t", "it", {}).paper, Paper::a4);
}

} // namespace sportello::print
