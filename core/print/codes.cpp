// core/print/codes.cpp -- see codes.hpp.
#include "core/print/codes.hpp"

#include <memory>
#include <stdexcept>
#include <string>

#include <zint.h>

namespace sportello::print {
namespace {

Modules encode(std::string_view bytes, int symbology, int option) {
    const std::unique_ptr<zint_symbol, void (*)(zint_symbol*)> symbol(ZBarcode_Create(),
                                                                      ZBarcode_Delete);
    if (!symbol) throw std::bad_alloc();
    symbol->symbology = symbology;
    symbol->input_mode = DATA_MODE;
    symbol->option_1 = option;
    // A length of 0 would make zint look for a terminating NUL.
    if (bytes.empty()) throw std::invalid_argument("a code of nothing");
    const std::string source(bytes);
    const int problem =
        ZBarcode_Encode(symbol.get(), reinterpret_cast<const unsigned char*>(source.data()),
                        static_cast<int>(source.size()));
    if (problem >= ZINT_ERROR) throw std::invalid_argument(symbol->errtxt);

    Modules modules;
    modules.width = static_cast<unsigned>(symbol->width);
    modules.height = static_cast<unsigned>(symbol->rows);
    modules.dark.reserve(std::size_t{modules.width} * modules.height);
    for (unsigned row = 0; row < modules.height; ++row)
        for (unsigned column = 0; column < modules.width; ++column)
            modules.dark.push_back((symbol->encoded_data[row][column / 8] >> (column % 8)) & 1);
    return modules;
}

} // namespace

Modules qr_code(std::string_view bytes, Correction correction) {
    return encode(bytes, BARCODE_QRCODE, static_cast<int>(correction));
}

Modules code128(std::string_view text) {
    return encode(text, BARCODE_CODE128, -1);
}

} // namespace sportello::print
