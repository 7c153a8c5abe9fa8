// registry/registry.hpp -- the operations of the population register.
#pragma once

#include "people.hpp"

namespace registry {

// search-people: few fields, for choosing a person (Reg. UE 2016/679 art. 5: no more than needed).
struct PeopleSearch {
    std::string text; // Beginnings of surname and name in either order, or a tax code.
    std::optional<std::string> birth_date;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(PeopleSearch, (), (text, birth_date, reason))

struct PersonFound {
    std::string tax_code;
    std::string surname;
    std::string name;
    std::string birth_date;
};
BOOST_DESCRIBE_STRUCT(PersonFound, (), (tax_code, surname, name, birth_date))

struct PeopleFound {
    std::vector<PersonFound> people;
    bool more = false;
};
BOOST_DESCRIBE_STRUCT(PeopleFound, (), (people, more))

PeopleFound search_people(Call& call, const PeopleSearch& search);

// person: the card, as the register was on a day.
struct PersonRequest {
    std::string tax_code;
    std::optional<std::string> on; // Today when absent.
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(PersonRequest, (), (tax_code, on, reason))

struct PersonCard {
    std::string on;
    Person person;
    std::optional<Residence> residence;
    std::optional<Membership> membership;
    std::vector<Member> family;
    std::vector<Residence> residences; // The whole history, the latest first.
};
BOOST_DESCRIBE_STRUCT(PersonCard, (), (on, person, residence, membership, family, residences))

PersonCard person_card(Call& call, const PersonRequest& request);

// certificate
struct Applicant {
    std::string surname;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Applicant, (), (surname, name))

struct CertificateRequest {
    std::string tax_code; // Of the person the certificate is about.
    std::string type;     // "residence" or "family"
    std::string purpose;  // "private", "abroad"; "public-administration" is refused
    Applicant applicant;
    std::optional<int> exemption; // ANPR code; none: stamped.
    std::optional<std::string> exemption_note;
    std::optional<std::string> authority_act;
    bool force = false; // The registrar takes it upon himself.
};
BOOST_DESCRIBE_STRUCT(
    CertificateRequest,
    (),
    (tax_code, type, purpose, applicant, exemption, exemption_note, authority_act, force))

struct CertificateIssued {
    std::string number; // "2026/0000012"
    std::string type;
    std::string valid_until;
    std::vector<sportello::Charge> charges;
};
BOOST_DESCRIBE_STRUCT(CertificateIssued, (), (number, type, valid_until, charges))

CertificateIssued certificate(Call& call, const CertificateRequest& request);

// change-address
struct FamilyMember {
    std::string tax_code;
    std::optional<int> relationship; // To the holder: ANPR code.
};
BOOST_DESCRIBE_STRUCT(FamilyMember, (), (tax_code, relationship))

struct OccupationTitle {
    std::string kind;
    std::string details;
};
BOOST_DESCRIBE_STRUCT(OccupationTitle, (), (kind, details))

struct Move {
    std::optional<std::string> declared_on; // Today when absent.
    std::vector<FamilyMember> people;
    std::vector<FamilyMember> remaining; // Who stays, when the holder leaves.
    Address address;
    OccupationTitle title;
    std::optional<std::string> minor_consent;
    std::string channel = "counter";
};
BOOST_DESCRIBE_STRUCT(Move,
                      (),
                      (declared_on, people, remaining, address, title, minor_consent, channel))

struct MoveRegistered {
    std::int64_t id = 0;
    std::string state; // "registered"
    std::string effective_on;
    std::string register_by;
    bool registered_late = false;
    std::string due_on;       // The last day for the office to object.
    std::string silence_from; // From this day silence has confirmed it.
    sportello::ProtocolNumber protocol;
};
BOOST_DESCRIBE_STRUCT(
    MoveRegistered,
    (),
    (id, state, effective_on, register_by, registered_late, due_on, silence_from, protocol))

MoveRegistered change_address(Call& call, const Move& move);

// load-demo-people
struct DemoResidence {
    std::string from;
    std::string street;
    std::string number;
    std::string unit;
};
BOOST_DESCRIBE_STRUCT(DemoResidence, (), (from, street, number, unit))

struct DemoPerson {
    std::string tax_code;
    std::string surname;
    std::string name;
    std::string sex;
    std::string birth_date;
    std::string birth_place; // Belfiore code
    std::string citizenship;
    int civil_state = 0;
    int certificability = 2;
    std::string family; // Any word that the members of a family share.
    int family_kind = 3;
    int relationship = 0;
    std::vector<DemoResidence> residences; // The oldest first.
    std::optional<std::string> inquiry;
};
BOOST_DESCRIBE_STRUCT(DemoPerson,
                      (),
                      (tax_code,
                       surname,
                       name,
                       sex,
                       birth_date,
                       birth_place,
                       citizenship,
                       civil_state,
                       certificability,
                       family,
                       family_kind,
                       relationship,
                       residences,
                       inquiry))

struct DemoPeople {
    std::vector<DemoPerson> people;
};
BOOST_DESCRIBE_STRUCT(DemoPeople, (), (people))

struct Loaded {
    int people = 0;
    int families = 0;
};
BOOST_DESCRIBE_STRUCT(Loaded, (), (people, families))

Loaded load_demo_people(Call& call, const DemoPeople& demo);

} // namespace registry
