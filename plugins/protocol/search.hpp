// protocol/search.hpp -- finds entries by parts of words.
#pragma once

#include "protocol.hpp"

namespace protocol {

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
    bool hidden = false; // Reserved, and not for who asks.
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Found,
                      (),
                      (year,
                       number,
                       registered_at,
                       direction,
                       correspondent,
                       subject,
                       filing_class,
                       annulled,
                       hidden,
                       text))

struct Findings {
    std::vector<Found> entries; // The newest first.
    bool more = false;          // There are others: narrow the search.
    std::string from;
    std::string to;
};
BOOST_DESCRIBE_STRUCT(Findings, (), (entries, more, from, to))

Findings search(Call& call, const Search& search);

} // namespace protocol
