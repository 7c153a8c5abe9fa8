// registry/tax_code.cpp -- computing, checking and reading a codice fiscale.
#include "tax_code.hpp"

#include <sportello/text.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace registry {

namespace {

constexpr std::string_view months = "ABCDEHLMPRST";
// A digit that tells homonyms apart becomes a letter: 0 is L, 9 is V.
constexpr std::string_view omocodia = "LMNPQRSTUV";
constexpr std::array<std::size_t, 7> digit_places{6, 7, 9, 10, 12, 13, 14};
constexpr int female_days = 40;

// The values of the characters in odd places, digits and letters alike ('0' is worth as much as
// 'A').
constexpr std::array<int, 26> odd_values{1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                         20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return c >= 'A' && c <= 'Z';
}
std::size_t rank(char c) {
    return static_cast<std::size_t>(is_digit(c) ? c - '0' : c - 'A');
}

// "D'Angelo Niccolò" -> "DANGELONICCOLO"
std::string letters(std::string_view text) {
    std::string found;
    for (const char c : sportello::fold(text))
        if (c >= 'a' && c <= 'z') found += static_cast<char>(c - 'a' + 'A');
    return found;
}

std::string three(std::string_view text, bool given_name) {
    std::string consonants;
    std::string vowels;
    for (const char c : letters(text))
        (std::string_view("AEIOU").find(c) == std::string_view::npos ? consonants : vowels) += c;
    if (given_name && consonants.size() >= 4) consonants.erase(1, 1);
    return (consonants + vowels + "XXX").substr(0, 3);
}

std::string two_digits(unsigned value) {
    return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

bool right_shape(std::string_view code) {
    if (code.size() != 16) return false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const bool digit_place =
            std::find(digit_places.begin(), digit_places.end(), i) != digit_places.end();
        const bool digit = is_digit(code[i]) || omocodia.find(code[i]) != std::string_view::npos;
        if (digit_place ? !digit : !is_letter(code[i])) return false;
    }
    return months.find(code[8]) != std::string_view::npos;
}

} // namespace

std::string normal_tax_code(std::string_view text) {
    std::string code;
    for (const char c : text)
        if (c != ' ') code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return code;
}

char check_letter(std::string_view first_fifteen) {
    int sum = 0;
    for (std::size_t i = 0; i < first_fifteen.size(); ++i) {
        const std::size_t value = rank(first_fifteen[i]);
        sum += i % 2 == 0 ? odd_values.at(value) : static_cast<int>(value);
    }
    return static_cast<char>('A' + sum % 26);
}

std::string compute_tax_code(const BirthData& person) {
    const std::chrono::year_month_day birth(person.birth);
    const unsigned day = static_cast<unsigned>(birth.day()) + (person.sex == 'F' ? female_days : 0);
    std::string code = three(person.surname, false) + three(person.name, true);
    code += two_digits(static_cast<unsigned>(static_cast<int>(birth.year()) % 100));
    code += months[static_cast<unsigned>(birth.month()) - 1];
    code += two_digits(day);
    code += person.place;
    return code + check_letter(code);
}

std::string without_omocodia(std::string_view code) {
    std::string base(code.substr(0, 15));
    for (const std::size_t place : digit_places) {
        const auto digit = omocodia.find(base.at(place));
        if (digit != std::string_view::npos) base[place] = static_cast<char>('0' + digit);
    }
    return base + check_letter(base);
}

std::optional<Decoded> decode_tax_code(std::string_view code) {
    if (!right_shape(code) || check_letter(code.substr(0, 15)) != code[15]) return std::nullopt;
    const std::string base = without_omocodia(code);
    const auto number = [&](std::size_t at) {
        return static_cast<unsigned>(rank(base[at]) * 10 + rank(base[at + 1]));
    };
    Decoded person;
    person.sex = number(9) > female_days ? 'F' : 'M';
    person.year = static_cast<int>(number(6));
    person.month = static_cast<unsigned>(months.find(base[8])) + 1;
    person.day = number(9) - (person.sex == 'F' ? female_days : 0);
    person.place = base.substr(11, 4);
    // Of the two centuries it may be, 29 February must exist in one: it does when 4 divides the
    // year.
    const std::chrono::year_month_day date(std::chrono::year(2000 + person.year),
                                           std::chrono::month(person.month),
                                           std::chrono::day(person.day));
    if (!date.ok()) return std::nullopt;
    return person;
}

bool valid_tax_code(std::string_view code) {
    return decode_tax_code(code).has_value();
}

bool valid_numeric_code(std::string_view code) {
    if (code.size() != 11 || !std::all_of(code.begin(), code.end(), is_digit)) return false;
    if (code == "00000000000") return false; // The sum is right, and it is nobody's.
    std::size_t sum = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const std::size_t value = rank(code[i]) * (i % 2 == 1 ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
}

} // namespace registry
