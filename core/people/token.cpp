#include "core/people/token.hpp"

#include <array>

#include <sodium.h>

namespace sportello::people {

namespace {

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hex(const unsigned char* data, std::size_t size) {
    std::string text(2 * size + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), data, size);
    text.pop_back();
    return text;
}

std::array<unsigned char, crypto_generichash_KEYBYTES> random_key() {
    std::array<unsigned char, crypto_generichash_KEYBYTES> key;
    randombytes_buf(key.data(), key.size());
    return key;
}

} // namespace

std::string make_token() {
    unsigned char random[32];
    randombytes_buf(random, sizeof random);
    constexpr auto variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string token(sodium_base64_ENCODED_LEN(sizeof random, variant), '\0');
    sodium_bin2base64(token.data(), token.size(), random, sizeof random, variant);
    token.pop_back(); // The terminating zero.
    return token;
}

std::string token_hash(std::string_view token) {
    unsigned char digest[crypto_generichash_BYTES];
    crypto_generichash(digest, sizeof digest, bytes(token), token.size(), nullptr, 0);
    return hex(digest, sizeof digest);
}

std::string bucket_of(std::string_view text) {
    static const auto key = random_key();
    unsigned char digest[crypto_generichash_BYTES];
    crypto_generichash(digest, sizeof digest, bytes(text), text.size(), key.data(), key.size());
    return "?" + hex(digest, 2).substr(1);
}

} // namespace sportello::people
