// core/print/pdf.hpp -- a document laid out on A4 as PDF, with fonts embedded. Slow: not on the
// writer nor on the loop.
#pragma once

#include "core/print/document.hpp"

#include <string>

namespace sportello::print {

struct PdfOptions {
    std::string title;      // of the file
    std::string language;   // "it"
    bool facsimile = false; // FAC-SIMILE across every page.
};

// The bytes of the file. Flows over as many pages as it takes, numbered when more than one.
std::string to_pdf(const Document& document, const PdfOptions& options);

} // namespace sportello::print
