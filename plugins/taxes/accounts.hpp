// taxes/accounts.hpp -- TARI accounts (utenze): opened, changed, closed, reduced (L. 147/2013 art.
// 1 cc. 641-668 and 684; ARERA 15/2022/R/rif).
#pragma once

#include "taxes.hpp"

namespace taxes {

struct Premises {
    std::string cadastral, address;
    std::int64_t square_metres = 0;
};
BOOST_DESCRIBE_STRUCT(Premises, (), (cadastral, address, square_metres))

struct AccountStart {
    Applicant applicant;
    std::string user = "home"; // home | business
    Premises premises;
    std::string from;
    std::string title;            // owner | lease | free-loan | other
    std::optional<int> occupants; // Of a home.
    std::optional<int> category;  // Of a business.
};
BOOST_DESCRIBE_STRUCT(AccountStart,
                      (),
                      (applicant, user, premises, from, title, occupants, category))

Accepted open_account(Call& call, const AccountStart& start);

// The account by its number, when the citizen knows it, and by where it is.
struct AccountChange {
    Applicant applicant;
    std::optional<std::int64_t> account;
    std::string address;
    std::string from;
    std::optional<std::int64_t> square_metres;
    std::optional<int> occupants, category;
};
BOOST_DESCRIBE_STRUCT(AccountChange,
                      (),
                      (applicant, account, address, from, square_metres, occupants, category))

Accepted change_account(Call& call, const AccountChange& change);

struct AccountEnd {
    Applicant applicant;
    std::optional<std::int64_t> account;
    std::string address;
    std::string last_day;
    std::string cause; // sold | lease-ended | moved | death | business-closed | other
    std::optional<std::string> successor; // Who comes in, when known.
};
BOOST_DESCRIBE_STRUCT(AccountEnd, (), (applicant, account, address, last_day, cause, successor))

Accepted close_account(Call& call, const AccountEnd& end);

struct AccountReduction {
    Applicant applicant;
    std::optional<std::int64_t> account;
    std::string address;
    std::string reduction;
    std::string from;
    std::optional<std::int64_t> isee_cents;
};
BOOST_DESCRIBE_STRUCT(AccountReduction,
                      (),
                      (applicant, account, address, reduction, from, isee_cents))

Accepted reduce_account(Call& call, const AccountReduction& reduction);

} // namespace taxes
