// core/print/spool.hpp -- the durable queue of the printers, in the same transaction as what is
// printed.
//
// A job never prints twice unsaid: it is `sending`, durably, before the first byte leaves, and
// found so after a crash it becomes `uncertain`. An uncertain job is printed again only when a
// person asks, as a new job that says DUPLICATO with the same content.
#pragma once

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/store/connection.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace sportello::print {

enum class JobState { queued, sending, sent, confirmed, uncertain, refused };
std::string_view to_text(JobState state);

struct Job {
    PrintJobId id{};
    std::string printer;      // The configuration's id: "kiosk".
    std::string document;     // A template's name: "ticket", "protocol/label".
    std::string language;     // "it"
    boost::json::object data; // What the template is filled with.
    std::optional<TicketId> ticket;
    std::optional<PrintJobId> duplicate_of;
    JobState state = JobState::queued;
    std::string reason; // A code of texts/ when uncertain or refused: "print.interrupted".
    Instant created_at;
    Instant updated_at;
};

struct NewJob {
    std::string printer;
    std::string document;
    std::string language;
    boost::json::object data;
    std::optional<TicketId> ticket;
    std::optional<PrintJobId> duplicate_of;
};

// At most so many jobs wait for a printer; what is enqueued beyond is `refused` at once, because
// issuing a ticket must not fail when a printer is away for days.
inline constexpr std::int64_t jobs_waiting_max = 1'000;

PrintJobId enqueue(store::Connection& connection, const NewJob& job, Instant now);
std::optional<Job> find_job(store::Connection& connection, PrintJobId id);
// The newest job of a ticket.
std::optional<Job> job_of(store::Connection& connection, TicketId ticket);

// The oldest queued job of the printer.
std::optional<Job> next_job(store::Connection& connection, std::string_view printer);
std::int64_t jobs_waiting(store::Connection& connection, std::string_view printer);

// Moves the job on and emits `print.changed` {job, ticket, state}. Only queued -> sending ->
// {sent, confirmed, uncertain, refused}, queued -> refused, sent -> confirmed and, when the driver
// has sent nothing after all, sending -> queued are moves; any other throws std::logic_error.
void move_job(store::Connection& connection,
              PrintJobId id,
              JobState to,
              std::string_view reason,
              Instant now);

// At start: what was `sending` when the daemon died is `uncertain`. Returns how many.
std::int64_t settle_interrupted_jobs(store::Connection& connection, Instant now);

// A new job with the content of `id`, marked as a duplicate (data.duplicate) unless `id` was
// refused: then nothing had been printed, and this paper is the first. Throws Refusal
// print.still-waiting (409) while `id` is queued or sending, print.unknown-job (404).
PrintJobId reprint(store::Connection& connection, PrintJobId id, Instant now);

// A paper's words are kept no longer than a reprint may be asked for (GDPR art. 5 (1) e): the jobs
// that ended before `before`, the oldest first, at most `forgotten_max` at a time; one whose
// duplicate is still kept stays with it. Returns how many.
inline constexpr std::int64_t forgotten_max = 1'000;
std::int64_t forget_jobs(store::Connection& connection, Instant before);

} // namespace sportello::print
