// registry/people.cpp -- the questions every operation asks of the register.
#include "people.hpp"

#include <sportello/text.hpp>

#include "tax_code.hpp"

namespace registry {

Person require_person(Call& call, std::string_view tax_code, const std::string& field) {
    const auto code = normal_tax_code(tax_code);
    if (!valid_tax_code(code)) sportello::refuse("tax-code-wrong", field, {{"code", code}});
    auto person = call.first<Person>(
        "SELECT p.id, p.tax_code, p.surname, p.name, p.sex, p.birth_date,"
        "    coalesce(b.name, p.birth_place), coalesce(b.province, ''), p.citizenship,"
        "    p.civil_state, p.certificability"
        " FROM registry_person p"
        " LEFT JOIN registry_place b ON b.code = p.birth_place"
        "    AND b.valid_from <= p.birth_date AND p.birth_date < b.valid_to"
        " WHERE p.tax_code = ?1",
        code);
    if (!person) sportello::not_found("person-not-found", field, {{"code", code}});
    return *std::move(person);
}

std::optional<Residence> residence_on(Call& call, PersonId person, std::string_view day) {
    return call.first<Residence>(
        "SELECT a.id, a.street, a.number, a.unit, r.valid_from, r.valid_to"
        " FROM registry_residence r JOIN registry_address a ON a.id = r.address_id"
        " WHERE r.person_id = ?1 AND r.valid_from <= ?2 AND ?2 < r.valid_to",
        value(person), day);
}

std::vector<Residence> residences(Call& call, PersonId person) {
    return call.all<Residence>(
        "SELECT a.id, a.street, a.number, a.unit, r.valid_from, r.valid_to"
        " FROM registry_residence r JOIN registry_address a ON a.id = r.address_id"
        " WHERE r.person_id = ?1 ORDER BY r.valid_from DESC",
        value(person));
}

std::optional<Membership> membership_on(Call& call, PersonId person, std::string_view day) {
    return call.first<Membership>(
        "SELECT m.family_id, f.kind, m.relationship, m.valid_from, m.valid_to"
        " FROM registry_membership m JOIN registry_family f ON f.id = m.family_id"
        " WHERE m.person_id = ?1 AND m.valid_from <= ?2 AND ?2 < m.valid_to",
        value(person), day);
}

std::vector<Member> members_on(Call& call, FamilyId family, std::string_view day) {
    return call.all<Member>(
        "SELECT p.id, p.tax_code, p.surname, p.name, p.birth_date,"
        "    coalesce(b.name, p.birth_place), coalesce(b.province, ''), m.relationship,"
        "    m.valid_from"
        " FROM registry_membership m JOIN registry_person p ON p.id = m.person_id"
        " LEFT JOIN registry_place b ON b.code = p.birth_place"
        "    AND b.valid_from <= p.birth_date AND p.birth_date < b.valid_to"
        " WHERE m.family_id = ?1 AND m.valid_from <= ?2 AND ?2 < m.valid_to"
        " ORDER BY m.relationship <> ?3, p.birth_date, p.id",
        value(family), day, holder);
}

AddressId address_id(Call& call, const Address& address) {
    const Address tidy{sportello::tidy(address.street), sportello::tidy(address.number),
                       sportello::tidy(address.unit)};
    const auto key = sportello::fold(tidy.street + "|" + tidy.number + "|" + tidy.unit);
    if (const auto known =
            call.first<std::int64_t>("SELECT id FROM registry_address WHERE key = ?1", key))
        return AddressId{*known};
    return AddressId{call.one<std::int64_t>(
        "INSERT INTO registry_address (street, number, unit, key) VALUES (?1, ?2, ?3, ?4)"
        " RETURNING id",
        tidy.street, tidy.number, tidy.unit, key)};
}

std::string in_words(const Residence& residence) {
    return residence.street + " " + residence.number +
           (residence.unit.empty() ? "" : ", " + residence.unit);
}

std::string place_in_words(std::string_view name, std::string_view province) {
    std::string words(name);
    if (!province.empty()) words.append(" (").append(province).append(")");
    return words;
}

} // namespace registry
