#include "core/store/schema.hpp"

#include "core/base/embedded.hpp"

namespace sportello::embedded {
std::span<const File> migrations();
}

namespace sportello::store {

std::vector<Migration> core_migrations() {
    std::vector<Migration> all;
    for (const auto& file : embedded::migrations())
        all.push_back(
            {static_cast<int>(all.size()) + 1, std::string(file.name), std::string(file.text)});
    return all;
}

} // namespace sportello::store
