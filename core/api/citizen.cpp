#include "core/api/citizen.hpp"

#include "core/catalogue/tax_code.hpp"
#include "core/counter/contacts.hpp"

#include <algorithm>

namespace sportello::api {

namespace {

constexpr std::size_t name_bytes_max = 200; // A hundred characters.
constexpr std::size_t phone_bytes_max = 20;
constexpr std::size_t tax_code_bytes_max = 16;

std::string without_white_space_around(std::string_view text) {
    constexpr std::string_view white = " \t\r\n";
    const auto from = text.find_first_not_of(white);
    if (from == text.npos) return "";
    return std::string(text.substr(from, text.find_last_not_of(white) - from + 1));
}

} // namespace

std::optional<std::string> read_name(Body& body, std::string_view name) {
    const auto text = body.maybe_text(name, name_bytes_max);
    if (!text) return std::nullopt;
    auto plain = without_white_space_around(*text);
    return plain.empty() ? std::nullopt : std::optional(std::move(plain));
}

std::optional<std::string> read_phone(Body& body, std::string_view name) {
    const auto text = body.maybe_text(name, phone_bytes_max);
    if (!text || text->empty()) return std::nullopt;
    auto phone = counter::phone_from(*text);
    if (!phone) body.wrong(name, "contact.bad-phone");
    return phone;
}

std::optional<std::string> tax_code_from(std::string_view text) {
    auto code = without_white_space_around(text);
    std::ranges::transform(code, code.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return catalogue::is_tax_code(code) ? std::optional(std::move(code)) : std::nullopt;
}

std::optional<std::string> read_tax_code(Body& body, std::string_view name) {
    const auto text = body.maybe_text(name, tax_code_bytes_max);
    if (!text || text->empty()) return std::nullopt;
    auto code = tax_code_from(*text);
    if (!code) body.wrong(name, "form.format.codice-fiscale");
    return code;
}

} // namespace sportello::api
