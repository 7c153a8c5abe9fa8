// tests/fuzz/replay.cpp -- feeds every file of a corpus to a fuzz target, once and without clang.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count);

int main(int count, char** arguments) {
    if (count != 2) {
        std::fprintf(stderr, "usage: %s <corpus folder>\n", arguments[0]);
        return 2;
    }
    std::size_t files = 0;
    for (const auto& it : std::filesystem::directory_iterator(arguments[1])) {
        std::ifstream in(it.path(), std::ios::binary);
        const std::vector<char> text(std::istreambuf_iterator<char>(in), {});
        const std::vector<std::uint8_t> bytes(text.begin(), text.end());
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
        ++files;
    }
    std::printf("%zu files replayed\n", files);
    return files > 0 ? 0 : 1; // An empty corpus tests nothing.
}
