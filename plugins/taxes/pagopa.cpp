// taxes/pagopa.cpp -- check digits and the two texts that machines read.
#include "pagopa.hpp"

#include <sportello/text.hpp>

#include <algorithm>
#include <stdexcept>

#include "law.hpp"

namespace taxes {

namespace {

constexpr std::size_t nav_digits = 18;
constexpr std::size_t base_digits = 13;

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string digits(std::int64_t value, std::size_t width) {
    const auto text = std::to_string(value);
    if (value < 0 || text.size() > width) throw std::invalid_argument("a number has no room");
    return std::string(width - text.size(), '0') + text;
}

// Capitals without accents, cut or filled with spaces: what the post's readers expect.
std::string field(std::string_view text, std::size_t width) {
    std::string line;
    for (const char c : sportello::tidy(sportello::fold(text))) {
        const bool ascii = static_cast<unsigned char>(c) < 0x80;
        line += !ascii ? ' ' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    line.resize(width, ' ');
    return line;
}

std::string numbered(char aux, std::string_view code, std::int64_t base) {
    if (code.size() != 2 || !all_digits(code)) throw std::invalid_argument("two digits are wanted");
    return aux + std::string(code) + digits(base, base_digits);
}

} // namespace

std::string check_digits(std::string_view first_sixteen) {
    if (first_sixteen.size() != nav_digits - 2 || !all_digits(first_sixteen))
        throw std::invalid_argument("sixteen digits are wanted");
    int rest = 0;
    for (const char c : first_sixteen)
        rest = (rest * 10 + (c - '0')) % law::check_modulus;
    return digits(rest, 2);
}

bool valid_nav(std::string_view nav) {
    if (nav.size() != nav_digits || !all_digits(nav) || nav[0] > '3') return false;
    return nav[0] == '1' || check_digits(nav.substr(0, nav_digits - 2)) == nav.substr(16);
}

NoticeNumber notice_number(std::string_view segregation, std::int64_t base) {
    auto nav = numbered(law::aux_segregated, segregation, base);
    nav += check_digits(nav);
    return {nav, nav.substr(1)};
}

NoticeNumber old_notice_number(std::string_view application, std::int64_t base) {
    auto nav = numbered('0', application, base);
    nav += check_digits(nav);
    return {nav, nav.substr(3)};
}

std::string in_groups(std::string_view nav) {
    std::string text;
    for (std::size_t i = 0; i < nav.size(); ++i) {
        if (i > 0 && i % 4 == 0) text += ' ';
        text += nav[i];
    }
    return text;
}

std::string qr_text(std::string_view nav, std::string_view creditor, std::int64_t cents) {
    const auto amount = digits(cents, cents < 10 ? 2 : std::to_string(cents).size());
    return "PAGOPA|002|" + std::string(nav) + "|" + std::string(creditor) + "|" + amount;
}

std::string datamatrix_text(const PostalSlip& slip) {
    return "codfase=NBPA;18" + slip.nav + "12" + slip.account + "10" + digits(slip.cents, 10) +
           "38961P1" + slip.creditor + field(slip.debtor_tax_code, 16) +
           field(slip.debtor_name, 40) + field(slip.reason, 110) + field("", 12) + "A";
}

} // namespace taxes
