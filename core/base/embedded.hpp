// core/base/embedded.hpp -- text files compiled into the daemon by sportello_embed() in CMake.
#pragma once

#include <span>
#include <string_view>

namespace sportello::embedded {

struct File {
    std::string_view name; // "0001_store.sql"
    std::string_view text;
};

} // namespace sportello::embedded
