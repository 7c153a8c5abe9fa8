// core/catalogue/iban.hpp -- is this an IBAN? The form's format of that name.
//
// ISO 13616: country, two check digits modulo 97, the account of the country's length. An Italian
// or San Marino account also has its own control letter (CIN) over bank, branch and account.
#pragma once

#include <string_view>

namespace sportello::catalogue {

bool is_iban(std::string_view text); // Capital or small letters, spaces between groups.

} // namespace sportello::catalogue
