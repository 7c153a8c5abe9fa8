// protocol/search.cpp -- finds entries by parts of words, over every datum recorded (art. 58).
//
// A search reads the days of its range through the index on the day, newest first, and compares
// the folded texts of each entry and of what was added to it, so its cost grows with the range: a
// year unless the request says otherwise, five at most. It takes the first six words and knows no
// synonyms and no plurals. Of a reserved entry nothing is found by who may not see it.
#include "search.hpp"

#include <sportello/calendar.hpp>
#include <sportello/text.hpp>

#include <algorithm>

#include "entry.hpp"

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

// The newest value of a field that was corrected, else the one that was registered.
std::string in_force(const std::string& field) {
    return "coalesce((SELECT k.new_value FROM protocol_correction k WHERE k.year = e.year"
           " AND k.number = e.number AND k.field = '" +
           field + "' ORDER BY k.version DESC LIMIT 1), e." + field + ")";
}

// Whether the word stands anywhere in what an entry says, or in what was added to it. The texts are
// folded as the word is, so that a plain comparison finds it.
std::string holds(const std::string& word) {
    const auto in = [&word](const std::string& text) {
        return "instr(" + text + ", " + word + ")";
    };
    const auto in_rows_of = [&](const std::string& table) {
        return "EXISTS (SELECT 1 FROM " + table +
               " t WHERE t.year = e.year AND t.number = e.number AND " + in("t.folded") + ")";
    };
    return "(" + in("e.folded") + " OR " + in("c.folded") + " OR " +
           in("printf('%07d/%d', e.number, e.year)") + " OR " + in("coalesce(a.folded, '')") +
           " OR " + in_rows_of("protocol_attachment") + " OR " + in_rows_of("protocol_correction") +
           ")";
}

// The words are ?5 and on; an absent one is empty, and everywhere.
std::string statement(std::size_t words) {
    const auto hidden = hidden_sql("?12", "?13");
    std::string sql = "SELECT e.year, e.number, e.registered_at, e.direction, " +
                      in_force("correspondent") + ", " + in_force("subject") +
                      ", c.filing_class, a.number IS NOT NULL, " + hidden +
                      ", ''"
                      " FROM protocol_entry e"
                      " JOIN protocol_classification c ON c.year = e.year AND c.number = e.number"
                      "    AND c.version = (SELECT max(v.version) FROM protocol_classification v"
                      "                     WHERE v.year = e.year AND v.number = e.number)"
                      " LEFT JOIN protocol_annulment a ON a.year = e.year AND a.number = e.number"
                      " LEFT JOIN protocol_access x ON x.year = e.year AND x.number = e.number"
                      "    AND x.version = (SELECT max(v.version) FROM protocol_access v"
                      "                     WHERE v.year = e.year AND v.number = e.number)"
                      " WHERE e.registered_on BETWEEN ?1 AND ?2"
                      "    AND (?3 IS NULL OR e.direction = ?3)"
                      "    AND (?4 IS NULL OR c.filing_class = ?4)";
    for (std::size_t i = 0; i < words_max; ++i)
        sql += " AND " + holds("?" + std::to_string(5 + i));
    if (words > 0) sql += " AND NOT " + hidden;
    return sql + " ORDER BY e.registered_on DESC, e.number DESC LIMIT ?11";
}

} // namespace

Findings search(Call& call, const Search& search) {
    const auto to = date_or(search.to, "/to", sportello::parse_date(call.today()).value());
    const auto from = date_or(search.from, "/from", sportello::add_months(to, -12));
    if (from > to) sportello::refuse("range-reversed", "/from");
    if (sportello::add_months(from, 12 * range_years_max) < to)
        sportello::refuse("range-too-wide", "/from", {{"years", std::to_string(range_years_max)}});

    auto words = sportello::words(search.text, words_max);
    const auto count = words.size();
    words.resize(words_max);

    const int limit = std::clamp(search.limit, 1, found_max);
    Findings findings{{}, false, sportello::format_date(from), sportello::format_date(to)};
    findings.entries =
        call.all<Found>(statement(count), findings.from, findings.to, search.direction,
                        search.filing_class, words[0], words[1], words[2], words[3], words[4],
                        words[5], limit + 1, call.actor(), sees_all(call));
    if (findings.entries.size() > static_cast<std::size_t>(limit)) {
        findings.more = true;
        findings.entries.pop_back();
    }
    for (auto& found : findings.entries) {
        found.text = printed(found.number);
        if (!found.hidden) continue;
        found.correspondent.clear();
        found.subject.clear();
    }
    return findings;
}

} // namespace protocol
