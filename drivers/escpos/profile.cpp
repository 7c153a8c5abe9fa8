// drivers/escpos/profile.cpp -- see profile.hpp.
#include "profile.hpp"

#include <boost/json/parse.hpp>

#include <array>
#include <charconv>
#include <stdexcept>
#include <string>
#include <utility>

namespace escpos {

namespace json = boost::json;

namespace {

constexpr unsigned columns_min = 8;
constexpr unsigned columns_max = 128;
constexpr std::size_t extra_bytes_max = 64;

[[noreturn]] void wrong(std::string_view key) {
    throw std::invalid_argument("the profile's \"" + std::string(key) + "\" makes no sense");
}

std::string_view text_of(const json::value& value, std::string_view key) {
    if (!value.is_string()) wrong(key);
    return value.get_string();
}

std::int64_t
number_of(const json::value& value, std::string_view key, std::int64_t least, std::int64_t most) {
    if (!value.is_int64() || value.get_int64() < least || value.get_int64() > most) wrong(key);
    return value.get_int64();
}

template <class T, std::size_t n>
void choose(T& to,
            const json::object& profile,
            std::string_view key,
            const std::array<std::pair<std::string_view, T>, n>& choices) {
    const auto* value = profile.if_contains(key);
    if (!value) return;
    const auto text = text_of(*value, key);
    for (const auto& [name, meaning] : choices) {
        if (name != text) continue;
        to = meaning;
        return;
    }
    wrong(key);
}

std::vector<CodePage> pages_from(const json::value& value) {
    constexpr std::string_view key = "code_pages";
    if (!value.is_object()) wrong(key);
    std::vector<CodePage> pages;
    for (const auto& it : value.get_object()) {
        const auto* page = page_named(it.key());
        if (!page) wrong(key);
        pages.push_back({page, static_cast<std::uint8_t>(number_of(it.value(), key, 0, 255))});
    }
    return pages;
}

// "1c2e"
std::vector<std::uint8_t> bytes_from(const json::object& profile, std::string_view key) {
    std::vector<std::uint8_t> bytes;
    const auto* value = profile.if_contains(key);
    if (!value) return bytes;
    const auto text = text_of(*value, key);
    if (text.size() % 2 != 0 || text.size() / 2 > extra_bytes_max) wrong(key);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        std::uint8_t byte = 0;
        const auto* end = text.data() + i + 2;
        const auto parsed = std::from_chars(text.data() + i, end, byte, 16);
        if (parsed.ec != std::errc() || parsed.ptr != end) wrong(key);
        bytes.push_back(byte);
    }
    return bytes;
}

} // namespace

Profile profile_from(std::string_view text) {
    Profile to;
    const auto value = text.empty() ? json::value(json::object()) : json::parse(text);
    const auto& profile = value.as_object();

    if (const auto* columns = profile.if_contains("columns"))
        to.columns =
            static_cast<unsigned>(number_of(*columns, "columns", columns_min, columns_max));
    to.pages = pages_from(profile.contains("code_pages") ? profile.at("code_pages")
                                                         : json::value{{"pc437", 0}});
    choose(to.cutter, profile, "cutter",
           std::array<std::pair<std::string_view, Cutter>, 3>{
               {{"none", Cutter::none}, {"partial", Cutter::partial}, {"full", Cutter::full}}});
    choose(to.qr, profile, "qr",
           std::array<std::pair<std::string_view, bool>, 2>{{{"none", false}, {"native", true}}});
    choose(to.answers, profile, "status",
           std::array<std::pair<std::string_view, bool>, 2>{{{"none", false}, {"dle-eot", true}}});
    choose(to.confirm, profile, "confirm",
           std::array<std::pair<std::string_view, Confirm>, 3>{
               {{"none", Confirm::none}, {"gs-r", Confirm::gs_r}, {"gs-h", Confirm::gs_h}}});
    to.setup = bytes_from(profile, "setup");
    to.finish = bytes_from(profile, "finish");
    if (const auto* one_way = profile.if_contains("unidirectional"))
        if (one_way->as_bool()) to.answers = false;
    // Who cannot be asked what is wrong cannot be waited for.
    if (!to.answers) to.confirm = Confirm::none;
    return to;
}

} // namespace escpos
