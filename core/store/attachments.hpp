// core/store/attachments.hpp -- the content of documents, in a folder beside the database: a file
// each, named by its SHA-256. Written once, whole or not at all; never changed, never deleted.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace sportello::store {

// [any thread] May block on the disk. What the disk refuses is thrown as std::system_error.
class Attachments {
public:
    // `folder` is made with the first content.
    explicit Attachments(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // Keeps the content, durably, and returns its SHA-256 in hexadecimal digits.
    std::string put(std::string_view content) const;

    // Bytes of the content with this digest; nothing when it is not here.
    std::optional<std::uint64_t> size_of(std::string_view sha256) const;

    // The content; nothing when it is not here. Throws std::runtime_error when it is not any more
    // what was kept.
    std::optional<std::string> get(std::string_view sha256) const;

    // Copies what `to` does not have yet: contents never change.
    void copy_to(const std::filesystem::path& to) const;

private:
    std::filesystem::path file_of(std::string_view sha256) const;

    std::filesystem::path folder_;
};

} // namespace sportello::store
