// tests/core/device/tcp_printer_test.cpp -- printers on the network, good and bad.
#include "tests/core/device/house.hpp"
#include "tests/lab/tcp_printer.hpp"

namespace sportello::device {

namespace {

using lab::ModelPrinter;
using print::JobState;

class TcpPrinterTest : public House {
protected:
    ~TcpPrinterTest() override { stop(); } // Before the model hangs up on it.

    lab::TcpPrinter model_;
};

TEST_F(TcpPrinterTest, PrintsWhatIsInTheSpool) {
    model_.appear();
    printer("kiosk", model_.port());
    start();
    const auto id = enqueue("kiosk");
    EXPECT_EQ(wait_for(id, JobState::sent).state, JobState::sent);
    EXPECT_TRUE(model_.wait_until(
        [](ModelPrinter& it) { return it.paper().ends_with("Buongiorno\n\x1dV\x42\x01"); }));
}

TEST_F(TcpPrinterTest, AJobIsConfirmedOnlyWhenThePrinterSaysSo) {
    model_.appear();
    printer("kiosk", model_.port()).profile = R"({"confirm":true})";
    start();
    EXPECT_EQ(wait_for(enqueue("kiosk"), JobState::confirmed).state, JobState::confirmed);
}

TEST_F(TcpPrinterTest, JobsPrintInTheOrderTheyWereQueued) {
    printer("kiosk", model_.port());
    start();
    enqueue("kiosk", "note", "primo");
    enqueue("kiosk", "note", "secondo");
    const auto last = enqueue("kiosk", "note", "terzo");
    model_.appear();
    ASSERT_EQ(wait_for(last, JobState::sent).state, JobState::sent);
    const auto paper = model_.paper();
    EXPECT_LT(paper.find("primo"), paper.find("secondo"));
    EXPECT_LT(paper.find("secondo"), paper.find("terzo"));
}

TEST_F(TcpPrinterTest, WaitsForAPrinterThatRefusesConnections) {
    printer("kiosk", model_.port());
    start();
    EXPECT_EQ(wait_for("kiosk", State::offline), State::offline);
    EXPECT_NE(devices_->find("kiosk")->problem, "");
    const auto id = enqueue("kiosk");
    EXPECT_EQ(job(id).state, JobState::queued);
    model_.appear();
    EXPECT_EQ(wait_for(id, JobState::sent).state, JobState::sent);
    EXPECT_EQ(wait_for("kiosk", State::ready), State::ready);
}

TEST_F(TcpPrinterTest, AJobCutOffInTheMiddleIsUncertainAndTheNextPrints) {
    model_.appear();
    printer("kiosk", model_.port()).profile = R"({"confirm":true})";
    start();
    ASSERT_EQ(wait_for("kiosk", State::ready), State::ready);
    model_.hang_up_after(10'000);
    const auto cut = enqueue("kiosk", "long");
    const auto job = wait_for(cut, JobState::uncertain);
    EXPECT_EQ(job.state, JobState::uncertain);
    EXPECT_EQ(job.reason, "print.interrupted");
    const auto next = enqueue("kiosk", "note", "dopo");
    EXPECT_EQ(wait_for(next, JobState::confirmed).state, JobState::confirmed);
    EXPECT_EQ(this->job(cut).state, JobState::uncertain);
}

TEST_F(TcpPrinterTest, APrinterThatHangsUpWhileIdleCostsNoPaper) {
    options_.poll = std::chrono::hours(1); // Nothing but the next job finds it out.
    model_.appear();
    printer("kiosk", model_.port()).profile = R"({"asks":false,"confirm":true})";
    start();
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(wait_for(enqueue("kiosk"), JobState::confirmed).state, JobState::confirmed);
        model_.hang_up();
    }
}

TEST_F(TcpPrinterTest, APrinterThatTakesNothingIsGivenUpAndHoldsUpNobody) {
    lab::TcpPrinter other;
    model_.appear();
    other.appear();
    printer("kiosk", model_.port());
    printer("desk", other.port());
    options_.stuck_max = std::chrono::milliseconds(1'500);
    start();
    ASSERT_EQ(wait_for("kiosk", State::ready), State::ready);
    model_.with([](ModelPrinter& it) { it.after(5'000, [&it] { it.faults.blocked = true; }); });
    const auto stuck = enqueue("kiosk", "long");
    EXPECT_EQ(wait_for(enqueue("desk"), JobState::sent).state, JobState::sent);
    const auto job = wait_for(stuck, JobState::uncertain);
    EXPECT_EQ(job.state, JobState::uncertain);
    EXPECT_EQ(job.reason, "print.stuck");
    EXPECT_EQ(wait_for("kiosk", State::unknown), State::unknown);
}

TEST_F(TcpPrinterTest, NoJobIsStartedWhileThePrinterIsNotReady) {
    model_.appear();
    printer("kiosk", model_.port());
    model_.with([](ModelPrinter& it) { it.faults.paper_out = true; });
    start();
    EXPECT_EQ(wait_for("kiosk", State::paper_out), State::paper_out);
    const auto id = enqueue("kiosk");
    clock_.advance(std::chrono::minutes(5));
    model_.with([](ModelPrinter& it) {
        it.faults.paper_out = false;
        it.faults.cover_open = true;
    });
    EXPECT_EQ(wait_for("kiosk", State::cover_open), State::cover_open);
    EXPECT_EQ(devices_->find("kiosk")->since, clock_.now());
    EXPECT_EQ(job(id).state, JobState::queued);
    model_.with([](ModelPrinter& it) {
        it.faults.cover_open = false;
        it.faults.paper_low = true;
    });
    EXPECT_EQ(wait_for(id, JobState::sent).state, JobState::sent);
    EXPECT_EQ(wait_for("kiosk", State::paper_low), State::paper_low);
}

TEST_F(TcpPrinterTest, APrinterThatDoesNotAnswerIsUnknownAndIsTried) {
    model_.appear();
    printer("kiosk", model_.port());
    model_.with([](ModelPrinter& it) { it.faults.mute = true; });
    start();
    const auto id = enqueue("kiosk");
    EXPECT_EQ(wait_for(id, JobState::sent).state, JobState::sent);
    EXPECT_EQ(devices_->find("kiosk")->state, State::unknown);
}

TEST_F(TcpPrinterTest, ABrokenTemplateIsRefusedAndTheNextJobPrints) {
    model_.appear();
    printer("kiosk", model_.port());
    start();
    const auto broken = enqueue("kiosk", "broken");
    const auto next = enqueue("kiosk");
    EXPECT_EQ(wait_for(broken, JobState::refused).reason, "print.template");
    EXPECT_EQ(wait_for(next, JobState::sent).state, JobState::sent);
}

TEST_F(TcpPrinterTest, AJobThatTheDriverNeverTakesIsRefusedInTheEnd) {
    model_.appear();
    printer("kiosk", model_.port()).profile = R"({"refuse":true})";
    start();
    const auto id = enqueue("kiosk");
    EXPECT_EQ(wait_for(id, JobState::refused).reason, "print.refused");
    EXPECT_EQ(model_.paper().find("Buongiorno"), std::string::npos);
}

TEST_F(TcpPrinterTest, SaysFacsimileOnPapersThatDoNot) {
    model_.appear();
    printer("kiosk", model_.port());
    options_.facsimile = true;
    start();
    const auto plain = enqueue("kiosk", "note", "senza");
    const auto marked = enqueue("kiosk", "note", "gia FAC-SIMILE");
    ASSERT_EQ(wait_for(plain, JobState::sent).state, JobState::sent);
    ASSERT_EQ(wait_for(marked, JobState::sent).state, JobState::sent);
    ASSERT_TRUE(model_.wait_until(
        [](ModelPrinter& it) { return it.paper().find("gia FAC-SIMILE\n") != std::string::npos; }));
    const auto paper = model_.paper();
    EXPECT_NE(paper.find("FAC-SIMILE\nsenza\n"), std::string::npos);
    EXPECT_EQ(paper.find("FAC-SIMILE\ngia"), std::string::npos);
}

TEST_F(TcpPrinterTest, StopsWithinASecondWhileAPrinterBlocks) {
    model_.appear();
    printer("kiosk", model_.port());
    start();
    ASSERT_EQ(wait_for("kiosk", State::ready), State::ready);
    model_.with([](ModelPrinter& it) { it.after(5'000, [&it] { it.faults.blocked = true; }); });
    const auto id = enqueue("kiosk", "long");
    ASSERT_EQ(wait_for(id, JobState::sending).state, JobState::sending);
    ASSERT_TRUE(model_.wait_until([](ModelPrinter& it) { return it.faults.blocked; }));
    const auto start = std::chrono::steady_clock::now();
    stop();
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
    EXPECT_EQ(job(id).state, JobState::uncertain);
    EXPECT_EQ(job(id).reason, "print.interrupted");
}

} // namespace

} // namespace sportello::device
