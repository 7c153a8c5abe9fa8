// protocol/days.hpp -- the daily register (art. 53 c. 2): every day has one, the empty ones too.
//
// A day's text is its head and its lines, each ended by a line feed; its SHA-256 is what sha256sum
// says of it. The head holds the digest of the day before: the days are a chain.
#pragma once

#include "protocol.hpp"

namespace protocol {

struct Day {
    std::string day;
    std::string administration_code;
    std::string aoo_code;
    std::int64_t line_count = 0;
    std::int64_t entry_count = 0;
    std::string previous; // The digest of the day before; of the first day, nothing.
    std::string sha256;
    std::string closed_at;
};
BOOST_DESCRIBE_STRUCT(
    Day,
    (),
    (day, administration_code, aoo_code, line_count, entry_count, previous, sha256, closed_at))

struct ClosedDays {
    int closed = 0;
    std::optional<std::string> last; // The last day that is closed, if any.
    bool more = false;               // Others wait: run it again.
};
BOOST_DESCRIBE_STRUCT(ClosedDays, (), (closed, last, more))

struct DaysRequest {
    std::optional<std::string> from, to;
};
BOOST_DESCRIBE_STRUCT(DaysRequest, (), (from, to))

struct DaysReply {
    std::vector<Day> days; // The newest first.
    bool more = false;
};
BOOST_DESCRIBE_STRUCT(DaysReply, (), (days, more))

struct ExportRequest {
    std::string day;
    std::int64_t from = 0; // The line to go on from; 0 is the head.
    std::string reason;    // For the audit trail.
};
BOOST_DESCRIBE_STRUCT(ExportRequest, (), (day, from, reason))

struct Exported {
    Day day;
    std::string file_name; // What the conservator's file is called.
    std::string text;      // From that line on; several in a row make the whole.
    std::optional<std::int64_t> next;
};
BOOST_DESCRIBE_STRUCT(Exported, (), (day, file_name, text, next))

// Closes every day from the first of the journal to yesterday. Adds nothing when all are closed.
ClosedDays close_days(Call& call);

DaysReply days(Call& call, const DaysRequest& request);

// A closed day's text, in parts.
Exported export_day(Call& call, const ExportRequest& request);

std::optional<Day> find_day(Call& call, std::string_view day);
std::string head_of(Call& call, const Day& day);
std::string next_day(std::string_view day);

} // namespace protocol
