// protocol/entry.cpp -- one entry with its whole story.
#include "protocol.hpp"

namespace protocol {

Card entry(Call& call, const Key& key) {
    auto found = call.first<Entry>(
        "SELECT year, number, registered_at, direction, correspondent, subject, received_on,"
        "    received_number, sha256, channel, case_id, actor"
        " FROM protocol_entry WHERE year = ?1 AND number = ?2",
        key.year, key.number);
    if (!found)
        sportello::not_found("no-such-entry", "/number",
                             {{"number", printed(key.number)}, {"year", std::to_string(key.year)}});
    return {printed(key.number), *std::move(found),
            call.first<Annulment>("SELECT annulled_at, actor, reason, act FROM protocol_annulment"
                                  " WHERE year = ?1 AND number = ?2",
                                  key.year, key.number),
            call.all<Classification>(
                "SELECT c.version, c.filing_class, f.title, c.office, c.changed_at, c.actor,"
                "    c.reason"
                " FROM protocol_classification c"
                " LEFT JOIN protocol_filing_class f ON f.code = c.filing_class"
                " WHERE c.year = ?1 AND c.number = ?2 ORDER BY c.version DESC",
                key.year, key.number)};
}

Card valid_entry(Call& call, const Key& key) {
    auto card = entry(call, key);
    if (card.annulment)
        sportello::conflict(
            "entry-annulled", "/number",
            {{"number", card.text}, {"date", card.annulment->annulled_at.substr(0, 10)}});
    return card;
}

} // namespace protocol
