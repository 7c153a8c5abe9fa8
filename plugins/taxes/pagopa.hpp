// taxes/pagopa.hpp -- the numbers and the codes of a pagoPA notice (SACI, guidelines of the
// notice).
//
// The NAV (codice avviso) has 18 digits: aux digit 3, segregation code, 13 digits of our own, two
// check digits. The IUV is the NAV without its first digit. Pure: any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace taxes {

// The two digits that end a NAV: its first sixteen, modulo 93.
std::string check_digits(std::string_view first_sixteen);

// Shape and check digits; a NAV of aux digit 1 has none to check.
bool valid_nav(std::string_view nav);

struct NoticeNumber {
    std::string nav, iuv;
};
// `segregation` is two digits, `base` at most thirteen.
NoticeNumber notice_number(std::string_view segregation, std::int64_t base);
// The same of aux digit 0, of the first bodies on pagoPA: an application code takes the place of
// the segregation code and stays out of the IUV.
NoticeNumber old_notice_number(std::string_view application, std::int64_t base);

// "3010 0000 0000 0001 44", as people read it.
std::string in_groups(std::string_view nav);

// PAGOPA|002|NAV|creditor|cents: for a QR code of version 4, correction M.
std::string qr_text(std::string_view nav, std::string_view creditor, std::int64_t cents);

struct PostalSlip {
    std::string nav;
    std::string account; // Of the post office, twelve digits.
    std::int64_t cents = 0;
    std::string creditor; // Eleven digits.
    std::string debtor_tax_code, debtor_name, reason;
};
// The 256 characters of the DataMatrix code that the post office reads.
std::string datamatrix_text(const PostalSlip& slip);

} // namespace taxes
