// core/print/pdf_language.cpp -- see pdf_language.hpp.
#include "core/print/pdf_language.hpp"

#include <array>
#include <cstdio>
#include <stdexcept>

namespace sportello::print {
namespace {

// The text between `from` and `to`, searched from the end of the file backwards.
std::string_view between(std::string_view pdf, std::string_view from, std::string_view to) {
    const auto begin = pdf.rfind(from);
    if (begin == std::string_view::npos)
        throw std::logic_error("the PDF is not as cairo writes it");
    const auto text = begin + from.size();
    const auto end = pdf.find(to, text);
    if (end == std::string_view::npos) throw std::logic_error("the PDF is not as cairo writes it");
    return pdf.substr(text, end - text);
}

bool is_tag(std::string_view language) {
    return !language.empty() && language.size() <= 35 &&
           language.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") ==
               std::string_view::npos;
}

} // namespace

std::string with_language(std::string pdf, std::string_view language) {
    if (!is_tag(language)) throw std::logic_error("not a language: " + std::string(language));
    const std::string trailer(between(pdf, "trailer\n<<", ">>"));
    const std::string previous(between(pdf, "startxref\n", "\n"));
    const std::string root(between(trailer, "/Root ", " 0 R"));
    const std::string head = "\n" + root + " 0 obj\n<<";
    const std::string catalogue(between(pdf, head, "\nendobj"));

    const auto offset = pdf.size();
    pdf += root + " 0 obj\n<< /MarkInfo << /Marked true >> /Lang (" + std::string(language) + ")" +
           catalogue + "\nendobj\n";
    const auto table = pdf.size();
    std::array<char, 32> entry{};
    std::snprintf(entry.data(), entry.size(), "%010zu 00000 n \n", offset);
    pdf += "xref\n" + root + " 1\n" + entry.data();
    pdf += "trailer\n<<" + trailer + "   /Prev " + previous + "\n>>\nstartxref\n" +
           std::to_string(table) + "\n%%EOF\n";
    return pdf;
}

} // namespace sportello::print
