// tests/core/print/shipped_templates_test.cpp -- every template of etc/templates, in both
// languages, with the data that the daemon fills it with.
#include "core/print/pdf.hpp"
#include "core/print/templates.hpp"

#include <boost/json/object.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/lab/tools.hpp"

namespace sportello::print {

namespace {

namespace json = boost::json;
using testing::HasSubstr;

// As core/api fills them.
const json::object ticket_data = {
    {"town", "Crema"},
    {"province", "CR"},
    {"demo", false},
    {"number", "A042"},
    {"lane", "Rapida"},
    {"date", "24/11/2026"},
    {"time", "09:12"},
    {"ahead", 3},
    {"priority", false},
    {"url", "https://sportello.comune.example/t/5fQ0rN8kYzG2mW1x"},
    {"procedures",
     {{{"title", "Carta d'identità elettronica"}, {"people", 4}, {"several", true}}}}};
const json::object receipt_data = {
    {"town", "Crema"},
    {"province", "CR"},
    {"demo", false},
    {"date", "24/11/2026"},
    {"time", "09:12"},
    {"procedure", "Dichiarazione di residenza con provenienza da altro Comune"},
    {"protocol", "1234/2026"},
    {"due_on", "08/01/2027"},
    {"office", "Servizi demografici"},
    {"charges",
     {{{"label", "Diritti di segreteria"}, {"euro", "0,52"}, {"reason", "legge n. 604/1962"}},
      {{"label", "Imposta di bollo"}, {"euro", "16,00"}, {"reason", ""}}}},
    {"case", 17}};

const json::object& data_of(const std::string& name) {
    return name == "ticket" ? ticket_data : receipt_data;
}

std::string text_of(const Document& document) {
    std::string text;
    for (const auto& it : document.blocks)
        text += it.text + "\n";
    return text;
}

json::object with(json::object data, std::string_view key, const json::value& value) {
    data[key] = value;
    return data;
}

class ShippedTemplates : public testing::Test {
protected:
    Templates templates{SHIPPED_TEMPLATES};
};

} // namespace

TEST_F(ShippedTemplates, EachExistsInBothLanguagesAndNoneIsUnknownToThisTest) {
    std::set<std::string> files;
    for (const auto& it : std::filesystem::recursive_directory_iterator(SHIPPED_TEMPLATES))
        if (it.is_regular_file()) files.insert(it.path().filename().string());
    EXPECT_EQ(files, (std::set<std::string>{"receipt.en.mustache", "receipt.it.mustache",
                                            "ticket.en.mustache", "ticket.it.mustache"}));
}

TEST_F(ShippedTemplates, EachSaysAllItIsGiven) {
    for (const std::string language : {"it", "en"}) {
        const auto ticket = text_of(templates.render("ticket", language, ticket_data));
        for (const auto* value : {"Crema", "A042", "Rapida", "24/11/2026", "09:12", ": 3\n",
                                  "Carta d'identità elettronica",
                                  "https://sportello.comune.example/t/5fQ0rN8kYzG2mW1x"})
            EXPECT_THAT(ticket, HasSubstr(value)) << language;
        const auto receipt = text_of(templates.render("receipt", language, receipt_data));
        for (const auto* value :
             {"Crema", "CR", "24/11/2026", "09:12", "Dichiarazione di residenza", "1234/2026",
              "08/01/2027", "Servizi demografici", "€ 0,52", "legge n. 604/1962", "€ 16,00", "17"})
            EXPECT_THAT(receipt, HasSubstr(value)) << language;
    }
}

TEST_F(ShippedTemplates, EachMarksADuplicateAndAFacsimileAndOnlyThose) {
    for (const std::string name : {"ticket", "receipt"}) {
        for (const std::string language : {"it", "en"}) {
            const auto& data = data_of(name);
            const auto plain = text_of(templates.render(name, language, data));
            EXPECT_EQ(plain.find("DUPLICATO"), plain.npos);
            EXPECT_EQ(plain.find("FAC-SIMILE"), plain.npos);
            EXPECT_THAT(text_of(templates.render(name, language, with(data, "duplicate", true))),
                        HasSubstr("DUPLICATO"));
            EXPECT_THAT(text_of(templates.render(name, language, with(data, "demo", true))),
                        HasSubstr("FAC-SIMILE"));
        }
    }
}

TEST_F(ShippedTemplates, ATicketWithoutUrlHasNoCodeAndEndsWithACut) {
    for (const std::string language : {"it", "en"}) {
        const auto document = templates.render("ticket", language, with(ticket_data, "url", ""));
        EXPECT_EQ(document.paper, Paper::roll);
        EXPECT_EQ(document.blocks.back().kind, BlockKind::cut);
        for (const auto& it : document.blocks)
            EXPECT_NE(it.kind, BlockKind::qr);
    }
}

TEST_F(ShippedTemplates, TheReceiptIsOneA4SheetThatCanBeSearched) {
    const lab::Folder folder;
    for (const std::string language : {"it", "en"}) {
        const auto document = templates.render("receipt", language, receipt_data);
        EXPECT_EQ(document.paper, Paper::a4);
        const auto file =
            folder.write("receipt.pdf", to_pdf(document, {"Ricevuta", language, false}));
        EXPECT_THAT(lab::run_tool("poppler-utils", {"pdfinfo", file.string()}),
                    HasSubstr("Pages:           1"));
        EXPECT_THAT(lab::run_tool("poppler-utils", {"pdftotext", "-layout", file.string(), "-"}),
                    testing::AllOf(HasSubstr("1234/2026"), HasSubstr("Diritti di segreteria"),
                                   HasSubstr("€ 16,00"), HasSubstr("08/01/2027")));
    }
}

} // namespace sportello::print
