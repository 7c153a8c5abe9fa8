// tests/paper/faults_test.cpp -- what the driver says became of a document, and what is really on
// the virtual printer's paper: the two must agree, or the driver must say that it does not know.
#include <gtest/gtest.h>

#include "tests/paper/driven_printer.hpp"

namespace sportello::device {
namespace {

const std::string asks = R"({"columns": 48, "confirm": "gs-h", "status": "dle-eot"})";
const std::string fences = R"({"columns": 48, "confirm": "gs-r", "status": "dle-eot"})";
const std::string trusts = R"({"columns": 48, "confirm": "none", "status": "dle-eot"})";
const std::string never_asks = R"({"columns": 48, "confirm": "gs-h", "status": "none"})";

print::Document short_document() {
    return print::parse_markup("@center @huge A042\nComune di Crema\n@cut");
}

print::Document long_document() { // More than the printer's buffer holds.
    std::string markup;
    for (int i = 0; i < 1'500; ++i)
        markup += "riga numero " + std::to_string(i) + "\n";
    return print::parse_markup(markup + "@cut");
}

TEST(FaultsTest, AWellPrinterConfirms) {
    for (const auto& profile : {asks, fences}) {
        DrivenPrinter printer(profile);
        ASSERT_TRUE(printer.opened());
        EXPECT_EQ(printer.condition(), SPO_KNOWN);
        EXPECT_EQ(printer.print(short_document()), SPO_CONFIRMED) << profile;
        EXPECT_EQ(printer.papers.size(), 1u);
    }
}

TEST(FaultsTest, EachDocumentIsConfirmedByItsOwnToken) {
    DrivenPrinter printer(asks);
    for (std::size_t i = 1; i <= 20; ++i) {
        EXPECT_EQ(printer.print(short_document()), SPO_CONFIRMED);
        EXPECT_EQ(printer.papers.size(), i);
    }
}

TEST(FaultsTest, APrinterThatIsNotReadyIsSentNothing) {
    for (const auto& profile : {asks, fences, trusts}) {
        for (const bool cover : {false, true}) {
            DrivenPrinter printer(profile);
            VirtualPrinter::Faults faults;
            (cover ? faults.cover_open : faults.paper_out) = true;
            printer.printer.set(faults);
            EXPECT_EQ(printer.print(short_document()), SPO_REFUSED);
            printer.printer.set({});
            EXPECT_TRUE(printer.papers.empty()) << "also not once it is ready again";
            EXPECT_EQ(printer.print(short_document()), SPO_CONFIRMED + (profile == trusts));
            EXPECT_EQ(printer.papers.size(), 1u);
        }
    }
}

TEST(FaultsTest, TheConditionIsThePrinters) {
    DrivenPrinter printer(asks);
    printer.printer.set({.paper_low = true});
    EXPECT_EQ(printer.condition(), SPO_KNOWN | SPO_PAPER_LOW);
    printer.printer.set({.paper_out = true});
    EXPECT_TRUE(printer.condition() & SPO_PAPER_OUT);
    printer.printer.set({.cover_open = true});
    EXPECT_TRUE(printer.condition() & SPO_COVER_OPEN);
    printer.printer.set({.mute = true});
    EXPECT_EQ(printer.condition() & SPO_KNOWN, 0u) << "unknown, never well";
}

TEST(FaultsTest, WhenThePaperEndsMidwayTheDriverWaitsForThePersonAndThenConfirms) {
    for (const auto& profile : {asks, fences}) {
        DrivenPrinter printer(profile);
        VirtualPrinter::Faults faults;
        faults.paper_bytes = 10'000;
        printer.printer.set(faults);
        int waits = 0;
        const auto wait = [&] {
            if (printer.printer.faults().paper_out && ++waits == 200) {
                EXPECT_TRUE(printer.papers.empty());
                printer.printer.set({}); // A new roll.
            }
            return true;
        };
        printer.on_stuck = wait;
        printer.on_silence = wait;
        EXPECT_EQ(printer.print(long_document()), SPO_CONFIRMED) << profile;
        EXPECT_EQ(waits, 200);
        ASSERT_EQ(printer.papers.size(), 1u);
        const auto text = plain_text(printer.papers[0]);
        EXPECT_NE(text.find("riga numero 0\n"), text.npos);
        EXPECT_NE(text.find("riga numero 1499\n"), text.npos);
    }
}

TEST(FaultsTest, AlsoAShortDocumentThatThePrinterHasWhollyInItsBuffer) {
    DrivenPrinter printer(asks);
    EXPECT_EQ(printer.print(short_document()), SPO_CONFIRMED);
    const std::size_t questions = 12;
    VirtualPrinter::Faults faults;
    faults.paper_bytes = questions + 30;
    printer.printer.set(faults);
    int waits = 0;
    printer.on_silence = [&] {
        if (!printer.printer.faults().paper_out || ++waits < 50) return;
        EXPECT_EQ(printer.papers.size(), 1u);
        printer.printer.set({}); // A new roll.
    };
    EXPECT_EQ(printer.print(short_document()), SPO_CONFIRMED);
    EXPECT_EQ(waits, 50);
    EXPECT_EQ(printer.papers.size(), 2u);
}

TEST(FaultsTest, WhoeverGivesUpOnAStuckPrinterLeavesItUncertain) {
    DrivenPrinter printer(asks);
    VirtualPrinter::Faults faults;
    faults.paper_bytes = 10'000;
    printer.printer.set(faults);
    EXPECT_EQ(printer.print(long_document()), SPO_UNCERTAIN);
}

// Whatever was cut off, the next document is whole and none of it is another's.
TEST(FaultsTest, AfterADocumentThatWasCutOffTheNextIsWhole) {
    for (std::size_t taken = 1; taken < 60; ++taken) {
        DrivenPrinter printer(asks);
        EXPECT_EQ(printer.print(short_document()), SPO_CONFIRMED);
        const auto before = printer.papers.size();
        const std::size_t head = 12; // The questions before it.
        VirtualPrinter::Faults faults;
        faults.paper_bytes = head + taken;
        printer.printer.set(faults);
        const auto outcome = printer.print(short_document());
        EXPECT_NE(outcome, SPO_REFUSED);
        printer.printer.set({});
        printer.silences_max = 10'000;
        EXPECT_EQ(printer.print(short_document()), SPO_CONFIRMED);
        ASSERT_GT(printer.papers.size(), before);
        EXPECT_NE(plain_text(printer.papers.back()).find("A042\nComune di Crema\n"),
                  std::string::npos)
            << "after " << taken << " bytes";
    }
}

TEST(FaultsTest, AMutePrinterIsNeverSaidToHaveConfirmed) {
    DrivenPrinter printer(asks);
    printer.printer.set({.mute = true});
    EXPECT_EQ(printer.print(short_document()), SPO_SENT);
    EXPECT_EQ(printer.papers.size(), 1u);
}

TEST(FaultsTest, APrinterThatFallsSilentMidwayIsUncertain) {
    DrivenPrinter printer(asks);
    EXPECT_EQ(printer.print(short_document()), SPO_CONFIRMED);
    VirtualPrinter::Faults faults;
    faults.paper_bytes = 10'000;
    printer.printer.set(faults);
    printer.on_stuck = [&] {
        printer.printer.set({.mute = true}); // Somebody changed the roll, and its cable is bad.
        return true;
    };
    EXPECT_EQ(printer.print(long_document()), SPO_UNCERTAIN);
    EXPECT_EQ(printer.papers.size(), 2u) << "it had printed, but nobody can know";
}

TEST(FaultsTest, APrinterThatTakesNothingIsNotWaitedForBeyondItsOwner) {
    DrivenPrinter printer(trusts);
    printer.printer.set({.stall = true});
    EXPECT_EQ(printer.print(short_document()), SPO_REFUSED);
    EXPECT_EQ(printer.written, 0u);
}

TEST(FaultsTest, APrinterThatMustNotBeAskedIsNotAsked) {
    DrivenPrinter printer(never_asks);
    EXPECT_EQ(printer.condition() & SPO_KNOWN, 0u);
    EXPECT_EQ(printer.written, 0u);
    EXPECT_EQ(printer.print(short_document()), SPO_SENT);
}

} // namespace
} // namespace sportello::device
