// drivers/escpos/tests/output_test.cpp -- what becomes of a document, on printers good and bad.
#include <gtest/gtest.h>

#include <random>

#include "encoder.hpp"
#include "fake_printer.hpp"

namespace escpos::test {
namespace {

constexpr std::string_view epson = R"({"columns": 48, "code_pages": {"pc858": 19}, "qr": "native",
    "confirm": "gs-h", "status": "dle-eot"})";
constexpr std::string_view clone = R"({"confirm": "gs-r", "status": "dle-eot"})";
constexpr std::string_view simple = R"({"confirm": "none", "status": "dle-eot"})";

TEST(Output, IsConfirmedWhenThePrinterGivesTheTokenBack) {
    FakePrinter printer;
    Opened driver(printer, epson);
    EXPECT_EQ(driver.print("A042"), SPO_CONFIRMED);
    ASSERT_EQ(printer.documents.size(), 1u);
    EXPECT_TRUE(
        text_of(printer.documents[0]).ends_with("\x1d(H\x06" + std::string(1, '\0') + "007000"));
}

TEST(Output, IsNotConfirmedByTheTokenOfAnother) {
    FakePrinter printer;
    printer.knows_process = false;
    printer.at(100, [&] { printer.send({0x37, 0x22, '8', '0', '0', '0', 0}); });
    Opened driver(printer, epson);
    EXPECT_EQ(driver.print("A042"), SPO_UNCERTAIN);
}

TEST(Output, IsConfirmedThoughTheAnswerComesInPiecesAmongOthers) {
    FakePrinter printer;
    printer.knows_process = false;
    printer.at(100, [&] { printer.send({0x14, 0x00, 0x00}); });      // An automatic status ...
    printer.at(110, [&] { printer.send({0x0f, 0x37, 0x22, '7'}); }); // ... and its end.
    printer.at(120, [&] { printer.send({0x13, '0', 0x12, '0', 0x11}); });
    printer.at(130, [&] { printer.send({'0', 0x00}); });
    Opened driver(printer, epson);
    EXPECT_EQ(driver.print("A042"), SPO_CONFIRMED);
}

TEST(Output, IsConfirmedByAFenceAndACleanState) {
    FakePrinter printer;
    Opened driver(printer, clone);
    EXPECT_EQ(driver.print("A042"), SPO_CONFIRMED);
    EXPECT_TRUE(text_of(printer.documents[0]).ends_with("\x1dr\x01"));
    EXPECT_GE(printer.questions, 8u); // Before and after.
}

TEST(Output, IsNotConfirmedByAFenceAloneWhileThePaperIsOut) {
    FakePrinter printer;
    Opened driver(printer, clone);
    printer.at(300, [&] {
        printer.send({0x0c}); // The fence's answer, and then the paper ends.
        printer.take_paper_out();
    });
    printer.at(120'000, [&] { printer.put_paper_in(); });
    EXPECT_EQ(driver.print("A042"), SPO_CONFIRMED);
    EXPECT_GE(printer.now_ms(), 120'000u);
}

TEST(Output, IsSentToAPrinterThatConfirmsNothing) {
    FakePrinter printer;
    Opened driver(printer, simple);
    EXPECT_EQ(driver.print("A042"), SPO_SENT);
    EXPECT_EQ(printer.documents.size(), 1u);
}

TEST(Output, IsSentToAPrinterThatAnswersNothing) {
    FakePrinter printer;
    printer.answers_status = printer.knows_process = false;
    Opened driver(printer, epson);
    EXPECT_EQ(driver.print("A042"), SPO_SENT);
    EXPECT_EQ(driver.condition(), 0u);
    EXPECT_LT(printer.now_ms(), 2'000u); // Nobody waits for what never comes.
    EXPECT_EQ(text_of(printer.documents.at(0)).find("\x1d(H"), std::string::npos);
}

TEST(Output, IsSentOverAPortThatCannotRead) {
    FakePrinter printer;
    printer.readable = false;
    Opened driver(printer, epson);
    EXPECT_EQ(driver.print("A042"), SPO_SENT);
    EXPECT_EQ(driver.condition(), 0u);
    EXPECT_EQ(printer.questions, 0u);
}

TEST(Output, AsksNothingOfADeviceThatIsUnidirectional) {
    FakePrinter printer;
    Opened driver(printer, R"({"unidirectional": true, "confirm": "gs-h"})");
    EXPECT_EQ(driver.print("A042"), SPO_SENT);
    EXPECT_EQ(driver.condition(), 0u);
    EXPECT_EQ(printer.questions, 0u);
}

TEST(Output, IsRefusedWithoutAByteWhenThePrinterIsNotReady) {
    const Bytes troubles[] = {
        {0x1a, 0x32, 0x12, 0x7e}, // Paper out.
        {0x1a, 0x16, 0x12, 0x12}, // Cover open.
        {0x1a, 0x12, 0x12, 0x12}, // Off line.
        {0x1a, 0x52, 0x1a, 0x12}, // The cutter.
        {0x1a, 0x52, 0x32, 0x12}, // Beyond recovery.
    };
    for (const auto& it : troubles) {
        FakePrinter printer;
        printer.status = it;
        Opened driver(printer, epson);
        EXPECT_EQ(driver.print("A042"), SPO_REFUSED);
        EXPECT_TRUE(printer.documents.empty());
    }
}

TEST(Output, IsRefusedByAPrinterThatHasFallenSilent) {
    FakePrinter printer;
    Opened driver(printer, epson);
    ASSERT_EQ(driver.print("A042"), SPO_CONFIRMED);
    printer.answers_status = false;
    EXPECT_EQ(driver.print("A043"), SPO_REFUSED);
    EXPECT_EQ(printer.documents.size(), 1u);
    EXPECT_EQ(driver.condition(), 0u); // Nothing is known.
}

TEST(Output, WaitsForPaperThatEndsInMidJob) {
    FakePrinter printer;
    Opened driver(printer, epson);
    printer.at(200, [&] { printer.take_paper_out(); });
    printer.at(300'000, [&] { printer.put_paper_in(); });
    EXPECT_EQ(driver.print("A042"), SPO_CONFIRMED);
    EXPECT_GE(printer.now_ms(), 300'000u);
    EXPECT_EQ(printer.documents.size(), 1u); // Never twice.
}

TEST(Output, IsUncertainWhenTheCableIsPulledInMidDocument) {
    FakePrinter printer;
    printer.takes_bytes = 5;
    Opened driver(printer, epson);
    EXPECT_EQ(driver.print("A042"), SPO_UNCERTAIN);
}

TEST(Output, IsUncertainWhenTheCableIsPulledBeforeTheConfirmation) {
    FakePrinter printer;
    Opened driver(printer, epson);
    printer.at(200, [&] { printer.plugged = false; });
    EXPECT_EQ(driver.print("A042"), SPO_UNCERTAIN);
    EXPECT_FALSE(driver.condition());
}

TEST(Output, IsRefusedWhenTheCableIsPulledBefore) {
    FakePrinter printer;
    Opened driver(printer, epson);
    ASSERT_EQ(driver.print("A042"), SPO_CONFIRMED);
    printer.plugged = false;
    EXPECT_EQ(driver.print("A043"), SPO_REFUSED);
}

// It says that it is well, and has no paper.
TEST(Output, IsUncertainWhenTheStateLies) {
    FakePrinter printer;
    printer.paper = false;
    Opened driver(printer, epson);
    EXPECT_EQ(driver.print("A042"), SPO_UNCERTAIN);
    EXPECT_GE(printer.now_ms(), 10'000u);
    EXPECT_LE(printer.now_ms(), 15'000u);
}

TEST(Output, IsUncertainWhenThePrinterFallsSilentBeforeItConfirms) {
    FakePrinter printer;
    printer.knows_process = false;
    Opened driver(printer, epson);
    printer.at(100, [&] { printer.answers_status = false; });
    EXPECT_EQ(driver.print("A042"), SPO_UNCERTAIN);
    EXPECT_LE(printer.now_ms(), 20'000u);
}

TEST(Output, EndsHoweverMuchThePrinterBabbles) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        FakePrinter printer;
        printer.knows_process = false;
        std::mt19937 random(seed);
        printer.babble = [&] {
            Bytes bytes(1 + random() % 40);
            for (auto& it : bytes)
                it = static_cast<std::uint8_t>(random());
            return bytes;
        };
        printer.at(30'000, [&] { printer.plugged = false; });
        Opened driver(printer, epson);
        const auto outcome = driver.print("A042");
        EXPECT_NE(outcome, SPO_CONFIRMED);
        EXPECT_LE(printer.documents.size(), 1u);
    }
}

TEST(Output, BeginsWithWhatEndsACutOffDocumentAndOnlyOnce) {
    FakePrinter printer;
    Opened driver(printer, epson);
    driver.print("A042");
    driver.print("A043");
    ASSERT_EQ(printer.documents.size(), 2u);
    const auto zeros = flush();
    ASSERT_GT(printer.documents[0].size(), zeros.size());
    EXPECT_TRUE(std::equal(zeros.begin(), zeros.end(), printer.documents[0].begin()));
    EXPECT_EQ(printer.documents[0][zeros.size()], 0x1b);
    EXPECT_EQ(printer.documents[1][0], 0x1b);
}

TEST(Condition, TellsEveryState) {
    const std::pair<Bytes, std::uint32_t> states[] = {
        {{0x12, 0x12, 0x12, 0x12}, 0},
        {{0x12, 0x12, 0x12, 0x1e}, SPO_PAPER_LOW},
        {{0x1a, 0x32, 0x12, 0x7e}, SPO_OFFLINE | SPO_PAPER_OUT | SPO_PAPER_LOW},
        {{0x1a, 0x16, 0x12, 0x12}, SPO_OFFLINE | SPO_COVER_OPEN},
        {{0x1a, 0x52, 0x1a, 0x12}, SPO_OFFLINE | SPO_FAULT},
        {{0x12, 0x12, 0x52, 0x12}, SPO_FAULT},
        {{0x16, 0x1a, 0x12, 0x12}, 0}, // The drawer, and the feed key.
    };
    for (const auto& [answers, flags] : states) {
        FakePrinter printer;
        printer.status = answers;
        Opened driver(printer, epson);
        EXPECT_EQ(driver.condition(), flags | SPO_KNOWN);
    }
}

TEST(Condition, IsUnknownWhenTheAnswersAreNone) {
    FakePrinter printer;
    printer.status = {0xff, 0xff, 0xff, 0xff};
    Opened driver(printer, epson);
    EXPECT_EQ(driver.condition(), 0u);
}

TEST(Condition, DoesNotTakeALateAnswerForTheNext) {
    FakePrinter printer;
    printer.send({0x7e}); // Of a question that was given up.
    Opened driver(printer, epson);
    EXPECT_EQ(driver.condition(), SPO_KNOWN);
}

} // namespace
} // namespace escpos::test
