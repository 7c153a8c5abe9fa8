// taxes/intake.cpp -- the taxpayer, the protocol entry and the request, in one transaction.
#include "intake.hpp"

#include <sportello/text.hpp>

namespace taxes {

namespace {

using sportello::refuse;

// What the protocol's register asks for; see plugins/protocol/forms/register.json.
struct Incoming {
    std::string direction = "in";
    std::string correspondent, subject;
    std::string filing_class = "IV.3";
    std::string office = "Ufficio tributi";
};
BOOST_DESCRIBE_STRUCT(Incoming, (), (direction, correspondent, subject, filing_class, office))

// To be confirmed against the text of the table.
const Text exempt_from_stamp{
    "Esente da bollo: atti, dichiarazioni e istanze per l'applicazione dei tributi (DPR 642/1972,"
    " tabella B, art. 5)",
    "No stamp duty: papers, declarations and requests for the application of taxes (DPR 642/1972,"
    " table B, art. 5)"};

struct Names {
    std::string surname, name;
};

Names names_of(const Applicant& applicant) {
    const auto body = sportello::tidy(applicant.denomination.value_or(""));
    if (!body.empty()) return {body, ""};
    const auto surname = sportello::tidy(applicant.surname.value_or(""));
    if (surname.empty()) refuse("name-missing", "/applicant/surname");
    const auto name = sportello::tidy(applicant.name.value_or(""));
    if (name.empty()) refuse("name-missing", "/applicant/name");
    return {surname, name};
}

} // namespace

std::string name_of(const Applicant& applicant) {
    const auto names = names_of(applicant);
    return sportello::tidy(names.surname + " " + names.name);
}

std::string normal_code(std::string_view tax_code) {
    std::string code;
    for (const char c : tax_code)
        if (c != ' ') code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return code;
}

std::vector<std::string> in_language(Call& call, const std::vector<Text>& sentences) {
    std::vector<std::string> said;
    for (const auto& sentence : sentences)
        said.push_back(call.language() == "en" ? sentence.en : sentence.it);
    return said;
}

sportello::Date some_day(std::string_view text, const std::string& field) {
    const auto date = sportello::parse_date(text);
    if (!date) refuse("no-such-date", field);
    return *date;
}

sportello::Date past_day(Call& call, std::string_view text, const std::string& field) {
    const auto date = some_day(text, field);
    if (text > call.today()) refuse("day-in-the-future", field);
    return date;
}

// What is not said this time stays as it was.
std::int64_t taxpayer(Call& call, const Applicant& applicant) {
    const auto names = names_of(applicant);
    return call.one<std::int64_t>(
        "INSERT INTO taxes_taxpayer (tax_code, surname, name, email, phone)"
        " VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (tax_code) DO UPDATE SET surname = excluded.surname, name = excluded.name,"
        "    email = iif(excluded.email = '', email, excluded.email),"
        "    phone = iif(excluded.phone = '', phone, excluded.phone)"
        " RETURNING id",
        normal_code(applicant.tax_code), names.surname, names.name,
        sportello::tidy(applicant.email.value_or("")),
        sportello::tidy(applicant.phone.value_or("")));
}

Accepted accept(Call& call,
                std::string_view kind,
                const Applicant& applicant,
                const std::string& subject,
                const sportello::json::value& details) {
    Incoming document;
    document.correspondent = name_of(applicant);
    document.subject = subject;
    Accepted accepted;
    accepted.protocol = call.call<ProtocolNumber>("protocol.register", document);
    accepted.request = call.one<std::int64_t>(
        "INSERT INTO taxes_request (kind, taxpayer_id, received_on, details, protocol_year,"
        "    protocol_number, case_id, actor)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id",
        kind, taxpayer(call, applicant), call.today(), sportello::json::serialize(details),
        accepted.protocol.year, accepted.protocol.number, call.case_id(), call.actor());
    accepted.charges.push_back({"stamp-duty", 0, exempt_from_stamp});
    return accepted;
}

} // namespace taxes
