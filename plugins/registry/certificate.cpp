// registry/certificate.cpp -- certificates of residence and of the family (DPR 223/1989 art. 33).
//
// The refusals are those ANPR applies before it issues one, with DPR 445/2000 artt. 40 and 43: a
// certificate is for private use, an administration must take a self-declaration instead.
#include <sportello/text.hpp>

#include "charges.hpp"
#include "registry.hpp"

namespace registry {

namespace {

using sportello::conflict;
using sportello::refuse;

// ANPR codes of certificates.
constexpr int residence_certificate = 8;
constexpr int family_certificate = 12;
// ANPR codes of certificability. 1, partial, admits exactly the two certificates of this file.
constexpr int not_certifiable = 0;
constexpr int not_registrable = 3;
constexpr int under_guardianship = 4;

constexpr int validity_months = 6; // DPR 445/2000 art. 41

struct PersonOnPaper {
    std::string surname;
    std::string name;
    bool woman = false;
    std::string born_in;
    std::string born_on;
    std::string tax_code;
};
BOOST_DESCRIBE_STRUCT(PersonOnPaper, (), (surname, name, woman, born_in, born_on, tax_code))

struct Sheet {
    std::string number;
    PersonOnPaper person;
    std::string address;
    std::string resident_since;
    std::vector<PersonOnPaper> family; // Empty on a certificate of residence.
    std::string issued_on;
    std::string valid_until;
    bool abroad = false;
    bool private_use = false;
    bool for_administration = false;
    std::string authority_act;
    std::string applicant;
    std::string stamp;
    std::string fee;
};
BOOST_DESCRIBE_STRUCT(Sheet,
                      (),
                      (number,
                       person,
                       address,
                       resident_since,
                       family,
                       issued_on,
                       valid_until,
                       abroad,
                       private_use,
                       for_administration,
                       authority_act,
                       applicant,
                       stamp,
                       fee))

std::string italian(std::string_view day) {
    return sportello::italian_date(sportello::parse_date(day).value());
}

PersonOnPaper on_paper(const Person& person) {
    return {person.surname,
            person.name,
            person.sex == "F",
            place_in_words(person.birth_place, person.birth_province),
            italian(person.birth_date),
            person.tax_code};
}

PersonOnPaper on_paper(const Member& member) {
    return {member.surname,
            member.name,
            false,
            place_in_words(member.birth_place, member.birth_province),
            italian(member.birth_date),
            member.tax_code};
}

void require_certifiable(Call& call, const CertificateRequest& request, const Person& person) {
    if (person.certificability == not_certifiable) refuse("not-certifiable", "/tax_code");
    if (person.certificability == not_registrable && !request.force)
        refuse("not-registrable", "/tax_code");
    if (person.certificability == under_guardianship && !request.force)
        refuse("under-guardianship", "/tax_code");
    const auto open = call.first<std::string>(
        "SELECT opened_on FROM registry_inquiry WHERE person_id = ?1 AND closed_on IS NULL"
        " ORDER BY opened_on LIMIT 1",
        person.id);
    if (open) conflict("inquiry-open", "/tax_code", {{"since", italian(*open)}});
}

const Exemption* require_exemption(const CertificateRequest& request) {
    if (!request.exemption) return nullptr;
    const auto* exemption = find_exemption(*request.exemption);
    if (!exemption) refuse("no-such-exemption", "/exemption");
    if (exemption->code == other_exemption &&
        sportello::tidy(request.exemption_note.value_or("")).empty())
        refuse("exemption-note-missing", "/exemption_note");
    if (exemption->code == exchange_between_administrations &&
        sportello::tidy(request.authority_act.value_or("")).empty())
        refuse("authority-act-missing", "/authority_act");
    return exemption;
}

// The family of the person's sheet: one with a holder, and not a convivenza anagrafica.
std::vector<Member> require_family(Call& call, const Person& person) {
    const auto membership = membership_on(call, PersonId{person.id}, call.today());
    if (!membership) refuse("no-family", "/tax_code");
    if (membership->family_kind == cohabitation_kind) refuse("in-cohabitation", "/type");
    auto members = members_on(call, FamilyId{membership->family}, call.today());
    if (members.front().relationship != holder) refuse("family-without-holder", "/tax_code");
    return members;
}

std::int64_t enter(Call& call,
                   const CertificateRequest& request,
                   const Person& person,
                   const Sheet& sheet,
                   const std::string& valid_until,
                   const std::vector<sportello::Charge>& due) {
    const int kind = request.type == "family" ? family_certificate : residence_certificate;
    return call.one<std::int64_t>(
        "INSERT INTO registry_certificate (year, number, kind, person_id, issued_at, valid_until,"
        "    applicant, purpose, exemption, exemption_note, stamp_cents, fee_cents, case_id, actor)"
        " VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM registry_certificate"
        "    WHERE year = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
        " RETURNING number",
        call.year(), kind, person.id, call.local_time(), valid_until, sheet.applicant,
        request.purpose, request.exemption, request.exemption_note, due[0].cents, due[1].cents,
        call.case_id(), call.actor());
}

std::string numbered(int year, std::int64_t number) {
    const std::string digits = std::to_string(number);
    return std::to_string(year) + "/" +
           (digits.size() < 7 ? std::string(7 - digits.size(), '0') : "") + digits;
}

std::string euro(std::int64_t cents) {
    const std::string rest = std::to_string(cents % 100);
    return "€ " + std::to_string(cents / 100) + "," + (rest.size() < 2 ? "0" : "") + rest;
}

} // namespace

CertificateIssued certificate(Call& call, const CertificateRequest& request) {
    if (request.purpose == "public-administration")
        refuse("certificate-for-administration", "/purpose");
    const auto person = require_person(call, request.tax_code, "/tax_code");
    require_certifiable(call, request, person);
    const auto home = residence_on(call, PersonId{person.id}, call.today());
    if (!home) refuse("not-resident", "/tax_code");
    const auto* exemption = require_exemption(request);
    const auto due = charges(exemption, sportello::tidy(request.exemption_note.value_or("")));

    const auto today = sportello::parse_date(call.today()).value();
    const auto valid_until = sportello::add_months(today, validity_months);
    Sheet sheet;
    sheet.person = on_paper(person);
    sheet.address = in_words(*home);
    sheet.resident_since = italian(home->valid_from);
    if (request.type == "family")
        for (const auto& member : require_family(call, person))
            sheet.family.push_back(on_paper(member));
    sheet.issued_on = sportello::italian_date(today);
    sheet.valid_until = sportello::italian_date(valid_until);
    sheet.for_administration = exemption && exemption->code == exchange_between_administrations;
    sheet.abroad = !sheet.for_administration && request.purpose == "abroad";
    sheet.private_use = !sheet.for_administration && !sheet.abroad;
    sheet.authority_act = sportello::tidy(request.authority_act.value_or(""));
    sheet.applicant = sportello::tidy(request.applicant.surname + " " + request.applicant.name);
    sheet.stamp = due[0].reason.it + ": " + euro(due[0].cents);
    sheet.fee = due[1].reason.it + ": " + euro(due[1].cents);
    const auto iso = sportello::format_date(valid_until);
    sheet.number = numbered(call.year(), enter(call, request, person, sheet, iso, due));
    call.document("certificate-" + request.type, sheet);
    return {sheet.number, request.type, iso, due};
}

} // namespace registry
