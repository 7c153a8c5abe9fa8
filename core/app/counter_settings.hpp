// core/app/counter_settings.hpp -- what the configuration says about the counter, in the counter's
// terms.
#pragma once

#include "core/base/config.hpp"
#include "core/counter/settings.hpp"

namespace sportello::app {

// The zone is borrowed.
counter::Settings counter_settings(const Config& config, const Zone& zone);

} // namespace sportello::app
