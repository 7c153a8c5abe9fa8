// core/device/virtual/code_page.hpp -- a printer's character as UTF-8, by the C library's iconv:
// independent of the tables of the drivers, which it checks.
#pragma once

#include <cstdint>
#include <string>

namespace sportello::device {

// `page` as in ESC t n: 0 PC437, 2 PC850, 16 WPC1252, 18 PC852, 19 PC858, 45 WPC1250 and others of
// Epson's numbers. "?" for a character, or a page, that is not known.
std::string utf8_of(std::uint8_t character, std::uint8_t page);

} // namespace sportello::device
