// sportello/testing_paper.hpp -- what a template says on paper, for tests: enough of mustache to
// read it, and strict where mustache is silent, so that a misspelt name fails a test and not a
// citizen.
#pragma once

#include <boost/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::testing {

inline std::string read_text(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(stream), {}};
}

// {{name}}, {{#section}}, {{^unless}}, {{.}}; a section's tag alone on its line leaves no line.
class Paper {
public:
    Paper(std::string_view text, const boost::json::value& data) : text_(text), scopes_{&data} {}

    std::string render() {
        std::string out;
        block("", out, Mode::write);
        return out;
    }

private:
    enum class Mode { write, skip };

    // Reads up to the section's end, {{/name}}, or the text's.
    void block(std::string_view name, std::string& out, Mode mode) {
        for (;;) {
            const auto open = text_.find("{{", at_);
            if (open == std::string_view::npos) {
                if (!name.empty()) throw std::runtime_error("unclosed " + std::string(name));
                if (mode == Mode::write) out += text_.substr(at_);
                at_ = text_.size();
                return;
            }
            const auto close = text_.find("}}", open);
            if (close == std::string_view::npos) throw std::runtime_error("a tag has no end");
            if (mode == Mode::write) out += text_.substr(at_, open - at_);
            const std::string_view tag = text_.substr(open + 2, close - open - 2);
            at_ = close + 2;
            const char kind = tag.empty() ? ' ' : tag.front();
            if (kind != '#' && kind != '^' && kind != '/') {
                if (mode == Mode::write) out += words(*find(tag));
                continue;
            }
            if ((open == 0 || text_[open - 1] == '\n') && at_ < text_.size() && text_[at_] == '\n')
                ++at_;
            if (kind == '/') {
                if (tag.substr(1) != name) throw std::runtime_error("stray " + std::string(tag));
                return;
            }
            section(tag.substr(1), kind == '^', out, mode);
        }
    }

    void section(std::string_view name, bool unless, std::string& out, Mode mode) {
        if (mode == Mode::skip) return block(name, out, Mode::skip);
        const auto* const found = look_up(name);
        static const boost::json::value nothing;
        const auto& value = found ? *found : nothing; // What an optional member left out.
        const bool empty = value.is_null() || (value.is_bool() && !value.get_bool()) ||
                           (value.is_array() && value.get_array().empty()) ||
                           (value.is_string() && value.get_string().empty());
        if (empty != unless) return block(name, out, Mode::skip);
        if (unless || !value.is_array()) return within(value, name, out);
        const auto from = at_;
        for (const auto& item : value.get_array()) {
            at_ = from;
            within(item, name, out);
        }
    }
    void within(const boost::json::value& scope, std::string_view name, std::string& out) {
        scopes_.push_back(&scope);
        block(name, out, Mode::write);
        scopes_.pop_back();
    }

    const boost::json::value* look_up(std::string_view name) const {
        if (name == ".") return scopes_.back();
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope)
            if ((*scope)->is_object())
                if (const auto* found = (*scope)->get_object().if_contains(name)) return found;
        return nullptr;
    }
    const boost::json::value* find(std::string_view name) const {
        if (const auto* found = look_up(name)) return found;
        throw std::runtime_error("the data have no " + std::string(name));
    }
    static std::string words(const boost::json::value& value) {
        return value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
    }

    std::string_view text_;
    std::vector<const boost::json::value*> scopes_;
    std::size_t at_ = 0;
};

inline std::string render(std::string_view text, const boost::json::object& data) {
    const boost::json::value root(data);
    return Paper(text, root).render();
}

} // namespace sportello::testing
