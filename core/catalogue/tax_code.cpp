#include "core/catalogue/tax_code.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace sportello::catalogue {

namespace {

// The value of a character at an odd place (the first is odd), '0'..'9' as 'A'..'J'.
constexpr std::array<int, 26> odd_values{1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                         20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return c >= 'A' && c <= 'Z';
}
// The letters that stand for 0 to 9 in a homonym's code.
constexpr std::string_view stand_ins = "LMNPQRSTUV";

bool is_digit_or_stand_in(char c) {
    return is_digit(c) || stand_ins.find(c) != std::string_view::npos;
}
int digit_of(char c) {
    return is_digit(c) ? c - '0' : static_cast<int>(stand_ins.find(c));
}

int index_of(char c) {
    return is_digit(c) ? c - '0' : c - 'A';
}

bool is_personal(std::string_view code) {
    constexpr std::string_view shape = "AAAAAA00A00A000A";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const bool fits = shape[i] == 'A' ? is_letter(code[i]) : is_digit_or_stand_in(code[i]);
        if (!fits) return false;
    }
    const int day = 10 * digit_of(code[9]) + digit_of(code[10]); // A woman's is 40 more.
    const bool is_day = (day >= 1 && day <= 31) || (day >= 41 && day <= 71);
    return is_day && std::string_view("ABCDEHLMPRST").find(code[8]) != std::string_view::npos &&
           code[15] == check_letter(code.substr(0, 15));
}

bool is_numeric(std::string_view code) {
    if (!std::ranges::all_of(code, is_digit) || code == "00000000000") return false;
    int sum = 0;
    for (std::size_t i = 0; i < 11; ++i) {
        const int digit = code[i] - '0';
        const int twice = 2 * digit;
        sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0;
}

} // namespace

char check_letter(std::string_view code) {
    int sum = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const int value = index_of(code[i]);
        sum += i % 2 == 0 ? odd_values[static_cast<std::size_t>(value)] : value;
    }
    return static_cast<char>('A' + sum % 26);
}

bool is_tax_code(std::string_view text) {
    if (text.size() == 11) return is_numeric(text);
    if (text.size() != 16) return false;
    std::array<char, 16> code{};
    std::ranges::transform(text, code.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return is_personal({code.data(), code.size()});
}

} // namespace sportello::catalogue
