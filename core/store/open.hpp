// core/store/open.hpp -- opens the daemon's file, or says in words why it cannot be used.
#pragma once

#include "core/store/database.hpp"

namespace sportello::store {

// Opens or creates `file`, checks that it is whole and ours, brings it up to date with `migrate`,
// and returns the writer's connection. Throws Unusable when the file is damaged, newer than the
// program, of another program, read-only, or the disk is full; the file is then as it was.
std::unique_ptr<Connection> open_file(const std::filesystem::path& file,
                                      const Database::Work& migrate);

} // namespace sportello::store
