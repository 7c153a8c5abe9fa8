// protocol/emergency.hpp -- the emergency register (art. 63): what is written by hand while the
// system is down, and how it enters the ordinary register afterwards.
//
// A session goes through: opened; its rows and extensions; ended, with the totals of each day; all
// rows merged, which closes it. Times are the town's, "2026-11-24T09:05".
#pragma once

#include "protocol.hpp"

namespace protocol {

struct NewEmergency {
    std::string cause;
    std::string started_at;
    std::string authorised_by; // The service's responsible, or who stands in.
    std::string act;
};
BOOST_DESCRIBE_STRUCT(NewEmergency, (), (cause, started_at, authorised_by, act))

struct NewExtension {
    std::int64_t session = 0;
    std::string until;
    std::string authorised_by;
    std::string act;
};
BOOST_DESCRIBE_STRUCT(NewExtension, (), (session, until, authorised_by, act))

struct NewRow {
    std::int64_t session = 0;
    std::optional<std::int64_t> number; // As on the paper; nothing: the next of the year.
    std::string registered_at;
    std::string direction;
    std::string correspondent;
    std::string subject;
    std::optional<std::string> received_on;
    std::optional<std::string> received_number;
    std::optional<std::string> filing_class;
    std::optional<std::string> office;
    std::string channel = "counter";
};
BOOST_DESCRIBE_STRUCT(NewRow,
                      (),
                      (session,
                       number,
                       registered_at,
                       direction,
                       correspondent,
                       subject,
                       received_on,
                       received_number,
                       filing_class,
                       office,
                       channel))

struct DayTotal {
    std::string day;
    std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(DayTotal, (), (day, total))

struct EmergencyEnd {
    std::int64_t session = 0;
    std::string ended_at;
    std::vector<DayTotal> totals;
};
BOOST_DESCRIBE_STRUCT(EmergencyEnd, (), (session, ended_at, totals))

struct SessionKey {
    std::int64_t session = 0;
};
BOOST_DESCRIBE_STRUCT(SessionKey, (), (session))

struct Extension {
    std::string until;
    std::string authorised_by;
    std::string act;
};
BOOST_DESCRIBE_STRUCT(Extension, (), (until, authorised_by, act))

struct EmergencyRow {
    std::string number; // "E/2026/0000001"
    std::string registered_at;
    std::string direction;
    std::string correspondent;
    std::string subject;
    std::optional<int> protocol_year; // Its entry in the ordinary register, once merged.
    std::optional<std::string> protocol_number;
};
BOOST_DESCRIBE_STRUCT(
    EmergencyRow,
    (),
    (number, registered_at, direction, correspondent, subject, protocol_year, protocol_number))

struct Session {
    std::int64_t session = 0;
    std::string cause;
    std::string started_at;
    std::string authorised_by;
    std::string act;
    std::optional<std::string> ended_at;
    std::optional<std::string> closed_at;
    std::int64_t row_count = 0;
    std::int64_t merged_count = 0;
};
BOOST_DESCRIBE_STRUCT(
    Session,
    (),
    (session, cause, started_at, authorised_by, act, ended_at, closed_at, row_count, merged_count))

struct EmergencyCard {
    Session session;
    std::vector<Extension> extensions;
    std::vector<DayTotal> totals;
    std::vector<EmergencyRow> rows; // In the order of their numbers, the first thousand.
};
BOOST_DESCRIBE_STRUCT(EmergencyCard, (), (session, extensions, totals, rows))

struct Sessions {
    std::vector<Session> sessions; // The newest first, a hundred at most.
};
BOOST_DESCRIBE_STRUCT(Sessions, (), (sessions))

struct RecordedRow {
    std::string number; // "E/2026/0000001"
};
BOOST_DESCRIBE_STRUCT(RecordedRow, (), (number))

struct MergedRow {
    std::string emergency;
    int year = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(MergedRow, (), (emergency, year, text))

struct Merged {
    std::vector<MergedRow> merged; // This time.
    std::int64_t left = 0;         // Run it again.
};
BOOST_DESCRIBE_STRUCT(Merged, (), (merged, left))

// "E/2026/0000001"
std::string emergency_number(int year, std::int64_t number);

EmergencyCard open_emergency(Call& call, const NewEmergency& wanted);
EmergencyCard extend_emergency(Call& call, const NewExtension& wanted);
RecordedRow record_row(Call& call, const NewRow& row);
EmergencyCard end_emergency(Call& call, const EmergencyEnd& end);
Merged merge_emergency(Call& call, const SessionKey& key);
EmergencyCard emergency(Call& call, const SessionKey& key);
Sessions emergencies(Call& call);

} // namespace protocol
