// core/store/attachments.cpp -- writes beside, syncs, renames: a name holds whole content or none.
#include "core/store/attachments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

namespace sportello::store {

namespace {

namespace fs = std::filesystem;

constexpr auto private_folder = fs::perms::owner_all;

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

// A file descriptor for as long as it lives.
class Descriptor {
public:
    Descriptor(const fs::path& file, int flags) : value_(::open(file.c_str(), flags, 0600)) {
        if (value_ < 0) fail("open");
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { ::close(value_); }

    void write(std::string_view content) const {
        while (!content.empty()) {
            const auto written = ::write(value_, content.data(), content.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail("write");
            content.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void sync() const {
        if (::fsync(value_) != 0) fail("fsync");
    }

private:
    int value_;
};

// Removes a file that never got its name.
struct Unfinished {
    fs::path file;
    ~Unfinished() {
        std::error_code ignored;
        fs::remove(file, ignored);
    }
};

std::string sha256_of(std::string_view content) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(content.data()),
                       content.size());
    std::string text(2 * digest.size() + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
    text.pop_back();
    return text;
}

bool is_digest(std::string_view text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

// A name that no other writer uses.
fs::path beside(const fs::path& file) {
    auto name = file;
    name += fmt::format(".{:08x}.part", randombytes_random());
    return name;
}

void make_folder(const fs::path& folder) {
    if (fs::create_directories(folder)) fs::permissions(folder, private_folder);
}

// Gives the file its name and makes that durable.
void settle(const fs::path& part, const fs::path& file) {
    fs::rename(part, file);
    Descriptor(file.parent_path(), O_RDONLY | O_DIRECTORY | O_CLOEXEC).sync();
}

void write_file(const fs::path& file, std::string_view content) {
    const Unfinished part{beside(file)};
    {
        const Descriptor out(part.file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC);
        out.write(content);
        out.sync();
    }
    settle(part.file, file);
}

std::string read_file(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) fail("open");
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

// In 256 folders, so that none grows too large.
fs::path Attachments::file_of(std::string_view sha256) const {
    return folder_ / sha256.substr(0, 2) / sha256;
}

std::string Attachments::put(std::string_view content) const {
    auto digest = sha256_of(content);
    const auto file = file_of(digest);
    if (fs::exists(file)) return digest;
    make_folder(folder_);
    make_folder(file.parent_path());
    Descriptor(folder_, O_RDONLY | O_DIRECTORY | O_CLOEXEC).sync(); // The new sub-folder's name.
    write_file(file, content);
    return digest;
}

std::optional<std::uint64_t> Attachments::size_of(std::string_view sha256) const {
    if (!is_digest(sha256)) return std::nullopt;
    std::error_code absent;
    const auto size = fs::file_size(file_of(sha256), absent);
    return absent ? std::nullopt : std::optional<std::uint64_t>(size);
}

std::optional<std::string> Attachments::get(std::string_view sha256) const {
    if (!size_of(sha256)) return std::nullopt;
    auto content = read_file(file_of(sha256));
    if (sha256_of(content) != sha256)
        throw std::runtime_error(fmt::format("the attachment {} is not what was kept", sha256));
    return content;
}

void Attachments::copy_to(const fs::path& to) const {
    if (!fs::exists(folder_)) return;
    make_folder(to);
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
        const auto name = entry.path().filename().string();
        if (!entry.is_regular_file() || !is_digest(name)) continue;
        const auto copy = to / name.substr(0, 2) / name;
        if (fs::exists(copy)) continue;
        make_folder(copy.parent_path());
        write_file(copy, read_file(entry.path()));
    }
}

} // namespace sportello::store
