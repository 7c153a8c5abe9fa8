// registry/people.hpp -- who is who, in which family and at which address, on a given day.
//
// Dates are "YYYY-MM-DD"; an interval is [valid_from, valid_to), `forever` while it lasts.
#pragma once

#include <sportello/calendar.hpp>
#include <sportello/plugin.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace registry {

using sportello::Call;

inline constexpr std::string_view forever = "9999-12-31";

// ANPR codes.
inline constexpr int holder = 1;
inline constexpr int family_kind = 3;
inline constexpr int cohabitation_kind = 4; // Convivenza anagrafica: homes, convents, barracks.
inline constexpr int cohabitation_head = 24;

inline constexpr int age_of_majority = 18;

enum class PersonId : std::int64_t {};
enum class FamilyId : std::int64_t {};
enum class AddressId : std::int64_t {};

template <class Id>
std::int64_t value(Id id) {
    return static_cast<std::int64_t>(id);
}

struct Person {
    std::int64_t id = 0;
    std::string tax_code;
    std::string surname;
    std::string name;
    std::string sex;
    std::string birth_date;
    std::string birth_place;    // "Crema"
    std::string birth_province; // "CR", empty for a foreign state
    std::string citizenship;
    int civil_state = 0;
    int certificability = 0;
};
BOOST_DESCRIBE_STRUCT(Person,
                      (),
                      (id,
                       tax_code,
                       surname,
                       name,
                       sex,
                       birth_date,
                       birth_place,
                       birth_province,
                       citizenship,
                       civil_state,
                       certificability))

struct Address {
    std::string street;
    std::string number;
    std::string unit;
};
BOOST_DESCRIBE_STRUCT(Address, (), (street, number, unit))

struct Residence {
    std::int64_t address = 0;
    std::string street;
    std::string number;
    std::string unit;
    std::string valid_from;
    std::string valid_to;
};
BOOST_DESCRIBE_STRUCT(Residence, (), (address, street, number, unit, valid_from, valid_to))

struct Membership {
    std::int64_t family = 0;
    int family_kind = 0;
    int relationship = 0;
    std::string valid_from;
    std::string valid_to;
};
BOOST_DESCRIBE_STRUCT(Membership, (), (family, family_kind, relationship, valid_from, valid_to))

struct Member {
    std::int64_t id = 0;
    std::string tax_code;
    std::string surname;
    std::string name;
    std::string birth_date;
    std::string birth_place;
    std::string birth_province;
    int relationship = 0;
    std::string valid_from;
};
BOOST_DESCRIBE_STRUCT(Member,
                      (),
                      (id,
                       tax_code,
                       surname,
                       name,
                       birth_date,
                       birth_place,
                       birth_province,
                       relationship,
                       valid_from))

// Checks the code and finds its owner; `field` is where the input holds it.
Person require_person(Call& call, std::string_view tax_code, const std::string& field);

std::optional<Residence> residence_on(Call& call, PersonId person, std::string_view day);
std::vector<Residence> residences(Call& call, PersonId person); // The latest first.
std::optional<Membership> membership_on(Call& call, PersonId person, std::string_view day);
std::vector<Member> members_on(Call& call, FamilyId family, std::string_view day); // Holder first.

// The address as the register keeps it, added when it is new.
AddressId address_id(Call& call, const Address& address);

// "Via Giuseppe Mazzini 12, int. 3"
std::string in_words(const Residence& residence);
// "Crema (CR)", or "Romania".
std::string place_in_words(std::string_view name, std::string_view province);

} // namespace registry
