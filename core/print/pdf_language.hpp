// core/print/pdf_language.hpp -- declares the language of a PDF, without which a screen reader
// guesses how to pronounce it, and that its paragraphs are marked. cairo 1.16 marks them and says
// neither, so both are added as an incremental update (ISO 32000-1, 7.5.6): the file as it was,
// then the catalogue anew.
#pragma once

#include <string>
#include <string_view>

namespace sportello::print {

// `pdf` as cairo writes it: a classic cross-reference table, the catalogue not compressed. Throws
// std::logic_error when it is anything else. `language` is a tag as "it" or "en-GB".
std::string with_language(std::string pdf, std::string_view language);

} // namespace sportello::print
