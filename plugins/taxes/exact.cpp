// taxes/exact.cpp -- rounding, and numbers in words.
#include "exact.hpp"

#include <sportello/calendar.hpp>

#include <algorithm>
#include <stdexcept>

namespace taxes {

namespace {

// "1780" -> "1.780".
std::string grouped(std::int64_t value, char separator) {
    std::string digits = std::to_string(value);
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, 1, separator);
    return digits;
}

std::string two_digits(std::int64_t value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

// "10,6" from 10 600 of 1 000 a unit: no zeros at the end.
std::string decimal(std::int64_t value, std::int64_t unit, char comma) {
    std::string text = std::to_string(value / unit);
    std::string rest = std::to_string(unit + value % unit).substr(1);
    while (!rest.empty() && rest.back() == '0')
        rest.pop_back();
    return rest.empty() ? text : text + comma + rest;
}

std::string filled(std::string_view sentence, const std::vector<Word>& words, bool italian) {
    std::string text;
    std::size_t next = 0;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        if (sentence.substr(at, 2) != "{}") {
            text += sentence[at];
            continue;
        }
        if (next == words.size()) throw std::logic_error("a sentence lacks a word");
        text += italian ? words[next].it : words[next].en;
        ++next;
        ++at;
    }
    if (next != words.size()) throw std::logic_error("a sentence has a word too many");
    return text;
}

} // namespace

std::int64_t rounded(const Exact& cents) {
    const boost::multiprecision::cpp_int above = 2 * numerator(cents) + denominator(cents);
    const boost::multiprecision::cpp_int whole = above / (2 * denominator(cents));
    return whole.convert_to<std::int64_t>();
}

std::int64_t whole_euros(std::int64_t cents) {
    return (cents + 50) / 100;
}

std::optional<std::int64_t> scaled(std::string_view text, int decimals) {
    constexpr std::size_t digits_max = 12; // So that nothing overflows.
    std::int64_t value = 0;
    int after = -1; // Decimals read; -1 before the comma.
    for (const char c : text) {
        if ((c == ',' || c == '.') && after < 0) {
            after = 0;
        } else if (c >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            if (after >= 0) ++after;
        } else {
            return std::nullopt;
        }
    }
    if (text.empty() || text.size() > digits_max || after == 0 || after > decimals ||
        text.front() == ',' || text.front() == '.')
        return std::nullopt;
    for (int i = std::max(after, 0); i < decimals; ++i)
        value *= 10;
    return value;
}

std::string unscaled(std::int64_t value, int decimals) {
    std::int64_t unit = 1;
    for (int i = 0; i < decimals; ++i)
        unit *= 10;
    return decimal(value, unit, ',');
}

std::string euro(std::int64_t cents) {
    return grouped(cents / 100, '.') + "," + two_digits(cents % 100);
}

Word money(std::int64_t cents) {
    return {euro(cents) + " euro",
            grouped(cents / 100, ',') + "." + two_digits(cents % 100) + " euro"};
}

Word whole_money(std::int64_t euros) {
    return {grouped(euros, '.') + " euro", grouped(euros, ',') + " euro"};
}

Word per_thousand(std::int64_t ppm) {
    return {decimal(ppm, 1'000, ',') + " per mille", decimal(ppm, 1'000, '.') + " per thousand"};
}

Word percent(std::int64_t ppm) {
    return {decimal(ppm, 10'000, ',') + "%", decimal(ppm, 10'000, '.') + "%"};
}

std::string per_mille_sign(std::int64_t ppm) {
    return decimal(ppm, 1'000, ',') + "‰";
}

std::string day(std::string_view iso) {
    return sportello::italian_date(sportello::parse_date(iso).value());
}

sportello::Text say(std::string_view it, std::string_view en, const std::vector<Word>& words) {
    return {filled(it, words, true), filled(en, words, false)};
}

} // namespace taxes
