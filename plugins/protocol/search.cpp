// protocol/search.cpp -- finds entries by parts of words (art. 58).
//
// A search reads the days of its range through the index on the day, newest first, and compares
// the folded text of each entry, so its cost grows with the range: a year unless the request says
// otherwise, five at most. It takes the first six words and knows no synonyms and no plurals.
#include <sportello/calendar.hpp>
#include <sportello/text.hpp>

#include <algorithm>
#include <array>

#include "protocol.hpp"

namespace protocol {

namespace {

constexpr std::size_t words_max = 6;
constexpr int range_years_max = 5;
constexpr int found_max = 100;

sportello::Date
date_or(const std::optional<std::string>& text, const char* field, sportello::Date otherwise) {
    if (!text) return otherwise;
    const auto date = sportello::parse_date(*text);
    if (!date) sportello::refuse("no-such-date", field);
    return *date;
}

} // namespace

Findings search(Call& call, const Search& search) {
    const auto to = date_or(search.to, "/to", sportello::parse_date(call.today()).value());
    const auto from = date_or(search.from, "/from", sportello::add_months(to, -12));
    if (from > to) sportello::refuse("range-reversed", "/from");
    if (sportello::add_months(from, 12 * range_years_max) < to)
        sportello::refuse("range-too-wide", "/from", {{"years", std::to_string(range_years_max)}});

    std::array<std::string, words_max> like;
    like.fill("%");
    const auto words = sportello::words(search.text, words_max);
    std::transform(words.begin(), words.end(), like.begin(), [](const std::string& word) {
        return "%" + sportello::like_escaped(word) + "%";
    });

    const int limit = std::clamp(search.limit, 1, found_max);
    Findings findings{{}, false, sportello::format_date(from), sportello::format_date(to)};
    findings.entries = call.all<Found>(
        "SELECT e.year, e.number, e.registered_at, e.direction, e.correspondent, e.subject,"
        "    c.filing_class, a.number IS NOT NULL, ''"
        " FROM protocol_entry e"
        " JOIN protocol_classification c ON c.year = e.year AND c.number = e.number"
        "    AND c.version = (SELECT max(v.version) FROM protocol_classification v"
        "                     WHERE v.year = e.year AND v.number = e.number)"
        " LEFT JOIN protocol_annulment a ON a.year = e.year AND a.number = e.number"
        " WHERE e.registered_on BETWEEN ?1 AND ?2"
        "    AND (?3 IS NULL OR e.direction = ?3)"
        "    AND (?4 IS NULL OR c.filing_class = ?4)"
        "    AND e.folded LIKE ?5 ESCAPE '\\' AND e.folded LIKE ?6 ESCAPE '\\'"
        "    AND e.folded LIKE ?7 ESCAPE '\\' AND e.folded LIKE ?8 ESCAPE '\\'"
        "    AND e.folded LIKE ?9 ESCAPE '\\' AND e.folded LIKE ?10 ESCAPE '\\'"
        " ORDER BY e.registered_on DESC, e.number DESC LIMIT ?11",
        findings.from, findings.to, search.direction, search.filing_class, like[0], like[1],
        like[2], like[3], like[4], like[5], limit + 1);
    if (findings.entries.size() > static_cast<std::size_t>(limit)) {
        findings.more = true;
        findings.entries.pop_back();
    }
    for (auto& found : findings.entries)
        found.text = printed(found.number);
    return findings;
}

} // namespace protocol
