#include "core/api/core_texts.hpp"

#include "core/base/embedded.hpp"

namespace sportello::embedded {
std::span<const File> texts_it();
std::span<const File> texts_en();
} // namespace sportello::embedded

namespace sportello::api {

void add_core_texts(Texts& texts) {
    for (const auto& file : embedded::texts_it())
        texts.add("", "it", file.text);
    for (const auto& file : embedded::texts_en())
        texts.add("", "en", file.text);
}

} // namespace sportello::api
