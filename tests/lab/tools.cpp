#include "tests/lab/tools.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace sportello::lab {

Folder::Folder() {
    auto name = (std::filesystem::temp_directory_path() / "sportello-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        throw std::system_error(errno, std::system_category(), "a temporary folder");
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path Folder::write(const std::filesystem::path& name,
                                    std::string_view text) const {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream out(file, std::ios::binary);
    out << text;
    if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
    return file;
}

std::string read_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string run_tool(const std::string& package, const std::vector<std::string>& command) {
    int pipe[2];
    if (::pipe2(pipe, O_CLOEXEC) != 0)
        throw std::system_error(errno, std::system_category(), "pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    std::vector<char*> arguments;
    for (const auto& it : command)
        arguments.push_back(const_cast<char*>(it.c_str()));
    arguments.push_back(nullptr);
    pid_t child = 0;
    const int error =
        ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);

    std::string output;
    std::array<char, 4096> part{};
    for (ssize_t count; error == 0 && (count = ::read(pipe[0], part.data(), part.size())) > 0;)
        output.append(part.data(), static_cast<std::size_t>(count));
    ::close(pipe[0]);
    if (error != 0)
        throw std::runtime_error("this test judges with \"" + command[0] +
                                 "\", which is missing: apt-get install " + package);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error(command[0] + " found nothing to its liking in " + command.back() +
                                 ": " + output);
    return output;
}

std::string read_code(const std::filesystem::path& picture) {
    auto text = run_tool("zbar-tools", {"zbarimg", "-q", "--raw", picture.string()});
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

std::string read_letters(const std::filesystem::path& picture) {
    ::setenv("OMP_THREAD_LIMIT", "1", 1);
    std::string letters;
    for (const auto* layout : {"4", "11"}) // One column of lines of all sizes; and scattered words.
        letters += run_tool("tesseract-ocr-ita",
                            {"tesseract", picture.string(), "-", "-l", "ita", "--psm", layout});
    return letters;
}

bool eventually(const std::function<bool()>& condition, std::chrono::milliseconds deadline) {
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

} // namespace sportello::lab
