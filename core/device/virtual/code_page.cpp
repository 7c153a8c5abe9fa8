#include "core/device/virtual/code_page.hpp"

#include <iconv.h>

namespace sportello::device {

namespace {

constexpr std::uint8_t pc850 = 2, wpc1252 = 16, pc858 = 19;
constexpr std::uint8_t euro_in_858 = 0xd5; // The one difference between PC858 and PC850.

const char* name_of(std::uint8_t page) {
    switch (page) {
    case pc850:
    case pc858:
        return "CP850";
    case wpc1252:
        return "CP1252";
    default:
        return "CP437";
    }
}

} // namespace

std::string utf8_of(std::uint8_t character, std::uint8_t page) {
    if (character < 0x80) return {static_cast<char>(character)};
    if (page == pc858 && character == euro_in_858) return "€";
    const auto converter = ::iconv_open("UTF-8", name_of(page));
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
