// core/store/schema.hpp -- the daemon's own tables: the migrations of core/, compiled in.
#pragma once

#include "core/store/migrations.hpp"

namespace sportello::store {

// In order; pass them to migrate() with the empty owner.
std::vector<Migration> core_migrations();

} // namespace sportello::store
