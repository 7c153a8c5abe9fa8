// core/people/common_passwords.cpp -- which passwords are guessed first.
#include "core/base/embedded.hpp"
#include "core/people/people.hpp"

#include <array>
#include <set>

namespace sportello::embedded {
std::span<const File> common_passwords();
}

namespace sportello::people {

namespace {

constexpr std::size_t characters_min = 12;
constexpr std::size_t unit_max = 8; // "passwordpassword" is eight characters, twice.
constexpr std::size_t run_min = 3;  // Neighbours on the keyboard that make a walk.
constexpr std::size_t name_min = 3; // Shorter names are found in anything.

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

std::string lower(std::string_view text) {
    std::string low(text);
    for (auto& c : low)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return low;
}

// Lower-case letters and digits only, Italian accents taken off: "Cantù" and "c.a.n.t.u" alike.
std::string bare(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, char>, 12> accents{{
        {"à", 'a'},
        {"è", 'e'},
        {"é", 'e'},
        {"ì", 'i'},
        {"ò", 'o'},
        {"ù", 'u'},
        {"À", 'a'},
        {"È", 'e'},
        {"É", 'e'},
        {"Ì", 'i'},
        {"Ò", 'o'},
        {"Ù", 'u'},
    }};
    std::string kept;
    const auto low = lower(text);
    for (std::size_t i = 0; i < low.size(); ++i) {
        const auto c = low[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept += c;
        for (const auto& [accented, plain] : accents)
            if (low.compare(i, accented.size(), accented) == 0) kept += plain;
    }
    return kept;
}

// "abcabcabcabc", "aaaaaaaaaaaa": the same few characters over and over.
bool is_repetition(std::string_view text) {
    for (std::size_t unit = 1; unit <= unit_max; ++unit)
        if (text.substr(unit) == text.substr(0, text.size() - unit)) return true;
    return false;
}

// How many characters from the start of `text` lie beside each other in `row`, either way.
std::size_t run_along(std::string_view row, std::string_view text) {
    const auto start = row.find(text.front());
    if (start == std::string_view::npos) return 0;
    std::size_t forward = 1;
    while (forward < text.size() && start + forward < row.size() &&
           row[start + forward] == text[forward])
        ++forward;
    std::size_t backward = 1;
    while (backward < text.size() && backward <= start && row[start - backward] == text[backward])
        ++backward;
    return std::max(forward, backward);
}

// "qwerty123456", "1qaz2wsx3edc": nothing but walks along rows and columns of the keyboard (the
// Italian one too) and along the alphabet.
bool is_walk(std::string_view text) {
    constexpr std::array<std::string_view, 15> rows{"abcdefghijklmnopqrstuvwxyz",
                                                    "1234567890",
                                                    "qwertyuiop",
                                                    "asdfghjkl",
                                                    "zxcvbnm",
                                                    "!@#$%^&*()",
                                                    "!\"£$%&/()=",
                                                    "1qaz",
                                                    "2wsx",
                                                    "3edc",
                                                    "4rfv",
                                                    "5tgb",
                                                    "6yhn",
                                                    "7ujm",
                                                    "0123456789"};
    while (!text.empty()) {
        std::size_t longest = 0;
        for (const auto row : rows)
            longest = std::max(longest, run_along(row, text));
        if (longest < std::min(run_min, text.size())) return false; // The last may be cut short.
        text.remove_prefix(longest);
    }
    return true;
}

bool is_listed(std::string_view text) {
    static const auto listed = [] {
        std::set<std::string_view> lines;
        auto rest = embedded::common_passwords().front().text;
        while (!rest.empty()) {
            const auto line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(rest.size(), line.size() + 1));
            if (!line.empty() && line.front() != '#') lines.insert(line);
        }
        return lines;
    }();
    return listed.contains(text);
}

std::string undisguised(std::string_view text) {
    constexpr std::string_view disguises = "@4301$57";
    constexpr std::string_view letters = "aaeoisst";
    std::string plain(text);
    for (auto& c : plain) {
        const auto found = disguises.find(c);
        if (found != std::string_view::npos) c = letters[found];
    }
    return plain;
}

// "P@ssw0rd2026!" is the word "password" in its usual disguise, with something before or after.
bool is_common_word(std::string_view low) {
    if (is_listed(low)) return true;
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
    const auto last = low.find_last_of(letters);
    if (last == std::string_view::npos) return false;
    const auto head = low.substr(0, last + 1);
    return is_listed(undisguised(head)) ||
           is_listed(undisguised(head.substr(head.find_first_of(letters))));
}

bool holds(std::string_view password, std::string_view name) {
    const auto sought = bare(name);
    return sought.size() >= name_min && bare(password).find(sought) != std::string::npos;
}

} // namespace

std::optional<std::string>
password_problem(std::string_view password, std::string_view user, std::string_view town) {
    if (characters(password) < characters_min) return "people.password-short";
    if (holds(password, user)) return "people.password-has-user";
    if (holds(password, town)) return "people.password-has-town";
    const auto low = lower(password);
    if (is_repetition(low) || is_walk(low) || is_common_word(low)) return "people.password-common";
    return std::nullopt;
}

} // namespace sportello::people
