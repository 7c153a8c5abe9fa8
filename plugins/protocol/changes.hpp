// protocol/changes.hpp -- what may happen to an entry after it is made. Each adds a row; nothing is
// written over, and the journal tells who, when and why.
#pragma once

#include "entry.hpp"
#include "register.hpp"

namespace protocol {

// Another class, file or office (art. 53): what the request leaves out stays as it is, but a file
// of the former class.
struct Reclassification {
    int year = 0;
    std::int64_t number = 0;
    std::optional<std::string> filing_class;
    std::optional<std::string> file;
    std::optional<std::string> office;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Reclassification, (), (year, number, filing_class, file, office, reason))

// Of the entry as a whole (art. 54).
struct AnnulmentRequest {
    int year = 0;
    std::int64_t number = 0;
    std::string reason;
    std::string act;
};
BOOST_DESCRIBE_STRUCT(AnnulmentRequest, (), (year, number, reason, act))

// Of one field that never changes: it is annulled, and another value stands beside it (art. 54).
struct CorrectionRequest {
    int year = 0;
    std::int64_t number = 0;
    std::string field; // correspondent, subject, received_on or received_number
    std::string value;
    std::string reason;
    std::string act;
};
BOOST_DESCRIBE_STRUCT(CorrectionRequest, (), (year, number, field, value, reason, act))

struct AttachRequest {
    int year = 0;
    std::int64_t number = 0;
    std::vector<Attachment> attachments;
};
BOOST_DESCRIBE_STRUCT(AttachRequest, (), (year, number, attachments))

struct Restriction {
    int year = 0;
    std::int64_t number = 0;
    bool reserved = false;
    std::vector<std::string> readers;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Restriction, (), (year, number, reserved, readers, reason))

Card classify(Call& call, const Reclassification& change);
Card annul(Call& call, const AnnulmentRequest& request);
Card correct(Call& call, const CorrectionRequest& request);
Card attach(Call& call, const AttachRequest& request);
Card restrict_entry(Call& call, const Restriction& request);

void print_label(Call& call, const Key& key);

} // namespace protocol
