// core/store/open.hpp -- opens the daemon's file, or says in words why it cannot be used.
#pragma once

#include "core/store/database.hpp"

namespace sportello::store {

// Holds `file` for this process, by a lock on a file beside it: SQLite itself would let two daemons
// share it, and both would print what waits. Ends with the process at the latest. Throws Unusable.
class Hold {
public:
    explicit Hold(const std::filesystem::path& file);
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    ~Hold();

private:
    int lock_;
};

// Opens or creates `file`, checks that it is whole and ours, brings it up to date with `migrate`,
// and returns the writer's connection. Throws Unusable when the file is damaged, newer than the
// program, of another program, read-only, or the disk is full; the file is then as it was.
std::unique_ptr<Connection> open_file(const std::filesystem::path& file,
                                      const Database::Work& migrate);

} // namespace sportello::store
