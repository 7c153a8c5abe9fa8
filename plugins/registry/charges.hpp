// registry/charges.hpp -- what a certificate costs, and by which rule.
//
// Stamp duty is DPR 642/1972, tariffa art. 4; the rights of the municipality L. 604/1962, table D.
// The exemptions and whether they cover the rights too are ANPR's table "Esenzione bollo".
#pragma once

#include <sportello/plugin.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace registry {

inline constexpr std::int64_t stamp_cents = 1600;
inline constexpr std::int64_t stamped_fee_cents = 52;
inline constexpr std::int64_t exempt_fee_cents = 26;

inline constexpr int exchange_between_administrations = 10;
inline constexpr int other_exemption = 99;

struct Exemption {
    int code;
    bool covers_fee;
    const char* it; // As the certificate states it.
    const char* en;
};

// Nothing when the table has no such code.
const Exemption* find_exemption(int code);

// First the stamp, then the fee; an amount of zero is told with its reason. `exemption` is null for
// a stamped certificate; `note` is the rule a person wrote for code 99.
std::vector<sportello::Charge> charges(const Exemption* exemption, const std::string& note);

} // namespace registry
