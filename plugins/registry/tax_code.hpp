// registry/tax_code.hpp -- the codice fiscale of people and bodies (DM 23-12-1976 n. 13813).
//
// A code may lawfully differ from the computed one, because the Agenzia delle Entrate decides it:
// a difference is a warning, a wrong check letter is an error. Any thread.
#pragma once

#include <sportello/calendar.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace registry {

struct BirthData {
    std::string surname;
    std::string name;
    char sex = 'M'; // or 'F'
    sportello::Date birth;
    std::string place; // Belfiore code valid on that day
};

// What a code says of its owner. The century is not in it.
struct Decoded {
    char sex = 'M';
    int year = 0; // 0-99
    unsigned month = 0;
    unsigned day = 0;
    std::string place;
};

// Upper case, without spaces.
std::string normal_tax_code(std::string_view text);

std::string compute_tax_code(const BirthData& person);

// The sixteenth letter of the fifteen characters given.
char check_letter(std::string_view first_fifteen);

// Shape, day of birth and check letter of a person's code, omocodes included.
bool valid_tax_code(std::string_view code);

// Eleven digits: bodies, and people who only have a provisional code.
bool valid_numeric_code(std::string_view code);

// The code before the letters that tell homonyms apart: CCCFBA85D03L21VE -> CCCFBA85D03L219P.
std::string without_omocodia(std::string_view code);

// Nothing when the code is not valid.
std::optional<Decoded> decode_tax_code(std::string_view code);

} // namespace registry
