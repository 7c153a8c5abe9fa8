// taxes/declarations.hpp -- the declaration of the IMU and the notice of a free loan or agreed
// rent.
#pragma once

#include "taxes.hpp"

namespace taxes {

// What changed of one property, and when.
struct Change {
    std::string event; // acquired | changed | lost
    std::string on;
    std::string kind = "building";
    std::string cadastral;
    std::optional<std::string> category, address;
    std::optional<std::int64_t> value_cents;
    std::string share = "1/1";
    std::string use = "other";
    std::string condition = "ordinary";
};
BOOST_DESCRIBE_STRUCT(
    Change, (), (event, on, kind, cadastral, category, address, value_cents, share, use, condition))

struct ImuDeclaration {
    Applicant applicant;
    int year = 0; // In which it changed.
    std::vector<Change> properties;
};
BOOST_DESCRIBE_STRUCT(ImuDeclaration, (), (applicant, year, properties))

Accepted declare_imu(Call& call, const ImuDeclaration& declaration);

struct OtherParty {
    std::string surname, name, tax_code;
};
BOOST_DESCRIBE_STRUCT(OtherParty, (), (surname, name, tax_code))

struct Contract {
    std::string signed_on, registered_on, office, number;
};
BOOST_DESCRIBE_STRUCT(Contract, (), (signed_on, registered_on, office, number))

struct ImuNotice {
    Applicant applicant;
    std::string benefit; // free-loan | agreed-rent
    std::string from;
    std::string cadastral, category, address;
    std::int64_t value_cents = 0;
    std::string share = "1/1";
    OtherParty other_party;
    std::optional<std::string> kinship; // parent | child, of a loan
    Contract contract;
    bool lender_resides = false;       // In the town, and the borrower lives in the home.
    bool lender_owns_no_other = false; // But the own main home in the same town.
    bool certified = false;            // Attestazione di rispondenza, of an agreed rent.
};
BOOST_DESCRIBE_STRUCT(ImuNotice,
                      (),
                      (applicant,
                       benefit,
                       from,
                       cadastral,
                       category,
                       address,
                       value_cents,
                       share,
                       other_party,
                       kinship,
                       contract,
                       lender_resides,
                       lender_owns_no_other,
                       certified))

Accepted notify_imu(Call& call, const ImuNotice& notice);

} // namespace taxes
