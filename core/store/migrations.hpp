// core/store/migrations.hpp -- numbered SQL files beside the code that owns the tables.
//
// Applied in one transaction an owner, at start; recorded with their SHA-256 in `migration`. A file
// that was applied and has changed since, or a database that is newer than the program, is refused.
#pragma once

#include "core/store/connection.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace sportello::store {

struct Migration {
    int number = 0;   // 1, 2, 3, ... without gaps
    std::string name; // "0001_register.sql"
    std::string sql;
};

// The migrations of a folder (NNNN_name.sql), in order; none when there is no such folder.
// Throws std::runtime_error naming the file that does not fit.
std::vector<Migration> migrations_in(const std::filesystem::path& folder);

// Applies those not yet applied. `owner` is a plugin's table prefix, whose tables alone may be
// touched, or empty for the daemon's own. Throws std::runtime_error with a sentence for people;
// then nothing of this owner has changed.
void migrate(Connection& connection,
             const std::string& owner,
             const std::vector<Migration>& migrations);

} // namespace sportello::store
