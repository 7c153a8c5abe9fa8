// core/catalogue/tax_code.hpp -- is this a codice fiscale? The form's format of that name.
//
// DM 23-12-1976 n. 13813: 16 characters with a check letter, digits replaced by letters for
// homonyms (omocodia); 11 digits with a check digit for bodies and provisional persons. Says
// whether the code is well formed, not whose it is.
#pragma once

#include <string_view>

namespace sportello::catalogue {

bool is_tax_code(std::string_view text); // Capital or small letters.

// The letter that the sum of odd and even characters comes to, of capital letters and digits: a
// codice fiscale's last and, by the same rule, the control letter of an Italian bank account.
char check_letter(std::string_view code);

} // namespace sportello::catalogue
