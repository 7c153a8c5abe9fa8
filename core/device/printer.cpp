#include "core/device/printer.hpp"

#include "core/base/log.hpp"
#include "core/device/blocks.hpp"
#include "core/device/state.hpp"

#include <algorithm>

namespace sportello::device {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds question_max{5'000}; // A device takes a question at once, or is stuck.
constexpr milliseconds silence_max{5'000};  // Then a device that cannot tell is no longer `ready`.
constexpr milliseconds retry_first{250};
constexpr milliseconds retry_max{5'000};
constexpr milliseconds store_pause{200};
constexpr unsigned store_tries_max = 10;
constexpr unsigned refusals_max = 5; // Of one job by a driver whose device says it is ready.

} // namespace

Printer::Printer(const House& house, PrinterSetting setting, Find find)
    : house_(house),
      setting_(std::move(setting)),
      find_(std::move(find)),
      retry_(retry_first),
      token_(static_cast<std::uint32_t>(house.clock.now().time_since_epoch().count())) {
    status_ = {setting_.id, setting_.name,  setting_.driver,    setting_.port,
               {},          State::unknown, house_.clock.now(), {}};
}

Printer::~Printer() {
    stop();
    join();
}

void Printer::start() {
    thread_ = std::thread([this] { run(); });
}

void Printer::stop() {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (port_) port_->close();
    awake_.notify_all();
}

void Printer::join() {
    if (thread_.joinable()) thread_.join();
}

void Printer::wake() {
    const std::lock_guard lock(mutex_);
    work_ = true;
    awake_.notify_all();
}

void Printer::look() {
    const std::lock_guard lock(mutex_);
    look_ = true;
    awake_.notify_all();
}

Status Printer::status() const {
    const std::lock_guard lock(mutex_);
    return status_;
}

void Printer::run() {
    for (;;) {
        {
            const std::lock_guard lock(mutex_);
            if (stopping_) break;
        }
        try {
            if (driver_ || connect()) {
                serve();
                continue;
            }
        } catch (const std::exception& error) {
            spdlog::error("printer {}: {}", setting_.id, error.what());
        }
        rest();
    }
    close();
}

bool Printer::connect() {
    try {
        auto found = find_();
        if (found) return open(std::move(*found));
        disconnect(State::offline, "");
    } catch (const DriverError& error) {
        disconnect(State::error, error.what());
    } catch (const PortError& error) {
        disconnect(State::offline, error.what());
    }
    return false;
}

bool Printer::open(FoundDevice found) {
    const auto& code = house_.drivers.map(setting_.driver);
    facts_ = std::move(found.facts);
    Port& port = *found.port;
    port.on_waiting([this](std::uint32_t flags, milliseconds waited) {
        device_keeps_us_waiting(flags, waited);
    });
    {
        const std::lock_guard lock(mutex_);
        port_ = std::move(found.port);
        if (stopping_) return false;
    }
    port.open();
    driver_ = std::make_unique<Driver>(
        code, port, facts_,
        Driver::Patience{std::min(question_max, house_.stuck_max), house_.stuck_max});
    Status now = status();
    now.port = found.where;
    now.serial = facts_.serial;
    publish(now); // Its state is what it answers.
    next_question_ = steady_clock::now();
    return true;
}

// The port ends without the lock: it waits for its transfers, whose thread calls look().
void Printer::close() {
    driver_.reset();
    std::unique_ptr<Port> port;
    const std::lock_guard lock(mutex_);
    port.swap(port_);
}

void Printer::disconnect(State state, const std::string& why) {
    close();
    may_print_ = false;
    auto now = status();
    now.port = setting_.port;
    now.state = state;
    now.problem = why;
    publish(now);
}

// One round: looks into the spool, asks the device when it is time or there is work, and prints.
void Printer::serve() {
    bool left;
    {
        const std::lock_guard lock(mutex_);
        work_ = look_ = false; // What comes from here on wakes us again.
        left = port_->gone();
    }
    if (left) {
        disconnect(State::offline, "");
        retry_ = retry_first;
        return;
    }
    const auto job = next_job();
    const bool due = steady_clock::now() >= next_question_;
    if (due || (job && may_print_))
        if (!ask()) return;
    if (job && may_print_)
        print(*job);
    else
        wait_for_work();
}

bool Printer::ask() {
    std::uint32_t flags = 0;
    const auto status = driver_->condition(flags);
    next_question_ = steady_clock::now() + house_.poll;
    if (status == SPO_UNAVAILABLE) {
        disconnect(driver_->trouble() == Io::stuck ? state_when_stuck() : State::offline, "");
        rest();
        return false;
    }
    retry_ = retry_first;
    may_print_ = status == SPO_OK && may_print(flags);
    if (!may_print_) refusals_ = 0; // There was a reason.
    if (status == SPO_OK)
        show(state_of(flags));
    else
        show(State::error, "the driver failed");
    return true;
}

std::optional<print::Job> Printer::next_job() {
    std::optional<print::Job> job;
    house_.database.read_and_wait(
        [&](store::Connection& connection) { job = print::next_job(connection, setting_.id); });
    return job;
}

void Printer::print(const print::Job& job) {
    print::Document document;
    try {
        document = house_.templates.render(job.document, job.language, job.data);
    } catch (const print::TemplateError& error) {
        spdlog::error("print job {} refused: {}", number(job.id), error.what());
        move(job.id, print::JobState::refused, "print.template");
        return;
    }
    if (house_.facsimile) mark_facsimile(document);
    const auto blocks = blocks_of(document);

    // Durable before the first byte: whatever happens, it is never printed twice unsaid.
    if (!move(job.id, print::JobState::sending, "")) return;
    Port* port;
    {
        const std::lock_guard lock(mutex_);
        port = port_.get();
    }
    port->document_begins(std::to_string(number(job.id)));
    const auto outcome = driver_->output(blocks, ++token_);
    port->document_ends();
    settle(job, outcome);
}

void Printer::settle(const print::Job& job, spo_outcome outcome) {
    using print::JobState;
    const auto trouble = driver_->trouble();
    next_question_ = steady_clock::now(); // How it is now may have changed.
    if (outcome == SPO_REFUSED) {
        if (refused_ != job.id) refusals_ = 0;
        refused_ = job.id;
        if (trouble == Io::done) ++refusals_;
        may_print_ = false;
        next_question_ += house_.poll;
        // Nothing has been sent, so the job waits; but not for ever before a driver that never
        // takes it, because others wait behind it.
        const bool again = refusals_ < refusals_max;
        if (!again)
            spdlog::error("print job {} was refused {} times by the driver {} of {}",
                          number(job.id), refusals_, setting_.driver, setting_.id);
        move(job.id, again ? JobState::queued : JobState::refused, again ? "" : "print.refused");
    } else if (outcome == SPO_UNCERTAIN) {
        const auto reason = trouble == Io::stuck  ? "print.stuck"
                            : trouble == Io::done ? "print.unconfirmed"
                                                  : "print.interrupted";
        spdlog::warn("print job {} on {} is uncertain: {}", number(job.id), setting_.id, reason);
        move(job.id, JobState::uncertain, reason);
    } else {
        move(job.id, outcome == SPO_CONFIRMED ? JobState::confirmed : JobState::sent, "");
    }
    // After a transfer that was cut off the port's state is not known: another is opened.
    if (trouble == Io::stuck) disconnect(state_when_stuck(), "");
    if (trouble == Io::gone) disconnect(State::offline, "");
}

// Tries again while the store is busy. What cannot be told in the end stays `sending`, which the
// next start of the daemon makes `uncertain`.
bool Printer::move(PrintJobId id, print::JobState to, std::string_view reason) {
    for (unsigned i = 0; i < store_tries_max; ++i) {
        try {
            house_.database.write_and_wait([&](store::Connection& connection) {
                print::move_job(connection, id, to, reason, house_.clock.now());
            });
            return true;
        } catch (const std::logic_error& error) { // Somebody else has moved it.
            spdlog::warn("print job {}: {}", number(id), error.what());
            return false;
        } catch (const std::exception& error) {
            spdlog::error("print job {} could not become {}: {}", number(id), to_text(to),
                          error.what());
        }
        std::unique_lock lock(mutex_);
        if (awake_.wait_for(lock, store_pause, [&] { return stopping_; })) break;
    }
    return false;
}

void Printer::device_keeps_us_waiting(std::uint32_t flags, milliseconds waited) {
    if (flags & SPO_KNOWN)
        show(state_of(flags));
    else if (waited >= silence_max)
        show(State::unknown);
}

void Printer::show(State state, const std::string& problem) {
    auto now = status();
    now.state = state;
    now.problem = problem;
    publish(now);
}

void Printer::publish(Status now) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return; // That it is let go is no news of the device.
        const bool news = now.state != status_.state || now.problem != status_.problem;
        if (!news && now.port == status_.port && now.serial == status_.serial) return;
        if (now.state != status_.state) now.since = house_.clock.now();
        status_ = now;
        if (news)
            spdlog::info("printer {} is {}{}{}", now.id, to_text(now.state),
                         now.problem.empty() ? "" : ": ", now.problem);
    }
    if (house_.changed) house_.changed(now);
}

// A device that takes nothing is not offline: it is as it was seen to be while it kept us waiting.
State Printer::state_when_stuck() const {
    const auto seen = status().state;
    const bool seen_well =
        seen == State::ready || seen == State::paper_low || seen == State::ticket_waits;
    return seen_well ? State::unknown : seen;
}

void Printer::wait_for_work() {
    std::unique_lock lock(mutex_);
    awake_.wait_until(lock, next_question_, [&] { return stopping_ || look_ || work_; });
}

// After a failure, ever longer; devices that come or leave end it.
void Printer::rest() {
    std::unique_lock lock(mutex_);
    awake_.wait_for(lock, retry_, [&] { return stopping_ || look_; });
    look_ = false;
    retry_ = std::min(retry_ * 2, retry_max);
}

} // namespace sportello::device
