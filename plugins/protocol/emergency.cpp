// protocol/emergency.cpp -- opens, extends and ends an interruption, and takes in its rows.
#include "emergency.hpp"

#include <sportello/calendar.hpp>

#include "journal.hpp"

namespace protocol {

namespace {

constexpr std::string_view session_columns =
    "SELECT s.id, s.cause, s.started_at, s.authorised_by, s.act, e.ended_at, c.closed_at,"
    "    (SELECT count(*) FROM protocol_emergency_row r WHERE r.session = s.id),"
    "    (SELECT count(*) FROM protocol_emergency_row r JOIN protocol_entry p"
    "         ON p.emergency_year = r.year AND p.emergency_number = r.number"
    "         WHERE r.session = s.id)"
    " FROM protocol_emergency s"
    " LEFT JOIN protocol_emergency_end e ON e.session = s.id"
    " LEFT JOIN protocol_emergency_close c ON c.session = s.id";

Session session_of(Call& call, std::int64_t id) {
    auto found = call.first<Session>(std::string(session_columns) + " WHERE s.id = ?1", id);
    if (!found)
        sportello::not_found("no-such-emergency", "/session", {{"session", std::to_string(id)}});
    return *std::move(found);
}

// One that still takes rows.
Session open_session(Call& call, std::int64_t id) {
    auto session = session_of(call, id);
    if (session.ended_at)
        sportello::conflict("emergency-ended", "/session", {{"end", *session.ended_at}});
    return session;
}

// A minute of the town's time that exists and has passed.
void require_minute(const Call& call, const std::string& text, const char* field) {
    if (text.size() != 16 || !sportello::parse_date(text.substr(0, 10)))
        sportello::refuse("no-such-date", field);
    if (text > call.local_time().substr(0, 16)) sportello::refuse("time-in-the-future", field);
}

// Until when the emergency register may be kept: a day from the start, then as authorised.
std::string authorised_until(Call& call, std::int64_t session) {
    return call.one<std::string>(
        "SELECT coalesce((SELECT max(until) FROM protocol_emergency_extension WHERE session = ?1),"
        "    strftime('%Y-%m-%dT%H:%M', started_at, '+24 hours'))"
        " FROM protocol_emergency WHERE id = ?1",
        session);
}

// Numbers follow time, whatever the order in which the paper is copied.
void require_order(Call& call, int year, std::int64_t number, const std::string& at) {
    const auto taken = call.first<int>(
        "SELECT 1 FROM protocol_emergency_row WHERE year = ?1 AND number = ?2", year, number);
    if (taken)
        sportello::conflict("emergency-number-taken", "/number",
                            {{"number", emergency_number(year, number)}});
    const auto other = call.first<std::int64_t>(
        "SELECT number FROM protocol_emergency_row WHERE year = ?1"
        "    AND ((number < ?2 AND registered_at > ?3) OR (number > ?2 AND registered_at < ?3))"
        " ORDER BY number LIMIT 1",
        year, number, at);
    if (other)
        sportello::refuse("emergency-order", "/registered_at",
                          {{"number", emergency_number(year, number)},
                           {"other", emergency_number(year, *other)}});
}

// The totals that were counted by hand must be those of the rows.
void require_totals(Call& call, std::int64_t session, const std::vector<DayTotal>& totals) {
    const auto kept = call.all<DayTotal>(
        "SELECT substr(registered_at, 1, 10), count(*) FROM protocol_emergency_row"
        " WHERE session = ?1 GROUP BY 1 ORDER BY 1",
        session);
    const auto of = [](const std::vector<DayTotal>& all, const std::string& day) {
        std::int64_t total = 0;
        for (const auto& one : all)
            if (one.day == day) total += one.total;
        return total;
    };
    const auto compare = [&](const std::string& day) {
        if (of(totals, day) == of(kept, day)) return;
        sportello::refuse("emergency-total-differs", "/totals",
                          {{"day", day},
                           {"total", std::to_string(of(totals, day))},
                           {"rows", std::to_string(of(kept, day))}});
    };
    for (const auto& one : totals) {
        if (!sportello::parse_date(one.day)) sportello::refuse("no-such-date", "/totals");
        compare(one.day);
    }
    for (const auto& one : kept)
        compare(one.day);
}

// The series of the year has no gap.
void require_whole_series(Call& call, std::int64_t session) {
    for (const auto year : call.all<int>(
             "SELECT DISTINCT year FROM protocol_emergency_row WHERE session = ?1", session)) {
        const auto missing = call.first<std::int64_t>(
            "SELECT r.number + 1 FROM"
            " (SELECT 0 AS number UNION ALL"
            "  SELECT number FROM protocol_emergency_row WHERE year = ?1) r"
            " WHERE r.number < (SELECT max(number) FROM protocol_emergency_row WHERE year = ?1)"
            "    AND NOT EXISTS (SELECT 1 FROM protocol_emergency_row n"
            "        WHERE n.year = ?1 AND n.number = r.number + 1)"
            " ORDER BY r.number LIMIT 1",
            year);
        if (missing)
            sportello::conflict("emergency-number-missing", "/session",
                                {{"number", emergency_number(year, *missing)}});
    }
}

void require_within(Call& call, const Session& session, const NewRow& row) {
    require_minute(call, row.registered_at, "/registered_at");
    if (row.registered_at < session.started_at)
        sportello::refuse("before-the-emergency", "/registered_at",
                          {{"start", session.started_at}});
    const auto until = authorised_until(call, row.session);
    if (row.registered_at > until)
        sportello::refuse("emergency-not-authorised", "/registered_at", {{"until", until}});
}

} // namespace

std::string emergency_number(int year, std::int64_t number) {
    return "E/" + std::to_string(year) + "/" + printed(number);
}

EmergencyCard open_emergency(Call& call, const NewEmergency& wanted) {
    require_clock(call);
    require_minute(call, wanted.started_at, "/started_at");
    const auto open = call.first<std::int64_t>("SELECT id FROM protocol_emergency WHERE id NOT IN"
                                               " (SELECT session FROM protocol_emergency_end)");
    if (open)
        sportello::conflict("emergency-already-open", "", {{"session", std::to_string(*open)}});
    const auto id = call.one<std::int64_t>(
        "INSERT INTO protocol_emergency (cause, started_at, authorised_by, act, recorded_at, actor)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
        require_text(wanted.cause, "reason-empty", "/cause"), wanted.started_at,
        require_text(wanted.authorised_by, "responsible-empty", "/authorised_by"),
        require_text(wanted.act, "act-empty", "/act"), call.local_time(), call.actor());
    record(call, "emergency", id);
    return emergency(call, {id});
}

// Beyond the first day, each further authorisation is for a week at most (art. 63 c. 2).
EmergencyCard extend_emergency(Call& call, const NewExtension& wanted) {
    require_clock(call);
    open_session(call, wanted.session);
    if (wanted.until.size() != 16 || !sportello::parse_date(wanted.until.substr(0, 10)))
        sportello::refuse("no-such-date", "/until");
    const auto from = authorised_until(call, wanted.session);
    const auto most =
        call.one<std::string>("SELECT strftime('%Y-%m-%dT%H:%M', ?1, '+7 days')", from);
    if (wanted.until <= from || wanted.until > most)
        sportello::refuse("extension-out-of-bounds", "/until", {{"from", from}, {"most", most}});
    const auto version = call.one<int>("SELECT count(*) + 1 FROM protocol_emergency_extension"
                                       " WHERE session = ?1",
                                       wanted.session);
    call.exec("INSERT INTO protocol_emergency_extension (session, version, until, authorised_by,"
              "    act, recorded_at, actor)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
              wanted.session, version, wanted.until,
              require_text(wanted.authorised_by, "responsible-empty", "/authorised_by"),
              require_text(wanted.act, "act-empty", "/act"), call.local_time(), call.actor());
    record(call, "emergency-extension", wanted.session, 0, version);
    return emergency(call, {wanted.session});
}

RecordedRow record_row(Call& call, const NewRow& row) {
    require_clock(call);
    require_within(call, open_session(call, row.session), row);
    require_received(call, row.direction, row.received_on, row.received_number);
    require_filing_class(call, row.filing_class);
    const auto correspondent =
        require_text(row.correspondent, "correspondent-empty", "/correspondent");
    const auto subject = require_text(row.subject, "subject-empty", "/subject");
    const int year = std::stoi(row.registered_at.substr(0, 4));
    const auto number = row.number
                            ? *row.number
                            : call.one<std::int64_t>("SELECT coalesce(max(number), 0) + 1"
                                                     " FROM protocol_emergency_row WHERE year = ?1",
                                                     year);
    require_order(call, year, number, row.registered_at);
    call.exec("INSERT INTO protocol_emergency_row (year, number, session, registered_at, direction,"
              "    correspondent, subject, received_on, received_number, filing_class, office,"
              "    channel, recorded_at, actor)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
              year, number, row.session, row.registered_at, row.direction, correspondent, subject,
              row.received_on, row.received_number, row.filing_class, tidied(row.office),
              row.channel, call.local_time(), call.actor());
    record(call, "emergency-row", year, number);
    return {emergency_number(year, number)};
}

EmergencyCard end_emergency(Call& call, const EmergencyEnd& end) {
    require_clock(call);
    const auto session = open_session(call, end.session);
    require_minute(call, end.ended_at, "/ended_at");
    const auto last = call.one<std::string>("SELECT max(?2, coalesce(max(registered_at), ''))"
                                            " FROM protocol_emergency_row WHERE session = ?1",
                                            end.session, session.started_at);
    if (end.ended_at < last)
        sportello::refuse("emergency-ends-too-early", "/ended_at", {{"last", last}});
    require_totals(call, end.session, end.totals);
    require_whole_series(call, end.session);
    call.exec("INSERT INTO protocol_emergency_end (session, ended_at, recorded_at, actor)"
              " VALUES (?1, ?2, ?3, ?4)",
              end.session, end.ended_at, call.local_time(), call.actor());
    for (const auto& one : end.totals)
        call.exec("INSERT INTO protocol_emergency_total (session, day, total) VALUES (?1, ?2, ?3)",
                  end.session, one.day, one.total);
    record(call, "emergency-end", end.session);
    return emergency(call, {end.session});
}

EmergencyCard emergency(Call& call, const SessionKey& key) {
    return {session_of(call, key.session),
            call.all<Extension>("SELECT until, authorised_by, act FROM protocol_emergency_extension"
                                " WHERE session = ?1 ORDER BY version",
                                key.session),
            call.all<DayTotal>("SELECT day, total FROM protocol_emergency_total"
                               " WHERE session = ?1 ORDER BY day",
                               key.session),
            call.all<EmergencyRow>(
                "SELECT printf('E/%d/%07d', r.year, r.number), r.registered_at, r.direction,"
                "    r.correspondent, r.subject, p.year, CASE WHEN p.number IS NOT NULL THEN "
                "printf('%07d', p.number) END"
                " FROM protocol_emergency_row r LEFT JOIN protocol_entry p"
                "    ON p.emergency_year = r.year AND p.emergency_number = r.number"
                " WHERE r.session = ?1 ORDER BY r.year, r.number LIMIT 1000",
                key.session)};
}

Sessions emergencies(Call& call) {
    return {call.all<Session>(std::string(session_columns) + " ORDER BY s.id DESC LIMIT 100")};
}

} // namespace protocol
