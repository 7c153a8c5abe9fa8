// taxes/position.hpp -- everything this area keeps about a taxpayer.
#pragma once

#include "taxes.hpp"

namespace taxes {

struct PositionQuestion {
    std::string tax_code, reason; // The reason goes to the audit trail.
};
BOOST_DESCRIBE_STRUCT(PositionQuestion, (), (tax_code, reason))

struct PositionProperty {
    std::string kind, cadastral, address, category;
    std::int64_t value_cents = 0;
    std::string share, use, condition, valid_from, valid_to;
};
BOOST_DESCRIBE_STRUCT(
    PositionProperty,
    (),
    (kind, cadastral, address, category, value_cents, share, use, condition, valid_from, valid_to))

struct PositionAccount {
    std::int64_t account = 0;
    std::string user, cadastral, address;
    std::int64_t square_metres = 0;
    std::int64_t category = 0;
    std::string valid_from, valid_to;
};
BOOST_DESCRIBE_STRUCT(
    PositionAccount,
    (),
    (account, user, cadastral, address, square_metres, category, valid_from, valid_to))

struct PositionRequest {
    std::int64_t request = 0;
    std::string kind, received_on, state;
    std::optional<std::string> answered_on, answer;
    int protocol_year = 0;
    std::int64_t protocol_number = 0;
};
BOOST_DESCRIBE_STRUCT(
    PositionRequest,
    (),
    (request, kind, received_on, state, answered_on, answer, protocol_year, protocol_number))

struct PositionNotice {
    std::string nav;
    std::int64_t cents = 0;
    std::string reason, due_on, state;
};
BOOST_DESCRIBE_STRUCT(PositionNotice, (), (nav, cents, reason, due_on, state))

struct Position {
    std::string surname, name, tax_code;
    std::vector<PositionProperty> properties;
    std::vector<PositionAccount> accounts;
    std::vector<PositionRequest> requests;
    std::vector<PositionNotice> notices;
};
BOOST_DESCRIBE_STRUCT(Position,
                      (),
                      (surname, name, tax_code, properties, accounts, requests, notices))

Position position(Call& call, const PositionQuestion& question);

} // namespace taxes
