// core/people/token.hpp -- random tokens, and the hash under which they are kept.
#pragma once

#include <string>
#include <string_view>

namespace sportello::people {

// 256 random bits, base64url without padding: 43 characters.
std::string make_token();
// BLAKE2b-256 in hexadecimal. A token is random and long, so that a fast hash without salt is
// enough, and can be looked up in an index.
std::string token_hash(std::string_view token);
// One of 4096 names for a text that must not be kept, under a key of this process.
std::string bucket_of(std::string_view text);

} // namespace sportello::people
