#include "core/catalogue/plate.hpp"

#include <algorithm>
#include <string>

namespace sportello::catalogue {

namespace {

// 9 is a digit, L a letter of today's plates, P any letter, * a digit or a letter of today's; the
// others stand for themselves.
constexpr std::string_view shapes[] = {"LL999LL",   "LL99999",    "X*****",     "LL999L",
                                       "PP99999",   "PP999999",   "PPL99999",   "PP9L9999",
                                       "ROMA99999", "ROMA999999", "ROMAL99999", "ROMA9L9999"};

bool fits(char c, char shape) {
    const bool digit = c >= '0' && c <= '9';
    const bool letter = c >= 'A' && c <= 'Z';
    const bool todays = letter && c != 'I' && c != 'O' && c != 'Q' && c != 'U';
    switch (shape) {
    case '9':
        return digit;
    case 'L':
        return todays;
    case 'P':
        return letter;
    case '*':
        return digit || todays;
    default:
        return c == shape;
    }
}

} // namespace

bool is_plate(std::string_view text) {
    std::string plate;
    for (const char c : text)
        if (c != ' ') plate += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return std::ranges::any_of(
        shapes, [&](std::string_view shape) { return std::ranges::equal(plate, shape, fits); });
}

} // namespace sportello::catalogue
