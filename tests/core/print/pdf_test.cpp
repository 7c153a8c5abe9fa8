// tests/core/print/pdf_test.cpp -- the PDF as other people's programs see it.
#include "core/print/pdf.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <sstream>

#include "tests/lab/tools.hpp"

namespace sportello::print {

namespace {

using testing::HasSubstr;
using testing::Not;

class PdfTest : public testing::Test {
protected:
    std::string make(std::string_view markup, const PdfOptions& options = {"Prova", "it", false}) {
        return folder.write("out.pdf", to_pdf(parse_markup(markup), options)).string();
    }
    std::string text(const std::string& file) {
        return lab::run_tool("poppler-utils", {"pdftotext", "-layout", file, "-"});
    }
    std::string info(const std::string& file) {
        return lab::run_tool("poppler-utils", {"pdfinfo", file});
    }
    std::string picture(const std::string& file) {
        lab::run_tool("poppler-utils", {"pdftoppm", "-r", "150", "-png", "-singlefile", file,
                                        (folder.path() / "page").string()});
        return (folder.path() / "page.png").string();
    }

    lab::Folder folder;
};

} // namespace

TEST_F(PdfTest, TheTextCanBeSearchedWithAccentsAndTheEuroSign) {
    const auto file = make("@paper a4\n"
                           "@center @bold @tall Comune di Forlì\n"
                           "Perché la città è già così: € 16,00 – «più» d'Œuvre, ç ñ ß\n");
    EXPECT_THAT(text(file), HasSubstr("Comune di Forlì"));
    EXPECT_THAT(text(file),
                HasSubstr("Perché la città è già così: € 16,00 – «più» d'Œuvre, ç ñ ß"));
}

TEST_F(PdfTest, EveryFontIsEmbedded) {
    const auto file = make("@paper a4\nTesto\n@bold Grassetto\n@huge A042\nЖ λ\n");
    std::istringstream fonts(lab::run_tool("poppler-utils", {"pdffonts", file}));
    std::string line;
    std::getline(fonts, line);
    const auto column = line.find("emb");
    ASSERT_NE(column, line.npos) << line;
    std::getline(fonts, line);
    int count = 0;
    for (; std::getline(fonts, line); ++count)
        EXPECT_EQ(line.substr(column, 3), "yes") << line;
    EXPECT_GE(count, 2);
}

TEST_F(PdfTest, ACodeOnThePageIsReadByACamera) {
    const std::string url = "https://sportello.comune.example/t/5fQ0rN8kYzG2mW1x";
    EXPECT_EQ(lab::read_code(picture(make("@paper a4\nSegua la pratica:\n@qr " + url + "\n"))),
              url);
}

TEST_F(PdfTest, ItIsAnA4SheetThatSaysItsTitleAndLanguage) {
    const auto file = make("@paper a4\nTesto\n", {"Ricevuta di presentazione", "it", false});
    EXPECT_THAT(info(file), HasSubstr("(A4)"));
    EXPECT_THAT(info(file), HasSubstr("Ricevuta di presentazione"));
    EXPECT_THAT(info(file), HasSubstr("Tagged:          yes"));
    EXPECT_THAT(lab::read_file(file), HasSubstr("/Lang (it)"));
}

TEST_F(PdfTest, ALongDocumentFlowsOverNumberedPages) {
    std::string markup = "@paper a4\n";
    for (int i = 1; i <= 120; ++i)
        markup += "Riga " + std::to_string(i) + "\n";
    const auto file = make(markup);
    EXPECT_THAT(info(file), HasSubstr("Pages:           3"));
    for (const auto* mark : {"1/3\n", "2/3\n", "3/3\n", "Riga 1\n", "Riga 120\n"})
        EXPECT_THAT(text(file), HasSubstr(mark));
    EXPECT_THAT(text(make("@paper a4\nUna riga\n")), Not(HasSubstr("1/1")));
}

TEST_F(PdfTest, AFacsimileSaysSoOnEveryPage) {
    const std::string markup = "@paper a4\n" + std::string(60, '\n') + "Fine\n";
    const auto file = make(markup, {"Prova", "it", true});
    for (const auto* page : {"1", "2"}) { // It stands aslant, each letter on a line of its own.
        auto letters = lab::run_tool("poppler-utils",
                                     {"pdftotext", "-raw", "-f", page, "-l", page, file, "-"});
        std::erase(letters, '\n');
        EXPECT_THAT(letters, HasSubstr("FAC-SIMILE"));
    }
    EXPECT_THAT(text(make(markup)), Not(HasSubstr("FAC-SIMILE")));
}

TEST_F(PdfTest, BytesThatAreNoTextDoNoHarm) {
    EXPECT_THAT(text(make("@paper a4\nprima \xff\xc3 dopo\n")), HasSubstr("prima"));
}

TEST_F(PdfTest, ADocumentWithoutAnEndIsRefused) {
    std::string markup;
    for (int i = 0; i < 3'900; ++i)
        markup += "@huge A\n";
    EXPECT_THROW(to_pdf(parse_markup(markup), {}), std::invalid_argument);
}

// Its catalogue is written twice, by cairo and by us: another reader than poppler must agree.
TEST_F(PdfTest, IsSoundToTheLastObject) {
    const auto file =
        make("@paper a4\nBuongiorno.\n@qr https://comune.example\n", {"Prova", "it", true});
    EXPECT_THAT(lab::run_tool("qpdf", {"qpdf", "--check", file}),
                HasSubstr("No syntax or stream encoding errors found"));
    EXPECT_THAT(lab::run_tool("qpdf", {"qpdf", "--qdf", "--object-streams=disable", file, "-"}),
                HasSubstr("/Lang (it)"));
}

TEST_F(PdfTest, ALongParagraphStaysWithinTheMargins) {
    std::string paragraph;
    for (int i = 0; i < 400; ++i)
        paragraph += "parola" + std::to_string(i) + " ";
    const auto file = make("@paper a4\n" + paragraph + std::string(300, 'x'));
    std::istringstream boxes(lab::run_tool("poppler-utils", {"pdftotext", "-bbox", file, "-"}));
    std::string line;
    int words = 0;
    while (std::getline(boxes, line)) { // In points: A4 is 595 wide, the margins are 56.7.
        double left = 0, right = 0;
        if (std::sscanf(line.c_str(), " <word xMin=\"%lf\" yMin=\"%*f\" xMax=\"%lf\"", &left,
                        &right) != 2)
            continue;
        ++words;
        EXPECT_GE(left, 56);
        EXPECT_LE(right, 539.5);
    }
    EXPECT_GE(words, 401);
}

TEST_F(PdfTest, AHeadingStaysWithWhatItHeads) {
    for (int lines = 42; lines < 60; ++lines) {
        std::string markup = "@paper a4\n";
        for (int i = 0; i < lines; ++i)
            markup += "riga\n";
        std::istringstream pages(text(make(markup + "@wide Titolo\ncorpo\n")));
        std::string page;
        while (std::getline(pages, page, '\f'))
            EXPECT_EQ(page.find("Titolo") == page.npos, page.find("corpo") == page.npos)
                << "after " << lines << " lines";
    }
}

} // namespace sportello::print
