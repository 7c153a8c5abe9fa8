// core/print/codes.hpp -- QR and Code 128 as modules, by zint: for the PDF and for the virtual
// printer, which draw them each on their own paper.
#pragma once

#include <string_view>
#include <vector>

namespace sportello::print {

// The dark modules of a code, without the quiet zone around it. A bar code is one row.
struct Modules {
    unsigned width = 0;
    unsigned height = 0;
    std::vector<bool> dark; // Row by row.

    bool at(unsigned column, unsigned row) const { return dark[row * width + column]; }
};

enum class Correction { low = 1, medium = 2, quartile = 3, high = 4 };

// A QR code (model 2) of these bytes. Throws std::invalid_argument when they do not fit, or when
// there are none. [any thread]
Modules qr_code(std::string_view bytes, Correction correction);

// The same for Code 128, of ASCII. [any thread]
Modules code128(std::string_view text);

} // namespace sportello::print
