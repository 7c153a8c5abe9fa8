// core/base/config_hours.hpp -- reads when the town hall is open: [[opening]], [calendar] and
// [[exceptions]].
#pragma once

#include "core/base/config.hpp"
#include "core/base/config_reader.hpp"

namespace sportello::config {

void read_hours(Section& root, Config& config);

} // namespace sportello::config
