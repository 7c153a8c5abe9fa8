// core/device/virtual/code_page.hpp -- a printer's character as UTF-8, by the C library's iconv:
// independent of the tables of the drivers, which it checks.
#pragma once

#include <cstdint>
#include <string>

namespace sportello::device {

// `page` as in ESC t n: 0 PC437, 2 PC850, 16 WPC1252, 19 PC858; any other reads as PC437.
std::string utf8_of(std::uint8_t character, std::uint8_t page);

} // namespace sportello::device
