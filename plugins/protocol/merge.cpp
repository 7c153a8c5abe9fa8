// protocol/merge.cpp -- rows of the emergency register enter the ordinary one (art. 63 c. 5): in
// the order of their numbers, each once, keeping the date that effects and terms count from.
#include "emergency.hpp"
#include "journal.hpp"
#include "register.hpp"

namespace protocol {

namespace {

constexpr int rows_max = 200; // In one run.

struct Waiting {
    int year = 0;
    std::int64_t number = 0;
    std::string registered_at;
    std::string direction;
    std::string correspondent;
    std::string subject;
    std::optional<std::string> received_on;
    std::optional<std::string> received_number;
    std::optional<std::string> filing_class;
    std::optional<std::string> office;
    std::string channel;
};
BOOST_DESCRIBE_STRUCT(Waiting,
                      (),
                      (year,
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

Registered take_in(Call& call, const Waiting& row) {
    Document document;
    document.direction = row.direction;
    document.correspondent = row.correspondent;
    document.subject = row.subject;
    document.received_on = row.received_on;
    document.received_number = row.received_number;
    document.filing_class = row.filing_class;
    document.office = row.office;
    document.channel = row.channel;
    return enter(call, document, Origin{row.year, row.number, row.registered_at});
}

} // namespace

Merged merge_emergency(Call& call, const SessionKey& key) {
    const auto session = emergency(call, key).session;
    if (!session.ended_at) sportello::conflict("emergency-not-ended", "/session");
    Merged done;
    const auto rows = call.all<Waiting>(
        "SELECT year, number, registered_at, direction, correspondent, subject, received_on,"
        "    received_number, filing_class, office, channel"
        " FROM protocol_emergency_row r WHERE session = ?1 AND NOT EXISTS"
        "    (SELECT 1 FROM protocol_entry p"
        "     WHERE p.emergency_year = r.year AND p.emergency_number = r.number)"
        " ORDER BY year, number LIMIT ?2",
        key.session, rows_max);
    for (const auto& row : rows) {
        auto entered = take_in(call, row);
        done.merged.push_back(
            {emergency_number(row.year, row.number), entered.year, std::move(entered.text)});
    }
    done.left = session.row_count - session.merged_count - static_cast<std::int64_t>(rows.size());
    if (done.left > 0 || session.closed_at) return done;
    require_clock(call);
    call.exec("INSERT INTO protocol_emergency_close (session, closed_at, actor)"
              " VALUES (?1, ?2, ?3)",
              key.session, call.local_time(), call.actor());
    record(call, "emergency-close", key.session);
    return done;
}

} // namespace protocol
