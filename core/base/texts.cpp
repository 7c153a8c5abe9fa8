#include "core/base/texts.hpp"

#include <boost/json.hpp>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace sportello {

namespace json = boost::json;

void Texts::add(const std::string& prefix, std::string_view language, std::string_view text) {
    json::error_code error;
    const auto parsed = json::parse(text, error);
    if (error || !parsed.is_object())
        throw std::runtime_error("texts/" + std::string(language) + ".json is not a JSON object");
    auto& sentences = languages_[std::string(language)];
    for (const auto& [code, sentence] : parsed.get_object()) {
        if (!sentence.is_string())
            throw std::runtime_error("texts/" + std::string(language) + ".json: \"" +
                                     std::string(code) + "\" must be a text");
        sentences[prefix + std::string(code)] = sentence.get_string();
    }
}

void Texts::add_folder(const std::string& prefix, const std::filesystem::path& folder) {
    for (const char* language : {"it", "en"}) {
        std::ifstream in(folder / (std::string(language) + ".json"), std::ios::binary);
        if (!in) continue;
        add(prefix, language, std::string(std::istreambuf_iterator<char>(in), {}));
    }
}

const std::string* Texts::find(std::string_view code, std::string_view language) const {
    const auto sentences = languages_.find(language);
    if (sentences == languages_.end()) return nullptr;
    const auto found = sentences->second.find(code);
    return found == sentences->second.end() ? nullptr : &found->second;
}

bool Texts::has(std::string_view code, std::string_view language) const {
    return find(code, language) != nullptr;
}

std::string
Texts::say(std::string_view code, std::string_view language, const Arguments& arguments) const {
    const auto* sentence = find(code, language);
    if (!sentence) sentence = find(code, "it");
    if (!sentence) return std::string(code);
    std::string said;
    for (std::size_t at = 0; at < sentence->size();) {
        const auto open = sentence->find('{', at);
        const auto close = sentence->find('}', open);
        if (open == std::string::npos || close == std::string::npos) {
            said.append(*sentence, at);
            break;
        }
        said.append(*sentence, at, open - at);
        const auto name = sentence->substr(open + 1, close - open - 1);
        const auto argument = arguments.find(name);
        said += argument == arguments.end() ? '{' + name + '}' : argument->second;
        at = close + 1;
    }
    return said;
}

} // namespace sportello
