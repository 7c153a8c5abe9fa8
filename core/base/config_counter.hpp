// core/base/config_counter.hpp -- reads how the counter works: [[lanes]], [[counters]] and
// [policy].
#pragma once

#include "core/base/config.hpp"
#include "core/base/config_reader.hpp"

namespace sportello::config {

void read_counter(Section& root, Config& config);

} // namespace sportello::config
