// protocol/protocol.hpp -- the register's operations and what they take and answer.
//
// Law: DPR 445/2000 artt. 53-58. An entry's number, date, correspondent, subject and digest never
// change; see migrations/0001_register.sql for how the tables hold that.
#pragma once

#include <sportello/plugin.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace protocol {

using sportello::Call;

struct Document {
    std::string direction; // "in" or "out"
    std::string correspondent;
    std::string subject;
    std::optional<std::string> received_on; // Of the received document, when it bears one.
    std::optional<std::string> received_number;
    std::optional<std::string> sha256; // Of the file, lower-case hexadecimal.
    std::optional<std::string> filing_class;
    std::optional<std::string> office;
    std::string channel = "counter";
};
BOOST_DESCRIBE_STRUCT(Document,
                      (),
                      (direction,
                       correspondent,
                       subject,
                       received_on,
                       received_number,
                       sha256,
                       filing_class,
                       office,
                       channel))

struct Registered {
    int year = 0;
    std::int64_t number = 0;
    std::string text;          // "0000042"
    std::string registered_at; // The town's time.
};
BOOST_DESCRIBE_STRUCT(Registered, (), (year, number, text, registered_at))

// Names an entry.
struct Key {
    int year = 0;
    std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(Key, (), (year, number))

struct Entry {
    int year = 0;
    std::int64_t number = 0;
    std::string registered_at;
    std::string direction;
    std::string correspondent;
    std::string subject;
    std::optional<std::string> received_on;
    std::optional<std::string> received_number;
    std::optional<std::string> sha256;
    std::string channel;
    std::string case_id;
    std::string actor;
};
BOOST_DESCRIBE_STRUCT(Entry,
                      (),
                      (year,
                       number,
                       registered_at,
                       direction,
                       correspondent,
                       subject,
                       received_on,
                       received_number,
                       sha256,
                       channel,
                       case_id,
                       actor))

struct Classification {
    int version = 0;
    std::optional<std::string> filing_class;
    std::optional<std::string> filing_title;
    std::optional<std::string> office;
    std::string changed_at;
    std::string actor;
    std::optional<std::string> reason; // The first one, made at registration, has none.
};
BOOST_DESCRIBE_STRUCT(Classification,
                      (),
                      (version, filing_class, filing_title, office, changed_at, actor, reason))

struct Annulment {
    std::string annulled_at;
    std::string actor;
    std::string reason;
    std::string act;
};
BOOST_DESCRIBE_STRUCT(Annulment, (), (annulled_at, actor, reason, act))

// An entry as it is shown: what was registered, whether it was annulled, and every classification
// it has had, the one in force first.
struct Card {
    std::string text;
    Entry entry;
    std::optional<Annulment> annulment;
    std::vector<Classification> classifications;
};
BOOST_DESCRIBE_STRUCT(Card, (), (text, entry, annulment, classifications))

struct Reclassification {
    int year = 0;
    std::int64_t number = 0;
    std::optional<std::string> filing_class;
    std::optional<std::string> office;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Reclassification, (), (year, number, filing_class, office, reason))

struct AnnulmentRequest {
    int year = 0;
    std::int64_t number = 0;
    std::string reason;
    std::string act;
};
BOOST_DESCRIBE_STRUCT(AnnulmentRequest, (), (year, number, reason, act))

struct Search {
    std::string text;
    std::optional<std::string> direction;
    std::optional<std::string> filing_class;
    std::optional<std::string> from; // Days of registration, both included.
    std::optional<std::string> to;
    int limit = 50;
};
BOOST_DESCRIBE_STRUCT(Search, (), (text, direction, filing_class, from, to, limit))

struct Found {
    int year = 0;
    std::int64_t number = 0;
    std::string registered_at;
    std::string direction;
    std::string correspondent;
    std::string subject;
    std::optional<std::string> filing_class;
    bool annulled = false;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(
    Found,
    (),
    (year, number, registered_at, direction, correspondent, subject, filing_class, annulled, text))

struct Findings {
    std::vector<Found> entries; // The newest first.
    bool more = false;          // There are others: narrow the search.
    std::string from;
    std::string to;
};
BOOST_DESCRIBE_STRUCT(Findings, (), (entries, more, from, to))

Registered register_document(Call& call, const Document& document);
Card entry(Call& call, const Key& key);
Findings search(Call& call, const Search& search);
Card classify(Call& call, const Reclassification& change);
Card annul(Call& call, const AnnulmentRequest& request);
void print_label(Call& call, const Key& key);

// The number as it is printed: at least seven digits (DPR 445/2000 art. 57).
std::string printed(std::int64_t number);

// The entry, which must exist and not be annulled.
Card valid_entry(Call& call, const Key& key);

// The text on one line; refused when nothing is left of it.
std::string require_text(const std::string& text, const char* code, const char* field);

// Refuses a class that is not in the filing plan.
void require_filing_class(Call& call, const std::optional<std::string>& code);

} // namespace protocol
