// core/base/log.hpp -- the daemon's log: one line, past tense, ids and never names of citizens.
//
// Lines go to stderr. Under journald each is prefixed with its syslog priority ("<6>"), so that the
// level is kept; on a terminal with the time and the level's name.
#pragma once

#include <spdlog/spdlog.h>

#include <string>

namespace sportello::log {

// `level`: "debug", "info", "warning" or "error". Called once, before any thread is started.
void open(const std::string& level);

} // namespace sportello::log
