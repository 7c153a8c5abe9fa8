// protocol/entry.cpp -- reads an entry's rows together.
#include "entry.hpp"

#include <sportello/text.hpp>

namespace protocol {

namespace {

constexpr std::size_t readers_max = 100;

struct AccessRow {
    int version = 0;
    bool reserved = false;
    std::string readers;
    std::string changed_at;
    std::string actor;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(AccessRow, (), (version, reserved, readers, changed_at, actor, reason))

std::optional<Entry> find_entry(Call& call, const Key& key) {
    static const auto sql =
        "SELECT e.year, e.number, e.registered_at, coalesce(e.effective_at, e.registered_at),"
        "    e.direction, e.correspondent, e.subject, e.received_on, e.received_number, e.sha256,"
        "    e.channel, CASE WHEN e.emergency_number IS NOT NULL THEN"
        "        printf('E/%d/%07d', e.emergency_year, e.emergency_number) END,"
        "    e.case_id, e.actor, coalesce(x.reserved, 0), " +
        hidden_sql("?3", "?4") +
        " FROM protocol_entry e"
        " LEFT JOIN protocol_access x ON x.year = e.year AND x.number = e.number"
        "    AND x.version = (SELECT max(v.version) FROM protocol_access v"
        "                     WHERE v.year = e.year AND v.number = e.number)"
        " WHERE e.year = ?1 AND e.number = ?2";
    return call.first<Entry>(sql, key.year, key.number, call.actor(), sees_all(call));
}

// The oldest correction first, so that the newest stands.
void correct(Entry& entry, const std::vector<Correction>& corrections) {
    for (auto made = corrections.rbegin(); made != corrections.rend(); ++made) {
        if (made->field == "correspondent") entry.correspondent = made->new_value;
        if (made->field == "subject") entry.subject = made->new_value;
        if (made->field == "received_on") entry.received_on = made->new_value;
        if (made->field == "received_number") entry.received_number = made->new_value;
    }
}

std::vector<Access> access_of(Call& call, const Key& key) {
    std::vector<Access> all;
    for (auto& row : call.all<AccessRow>(
             "SELECT version, reserved, readers, changed_at, actor, reason FROM protocol_access"
             " WHERE year = ?1 AND number = ?2 ORDER BY version DESC",
             key.year, key.number))
        all.push_back({row.version, row.reserved, sportello::words(row.readers, readers_max),
                       std::move(row.changed_at), std::move(row.actor), std::move(row.reason)});
    return all;
}

// What names the matter or the people.
void hide(Entry& entry) {
    entry.correspondent.clear();
    entry.subject.clear();
    entry.received_on.reset();
    entry.received_number.reset();
    entry.sha256.reset();
    entry.case_id.clear();
}

void read_matter(Call& call, const Key& key, Card& card) {
    card.corrections =
        call.all<Correction>("SELECT version, field, old_value, new_value, corrected_at, actor,"
                             "    reason, act"
                             " FROM protocol_correction WHERE year = ?1 AND number = ?2"
                             " ORDER BY version DESC",
                             key.year, key.number);
    correct(card.entry, card.corrections);
    card.attachments =
        call.all<Kept>("SELECT position, sha256, name, media_type, bytes, main, added_at, actor"
                       " FROM protocol_attachment WHERE year = ?1 AND number = ?2"
                       " ORDER BY position",
                       key.year, key.number);
    card.parties =
        call.all<Party>("SELECT kind, surname, name, denomination, tax_code, ipa_code"
                        " FROM protocol_party WHERE year = ?1 AND number = ?2 ORDER BY position",
                        key.year, key.number);
    card.annulment =
        call.first<Annulment>("SELECT annulled_at, actor, reason, act FROM protocol_annulment"
                              " WHERE year = ?1 AND number = ?2",
                              key.year, key.number);
}

} // namespace

std::string hidden_sql(const char* actor, const char* sees_all) {
    return std::string("(coalesce(x.reserved, 0) AND NOT ") + sees_all + " AND e.actor <> " +
           actor + " AND instr(x.readers, ' ' || " + actor + " || ' ') = 0)";
}

Card entry(Call& call, const Key& key) {
    auto found = find_entry(call, key);
    if (!found)
        sportello::not_found("no-such-entry", "/number",
                             {{"number", printed(key.number)}, {"year", std::to_string(key.year)}});
    Card card;
    card.text = printed(key.number);
    card.entry = *std::move(found);
    card.access = access_of(call, key);
    card.classifications = call.all<Classification>(
        "SELECT c.version, c.filing_class, f.title, d.code, c.office, c.changed_at, c.actor,"
        "    c.reason"
        " FROM protocol_classification c"
        " LEFT JOIN protocol_filing_class f ON f.code = c.filing_class"
        " LEFT JOIN protocol_file d ON d.id = c.file"
        " WHERE c.year = ?1 AND c.number = ?2 ORDER BY c.version DESC",
        key.year, key.number);
    if (!card.entry.hidden) {
        read_matter(call, key, card);
        return card;
    }
    hide(card.entry);
    for (auto& made : card.classifications) {
        made.file.reset();
        made.reason.reset();
    }
    for (auto& made : card.access)
        made.reason.reset();
    card.annulment =
        call.first<Annulment>("SELECT annulled_at, actor, '', '' FROM protocol_annulment"
                              " WHERE year = ?1 AND number = ?2",
                              key.year, key.number);
    return card;
}

Card valid_entry(Call& call, const Key& key) {
    auto card = entry(call, key);
    if (card.entry.hidden)
        throw sportello::Refusal(SPO_FORBIDDEN, "entry-reserved", "/number",
                                 {{"number", card.text}});
    if (card.annulment)
        sportello::conflict(
            "entry-annulled", "/number",
            {{"number", card.text}, {"date", card.annulment->annulled_at.substr(0, 10)}});
    return card;
}

} // namespace protocol
