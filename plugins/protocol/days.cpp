// protocol/days.cpp -- closes days, lists them, and hands one to the conservator.
#include "days.hpp"

#include <sportello/calendar.hpp>

#include <algorithm>

#include "digest.hpp"
#include "journal.hpp"

namespace protocol {

namespace {

constexpr int closed_max = 400;                   // Days in one run,
constexpr std::int64_t closed_lines_max = 20'000; // and about so many lines.
constexpr std::size_t listed_max = 400;
constexpr std::size_t text_max = 256 * 1024; // Of one part, before it is a JSON text.

#define DAY_COLUMNS                                                                                \
    "day, administration_code, aoo_code, line_count, entry_count, previous, sha256, closed_at"

// The words of a line that must be there: a day whose facts are missing cannot be told.
std::string told(Call& call, const Line& line) {
    auto words = words_of(call, line);
    if (!words) sportello::conflict("line-lost", "", {{"line", name_of(line)}});
    return *std::move(words);
}

void close(Call& call, Day& day) {
    const auto lines = lines_of(call, day.day);
    day.line_count = static_cast<std::int64_t>(lines.size());
    for (const auto& line : lines)
        day.entry_count += line.kind == "registration";
    Sha256 digest;
    digest.add(head_of(call, day));
    digest.add("\n");
    for (const auto& line : lines) {
        digest.add(told(call, line));
        digest.add("\n");
    }
    day.sha256 = digest.hexadecimal();
    call.exec("INSERT INTO protocol_day (" DAY_COLUMNS ")"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
              day.day, day.administration_code, day.aoo_code, day.line_count, day.entry_count,
              day.previous, day.sha256, day.closed_at);
}

// A year of the emergency series that is over is noted with its total, 0 when it was not used; not
// while an interruption has yet to be settled, which may belong to it.
void note_years(Call& call) {
    if (call.first<int>("SELECT 1 FROM protocol_emergency WHERE id NOT IN"
                        " (SELECT session FROM protocol_emergency_close)"))
        return;
    const auto first =
        call.one<int>("SELECT CAST(substr(min(day), 1, 4) AS INTEGER) FROM protocol_journal");
    const auto noted = call.one<int>("SELECT coalesce(max(year), 0) FROM protocol_emergency_year");
    for (int year = std::max(first, noted + 1); year < call.year(); ++year) {
        call.exec("INSERT INTO protocol_emergency_year (year, total)"
                  " SELECT ?1, count(*) FROM protocol_emergency_row WHERE year = ?1",
                  year);
        record(call, "emergency-year", year);
    }
}

} // namespace

std::string next_day(std::string_view day) {
    return sportello::format_date(std::chrono::sys_days(sportello::parse_date(day).value()) +
                                  std::chrono::days(1));
}

// Sorted by name, as the lines are.
std::string head_of(Call& call, const Day& day) {
    return call.one<std::string>("SELECT json_object('administration_code', ?1, 'aoo_code', ?2,"
                                 "    'day', ?3, 'kind', 'day', 'lines', ?4, 'previous', ?5,"
                                 "    'registrations', ?6)",
                                 day.administration_code, day.aoo_code, day.day, day.line_count,
                                 day.previous, day.entry_count);
}

std::optional<Day> find_day(Call& call, std::string_view day) {
    return call.first<Day>("SELECT " DAY_COLUMNS " FROM protocol_day WHERE day = ?1", day);
}

ClosedDays close_days(Call& call) {
    require_clock(call);
    if (!call.first<int>("SELECT 1 FROM protocol_journal LIMIT 1")) record(call, "opening", 0);
    auto last = call.first<Day>("SELECT " DAY_COLUMNS " FROM protocol_day"
                                " ORDER BY day DESC LIMIT 1");
    auto day =
        last ? next_day(last->day) : call.one<std::string>("SELECT min(day) FROM protocol_journal");
    const auto head = call.letterhead();
    ClosedDays closed;
    std::int64_t lines = 0;
    for (; day < call.today() && closed.closed < closed_max && lines < closed_lines_max;
         day = next_day(day)) {
        Day made;
        made.day = day;
        made.administration_code = head.administration_code;
        made.aoo_code = head.aoo_code;
        made.previous = last ? last->sha256 : "";
        made.closed_at = call.local_time();
        close(call, made);
        lines += made.line_count;
        ++closed.closed;
        last = std::move(made);
    }
    if (last) closed.last = last->day;
    closed.more = day < call.today();
    if (!closed.more) note_years(call);
    return closed;
}

DaysReply days(Call& call, const DaysRequest& request) {
    DaysReply reply;
    reply.days = call.all<Day>("SELECT " DAY_COLUMNS " FROM protocol_day"
                               " WHERE (?1 IS NULL OR day >= ?1) AND (?2 IS NULL OR day <= ?2)"
                               " ORDER BY day DESC LIMIT ?3",
                               request.from, request.to, listed_max + 1);
    if (reply.days.size() > listed_max) {
        reply.more = true;
        reply.days.pop_back();
    }
    return reply;
}

Exported export_day(Call& call, const ExportRequest& request) {
    require_supervisor(call); // It tells of reserved entries too.
    auto day = find_day(call, request.day);
    if (!day) sportello::not_found("day-not-closed", "/day", {{"day", request.day}});
    Exported part;
    part.file_name = day->administration_code + "-protocollo-" + day->day + ".jsonl";
    if (request.from == 0) part.text = head_of(call, *day) + "\n";
    const auto lines = lines_of(call, day->day);
    auto at = static_cast<std::size_t>(std::max<std::int64_t>(request.from, 1));
    for (; at <= lines.size() && part.text.size() < text_max; ++at)
        part.text += told(call, lines[at - 1]) + "\n";
    if (at <= lines.size()) part.next = static_cast<std::int64_t>(at);
    part.day = *std::move(day);
    return part;
}

} // namespace protocol
