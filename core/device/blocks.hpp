// core/device/blocks.hpp -- a document of core/print in the terms of <sportello/driver_abi.h>.
#pragma once

#include "core/print/document.hpp"

#include <sportello/driver_abi.h>

#include <vector>

namespace sportello::device {

// The blocks borrow the document's texts.
std::vector<spo_block> blocks_of(const print::Document& document);

// Says FAC-SIMILE at the top of the paper, unless the document says so already.
void mark_facsimile(print::Document& document);

} // namespace sportello::device
