#include "core/device/virtual/code_page.hpp"

#include <iconv.h>

namespace sportello::device {

namespace {

// The pages that Epson's printers have and iconv knows.
const char* name_of(std::uint8_t page) {
    switch (page) {
    case 0:
        return "CP437";
    case 2:
        return "CP850";
    case 3:
        return "CP860";
    case 4:
        return "CP863";
    case 5:
        return "CP865";
    case 13:
        return "CP857";
    case 16:
        return "CP1252";
    case 17:
        return "CP866";
    case 18:
        return "CP852";
    case 19:
        return "CP858";
    case 40:
        return "ISO8859-15";
    case 45:
        return "CP1250";
    default:
        return nullptr;
    }
}

} // namespace

std::string utf8_of(std::uint8_t character, std::uint8_t page) {
    if (character < 0x80) return {static_cast<char>(character)};
    const auto* name = name_of(page);
    if (!name) return "?"; // Katakana, Thai, ...
    const auto converter = ::iconv_open("UTF-8", name);
    if (converter == reinterpret_cast<iconv_t>(-1)) return "?"; // A box without gconv's modules.
    char from = static_cast<char>(character);
    char to[8];
    char* in = &from;
    char* out = to;
    std::size_t left = 1, room = sizeof to;
    const auto done = ::iconv(converter, &in, &left, &out, &room);
    ::iconv_close(converter);
    if (done == static_cast<std::size_t>(-1)) return "?";
    return {to, out};
}

} // namespace sportello::device
