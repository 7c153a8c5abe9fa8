// core/base/texts.hpp -- the sentences people read, by code and language, from text files.
//
// A file is <language>.json: an object of code -> sentence, with {placeholders}. Italian comes
// first: a code without an English sentence is said in Italian, one without any as the code itself.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace sportello {

// The same text in the two languages of the box.
struct Text {
    std::string it;
    std::string en;

    const std::string& in(std::string_view language) const { return language == "en" ? en : it; }
};

using Arguments = std::map<std::string, std::string>;

// Filled at start, then read by any thread.
class Texts {
public:
    // Adds the sentences of a JSON text, each code after `prefix` ("registry." or nothing).
    // Throws std::runtime_error with a sentence for people.
    void add(const std::string& prefix, std::string_view language, std::string_view json);
    // Adds it.json and en.json of a folder, where they exist.
    void add_folder(const std::string& prefix, const std::filesystem::path& folder);

    bool has(std::string_view code, std::string_view language) const;
    std::string
    say(std::string_view code, std::string_view language, const Arguments& arguments = {}) const;

private:
    const std::string* find(std::string_view code, std::string_view language) const;

    using Sentences = std::map<std::string, std::string, std::less<>>;
    std::map<std::string, Sentences, std::less<>> languages_;
};

} // namespace sportello
