// protocol/entry.hpp -- one entry with its whole story.
#pragma once

#include "protocol.hpp"

namespace protocol {

struct Entry {
    int year = 0;
    std::int64_t number = 0;
    std::string registered_at; // The town's time.
    std::string effective_at;  // From when effects and terms count: as above, or the emergency's.
    std::string direction;     // "in" or "out"
    std::string correspondent; // As it now holds: of a corrected field, the value in force.
    std::string subject;
    std::optional<std::string> received_on;
    std::optional<std::string> received_number;
    std::optional<std::string> sha256; // Of the document, lower-case hexadecimal.
    std::string channel;
    std::optional<std::string> emergency; // "E/2026/0000001"
    std::string case_id;
    std::string actor;
    bool reserved = false;
    bool hidden = false; // Reserved, and not for who asks: what would tell the matter is left out.
};
BOOST_DESCRIBE_STRUCT(Entry,
                      (),
                      (year,
                       number,
                       registered_at,
                       effective_at,
                       direction,
                       correspondent,
                       subject,
                       received_on,
                       received_number,
                       sha256,
                       channel,
                       emergency,
                       case_id,
                       actor,
                       reserved,
                       hidden))

struct Classification {
    int version = 0;
    std::optional<std::string> filing_class;
    std::optional<std::string> filing_title;
    std::optional<std::string> file; // "2026.XI.2.15"
    std::optional<std::string> office;
    std::string changed_at;
    std::string actor;
    std::optional<std::string> reason; // The first one, made at registration, has none.
};
BOOST_DESCRIBE_STRUCT(
    Classification,
    (),
    (version, filing_class, filing_title, file, office, changed_at, actor, reason))

struct Annulment {
    std::string annulled_at;
    std::string actor;
    std::string reason;
    std::string act;
};
BOOST_DESCRIBE_STRUCT(Annulment, (), (annulled_at, actor, reason, act))

// A field that was annulled, with what it said and what it says now.
struct Correction {
    int version = 0;
    std::string field;
    std::optional<std::string> old_value;
    std::string new_value;
    std::string corrected_at;
    std::string actor;
    std::string reason;
    std::string act;
};
BOOST_DESCRIBE_STRUCT(Correction,
                      (),
                      (version, field, old_value, new_value, corrected_at, actor, reason, act))

struct Kept { // A document whose content the daemon keeps.
    int position = 0;
    std::string sha256;
    std::string name;
    std::string media_type;
    std::int64_t bytes = 0;
    bool main = false; // The document itself, or one enclosed.
    std::string added_at;
    std::string actor;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (position, sha256, name, media_type, bytes, main, added_at, actor))

// A sender or recipient by its parts.
struct Party {
    std::string kind; // "person", "company" or "administration"
    std::optional<std::string> surname;
    std::optional<std::string> name;
    std::optional<std::string> denomination;
    std::optional<std::string> tax_code;
    std::optional<std::string> ipa_code;
};
BOOST_DESCRIBE_STRUCT(Party, (), (kind, surname, name, denomination, tax_code, ipa_code))

struct Access {
    int version = 0;
    bool reserved = false;
    std::vector<std::string> readers;
    std::string changed_at;
    std::string actor;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(Access, (), (version, reserved, readers, changed_at, actor, reason))

// An entry as it is shown: what is in force first, and all that it ever was.
struct Card {
    std::string text;
    Entry entry;
    std::optional<Annulment> annulment;
    std::vector<Correction> corrections;         // The newest first.
    std::vector<Kept> attachments;               // In order.
    std::vector<Party> parties;                  // None: the correspondent is known by its text.
    std::vector<Access> access;                  // The newest first.
    std::vector<Classification> classifications; // The newest first.
};
BOOST_DESCRIBE_STRUCT(
    Card, (), (text, entry, annulment, corrections, attachments, parties, access, classifications))

Card entry(Call& call, const Key& key);

// The entry, which must exist, be for who asks, and not be annulled.
Card valid_entry(Call& call, const Key& key);

// SQL: of the access `x` in force and the entry `e`, whether ?actor may not see it, where
// ?sees_all says that he sees everything.
std::string hidden_sql(const char* actor, const char* sees_all);

} // namespace protocol
