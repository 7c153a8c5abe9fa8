#include "core/base/config_rules.hpp"

#include "core/base/clock.hpp"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

#include <arpa/inet.h>

namespace sportello::config {

namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view small = "abcdefghijklmnopqrstuvwxyz";

std::string joined(std::initializer_list<std::string_view> sets) {
    return fmt::format("{}", fmt::join(sets, ""));
}

// From `least` to `most` characters, all of them `allowed`.
bool made_of(std::string_view text, std::size_t least, std::size_t most, std::string_view allowed) {
    return text.size() >= least && text.size() <= most &&
           text.find_first_not_of(allowed) == std::string_view::npos;
}

bool starts(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

bool is_number(std::string_view text, int least, int most) {
    int number = 0;
    return made_of(text, 1, 9, digits) &&
           std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc() &&
           number >= least && number <= most;
}

bool is_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' ||
        !is_number(text.substr(0, 4), 2000, 2999) || !is_number(text.substr(5, 2), 1, 12) ||
        !is_number(text.substr(8), 1, 31))
        return false;
    const auto part = [&](std::size_t at) { return std::stoi(std::string(text.substr(at, 2))); };
    return std::chrono::year_month_day(std::chrono::year(std::stoi(std::string(text.substr(0, 4)))),
                                       std::chrono::month(static_cast<unsigned>(part(5))),
                                       std::chrono::day(static_cast<unsigned>(part(8))))
        .ok();
}

// The kernel's name of a USB socket: the bus, then a port on each hub of the way, "1-1.4".
bool is_usb_socket(std::string_view text) {
    const auto hyphen = text.find('-');
    if (hyphen == std::string_view::npos || !is_number(text.substr(0, hyphen), 1, 999))
        return false;
    for (text.remove_prefix(hyphen + 1);;) {
        const auto point = text.find('.');
        if (!is_number(text.substr(0, point), 1, 255)) return false;
        if (point == std::string_view::npos) return true;
        text.remove_prefix(point + 1);
    }
}

bool is_host_and_port(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || !is_number(text.substr(colon + 1), 1, 65535))
        return false;
    const auto host = text.substr(0, colon);
    if (made_of(host, 1, 253, joined({digits, capitals, small, ".-"}))) return true;
    in6_addr address;
    return host.size() > 2 && host.front() == '[' && host.back() == ']' &&
           ::inet_pton(AF_INET6, std::string(host.substr(1, host.size() - 2)).c_str(), &address) ==
               1;
}

bool is_url(std::string_view text) {
    const std::string_view scheme = starts(text, "https://") ? "https://" : "http://";
    if (!starts(text, scheme) || text.size() > 256) return false;
    text.remove_prefix(scheme.size());
    return !text.empty() && text.front() != '/' && text.back() != '/' &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return c > ' ' && c <= '~' && c != '?' && c != '#'; });
}

} // namespace

Rule one_of(std::vector<std::string> choices) {
    auto expected = fmt::format("one of {}", fmt::join(choices, ", "));
    return {std::move(expected), [choices = std::move(choices)](const std::string& text) {
                return std::find(choices.begin(), choices.end(), text) != choices.end();
            }};
}

Rule a_name() {
    return {"a text of 1 to 80 bytes on one line", [](const std::string& text) {
                return !text.empty() && text.size() <= 80 && text.find('\n') == std::string::npos;
            }};
}

Rule an_id() {
    return {"a small letter, then at most 31 small letters, digits or hyphens (\"kiosk-1\")",
            [](const std::string& text) {
                return made_of(text, 1, 32, joined({small, digits, "-"})) &&
                       small.find(text.front()) != std::string_view::npos;
            }};
}

Rule a_letter() {
    return {"one capital letter (\"A\")",
            [](const std::string& text) { return made_of(text, 1, 1, capitals); }};
}

Rule a_time() {
    return {"a time of the day (\"08:30\")", [](const std::string& text) {
                const std::string_view view(text);
                return view.size() == 5 && view[2] == ':' && is_number(view.substr(0, 2), 0, 23) &&
                       is_number(view.substr(3), 0, 59);
            }};
}

Rule a_date() {
    return {"a day of the calendar (\"2026-12-24\")",
            [](const std::string& text) { return is_date(text); }};
}

Rule a_day_of_the_year_or_nothing() {
    return {"month and day (\"06-10\": 10 June), or nothing", [](const std::string& text) {
                return text.empty() || is_date("2027-" + text); // No leap year.
            }};
}

Rule a_province() {
    return {"two capital letters (\"CR\")",
            [](const std::string& text) { return made_of(text, 2, 2, capitals); }};
}

Rule an_istat_code() {
    return {"the six digits of ISTAT (\"019035\")",
            [](const std::string& text) { return made_of(text, 6, 6, digits); }};
}

Rule a_belfiore() {
    return {"the town's letter and three digits (\"D142\")", [](const std::string& text) {
                return text.size() == 4 && made_of(text.substr(0, 1), 1, 1, capitals) &&
                       made_of(text.substr(1), 3, 3, digits);
            }};
}

Rule an_ipa_code() {
    return {"the code in the IPA index (\"c_d142\")", [](const std::string& text) {
                return made_of(text, 1, 16, joined({small, capitals, digits, "_-"}));
            }};
}

Rule an_ipa_code_or_nothing() {
    return {"the code in the IPA index, or nothing",
            [](const std::string& text) { return text.empty() || an_ipa_code().holds(text); }};
}

Rule a_zone() {
    return {"a time zone of the IANA list (\"Europe/Rome\")", [](const std::string& text) {
                try {
                    const Zone zone(text);
                    return true;
                } catch (const std::invalid_argument&) {
                    return false;
                }
            }};
}

Rule a_path() {
    return {"a path", [](const std::string& text) { return !text.empty(); }};
}

Rule a_path_or_nothing() {
    return {"a path, or nothing", [](const std::string&) { return true; }};
}

Rule an_address() {
    return {"an IPv4 or IPv6 address (\"127.0.0.1\", \"0.0.0.0\" for every network)",
            [](const std::string& text) {
                in6_addr address; // Large enough for both.
                return ::inet_pton(AF_INET, text.c_str(), &address) == 1 ||
                       ::inet_pton(AF_INET6, text.c_str(), &address) == 1;
            }};
}

Rule a_url_or_nothing() {
    return {"nothing, or an address without a final slash (\"https://sportello.example.it\")",
            [](const std::string& text) { return text.empty() || is_url(text); }};
}

Rule a_port_of_devices() {
    return {"\"usb\", \"usb:1-1.4\" (the socket), \"usb:serial=J5K1\", \"tcp:10.0.0.7:9100\" or "
            "\"virtual\"",
            [](const std::string& text) {
                const std::string_view view(text);
                if (view == "usb" || view == "virtual") return true;
                if (starts(view, "usb:serial="))
                    return view.size() > 11 && view.size() <= 138 && // 127 characters: USB's most.
                           std::all_of(view.begin(), view.end(),
                                       [](char c) { return c > ' ' && c <= '~'; });
                if (starts(view, "usb:")) return is_usb_socket(view.substr(4));
                return starts(view, "tcp:") && is_host_and_port(view.substr(4));
            }};
}

} // namespace sportello::config
