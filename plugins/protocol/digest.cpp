// protocol/digest.cpp -- over to libsodium.
#include "digest.hpp"

#include <new>
#include <stdexcept>

#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>

namespace protocol {

namespace {

using State = crypto_hash_sha256_state;
constexpr std::size_t digest_bytes = crypto_hash_sha256_BYTES;

} // namespace

Sha256::Sha256() {
    static_assert(sizeof(State) <= sizeof state_);
    crypto_hash_sha256_init(new (state_.data()) State);
}

void Sha256::add(std::string_view text) {
    auto* const state = std::launder(reinterpret_cast<State*>(state_.data()));
    crypto_hash_sha256_update(state, reinterpret_cast<const unsigned char*>(text.data()),
                              text.size());
}

std::string Sha256::hexadecimal() {
    std::array<unsigned char, digest_bytes> digest{};
    crypto_hash_sha256_final(std::launder(reinterpret_cast<State*>(state_.data())), digest.data());
    std::string text(2 * digest_bytes + 1, '\0'); // The library ends it with a zero.
    sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
    text.pop_back();
    return text;
}

std::string sha256(std::string_view text) {
    Sha256 digest;
    digest.add(text);
    return digest.hexadecimal();
}

std::string base64_of_hexadecimal(std::string_view hexadecimal) {
    std::array<unsigned char, digest_bytes> digest{};
    std::size_t size = 0;
    if (sodium_hex2bin(digest.data(), digest.size(), hexadecimal.data(), hexadecimal.size(),
                       nullptr, &size, nullptr) != 0 ||
        size != digest.size())
        throw std::logic_error("this is not a SHA-256 in hexadecimal digits");
    std::string text(sodium_base64_ENCODED_LEN(digest_bytes, sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

} // namespace protocol
