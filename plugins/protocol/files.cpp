// protocol/files.cpp -- opens, changes, shows and finds files (fascicoli).
#include "files.hpp"

#include <sportello/text.hpp>

#include <array>

#include "entry.hpp"
#include "journal.hpp"

namespace protocol {

namespace {

constexpr std::size_t words_max = 6;
constexpr std::size_t documents_max = 200;
constexpr std::size_t found_max = 100;

struct Opened {
    std::int64_t id = 0;
    std::string code;
};
BOOST_DESCRIBE_STRUCT(Opened, (), (id, code))

struct Head {
    std::int64_t id = 0;
    std::string code;
    std::string filing_class;
    std::string filing_title;
    std::string opened_at;
};
BOOST_DESCRIBE_STRUCT(Head, (), (id, code, filing_class, filing_title, opened_at))

Head head_of(Call& call, const std::string& code) {
    auto head = call.first<Head>(
        "SELECT f.id, f.code, f.filing_class, c.title, f.opened_at FROM protocol_file f"
        " JOIN protocol_filing_class c ON c.code = f.filing_class WHERE f.code = ?1",
        code);
    if (!head) sportello::not_found("no-such-file", "/code", {{"file", code}});
    return *std::move(head);
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts)
        all.append(all.empty() ? "" : "; ").append(sportello::tidy(text));
    return all;
}

void insert_state(Call& call, std::int64_t file, const std::string& code, const FileState& state) {
    call.exec("INSERT INTO protocol_file_state (file, version, subject, administration,"
              "    other_administrations, responsible, closed, changed_at, actor, reason, folded)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
              file, state.version, state.subject, state.administration, state.other_administrations,
              state.responsible, state.closed, call.local_time(), call.actor(), state.reason,
              sportello::fold(code + " " + state.subject + " " + state.administration + " " +
                              state.other_administrations + " " + state.responsible));
    record(call, "file", file, 0, state.version);
}

bool is_same(const FileState& one, const FileState& other) {
    return one.subject == other.subject && one.administration == other.administration &&
           one.other_administrations == other.other_administrations &&
           one.responsible == other.responsible && one.closed == other.closed;
}

// Each document once, by its place in force.
std::vector<FiledDocument> documents_of(Call& call, std::int64_t file, const FileRequest& request) {
    static const auto sql =
        "SELECT e.year, e.number, e.registered_at, e.direction,"
        "    coalesce((SELECT k.new_value FROM protocol_correction k WHERE k.year = e.year"
        "        AND k.number = e.number AND k.field = 'correspondent'"
        "        ORDER BY k.version DESC LIMIT 1), e.correspondent),"
        "    coalesce((SELECT k.new_value FROM protocol_correction k WHERE k.year = e.year"
        "        AND k.number = e.number AND k.field = 'subject'"
        "        ORDER BY k.version DESC LIMIT 1), e.subject),"
        "    EXISTS (SELECT 1 FROM protocol_annulment a"
        "        WHERE a.year = e.year AND a.number = e.number), " +
        hidden_sql("?2", "?3") +
        ", '' FROM protocol_classification c"
        " JOIN protocol_entry e ON e.year = c.year AND e.number = c.number"
        " LEFT JOIN protocol_access x ON x.year = e.year AND x.number = e.number"
        "    AND x.version = (SELECT max(v.version) FROM protocol_access v"
        "                     WHERE v.year = e.year AND v.number = e.number)"
        " WHERE c.file = ?1 AND c.version = (SELECT max(v.version) FROM protocol_classification v"
        "                                    WHERE v.year = c.year AND v.number = c.number)"
        "    AND (e.year, e.number) > (?4, ?5)"
        " ORDER BY e.year, e.number LIMIT ?6";
    auto found =
        call.all<FiledDocument>(sql, file, call.actor(), sees_all(call), request.after_year,
                                request.after_number, documents_max + 1);
    for (auto& document : found) {
        document.text = printed(document.number);
        if (!document.hidden) continue;
        document.correspondent.clear();
        document.subject.clear();
    }
    return found;
}

} // namespace

File file(Call& call, const FileRequest& request) {
    auto head = head_of(call, request.code);
    File found{std::move(head.code),
               std::move(head.filing_class),
               std::move(head.filing_title),
               std::move(head.opened_at),
               call.all<FileState>("SELECT version, subject, administration, other_administrations,"
                                   "    responsible, closed, changed_at, actor, reason"
                                   " FROM protocol_file_state WHERE file = ?1"
                                   " ORDER BY version DESC",
                                   head.id),
               documents_of(call, head.id, request),
               false};
    if (found.documents.size() > documents_max) {
        found.more = true;
        found.documents.pop_back();
    }
    return found;
}

File open_file(Call& call, const NewFile& wanted) {
    require_clock(call);
    require_filing_class(call, wanted.filing_class);
    FileState state;
    state.version = 1;
    state.subject = require_text(wanted.subject, "subject-empty", "/subject");
    state.responsible = require_text(wanted.responsible, "responsible-empty", "/responsible");
    state.administration =
        tidied(wanted.administration).value_or("Comune di " + call.letterhead().town);
    state.other_administrations = joined(wanted.other_administrations);
    const auto opened =
        call.one<Opened>("INSERT INTO protocol_file (year, filing_class, number, code, opened_at)"
                         " SELECT ?1, ?2, n, ?1 || '.' || ?2 || '.' || n, ?3 FROM"
                         "    (SELECT coalesce(max(number), 0) + 1 AS n FROM protocol_file"
                         "     WHERE year = ?1 AND filing_class = ?2)"
                         " RETURNING id, code",
                         call.year(), wanted.filing_class, call.local_time());
    insert_state(call, opened.id, opened.code, state);
    return file(call, {opened.code, 0, 0});
}

File change_file(Call& call, const FileChange& change) {
    require_clock(call);
    const auto head = head_of(call, change.code);
    const auto before = file(call, {change.code, 0, 0}).states.at(0);
    auto after = before;
    if (change.subject) after.subject = require_text(*change.subject, "subject-empty", "/subject");
    if (change.responsible)
        after.responsible = require_text(*change.responsible, "responsible-empty", "/responsible");
    if (change.administration)
        after.administration =
            require_text(*change.administration, "administration-empty", "/administration");
    if (change.other_administrations)
        after.other_administrations = joined(*change.other_administrations);
    if (change.closed) after.closed = *change.closed;
    if (is_same(before, after)) sportello::refuse("file-nothing-changes", "/code");
    after.version = before.version + 1;
    after.reason = require_text(change.reason, "reason-empty", "/reason");
    insert_state(call, head.id, head.code, after);
    return file(call, {change.code, 0, 0});
}

FoundFiles files(Call& call, const FileSearch& search) {
    std::array<std::string, words_max> like;
    like.fill("%");
    const auto words = sportello::words(search.text, words_max);
    for (std::size_t i = 0; i < words.size(); ++i)
        like[i] = "%" + sportello::like_escaped(words[i]) + "%";
    FoundFiles found;
    found.files = call.all<FoundFile>(
        "SELECT f.code, s.subject, s.responsible, s.closed, f.opened_at FROM protocol_file f"
        " JOIN protocol_file_state s ON s.file = f.id AND s.version ="
        "    (SELECT max(v.version) FROM protocol_file_state v WHERE v.file = f.id)"
        " WHERE (?1 IS NULL OR f.year = ?1) AND (?2 IS NULL OR f.filing_class = ?2)"
        "    AND (?3 IS NULL OR s.closed = ?3)"
        "    AND s.folded LIKE ?4 ESCAPE '\\' AND s.folded LIKE ?5 ESCAPE '\\'"
        "    AND s.folded LIKE ?6 ESCAPE '\\' AND s.folded LIKE ?7 ESCAPE '\\'"
        "    AND s.folded LIKE ?8 ESCAPE '\\' AND s.folded LIKE ?9 ESCAPE '\\'"
        " ORDER BY f.id DESC LIMIT ?10",
        search.year, search.filing_class, search.closed, like[0], like[1], like[2], like[3],
        like[4], like[5], found_max + 1);
    if (found.files.size() > found_max) {
        found.more = true;
        found.files.pop_back();
    }
    return found;
}

} // namespace protocol
