// taxes/settings.hpp -- the single values that a town decides, what they may be, and the law's
// default of each.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace taxes {

struct Setting {
    std::string_view name;
    std::string otherwise; // The law's default; empty when only the town can say.
    enum class Kind { number, percent, digits, text } kind;
    std::int64_t least, most; // Of a number (a percentage in ppm) its bounds; else its length.
};

std::span<const Setting> settings();

// Throws std::logic_error for a name that is not one.
const Setting& setting(std::string_view name);

// The number that `value` writes, of a percentage in ppm; nothing when it is none.
std::optional<std::int64_t> number_of(const Setting& setting, std::string_view value);

// Whether `value` may stand for it.
bool fits(const Setting& setting, std::string_view value);

} // namespace taxes
