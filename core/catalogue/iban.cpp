#include "core/catalogue/iban.hpp"

#include "core/catalogue/tax_code.hpp"

#include <algorithm>
#include <string>

namespace sportello::catalogue {

namespace {

constexpr std::size_t length_min = 15, length_max = 34;

// The lengths of the countries of SEPA, where a town hall pays; another country's is not known.
constexpr std::string_view lengths[] = {
    "AD24", "AL28", "AT20", "BE16", "BG22", "CH21", "CY28", "CZ24", "DE22", "DK18", "EE20",
    "ES24", "FI18", "FR27", "GB22", "GI23", "GR27", "HR21", "HU28", "IE22", "IS26", "IT27",
    "LI21", "LT20", "LU20", "LV21", "MC27", "MD24", "ME22", "MK19", "MT31", "NL18", "NO15",
    "PL28", "PT25", "RO24", "RS22", "SE24", "SI19", "SK24", "SM27", "VA22"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return c >= 'A' && c <= 'Z';
}

// Without spaces, in capital letters.
std::string compact(std::string_view text) {
    std::string code;
    for (const char c : text)
        if (c != ' ') code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return code;
}

bool has_length(std::string_view code) {
    const auto known = std::ranges::find_if(
        lengths, [&](std::string_view length) { return length.substr(0, 2) == code.substr(0, 2); });
    if (known == std::end(lengths)) return code.size() >= length_min && code.size() <= length_max;
    return std::to_string(code.size()) == known->substr(2);
}

// The first four characters go to the end, letters are two digits (A is 10), and the number leaves
// 1 when it is divided by 97.
bool has_check_digits(std::string_view code) {
    int rest = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[(i + 4) % code.size()];
        rest = is_digit(c) ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
    }
    return rest == 1;
}

// "IT60 X 05428 11101 000000123456": letter, bank, branch, account.
bool has_control_letter(std::string_view code) {
    const auto is_number = std::ranges::all_of(code.substr(5, 10), is_digit);
    return is_number && check_letter(code.substr(5)) == code[4];
}

} // namespace

bool is_iban(std::string_view text) {
    const auto code = compact(text);
    if (code.size() < length_min || !is_letter(code[0]) || !is_letter(code[1]) ||
        !is_digit(code[2]) || !is_digit(code[3]) ||
        !std::ranges::all_of(code, [](char c) { return is_digit(c) || is_letter(c); }))
        return false;
    const bool italian = code.starts_with("IT") || code.starts_with("SM");
    return has_length(code) && has_check_digits(code) && (!italian || has_control_letter(code));
}

} // namespace sportello::catalogue
