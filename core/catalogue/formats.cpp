#include "core/catalogue/formats.hpp"

#include "core/catalogue/iban.hpp"
#include "core/catalogue/plate.hpp"
#include "core/catalogue/tax_code.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

namespace sportello::catalogue {

namespace {

using boost::json::value;

std::string_view text_of(const value& input) {
    return input.get_string();
}

bool is_date(const value& input, Days) {
    return parse_date(text_of(input)).has_value();
}
bool is_past(const value& input, Days days) {
    return parse_date(text_of(input)).value() <= days.past_until;
}
bool is_to_come(const value& input, Days days) {
    return parse_date(text_of(input)).value() >= days.future_from;
}

bool is_email(const value& input, Days) {
    const auto text = text_of(input);
    const auto at = text.find('@');
    const auto dot = text.rfind('.');
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == text.npos &&
           dot != std::string_view::npos && dot > at + 1 && dot + 2 < text.size() &&
           text.find_first_of(" \t\r\n,;") == text.npos;
}

// A certified address looks like any other: only those of the providers that certify none are
// known to be wrong.
bool is_certified(const value& input, Days) {
    static constexpr std::string_view ordinary[] = {
        "alice.it",   "gmail.com", "hotmail.com", "hotmail.it", "icloud.com",  "inwind.it",
        "iol.it",     "libero.it", "live.it",     "msn.com",    "outlook.com", "outlook.it",
        "tiscali.it", "tin.it",    "virgilio.it", "yahoo.com",  "yahoo.it"};
    std::string domain(text_of(input).substr(text_of(input).find('@') + 1));
    std::ranges::transform(domain, domain.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return std::ranges::find(ordinary, domain) == std::end(ordinary);
}

// Sheet, parcel and, of a building, unit: "12/345/6".
bool is_cadastral(const value& input, Days) {
    static constexpr std::size_t digits_max[] = {4, 5, 4};
    std::size_t part = 0;
    for (auto rest = text_of(input);; ++part) {
        const auto number = rest.substr(0, rest.find('/'));
        if (part == std::size(digits_max) || number.empty() || number.size() > digits_max[part] ||
            number[0] == '0' || number.find_first_not_of("0123456789") != number.npos)
            return false;
        if (number.size() == rest.size()) return part >= 1;
        rest.remove_prefix(number.size() + 1);
    }
}

struct Format {
    std::string_view type = "string";
    bool (*fits)(const value&, Days) = nullptr;
    std::string_view first{}; // Another format that must be kept too, and before.
};

const std::map<std::string_view, Format> formats{
    {"date", {"string", is_date}},
    {"past-date", {"string", is_past, "date"}},
    {"future-date", {"string", is_to_come, "date"}},
    {"email", {"string", is_email}},
    {"pec", {"string", is_certified, "email"}},
    {"codice-fiscale",
     {"string", [](const value& input, Days) { return is_tax_code(text_of(input)); }}},
    {"iban", {"string", [](const value& input, Days) { return is_iban(text_of(input)); }}},
    {"plate", {"string", [](const value& input, Days) { return is_plate(text_of(input)); }}},
    {"cadastral", {"string", is_cadastral}},
    {"cents", {"integer", [](const value& input, Days) { return input.get_int64() >= 0; }}}};

} // namespace

bool is_format(std::string_view name) {
    return formats.contains(name);
}

std::string_view type_of_format(std::string_view name) {
    return formats.at(name).type;
}

std::string format_names() {
    std::vector<std::string_view> names;
    for (const auto& [name, format] : formats)
        names.push_back(name);
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string_view broken_format(std::string_view name, const value& input, Days days) {
    const auto& format = formats.at(name);
    if (!format.first.empty())
        if (const auto broken = broken_format(format.first, input, days); !broken.empty())
            return broken;
    return format.fits(input, days) ? std::string_view() : name;
}

} // namespace sportello::catalogue
