// taxes/intake.hpp -- what every intake of this area shares: who asks, the protocol entry, the
// request that stays.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "taxes.hpp"

namespace taxes {

// "Ferrari Marco", or the denomination. Refuses name-missing when there is neither.
std::string name_of(const Applicant& applicant);

// Upper case, without spaces.
std::string normal_code(std::string_view tax_code);

// The sentences in the language of the call.
std::vector<std::string> in_language(Call& call, const std::vector<Text>& sentences);

// "2026-11-24" as a date that has come; refuses no-such-date, day-in-the-future.
sportello::Date past_day(Call& call, std::string_view text, const std::string& field);
sportello::Date some_day(std::string_view text, const std::string& field);

// The taxpayer with this code, entered or brought up to date.
std::int64_t taxpayer(Call& call, const Applicant& applicant);

// Registers with the protocol and keeps the request with its details as they were given, in the
// transaction of the call. `subject` names the thing asked and no one.
Accepted accept(Call& call,
                std::string_view kind,
                const Applicant& applicant,
                const std::string& subject,
                const sportello::json::value& details);

} // namespace taxes
