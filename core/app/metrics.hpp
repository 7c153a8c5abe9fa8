// core/app/metrics.hpp -- /metrics: how the box is, as Prometheus reads it. Nothing personal.
#pragma once

#include "core/device/devices.hpp"
#include "core/http/server.hpp"
#include "core/store/database.hpp"

#include <string>

namespace sportello::app {

// The text exposition format 0.0.4. Called on the loop thread.
std::string metrics(const http::Statistics& statistics,
                    const store::Database& database,
                    const device::Devices& devices);

} // namespace sportello::app
