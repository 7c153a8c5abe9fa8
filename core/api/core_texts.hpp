// core/api/core_texts.hpp -- the daemon's own sentences: texts/ of every room, compiled in.
#pragma once

#include "core/base/texts.hpp"

namespace sportello::api {

void add_core_texts(Texts& texts);

} // namespace sportello::api
