// tests/paper/streams_test.cpp -- the virtual printer understands what others' encoders send: see
// streams/README.md.
#include "core/device/virtual/virtual_printer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/lab/tools.hpp"

namespace sportello::device {
namespace {

using testing::HasSubstr;

class StreamsTest : public testing::Test {
protected:
    // The first paper of a stream.
    std::vector<PaperElement> paper_of(const std::string& name) {
        const auto text = lab::read_file(std::filesystem::path(STREAMS) / name);
        const std::vector<std::uint8_t> bytes(text.begin(), text.end());
        std::vector<std::vector<PaperElement>> papers;
        VirtualPrinter printer;
        printer.on_paper = [&](const std::vector<PaperElement>& paper,
                               const std::vector<std::uint8_t>&) { papers.push_back(paper); };
        std::span<const std::uint8_t> rest(bytes);
        while (const auto taken = printer.receive(rest))
            rest = rest.subspan(taken);
        EXPECT_TRUE(rest.empty());
        EXPECT_FALSE(papers.empty());
        return papers.empty() ? std::vector<PaperElement>() : papers.front();
    }

    lab::Folder folder;
};

TEST_F(StreamsTest, ReceiptlinesTicketsAreUnderstoodToTheLastByte) {
    for (const std::string name : {"receiptline.bin", "receiptline-generic.bin"}) {
        const auto paper = paper_of(name);
        const auto text = plain_text(paper);
        EXPECT_THAT(text, HasSubstr("Comune di Crema\nCittà, perché, è già così: ")) << name;
        EXPECT_THAT(text, HasSubstr("\nA042\n")) << name;
        EXPECT_THAT(text, HasSubstr("\ngrassetto e sottolineato\n")) << name;
        EXPECT_THAT(text, HasSubstr("[A042-20261124]")) << "a Code 128 of several sets";
        EXPECT_THAT(text, HasSubstr("\nsinistradestra\n")) << name;
        // Its QR code comes as a raster image.
        const auto picture = folder.path() / (name + ".png");
        write_png(paper, picture);
        EXPECT_THAT(lab::read_code(picture),
                    HasSubstr("https://sportello.comune.example.it/t/abc123"));
        EXPECT_THAT(lab::read_letters(picture), HasSubstr("Comune di Crema"));
    }
    EXPECT_THAT(plain_text(paper_of("receiptline.bin")), HasSubstr("così: € 0,52\n"));
}

TEST_F(StreamsTest, ReceiptPrinterEncodersTicketIsUnderstoodToTheLastByte) {
    const auto paper = paper_of("receipt-printer-encoder.bin");
    const auto text = plain_text(paper);
    EXPECT_THAT(text, HasSubstr("Comune di Crema\n"));
    EXPECT_THAT(text, HasSubstr("Città, perché, è già così: "));
    EXPECT_THAT(text, HasSubstr("────────────────────────────────────────────────\n"));
    EXPECT_THAT(text, HasSubstr("A042\n"));
    EXPECT_THAT(text, HasSubstr("[https://sportello.comune.example.it/t/abc123]"));
    EXPECT_THAT(text, HasSubstr("[A042-20261124]"));
    const auto picture = folder.path() / "encoder.png";
    write_png(paper, picture);
    EXPECT_THAT(lab::read_code(picture), HasSubstr("https://sportello.comune.example.it/t/abc123"));
}

} // namespace
} // namespace sportello::device
