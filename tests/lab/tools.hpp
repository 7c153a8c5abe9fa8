// tests/lab/tools.hpp -- what tests that look at files need: a folder of their own, and programs
// nobody of this project has written, to judge what it makes.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::lab {

// A temporary folder, gone with everything in it at the end.
class Folder {
public:
    Folder();
    Folder(const Folder&) = delete; // Gone only once.
    Folder& operator=(const Folder&) = delete;
    ~Folder();

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path write(const std::filesystem::path& name, std::string_view text) const;

private:
    std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& file);

// Runs a program of Debian's and returns what it printed. Throws std::runtime_error when it fails,
// or is not there: then the message names the package.
std::string run_tool(const std::string& package, const std::vector<std::string>& command);

// What the QR code of a picture says; what the letters of a picture say, read as Italian.
std::string read_code(const std::filesystem::path& picture);
std::string read_letters(const std::filesystem::path& picture);

// True when `condition` holds before the deadline; looks often, because what it waits for may be in
// another process, which cannot tell.
bool eventually(const std::function<bool()>& condition,
                std::chrono::milliseconds deadline = std::chrono::seconds(20));

} // namespace sportello::lab
