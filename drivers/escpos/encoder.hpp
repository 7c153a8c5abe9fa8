// drivers/escpos/encoder.hpp -- from a document's blocks to the bytes of ESC/POS.
#pragma once

#include <sportello/driver.hpp>

#include <cstdint>
#include <vector>

#include "answers.hpp"
#include "profile.hpp"

namespace escpos {

using Bytes = std::vector<std::uint8_t>;

// The whole document: reset, blocks, cut. Blocks of a kind unknown to us are left out.
Bytes encode(const std::vector<sportello::Block>& document, const Profile& profile);

// Asks for an answer once everything before has been printed (GS ( H) or, at least, processed.
Bytes process_request(const ProcessId& id);
Bytes fence_request();

// The token as four characters that GS ( H allows.
ProcessId process_id_from(std::uint32_t token);

// Ends whatever a document that was cut off has left open in the printer: it may be waiting for the
// rest of a QR code, and would take the next document for it.
Bytes flush();

} // namespace escpos
