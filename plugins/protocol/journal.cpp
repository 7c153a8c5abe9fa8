// protocol/journal.cpp -- how each fact is told, and the chain of the tellings.
#include "journal.hpp"

#include <array>

#include "digest.hpp"

namespace protocol {

namespace {

#define ATTACHMENTS(added)                                                                         \
    "(SELECT json_group_array(json(o)) FROM (SELECT json_object('bytes', bytes, 'main',"           \
    "    json(iif(main, 'true', 'false')), 'media_type', media_type, 'name', name,"                \
    "    'sha256', sha256) AS o FROM protocol_attachment"                                          \
    "    WHERE year = ?1 AND number = ?2 AND added = " added " ORDER BY position))"

struct Kind {
    std::string_view name;
    std::string_view words; // ?1, ?2, ?3: major, minor, version.
    // The facts of this kind that have no line; nothing for those that have no row of their own.
    std::string_view unrecorded;
};

#define WITHOUT_LINE(kind, major, minor, version)                                                  \
    " WHERE NOT EXISTS (SELECT 1 FROM protocol_journal j WHERE j.kind = '" kind                    \
    "' AND j.major = " major " AND j.minor = " minor " AND j.version = " version ") LIMIT 1"

constexpr std::array kinds{
    Kind{"opening", "SELECT json_object('kind', 'opening') WHERE ?1 = 0 AND ?2 = 0 AND ?3 = 1", ""},
    Kind{"registration",
         "SELECT json_object('actor', e.actor, 'at', e.registered_at, 'attachments',"
         "    json(" ATTACHMENTS(
             "1") "), 'case_id', e.case_id, 'channel', e.channel,"
                  "    'correspondent', e.correspondent, 'direction', e.direction,"
                  "    'effective_at', e.effective_at, 'emergency', CASE WHEN e.emergency_number "
                  "IS NOT NULL"
                  "        THEN printf('E/%d/%07d', e.emergency_year, e.emergency_number) END,"
                  "    'file', f.code, 'filing_class', c.filing_class, 'kind', 'registration',"
                  "    'number', printf('%07d', e.number), 'office', c.office, 'parties',"
                  "    json((SELECT json_group_array(json(o)) FROM (SELECT json_object("
                  "        'denomination', denomination, 'ipa_code', ipa_code, 'kind', kind, "
                  "'name', name,"
                  "        'surname', surname, 'tax_code', tax_code) AS o FROM protocol_party"
                  "        WHERE year = ?1 AND number = ?2 ORDER BY position))),"
                  "    'readers', x.readers, 'received_number', e.received_number,"
                  "    'received_on', e.received_on,"
                  "    'reserved', json(iif(x.reserved, 'true', 'false')), 'sha256', e.sha256,"
                  "    'subject', e.subject, 'year', e.year)"
                  " FROM protocol_entry e"
                  " JOIN protocol_classification c ON c.year = e.year AND c.number = e.number"
                  "    AND c.version = 1"
                  " LEFT JOIN protocol_file f ON f.id = c.file"
                  " LEFT JOIN protocol_access x ON x.year = e.year AND x.number = e.number"
                  "    AND x.version = 1 AND x.reason IS NULL"
                  " WHERE e.year = ?1 AND e.number = ?2 AND ?3 = 1",
         "SELECT year, number, 1 FROM protocol_entry t" WITHOUT_LINE(
             "registration", "t.year", "t.number", "1")},
    Kind{"classification",
         "SELECT json_object('actor', c.actor, 'at', c.changed_at, 'file', f.code,"
         "    'filing_class', c.filing_class, 'kind', 'classification',"
         "    'number', printf('%07d', c.number), 'office', c.office, 'reason', c.reason,"
         "    'version', c.version, 'year', c.year)"
         " FROM protocol_classification c LEFT JOIN protocol_file f ON f.id = c.file"
         " WHERE c.year = ?1 AND c.number = ?2 AND c.version = ?3",
         "SELECT year, number, version FROM"
         " (SELECT * FROM protocol_classification WHERE version > 1) t" WITHOUT_LINE(
             "classification", "t.year", "t.number", "t.version")},
    Kind{"annulment",
         "SELECT json_object('act', act, 'actor', actor, 'at', annulled_at, 'kind', 'annulment',"
         "    'number', printf('%07d', number), 'reason', reason, 'year', year)"
         " FROM protocol_annulment WHERE year = ?1 AND number = ?2 AND ?3 = 1",
         "SELECT year, number, 1 FROM protocol_annulment t" WITHOUT_LINE(
             "annulment", "t.year", "t.number", "1")},
    Kind{"correction",
         "SELECT json_object('act', act, 'actor', actor, 'at', corrected_at, 'field', field,"
         "    'kind', 'correction', 'new_value', new_value, 'number', printf('%07d', number),"
         "    'old_value', old_value, 'reason', reason, 'version', version, 'year', year)"
         " FROM protocol_correction WHERE year = ?1 AND number = ?2 AND version = ?3",
         "SELECT year, number, version FROM protocol_correction t" WITHOUT_LINE(
             "correction", "t.year", "t.number", "t.version")},
    Kind{"attachment",
         "SELECT json_object('actor', min(actor), 'at', min(added_at), 'attachments',"
         "    json(" ATTACHMENTS(
             "?3") "), 'kind', 'attachment', 'number', printf('%07d', number),"
                   "    'version', added, 'year', year)"
                   " FROM protocol_attachment WHERE year = ?1 AND number = ?2 AND added = ?3"
                   " GROUP BY year, number, added",
         "SELECT year, number, added FROM"
         " (SELECT * FROM protocol_attachment WHERE added > 1) t" WITHOUT_LINE(
             "attachment", "t.year", "t.number", "t.added")},
    Kind{"access",
         "SELECT json_object('actor', actor, 'at', changed_at, 'kind', 'access',"
         "    'number', printf('%07d', number), 'readers', readers, 'reason', reason,"
         "    'reserved', json(iif(reserved, 'true', 'false')), 'version', version, 'year', year)"
         " FROM protocol_access WHERE year = ?1 AND number = ?2 AND version = ?3",
         "SELECT year, number, version FROM"
         " (SELECT * FROM protocol_access WHERE reason IS NOT NULL) t" WITHOUT_LINE(
             "access", "t.year", "t.number", "t.version")},
    Kind{"file",
         "SELECT json_object('actor', s.actor, 'administration', s.administration,"
         "    'at', s.changed_at, 'closed', json(iif(s.closed, 'true', 'false')), 'code', f.code,"
         "    'kind', 'file', 'other_administrations', s.other_administrations,"
         "    'reason', s.reason, 'responsible', s.responsible, 'subject', s.subject,"
         "    'version', s.version)"
         " FROM protocol_file_state s JOIN protocol_file f ON f.id = s.file"
         " WHERE s.file = ?1 AND ?2 = 0 AND s.version = ?3",
         "SELECT file, 0, version FROM protocol_file_state t" WITHOUT_LINE(
             "file", "t.file", "0", "t.version")},
    Kind{"emergency",
         "SELECT json_object('act', act, 'actor', actor, 'at', recorded_at,"
         "    'authorised_by', authorised_by, 'cause', cause, 'kind', 'emergency', 'session', id,"
         "    'started_at', started_at)"
         " FROM protocol_emergency WHERE id = ?1 AND ?2 = 0 AND ?3 = 1",
         "SELECT id, 0, 1 FROM protocol_emergency t" WITHOUT_LINE("emergency", "t.id", "0", "1")},
    Kind{"emergency-extension",
         "SELECT json_object('act', act, 'actor', actor, 'at', recorded_at,"
         "    'authorised_by', authorised_by, 'kind', 'emergency-extension', 'session', session,"
         "    'until', until, 'version', version)"
         " FROM protocol_emergency_extension WHERE session = ?1 AND ?2 = 0 AND version = ?3",
         "SELECT session, 0, version FROM protocol_emergency_extension t" WITHOUT_LINE(
             "emergency-extension", "t.session", "0", "t.version")},
    Kind{"emergency-row",
         "SELECT json_object('actor', actor, 'at', recorded_at, 'channel', channel,"
         "    'correspondent', correspondent, 'direction', direction,"
         "    'filing_class', filing_class, 'kind', 'emergency-row',"
         "    'number', printf('E/%d/%07d', year, number), 'office', office,"
         "    'received_number', received_number, 'received_on', received_on,"
         "    'registered_at', registered_at, 'session', session, 'subject', subject)"
         " FROM protocol_emergency_row WHERE year = ?1 AND number = ?2 AND ?3 = 1",
         "SELECT year, number, 1 FROM protocol_emergency_row t" WITHOUT_LINE(
             "emergency-row", "t.year", "t.number", "1")},
    Kind{"emergency-end",
         "SELECT json_object('actor', actor, 'at', recorded_at, 'ended_at', ended_at,"
         "    'kind', 'emergency-end', 'session', session, 'totals',"
         "    json((SELECT json_group_array(json(o)) FROM (SELECT json_object('day', day,"
         "        'total', total) AS o FROM protocol_emergency_total WHERE session = ?1"
         "        ORDER BY day))))"
         " FROM protocol_emergency_end WHERE session = ?1 AND ?2 = 0 AND ?3 = 1",
         "SELECT session, 0, 1 FROM protocol_emergency_end t" WITHOUT_LINE(
             "emergency-end", "t.session", "0", "1")},
    Kind{"emergency-close",
         "SELECT json_object('actor', actor, 'at', closed_at, 'kind', 'emergency-close',"
         "    'session', session)"
         " FROM protocol_emergency_close WHERE session = ?1 AND ?2 = 0 AND ?3 = 1",
         "SELECT session, 0, 1 FROM protocol_emergency_close t" WITHOUT_LINE(
             "emergency-close", "t.session", "0", "1")},
    Kind{"emergency-year",
         "SELECT json_object('kind', 'emergency-year', 'total', total, 'year', year)"
         " FROM protocol_emergency_year WHERE year = ?1 AND ?2 = 0 AND ?3 = 1",
         "SELECT year, 0, 1 FROM protocol_emergency_year t" WITHOUT_LINE(
             "emergency-year", "t.year", "0", "1")},
};

#undef ATTACHMENTS
#undef WITHOUT_LINE

struct Last {
    std::int64_t sequence = 0;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Last, (), (sequence, hash))

struct Numbers {
    std::int64_t major = 0, minor = 0, version = 0;
};
BOOST_DESCRIBE_STRUCT(Numbers, (), (major, minor, version))

} // namespace

std::string chained(std::string_view previous, std::string_view words) {
    Sha256 digest;
    digest.add(previous);
    digest.add("\n");
    digest.add(words);
    return digest.hexadecimal();
}

std::optional<std::string> words_of(Call& call, const Line& line) {
    for (const auto& kind : kinds)
        if (kind.name == line.kind)
            return call.first<std::string>(kind.words, line.major, line.minor, line.version);
    return std::nullopt;
}

void record(Call& call,
            std::string_view kind,
            std::int64_t major,
            std::int64_t minor,
            std::int64_t version) {
    Line line{0, std::string(kind), major, minor, version, ""};
    const auto words = words_of(call, line);
    if (!words) throw std::logic_error("the fact is not there: " + name_of(line));
    const auto last = call.first<Last>("SELECT sequence, hash FROM protocol_journal"
                                       " ORDER BY sequence DESC LIMIT 1")
                          .value_or(Last{});
    call.exec("INSERT INTO protocol_journal (sequence, day, kind, major, minor, version, hash)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
              last.sequence + 1, call.today(), kind, major, minor, version,
              chained(last.hash, *words));
}

std::vector<Line> lines_of(Call& call, std::string_view day) {
    return call.all<Line>("SELECT sequence, kind, major, minor, version, hash FROM protocol_journal"
                          " WHERE day = ?1 ORDER BY sequence",
                          day);
}

std::optional<std::string> unrecorded(Call& call) {
    for (const auto& kind : kinds) {
        if (kind.unrecorded.empty()) continue;
        if (const auto found = call.first<Numbers>(kind.unrecorded))
            return name_of(
                {0, std::string(kind.name), found->major, found->minor, found->version, ""});
    }
    return std::nullopt;
}

std::string name_of(const Line& line) {
    if (line.minor == 0) return line.kind + " " + std::to_string(line.major);
    return line.kind + " " + printed(line.minor) + "/" + std::to_string(line.major);
}

} // namespace protocol
