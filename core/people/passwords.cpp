// core/people/passwords.cpp -- hashing with argon2id, and passwords for first use.
#include "core/people/people.hpp"

#include <fmt/format.h>

#include <new>

#include <sodium.h>

namespace sportello::people {

namespace {

// RFC 9106 section 4, second recommended option: 64 MiB, 3 passes. (Its four lanes are one here:
// libsodium has no more, which costs the defender time and the attacker as much.)
constexpr unsigned long long passes = 3;
constexpr std::size_t memory_bytes = std::size_t{64} << 20;

// A hash that no password was made into, with the same limits as the true ones.
std::string decoy_hash() {
    return fmt::format("$argon2id$v=19$m={},t={},p=1${:A>22}${:A>43}", memory_bytes / 1024, passes,
                       "", "");
}

} // namespace

std::string hash_password(std::string_view password) {
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), passes, memory_bytes) != 0)
        throw std::bad_alloc();
    hash.resize(hash.find('\0'));
    return hash;
}

bool verify_password(const std::string& hash, std::string_view password) {
    const auto fits = crypto_pwhash_str_verify((hash.empty() ? decoy_hash() : hash).c_str(),
                                               password.data(), password.size()) == 0;
    return fits && !hash.empty();
}

std::string make_password() {
    // Without 0 and o, 1, i and l, which are taken for each other. 16 of 31: 79 bits.
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
    std::string password;
    for (int i = 0; i < 16; ++i) {
        if (i > 0 && i % 4 == 0) password += '-';
        password += letters[randombytes_uniform(letters.size())];
    }
    return password;
}

} // namespace sportello::people
