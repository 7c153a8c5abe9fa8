// protocol/register.hpp -- gives a document its number.
#pragma once

#include "entry.hpp"

namespace protocol {

// A document that the daemon keeps: POST /attachments.
struct Attachment {
    std::string sha256;
    std::string name; // "istanza.pdf"
    std::string media_type;
    std::int64_t bytes = 0;
    bool main = false; // The document itself, or one enclosed.
};
BOOST_DESCRIBE_STRUCT(Attachment, (), (sha256, name, media_type, bytes, main))

struct Document {
    std::string direction; // "in" or "out"
    std::string correspondent;
    std::string subject;
    std::optional<std::string> received_on; // Of the received document, when it bears one.
    std::optional<std::string> received_number;
    std::optional<std::string> sha256; // Of the document, when its content is not kept here.
    std::optional<std::string> filing_class;
    std::optional<std::string> file; // "2026.XI.2.15"
    std::optional<std::string> office;
    std::string channel = "counter";
    std::vector<Attachment> attachments;
    std::vector<Party> parties;
    bool reserved = false;
    std::vector<std::string> readers; // Operators who may see it beside who registers it.
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
                       file,
                       office,
                       channel,
                       attachments,
                       parties,
                       reserved,
                       readers))

struct Registered {
    int year = 0;
    std::int64_t number = 0;
    std::string text;          // "0000042"
    std::string registered_at; // The town's time.
};
BOOST_DESCRIBE_STRUCT(Registered, (), (year, number, text, registered_at))

// The row of the emergency register that a document comes from.
struct Origin {
    int year = 0;
    std::int64_t number = 0;
    std::string registered_at;
};

Registered register_document(Call& call, const Document& document);
// The same, keeping where it comes from.
Registered enter(Call& call, const Document& document, const std::optional<Origin>& origin);

// Keeps documents with the entry, as its `added`-th lot.
void keep(Call& call, const Key& key, int added, const std::vector<Attachment>& attachments);

// ' anna luca ', as the table holds them; refuses what is no operator's id.
std::string readers_text(const std::vector<std::string>& readers);

} // namespace protocol
