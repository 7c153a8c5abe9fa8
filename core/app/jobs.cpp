// core/app/jobs.cpp -- looks at the clock, and hands what is due to the writer.
//
// That a job ran is recorded in the job's own transaction: it is there exactly when the job is
// done.
#include "core/app/jobs.hpp"

#include "core/base/log.hpp"
#include "core/base/refusal.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <atomic>

namespace sportello::app {

namespace {

constexpr auto look_every = std::chrono::minutes(1);
constexpr auto retry_after = std::chrono::minutes(15); // One that failed.
constexpr std::string_view actor = "system";

int minutes_of(std::string_view hour_minute) {
    return std::stoi(std::string(hour_minute.substr(0, 2))) * 60 +
           std::stoi(std::string(hour_minute.substr(3, 2)));
}

int number_of(std::string_view day) {
    return std::stoi(fmt::format("{}{}{}", day.substr(0, 4), day.substr(5, 2), day.substr(8, 2)));
}

// Not all could be done within an operation's time: the job asks to be run again.
bool asks_for_more(std::string_view reply) {
    const auto value = boost::json::parse(reply);
    const auto* object = value.if_object();
    const auto* more = object ? object->if_contains("more") : nullptr;
    return more && more->is_bool() && more->get_bool();
}

} // namespace

struct Jobs::State {
    std::string area;
    std::string operation;
    int minutes = 0;
    std::string settled;         // The day that it ran on, before it is durable; the writer's.
    std::atomic<int> done_on{0}; // The same once it is durable: 20261124.
    std::atomic<bool> in_progress{false};
    std::atomic<std::int64_t> not_before_ms{0}; // After a failure.
};

Jobs::Jobs(boost::asio::io_context& loop,
           const catalogue::Catalogue& catalogue,
           plugin::PluginHost& plugins,
           store::Database& database,
           const Clock& clock,
           const Zone& zone)
    : plugins_(plugins), database_(database), clock_(clock), zone_(zone), timer_(loop) {
    for (const auto& area : catalogue.areas())
        for (const auto& job : area.jobs) {
            auto state = std::make_shared<State>();
            state->area = area.id;
            state->operation = job.operation;
            state->minutes = job.minutes;
            states_.push_back(std::move(state));
        }
}

Jobs::~Jobs() = default;

void Jobs::start() {
    run_due();
    timer_.expires_after(look_every);
    timer_.async_wait([this](boost::system::error_code error) {
        if (!error) start();
    });
}

void Jobs::stop() {
    timer_.cancel();
}

void Jobs::run_due() {
    const auto now = clock_.now();
    const auto minutes = minutes_of(zone_.hour_minute(now));
    const auto today = number_of(zone_.day(now));
    for (const auto& state : states_) {
        if (!plugins_.running(state->area) || minutes < state->minutes) continue;
        if (state->done_on >= today) continue;
        if (now.time_since_epoch().count() < state->not_before_ms || state->in_progress) continue;
        launch(state);
    }
}

// In the writer's transaction, which may yet be undone.
void Jobs::run(store::Connection& db, State& state) const {
    const auto now = clock_.now();
    const auto today = zone_.day(now);
    state.settled = today;
    if (db.integer("SELECT 1 FROM job_run WHERE area = ?1 AND operation = ?2 AND day >= ?3",
                   state.area, state.operation, today))
        return;
    const auto name = fmt::format("{}.{}", state.area, state.operation);
    const auto reply = plugins_.run(db, {catalogue::Operation::Kind::command, name, "{}", actor,
                                         std::nullopt, "it", now, actor});
    if (asks_for_more(reply)) {
        state.settled.clear();
        return;
    }
    db.run("INSERT INTO job_run (area, operation, day, ended_at) VALUES (?1, ?2, ?3, ?4)"
           " ON CONFLICT (area, operation) DO UPDATE SET day = ?3, ended_at = ?4",
           state.area, state.operation, today, now);
}

void Jobs::launch(const std::shared_ptr<State>& state) {
    state->in_progress = true;
    const auto done = [this, state](const std::exception_ptr& failed) {
        if (failed) {
            state->not_before_ms = (clock_.now() + retry_after).time_since_epoch().count();
            try {
                std::rethrow_exception(failed);
            } catch (const Refusal& refusal) {
                spdlog::error("the job {}.{} was refused: {}; it is tried again in {} minutes",
                              state->area, state->operation, refusal.code(), retry_after.count());
            } catch (const std::exception& error) {
                spdlog::error("the job {}.{} failed: {}; it is tried again in {} minutes",
                              state->area, state->operation, error.what(), retry_after.count());
            }
        }
        if (!failed && !state->settled.empty()) state->done_on = number_of(state->settled);
        state->in_progress = false;
    };
    const bool queued =
        database_.write([this, state](store::Connection& db) { run(db, *state); }, done);
    if (!queued) state->in_progress = false; // The store is busy: the next minute.
}

} // namespace sportello::app
