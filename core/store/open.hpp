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

// A file up to this size is read whole before it is used, within some tenths of a second; of a
// larger one the beginning and the list of tables, and the rest by first_damage() while it already
// serves.
inline constexpr std::uintmax_t checked_at_start_max = std::uintmax_t{64} << 20;

// Opens or creates `file`, checks that it is whole and ours, brings it up to date with `migrate`,
// and returns the writer's connection. Throws Unusable when the file is damaged, newer than the
// program, of another program, read-only, or the disk is full; the file is then as it was.
std::unique_ptr<Connection> open_file(const std::filesystem::path& file,
                                      const Database::Work& migrate);

// Reads every page; what is wrong first, in SQLite's words, or nothing. Takes seconds.
std::optional<std::string> first_damage(Connection& connection);

} // namespace sportello::store
