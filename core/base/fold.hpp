// core/base/fold.hpp -- text as it is searched: small letters, no accents, words apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sportello {

// "Città d'Italia" -> {"citta", "d", "italia"}. Latin letters lose their marks; what is neither
// letter nor digit parts the words.
std::vector<std::string> folded_words(std::string_view utf8);

} // namespace sportello
