// tests/paper/ticket_test.cpp -- the ticket that a citizen holds: from etc/templates through the
// driver to the printer's paper, read back by a camera's program and by an OCR.
#include "core/print/templates.hpp"

#include <boost/json/object.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>
#include <sstream>

#include "tests/lab/tools.hpp"
#include "tests/paper/driven_printer.hpp"

namespace sportello::device {
namespace {

using testing::HasSubstr;

// As the driver's manifest knows an Epson TM-T20II; in 42 and 32 columns other printers' paper.
std::string profile(unsigned columns) {
    return R"({"columns": )" + std::to_string(columns) +
           R"(, "code_pages": {"pc858": 19, "wpc1252": 16, "pc437": 0},
              "cutter": "partial", "qr": "native", "confirm": "gs-h", "status": "dle-eot"})";
}

const std::string url = "https://sportello.comune.example.it/t/5fQ0rN8kYzG2mW1x";

boost::json::object ticket() {
    return {{"town", "Crema"},
            {"province", "CR"},
            {"number", "A042"},
            {"lane", "Sportello rapido"},
            {"procedures",
             boost::json::array{boost::json::object{{"title", "Carta d'identità elettronica"}}}},
            {"date", "24/11/2026"},
            {"time", "09:12"},
            {"ahead", 3},
            {"priority", false},
            {"demo", false},
            {"url", url}};
}

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

class TicketTest : public testing::Test {
protected:
    // Prints it and returns its picture.
    std::filesystem::path print(const std::string& language, const boost::json::object& data) {
        EXPECT_EQ(printer.print(templates.render("ticket", language, data)), SPO_CONFIRMED);
        EXPECT_EQ(printer.papers.size(), 1u);
        const auto file = folder.path() / (language + ".png");
        if (!printer.papers.empty()) write_png(printer.papers.front(), file);
        return file;
    }

    lab::Folder folder;
    print::Templates templates{SHIPPED_TEMPLATES};
    DrivenPrinter printer{profile(48)};
};

TEST_F(TicketTest, IsReadByACameraAndByEyes) {
    const auto picture = print("it", ticket());
    EXPECT_THAT(lab::read_code(picture), HasSubstr(url));
    const auto letters = lab::read_letters(picture);
    for (const auto* part : {"Comune di Crema", "Sportello rapido", "identità", "24/11/2026",
                             "09:12", "Persone prima di lei: 3"})
        EXPECT_THAT(letters, HasSubstr(part));
    EXPECT_THAT(letters, testing::AnyOf(HasSubstr("A042"), HasSubstr("AO42")))
        << "an OCR may take the nought for the letter";
}

TEST_F(TicketTest, AlsoInEnglish) {
    const auto picture = print("en", ticket());
    EXPECT_THAT(lab::read_code(picture), HasSubstr(url));
    EXPECT_THAT(lab::read_letters(picture), HasSubstr("People ahead of you: 3"));
}

TEST_F(TicketTest, ItsNumberIsAsLargeAsThePaperAllows) {
    print("it", ticket());
    unsigned largest = 0;
    for (const auto& element : printer.papers.at(0))
        if (const auto* line = std::get_if<PaperLine>(&element))
            for (const auto& run : line->runs)
                if (run.text == "A042") largest = std::max(largest, run.height);
    EXPECT_EQ(largest, 8u);
}

TEST_F(TicketTest, SaysThatItIsACopyOrADemonstration) {
    auto data = ticket();
    data["demo"] = true;
    data["duplicate"] = true;
    const auto letters = lab::read_letters(print("it", data));
    EXPECT_THAT(letters, HasSubstr("FAC-SIMILE"));
    EXPECT_THAT(letters, HasSubstr("DUPLICATO"));
}

// On every width of paper: no word is broken, and none is lost.
TEST_F(TicketTest, BreaksNoWordOnNarrowPaper) {
    auto data = ticket();
    data["procedures"] = boost::json::array{boost::json::object{
        {"title", "Dichiarazione di residenza con provenienza da altro Comune o dall'estero"}}};
    for (const unsigned columns : {48u, 42u, 32u}) {
        for (const std::string language : {"it", "en"}) {
            DrivenPrinter narrow{profile(columns)};
            const auto document = templates.render("ticket", language, data);
            ASSERT_EQ(narrow.print(document), SPO_CONFIRMED);
            const auto printed = words_of(plain_text(narrow.papers.at(0)));
            for (const auto& block : document.blocks) {
                if (block.kind != print::BlockKind::text) continue;
                for (const auto& word : words_of(block.text))
                    EXPECT_THAT(printed, testing::Contains(word)) << columns << " columns";
            }
        }
    }
}

} // namespace
} // namespace sportello::device
