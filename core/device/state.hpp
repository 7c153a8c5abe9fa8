// core/device/state.hpp -- what the flags of <sportello/driver_abi.h> mean for people and jobs.
#pragma once

#include "core/device/devices.hpp"

#include <cstdint>

namespace sportello::device {

// The one state that matters most to whoever stands before the device. Without SPO_KNOWN it is
// `unknown`, never `ready`.
State state_of(std::uint32_t flags);

// Whether a document may be started. A device that cannot tell is tried: it is all that can be
// done with printers that only listen.
bool may_print(std::uint32_t flags);

} // namespace sportello::device
