// core/print/spool.cpp -- see spool.hpp.
#include "core/print/spool.hpp"

#include "core/base/refusal.hpp"
#include "core/store/events.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <stdexcept>

namespace sportello::print {
namespace {

constexpr std::array<std::string_view, 6> state_names = {"queued",    "sending",   "sent",
                                                         "confirmed", "uncertain", "refused"};

JobState state_from(std::string_view text) {
    for (std::size_t i = 0; i < state_names.size(); ++i)
        if (state_names[i] == text) return static_cast<JobState>(i);
    throw std::logic_error("unknown state of a print job: " + std::string(text));
}

Job job_from(const store::Row& row) {
    Job job;
    job.id = row.id<PrintJobId>(0);
    job.printer = row.text(1);
    job.document = row.text(2);
    job.language = row.text(3);
    job.data = boost::json::parse(row.text(4)).as_object();
    if (!row.is_null(5)) job.ticket = row.id<TicketId>(5);
    if (!row.is_null(6)) job.duplicate_of = row.id<PrintJobId>(6);
    job.state = state_from(row.text(7));
    job.reason = row.text(8);
    job.created_at = row.instant(9);
    job.updated_at = row.instant(10);
    return job;
}

bool is_move(JobState from, JobState to) {
    switch (from) {
    case JobState::queued:
        return to == JobState::sending || to == JobState::refused;
    case JobState::sending:
        return to != JobState::sending;
    case JobState::sent:
        return to == JobState::confirmed;
    default:
        return false;
    }
}

void emit_changed(store::Connection& connection,
                  PrintJobId id,
                  std::optional<TicketId> ticket,
                  JobState state,
                  Instant now) {
    boost::json::object event{{"job", number(id)}, {"ticket", nullptr}, {"state", to_text(state)}};
    if (ticket) event["ticket"] = number(*ticket);
    store::emit(connection, "print.changed", boost::json::serialize(event), now);
}

} // namespace

std::string_view to_text(JobState state) {
    return state_names.at(static_cast<std::size_t>(state));
}

PrintJobId enqueue(store::Connection& connection, const NewJob& job, Instant now) {
    const bool full = jobs_waiting(connection, job.printer) >= jobs_waiting_max;
    const auto id = connection.integer(
        "INSERT INTO print_job (printer, document, language, data, ticket, "
        "duplicate_of, state, reason, created_at, updated_at) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9) RETURNING id",
        job.printer, job.document, job.language, boost::json::serialize(job.data), job.ticket,
        job.duplicate_of, to_text(full ? JobState::refused : JobState::queued),
        full ? "print.queue-full" : "", now);
    const auto made = static_cast<PrintJobId>(id.value());
    if (full) emit_changed(connection, made, job.ticket, JobState::refused, now);
    return made;
}

std::optional<Job> find_job(store::Connection& connection, PrintJobId id) {
    return connection.first("SELECT id, printer, document, language, data, ticket, duplicate_of, "
                            "state, reason, created_at, updated_at FROM print_job WHERE id = ?1",
                            job_from, id);
}

std::optional<Job> job_of(store::Connection& connection, TicketId ticket) {
    return connection.first("SELECT id, printer, document, language, data, ticket, duplicate_of, "
                            "state, reason, created_at, updated_at FROM print_job "
                            "WHERE ticket = ?1 ORDER BY id DESC LIMIT 1",
                            job_from, ticket);
}

std::optional<Job> next_job(store::Connection& connection, std::string_view printer) {
    return connection.first("SELECT id, printer, document, language, data, ticket, duplicate_of, "
                            "state, reason, created_at, updated_at FROM print_job "
                            "WHERE printer = ?1 AND state = 'queued' ORDER BY id LIMIT 1",
                            job_from, printer);
}

std::int64_t jobs_waiting(store::Connection& connection, std::string_view printer) {
    return connection
        .integer("SELECT count(*) FROM print_job WHERE printer = ?1 AND state = 'queued'", printer)
        .value_or(0);
}

void move_job(store::Connection& connection,
              PrintJobId id,
              JobState to,
              std::string_view reason,
              Instant now) {
    const auto job = find_job(connection, id);
    if (!job) throw std::logic_error("there is no print job " + std::to_string(number(id)));
    if (!is_move(job->state, to))
        throw std::logic_error("print job " + std::to_string(number(id)) + " cannot go from " +
                               std::string(to_text(job->state)) + " to " +
                               std::string(to_text(to)));
    connection.run("UPDATE print_job SET state = ?2, reason = ?3, updated_at = ?4 WHERE id = ?1",
                   id, to_text(to), reason, now);
    emit_changed(connection, id, job->ticket, to, now);
}

std::int64_t settle_interrupted_jobs(store::Connection& connection, Instant now) {
    const auto interrupted =
        connection.all("SELECT id FROM print_job WHERE state = 'sending' ORDER BY id",
                       [](const store::Row& row) { return row.id<PrintJobId>(0); });
    for (const auto id : interrupted)
        move_job(connection, id, JobState::uncertain, "print.interrupted", now);
    return static_cast<std::int64_t>(interrupted.size());
}

PrintJobId reprint(store::Connection& connection, PrintJobId id, Instant now) {
    auto job = find_job(connection, id);
    if (!job) throw Refusal(Refusal::Kind::not_found, "print.unknown-job");
    if (job->state == JobState::queued || job->state == JobState::sending)
        throw Refusal(Refusal::Kind::conflict, "print.still-waiting");
    if (job->state != JobState::refused) job->data["duplicate"] = true;
    return enqueue(connection,
                   {std::move(job->printer), std::move(job->document), std::move(job->language),
                    std::move(job->data), job->ticket, id},
                   now);
}

std::int64_t forget_jobs(store::Connection& connection, Instant before) {
    return connection.run("DELETE FROM print_job WHERE id IN ("
                          " SELECT id FROM print_job AS job WHERE updated_at < ?1"
                          " AND state NOT IN ('queued', 'sending')"
                          " AND NOT EXISTS (SELECT 1 FROM print_job WHERE duplicate_of = job.id)"
                          " ORDER BY id LIMIT ?2)",
                          before, forgotten_max);
}

} // namespace sportello::print
