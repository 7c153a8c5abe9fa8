// registry/demo.cpp -- fills an empty register with invented residents: see demo/people.json.
//
// It is refused once the register holds anybody, so it can be run again and can harm nothing.
#include <sportello/text.hpp>

#include <map>

#include "registry.hpp"
#include "tax_code.hpp"

namespace registry {

namespace {

using sportello::refuse;

std::string require_tax_code(const DemoPerson& person, const std::string& field) {
    const auto code = normal_tax_code(person.tax_code);
    if (!valid_tax_code(code)) refuse("tax-code-wrong", field + "/tax_code", {{"code", code}});
    const auto birth = sportello::parse_date(person.birth_date);
    if (!birth) refuse("no-such-date", field + "/birth_date");
    const BirthData data{person.surname, person.name, person.sex.front(), *birth,
                         person.birth_place};
    if (without_omocodia(code) != compute_tax_code(data))
        refuse("tax-code-of-another", field + "/tax_code", {{"code", code}});
    return code;
}

std::int64_t add_person(Call& call, const DemoPerson& person, const std::string& field) {
    const auto code = require_tax_code(person, field);
    if (!call.first<int>("SELECT 1 FROM registry_place WHERE code = ?1 AND valid_from <= ?2"
                         " AND ?2 < valid_to",
                         person.birth_place, person.birth_date))
        refuse("no-such-place", field + "/birth_place", {{"place", person.birth_place}});
    return call.one<std::int64_t>(
        "INSERT INTO registry_person (tax_code, surname, name, sex, birth_date, birth_place,"
        "    citizenship, civil_state, certificability, by_surname, by_name)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING id",
        code, person.surname, person.name, person.sex, person.birth_date, person.birth_place,
        person.citizenship, person.civil_state, person.certificability,
        sportello::fold(person.surname + " " + person.name),
        sportello::fold(person.name + " " + person.surname));
}

void add_residences(Call& call,
                    std::int64_t id,
                    const DemoPerson& person,
                    const std::string& field) {
    if (person.residences.empty()) refuse("residences-out-of-order", field + "/residences");
    for (std::size_t i = 0; i < person.residences.size(); ++i) {
        const auto& home = person.residences[i];
        const bool last = i + 1 == person.residences.size();
        const auto to = last ? std::string(forever) : person.residences[i + 1].from;
        if (!sportello::parse_date(home.from) || home.from >= to || home.from < person.birth_date)
            refuse("residences-out-of-order", field + "/residences");
        const auto address = address_id(call, {home.street, home.number, home.unit});
        call.exec("INSERT INTO registry_residence (person_id, address_id, valid_from, valid_to)"
                  " VALUES (?1, ?2, ?3, ?4)",
                  id, value(address), home.from, to);
    }
    if (person.inquiry)
        call.exec(
            "INSERT INTO registry_inquiry (person_id, subject, opened_on) VALUES (?1, ?2, ?3)", id,
            *person.inquiry, call.today());
}

struct Household {
    std::int64_t id = 0;
    int kind = 0;
    int heads = 0;
    std::string field; // Of its first member.
};

} // namespace

Loaded load_demo_people(Call& call, const DemoPeople& demo) {
    if (call.first<int>("SELECT 1 FROM registry_person LIMIT 1"))
        sportello::conflict("register-not-empty");
    std::map<std::string, Household> households;
    for (std::size_t i = 0; i < demo.people.size(); ++i) {
        const auto& person = demo.people[i];
        const auto field = "/people/" + std::to_string(i);
        const auto id = add_person(call, person, field);
        add_residences(call, id, person, field);

        const auto& since = person.residences.front().from;
        auto& household = households[person.family];
        if (household.id == 0) {
            household = {0, person.family_kind, 0, field};
            household.id = call.one<std::int64_t>(
                "INSERT INTO registry_family (kind, formed_on) VALUES (?1, ?2) RETURNING id",
                person.family_kind, since);
        }
        const int head = household.kind == cohabitation_kind ? cohabitation_head : holder;
        if (person.relationship == head && ++household.heads > 1)
            refuse("two-holders", field + "/relationship");
        call.exec("INSERT INTO registry_membership (family_id, person_id, relationship, valid_from)"
                  " VALUES (?1, ?2, ?3, ?4)",
                  household.id, id, person.relationship, since);
    }
    for (const auto& [name, household] : households)
        if (household.heads == 0) refuse("no-holder", household.field + "/relationship");
    return {static_cast<int>(demo.people.size()), static_cast<int>(households.size())};
}

} // namespace registry
