// tests/core/device/virtual_printer_test.cpp -- the printer made of memory: what it reads from
// bytes written by hand, how it fails, what its picture shows, and that nothing makes it fall.
#include "core/device/virtual/virtual_printer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <random>

#include "tests/lab/tools.hpp"

namespace sportello::device {

namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using Bytes = std::vector<std::uint8_t>;
using Paper = std::vector<PaperElement>;

Bytes bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

// A paper in words, an element a line.
struct Describe {
    std::string operator()(const PaperLine& line) const {
        std::string text = std::string(align(line.align)) + " line";
        for (const auto& run : line.runs)
            text += " [" + std::to_string(run.width) + "x" + std::to_string(run.height) +
                    (run.bold ? " bold" : "") + (run.underline ? " underlined" : "") + "] " +
                    run.text;
        return text + "\n";
    }
    std::string operator()(const PaperCode& code) const {
        return std::string(align(code.align)) + (code.bars ? " bars " : " qr ") +
               std::to_string(code.module_dots) + " " + code.data + "\n";
    }
    std::string operator()(const PaperImage& image) const {
        return std::string(align(image.align)) + " image " + std::to_string(image.width_bytes) +
               "x" + std::to_string(image.height) + "\n";
    }
    std::string operator()(const PaperFeed& feed) const {
        return "feed " + std::to_string(feed.dots) + "\n";
    }
    static std::string_view align(PaperAlign it) {
        return it == PaperAlign::left ? "left" : it == PaperAlign::center ? "center" : "right";
    }
};

std::string words(const Paper& paper) {
    std::string text;
    for (const auto& it : paper)
        text += std::visit(Describe(), it);
    return text;
}

const auto cut = "\x1dVB\0"s;

// GS ( k: stores the text and prints it as a QR code of so many dots a module.
std::string qr(const std::string& text, char dots) {
    const auto size = text.size() + 3;
    return "\x1d(k\x03\x00"s + "1C" + dots + "\x1d(k" + static_cast<char>(size % 256) +
           static_cast<char>(size / 256) + "1P0" + text + "\x1d(k\x03\x00"s + "1Q0";
}

class VirtualPrinterTest : public testing::Test {
protected:
    VirtualPrinterTest() { plug_in(); }

    void plug_in() {
        unit = std::make_unique<VirtualPrinter>();
        unit->on_paper = [this](const Paper& paper, const Bytes& bytes) {
            papers.push_back(paper);
            raw.push_back(bytes);
        };
    }
    // Sends as a port does, until the printer takes no more; how much it took.
    std::size_t print(std::string_view text) {
        const auto bytes = bytes_of(text);
        const std::span all(bytes);
        std::size_t taken = 0;
        while (const auto more = unit->receive(all.subspan(taken)))
            taken += more;
        return taken;
    }
    Bytes ask(std::string_view question) {
        print(question);
        return unit->answers();
    }
    void set(const VirtualPrinter::Faults& faults) { unit->set(faults); }

    std::unique_ptr<VirtualPrinter> unit;
    std::vector<Paper> papers;
    std::vector<Bytes> raw;
};

} // namespace

TEST_F(VirtualPrinterTest, ReadsTextInItsLooksCodesImagesAndFeeds) {
    const auto ticket = "\x1b@\x1bt\x13\x1b"
                        "a\x01"s +
                        "Citt\x85 di Crema\n" +
                        "\x1b"
                        "E\x01\x1d!\x77"
                        "A042\n" +
                        "\x1d!\x00\x1b"
                        "E\x00"s +
                        qr("https://comune.example/t/x", 6) +
                        "\x1b"
                        "d\x03" +
                        "\x1b"
                        "a\x02"
                        "\xd5 16,00\n" +
                        "\x1b"
                        "a\x00plain \x1b-\x01under\n"s +
                        "\x1dv0\x00\x01\x00\x02\x00\xf0\x0f"s + "\x1dkI\x05{BX42" + "\x1bJ\x07" +
                        "last" + cut;
    EXPECT_EQ(print(ticket), ticket.size());
    ASSERT_EQ(papers.size(), 1u);
    EXPECT_EQ(words(papers[0]), "center line [1x1] Città di Crema\n"
                                "center line [8x8 bold] A042\n"
                                "center qr 6 https://comune.example/t/x\n"
                                "feed 90\n"
                                "right line [1x1] € 16,00\n"
                                "left line [1x1] plain  [1x1 underlined] under\n"
                                "left image 1x2\n"
                                "left bars 3 X42\n"
                                "feed 7\n"
                                "left line [1x1 underlined] last\n");
    EXPECT_EQ(raw[0], bytes_of(ticket));
}

TEST_F(VirtualPrinterTest, ReadsTheSameHoweverTheBytesAreCut) {
    const auto ticket = "\x1b@\x1b"
                        "a\x01"s +
                        "A042\n" + qr("https://comune.example/t/x", 4) + cut;
    print(ticket);
    for (const char it : ticket)
        print({&it, 1});
    ASSERT_EQ(papers.size(), 2u);
    EXPECT_EQ(words(papers[0]), words(papers[1]));
}

TEST_F(VirtualPrinterTest, AFullLineGoesOnInTheNext) {
    print(std::string(50, 'x') + "\n\x1d!\x10" + std::string(25, 'y') + "\n" + cut);
    EXPECT_EQ(words(papers.at(0)), "left line [1x1] " + std::string(48, 'x') + "\n" +
                                       "left line [1x1] xx\n" + "left line [2x1] " +
                                       std::string(24, 'y') + "\n" + "left line [2x1] y\n");
}

TEST_F(VirtualPrinterTest, KnowsTheCodePagesThatItalianPrintersUse) {
    for (const auto& [page, euro] : {std::pair{"\x13", "\xd5"}, {"\x10", "\x80"}})
        print("\x1bt"s + page + euro + "\n");
    print("\x1bt\x02\x8a\x8d\x95\x97\n" + cut); // PC850
    EXPECT_EQ(plain_text(papers.at(0)), "€\n€\nèìòù\n");
}

TEST_F(VirtualPrinterTest, AnswersInRealTimeHowItIs) {
    EXPECT_EQ(ask("\x10\x04\x01"), (Bytes{0x12}));
    set({.paper_out = true});
    EXPECT_EQ(ask("\x10\x04\x01\x10\x04\x02\x10\x04\x04"), (Bytes{0x1a, 0x32, 0x72}));
    set({.paper_low = true});
    EXPECT_EQ(ask("\x10\x04\x01\x10\x04\x04"), (Bytes{0x12, 0x1e}));
    set({.cover_open = true});
    EXPECT_EQ(ask("\x10\x04\x01\x10\x04\x02"), (Bytes{0x1a, 0x16}));
    set({.mute = true});
    EXPECT_EQ(ask("\x10\x04\x01"), Bytes());
}

TEST_F(VirtualPrinterTest, TellsChangesOnlyWhenItWasAskedTo) {
    set({.paper_out = true});
    EXPECT_EQ(unit->answers(), Bytes());
    set({});
    EXPECT_EQ(ask("\x1d"
                  "a\xff"),
              (Bytes{0x10, 0, 0, 0x0f}));
    set({.paper_out = true});
    EXPECT_EQ(unit->answers(), (Bytes{0x18, 0, 0x0c, 0x0f}));
}

TEST_F(VirtualPrinterTest, SaysThatItHasFinishedOnlyOnceAllBeforeIsPrinted) {
    set({.paper_out = true});
    const auto end = "\x1d(H\x06\x00\x30\x30wxyz"s;
    EXPECT_EQ(ask("A042\n" + cut + end), Bytes());
    EXPECT_TRUE(papers.empty());
    set({});
    EXPECT_EQ(papers.size(), 1u);
    EXPECT_EQ(unit->answers(), (Bytes{0x37, 0x22, 'w', 'x', 'y', 'z', 0}));
}

TEST_F(VirtualPrinterTest, WithoutPaperItsBufferFillsAndThenItTakesNothing) {
    set({.paper_out = true});
    const std::string much(20'000, '\n');
    EXPECT_EQ(print(much), 16u * 1024);
    EXPECT_EQ(print(much), 0u);
    EXPECT_EQ(ask("\x10\x04\x04"), Bytes()); // As a full one does.
    set({});
    EXPECT_EQ(print(cut), cut.size());
    EXPECT_EQ(papers.at(0).size(), 10'000u);
}

TEST_F(VirtualPrinterTest, ThePaperEndsAfterSoManyBytesOrItTakesNothingAtAll) {
    set({.paper_bytes = 3});
    print("ab\ncd\n" + cut);
    EXPECT_TRUE(unit->faults().paper_out);
    EXPECT_TRUE(papers.empty());
    set({});
    EXPECT_EQ(plain_text(papers.at(0)), "ab\ncd\n");
    set({.stall = true});
    EXPECT_EQ(print("x"), 0u);
}

TEST_F(VirtualPrinterTest, KeepsItsLimitsWhateverItIsSent) {
    print(std::string(12'000, '\n') + cut);
    EXPECT_EQ(papers.at(0).size(), 10'000u);

    const auto band =
        "\x1dv0\x00\xff\x00\xff\x0f"s + std::string(0xff * 0x0fff, '\xff'); // A megabyte.
    for (int i = 0; i < 6; ++i)
        print(band);
    print(cut);
    std::size_t kept = 0;
    for (const auto& it : papers.at(1))
        kept += std::get<PaperImage>(it).rows.size();
    EXPECT_GT(kept, std::size_t{3} << 20);
    EXPECT_LE(kept, std::size_t{4} << 20);
    EXPECT_EQ(raw.at(1).size(), std::size_t{4} << 20);

    print("\x1dk\x02"s + std::string(300, '1') + "\n" + cut); // A bar code that never ends.
    print("\x1d"
          "8L\xff\xff\xff\xff" +
          cut); // Nor a picture of 4 GiB.
    EXPECT_EQ(papers.size(), 4u);

    for (int i = 0; i < 5'000; ++i)
        print("\x10\x04\x01");
    EXPECT_LE(unit->answers().size(), 4'096u);
}

TEST_F(VirtualPrinterTest, NoBytesMakeItFallAndItUnderstandsTheNextTicket) {
    std::mt19937 random(20261124);
    constexpr std::string_view openings[] = {"\x1b",
                                             "\x1d",
                                             "\x1d(k",
                                             "\x1d(L",
                                             "\x1d"
                                             "8L",
                                             "\x1dv0",
                                             "\x1dkI",
                                             "\x1dk",
                                             "\x1c(C",
                                             "\x10\x04",
                                             "\x1dV",
                                             "\x1d(H"};
    const lab::Folder folder;
    std::size_t drawn = 0;
    for (int i = 0; i < 10'000; ++i) {
        std::string bytes;
        for (auto count = random() % 24; count > 0; --count) {
            if (random() % 2) bytes += openings[random() % std::size(openings)];
            for (auto more = random() % 8; more > 0; --more)
                bytes += static_cast<char>(random() % 3 ? random() % 256 : random() % 4);
        }
        if (i % 20 == 0) plug_in(); // What waits for a megabyte would swallow all others.
        papers.clear();
        raw.clear();
        ASSERT_NO_THROW(print(bytes)) << i;
        if (i % 8 == 5) {
            for (const auto& paper : papers) {
                ASSERT_NO_THROW(write_png(paper, folder.path() / "paper.png")) << i;
                ++drawn;
            }
        }
    }
    EXPECT_GT(drawn, 20u);
    // The last of them may wait for up to a megabyte; then it is a printer as before.
    print(std::string(std::size_t{2} << 20, '\n') + "\x1b@" + cut + "A042\n" + cut);
    ASSERT_FALSE(papers.empty());
    EXPECT_EQ(plain_text(papers.back()), "A042\n");
}

TEST_F(VirtualPrinterTest, ItsPictureIsReadByACameraAndByEyes) {
    const lab::Folder folder;
    const auto url = "https://sportello.comune.example/t/5fQ0rN8kYzG2mW1x"s;
    print("\x1b@\x1bt\x13\x1b"
          "a\x01\x1d!\x11"s +
          "Comune di Crema\n\x1d!\x00\x1d!\x33"s + "A042\n\x1d!\x00"s +
          "Perch\x82 \x8a gi\x85 cos\x8d: \xd5 0,52\n" + qr(url, 6) + cut);
    const auto picture = folder.path() / "ticket.png";
    write_png(papers.at(0), picture);
    EXPECT_EQ(lab::read_code(picture), url);
    const auto letters = lab::read_letters(picture);
    EXPECT_THAT(letters, HasSubstr("Comune di Crema"));
    EXPECT_THAT(letters, HasSubstr("A042"));
    EXPECT_THAT(letters, HasSubstr("Perché è già così: € 0,52"));
}

} // namespace sportello::device
