// protocol/digest.hpp -- SHA-256, and the two ways of writing it. The plugin's only use of a
// library (libsodium).
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace protocol {

// Text after text; the digest once, at the end.
class Sha256 {
public:
    Sha256();
    void add(std::string_view text);
    std::string hexadecimal(); // Lower case, 64 characters.

private:
    alignas(std::max_align_t) std::array<unsigned char, 128> state_; // The library's, out of sight.
};

std::string sha256(std::string_view text); // Hexadecimal.

// "ba78..." as base64, the form of a segnatura. The argument is 64 hexadecimal digits.
std::string base64_of_hexadecimal(std::string_view hexadecimal);

} // namespace protocol
