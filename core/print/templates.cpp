// core/print/templates.cpp -- see templates.hpp.
#include "core/print/templates.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

#include <kainjow/mustache.hpp>

namespace sportello::print {
namespace {

using kainjow::mustache::data;

constexpr std::uintmax_t template_bytes_max = 256 * 1024;
constexpr int data_depth_max = 16;

// Stands for '@' inside a value until the markup is read, so that a value at the start of a line
// is never a directive. As a control character it cannot come from a value itself.
constexpr char at_sign_of_value = '\x1a';
constexpr char number_of_line = '\x1b'; // Stands between a template's line and its number.

// Line breaks and other control characters (C0, DEL, C1, U+2028, U+2029) become spaces.
std::string on_one_line(std::string_view value) {
    std::string line;
    line.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto byte = static_cast<unsigned char>(value[i]);
        const auto rest = value.substr(i);
        if (byte < 0x20 || byte == 0x7f) {
            line += ' ';
        } else if (byte == 0xc2 && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xa0) {
            line += ' ';
            i += 1;
        } else if (rest.starts_with("\u2028") || rest.starts_with("\u2029")) {
            line += ' ';
            i += 2;
        } else {
            line += byte == '@' ? at_sign_of_value : value[i];
        }
    }
    return line;
}

// An empty text is like an absent one, so that {{#name}} can ask for it.
data to_mustache(const boost::json::value& value, int depth = 0) {
    if (depth > data_depth_max) throw TemplateError("the data is nested too deeply");
    switch (value.kind()) {
    case boost::json::kind::null:
        return data(false);
    case boost::json::kind::bool_:
        return data(value.get_bool());
    case boost::json::kind::string:
        return value.get_string().empty() ? data(false) : data(on_one_line(value.get_string()));
    case boost::json::kind::array: {
        data list(data::type::list);
        for (const auto& item : value.get_array())
            list.push_back(to_mustache(item, depth + 1));
        return list;
    }
    case boost::json::kind::object: {
        data object(data::type::object);
        for (const auto& member : value.get_object())
            object.set(std::string(member.key()), to_mustache(member.value(), depth + 1));
        return object;
    }
    default: // Numbers, 0 too, are texts.
        return data(boost::json::serialize(value));
    }
}

// mustache.hpp ends its complaints with " at <byte>": people count lines.
std::string with_line(const std::string& complaint, std::string_view text) {
    const auto at = complaint.rfind(" at ");
    std::size_t byte = 0;
    if (at == std::string::npos ||
        std::from_chars(complaint.data() + at + 4, complaint.data() + complaint.size(), byte).ec !=
            std::errc())
        return complaint;
    const auto before = text.substr(0, byte);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    return "line " + std::to_string(line) + ": " + complaint.substr(0, at);
}

// Ends every line with its number, behind a character that no value contains. So a line of what is
// rendered is known by where it comes from; and mustache.hpp, which leaves an empty line where a
// section that is not shown had its tags, has no say in which lines there are.
std::string with_numbers(std::string_view text) {
    std::string numbered;
    unsigned number = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        numbered.append(line) += number_of_line;
        numbered += std::to_string(++number) + '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return numbered;
}

// Whether a template's line has only tags that show nothing themselves: it is not a line of the
// document.
bool is_only_tags(std::string_view line) {
    bool any = false;
    for (;;) {
        line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
        if (line.empty()) return any;
        if (line.size() < 3 || !line.starts_with("{{")) return false;
        if (std::string_view("#^/!=").find(line[2]) == std::string_view::npos) return false;
        const auto end = line.find("}}");
        if (end == std::string_view::npos) return false;
        line.remove_prefix(end + 2);
        any = true;
    }
}

std::vector<bool> lines_of_only_tags(std::string_view text) {
    std::vector<bool> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(is_only_tags(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string render_mustache(const std::string& text, const boost::json::object& values) {
    kainjow::mustache::mustache mustache(text);
    // What is made is text, not HTML; to_mustache() has made the values safe.
    mustache.set_custom_escape([](const std::string& value) { return value; });
    std::string rendered;
    if (mustache.is_valid()) rendered = mustache.render(to_mustache(values));
    if (!mustache.is_valid()) throw TemplateError(with_line(mustache.error_message(), text));
    return rendered;
}

Document document_from(std::string_view text, const boost::json::object& values) {
    const auto only_tags = lines_of_only_tags(text);
    const auto rendered = render_mustache(with_numbers(text), values);
    std::string markup;
    std::vector<unsigned> numbers;
    for (std::string_view rest = rendered; !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto mark = std::min(line.rfind(number_of_line), line.size());
        unsigned number = 0;
        std::from_chars(line.data() + std::min(mark + 1, line.size()), line.data() + line.size(),
                        number);
        const bool blank = line.find_first_not_of(" \t") >= mark;
        if (blank && number > 0 && only_tags.at(number - 1)) continue;
        numbers.push_back(number);
        markup.append(line.substr(0, mark)) += '\n';
    }
    auto document = parse_markup(markup, numbers);
    for (auto& block : document.blocks)
        std::replace(block.text.begin(), block.text.end(), at_sign_of_value, '@');
    return document;
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::string read_text(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (stream.bad() || !stream.is_open()) throw TemplateError("cannot be read");
    if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3); // Some editors begin with a mark.
    return text;
}

} // namespace

void Templates::add(std::string plugin, std::filesystem::path folder) {
    folders_.insert_or_assign(std::move(plugin), std::move(folder));
}

Document Templates::render(const std::string& name,
                           const std::string& language,
                           const boost::json::object& values) const {
    const auto file = find(name, language);
    try {
        return document_from(load(file), values);
    } catch (const TemplateError& error) {
        throw TemplateError(file.string() + ": " + error.what());
    }
}

std::filesystem::path Templates::find(const std::string& name, const std::string& language) const {
    const auto slash = name.find('/');
    const auto plugin = slash == std::string::npos ? std::string() : name.substr(0, slash);
    const auto leaf = slash == std::string::npos ? name : name.substr(slash + 1);
    if (!is_name(leaf) || !is_name(language) || (slash != std::string::npos && !is_name(plugin)))
        throw TemplateError("\"" + name + "\" (" + language + ") is not a template's name");

    std::vector<std::filesystem::path> folders = {plugin.empty() ? common_ : common_ / plugin};
    if (const auto it = folders_.find(plugin); it != folders_.end()) folders.push_back(it->second);
    for (const auto& tongue : {language, std::string("it")}) {
        for (const auto& folder : folders) {
            auto file = folder / (leaf + "." + tongue + ".mustache");
            std::error_code error;
            if (std::filesystem::is_regular_file(file, error)) return file;
        }
    }
    throw TemplateError("there is no template " + leaf + "." + language + ".mustache in " +
                        folders.front().string());
}

std::string Templates::load(const std::filesystem::path& file) const {
    std::error_code error;
    const auto written = std::filesystem::last_write_time(file, error);
    const auto size = error ? 0 : std::filesystem::file_size(file, error);
    if (error) throw TemplateError("cannot be read: " + error.message());
    if (size > template_bytes_max) throw TemplateError("is longer than 256 KiB");

    const std::lock_guard lock(mutex_);
    auto& source = cache_[file];
    // The size too: two edits may fall into one tick of the file system's clock.
    if (source.written != written || source.size != size) source = {written, size, read_text(file)};
    return source.text;
}

} // namespace sportello::print
