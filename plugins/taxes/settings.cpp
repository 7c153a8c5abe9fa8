// taxes/settings.cpp -- the list of the settings.
#include "settings.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "exact.hpp"
#include "law.hpp"

namespace taxes {

namespace {

using Kind = Setting::Kind;

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The last digit of a body's tax code checks the ten before it (DM 23-12-1976 n. 13813).
bool is_numeric_tax_code(std::string_view code) {
    int sum = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const int twice = 2 * (code[i] - '0');
        sum += i % 2 == 0 ? code[i] - '0' : twice > 9 ? twice - 9 : twice;
    }
    return sum > 0 && sum % 10 == 0;
}

} // namespace

std::span<const Setting> settings() {
    static const std::array<Setting, 15> all{{
        {"imu-minimum-cents", std::to_string(law::minimum_cents), Kind::number, 0, 10'000},
        // 0: a year from the due day; 1: the term of the declaration (see YearTier).
        {"correction-until-declaration", "0", Kind::number, 0, 1},
        {"legal-interest-percent", "", Kind::percent, 0,
         200'000}, // Of the year, by ministerial decree.
        {"instalment-surcharge-percent", "0", Kind::percent, 0, law::interest_surcharge_most},
        {"tefa-percent", unscaled(law::tefa, percent_decimals), Kind::percent, 0, law::tefa},
        {"tari-ur1-cents", std::to_string(law::ur1_cents), Kind::number, 0, 10'000},
        {"tari-ur2-cents", std::to_string(law::ur2_cents), Kind::number, 0, 10'000},
        {"tari-ur3-cents", std::to_string(law::ur3_cents), Kind::number, 0, 10'000},
        {"tari-declare-within-days", std::to_string(law::declare_within_days), Kind::number, 1,
         548},
        {"municipality-code", "", Kind::text, 4, 4}, // Belfiore, of the F24 form.
        {"creditor-name", "", Kind::text, 1, 100},
        {"creditor-tax-code", "", Kind::digits, 11, 11},
        {"segregation-code", law::default_segregation, Kind::digits, 2, 2},
        {"cbill-code", "", Kind::text, 5, 5},
        {"postal-account", "", Kind::digits, 12, 12},
    }};
    return all;
}

const Setting& setting(std::string_view name) {
    for (const auto& known : settings())
        if (known.name == name) return known;
    throw std::logic_error("no setting " + std::string(name));
}

std::optional<std::int64_t> number_of(const Setting& setting, std::string_view value) {
    return scaled(value, setting.kind == Kind::percent ? percent_decimals : 0);
}

bool fits(const Setting& setting, std::string_view value) {
    if (setting.kind == Kind::number || setting.kind == Kind::percent) {
        const auto number = number_of(setting, value);
        return number && *number >= setting.least && *number <= setting.most;
    }
    const auto size = static_cast<std::int64_t>(value.size());
    if (size < setting.least || size > setting.most) return false;
    if (setting.kind == Kind::text) return true;
    if (!all_digits(value)) return false;
    if (setting.name == "creditor-tax-code") return is_numeric_tax_code(value);
    // 00 to 49 are a body's own, and the unique fee has taken one of them.
    return setting.name != "segregation-code" ||
           (value < "50" && value != law::reserved_segregation);
}

} // namespace taxes
