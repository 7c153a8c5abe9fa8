#include "core/base/config_reader.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <sstream>

namespace sportello::config {

namespace {

namespace fs = std::filesystem;

std::string_view kind_of(const toml::node& node) {
    switch (node.type()) {
    case toml::node_type::table:
        return "a table";
    case toml::node_type::array:
        return "a list";
    case toml::node_type::string:
        return "a text";
    case toml::node_type::integer:
        return "a whole number";
    case toml::node_type::floating_point:
        return "a number with a point";
    case toml::node_type::boolean:
        return "true or false";
    default:
        return "a date or time";
    }
}

std::string wrong_kind(std::string_view expected, const toml::node& found) {
    return fmt::format("expected {}, found {}", expected, kind_of(found));
}

// A value as a mistake shows it: on one line, and not endless.
std::string shown(std::string_view text) {
    constexpr std::size_t bytes_max = 60;
    std::string line(text.substr(0, bytes_max));
    for (auto& c : line)
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    return text.size() > bytes_max ? line + "..." : line;
}

fs::path resolved(const fs::path& path, const fs::path& folder) {
    return path.empty() || path.is_absolute() ? path : (folder / path).lexically_normal();
}

} // namespace

Section::Section(std::vector<Mistake>& mistakes,
                 fs::path file,
                 std::string key,
                 std::vector<const toml::table*> layers)
    : mistakes_(mistakes),
      file_(std::move(file)),
      key_(std::move(key)),
      layers_(std::move(layers)) {}

Section Section::section(std::string_view name, Need need) {
    find(name, need);
    std::vector<const toml::table*> layers;
    for (const auto* layer : layers_) {
        const auto* node = layer->get(name);
        if (!node) continue;
        if (const auto* table = node->as_table())
            layers.push_back(table);
        else
            complain_at(node->source(), key_of(name), wrong_kind("a table", *node));
    }
    return {mistakes_, file_, key_of(name), std::move(layers)};
}

std::vector<Section> Section::sections(std::string_view name, Need need) {
    std::vector<Section> found;
    const auto* node = find(name, need);
    if (!node) return found;
    const auto* list = node->as_array();
    if (!list) {
        complain(name, wrong_kind(fmt::format("a list of tables: [[{}]]", name), *node));
        return found;
    }
    if (list->empty() && need == Need::required) complain(name, "the list is empty");
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto& element = (*list)[i];
        auto key = fmt::format("{}[{}]", key_of(name), i + 1); // As people count.
        const auto* table = element.as_table();
        if (!table) {
            complain_at(element.source(), key, wrong_kind("a table", element));
            continue;
        }
        found.push_back({mistakes_, file_, std::move(key), {table}});
    }
    return found;
}

bool Section::text(std::string_view name, std::string& into, const Rule& rule, Need need) {
    const auto* node = find(name, need);
    if (!node) return false;
    const auto* value = node->as_string();
    if (!value) {
        complain(name, wrong_kind(rule.expected, *node));
        return false;
    }
    if (!rule.holds(value->get())) {
        complain(name,
                 fmt::format("expected {}, found \"{}\"", rule.expected, shown(value->get())));
        return false;
    }
    into = value->get();
    return true;
}

bool Section::flag(std::string_view name, bool& into) {
    const auto* node = find(name, Need::optional);
    if (!node) return false;
    const auto* value = node->as_boolean();
    if (!value) complain(name, wrong_kind("true or false", *node));
    if (value) into = value->get();
    return value;
}

std::optional<std::int64_t>
Section::whole(std::string_view name, std::int64_t low, std::int64_t high, Need need) {
    const auto* node = find(name, need);
    if (!node) return std::nullopt;
    const auto expected = fmt::format("a whole number from {} to {}", low, high);
    const auto* value = node->as_integer();
    if (!value) {
        complain(name, wrong_kind(expected, *node));
        return std::nullopt;
    }
    if (value->get() < low || value->get() > high) {
        complain(name, fmt::format("expected {}, found {}", expected, value->get()));
        return std::nullopt;
    }
    return value->get();
}

bool Section::path(std::string_view name,
                   fs::path& into,
                   const fs::path& folder,
                   const Rule& rule) {
    std::string read;
    if (!text(name, read, rule, Need::optional)) return false;
    into = resolved(read, folder);
    return true;
}

bool Section::paths(std::string_view name, std::vector<fs::path>& into, const fs::path& folder) {
    std::vector<std::string> read;
    if (!texts(name, read, a_path())) return false;
    into.clear();
    for (const auto& each : read)
        into.push_back(resolved(each, folder));
    return true;
}

bool Section::texts(std::string_view name, std::vector<std::string>& into, const Rule& rule) {
    const auto* node = find(name, Need::optional);
    if (!node) return false;
    const auto* list = node->as_array();
    if (!list) {
        complain(name, wrong_kind("a list of texts", *node));
        return false;
    }
    std::vector<std::string> read;
    for (const auto& element : *list) {
        const auto* value = element.as_string();
        if (value && rule.holds(value->get())) {
            read.push_back(value->get());
            continue;
        }
        complain_at(
            element.source(), key_of(name),
            value ? fmt::format("expected {}, found \"{}\"", rule.expected, shown(value->get()))
                  : wrong_kind(rule.expected, element));
    }
    if (read.size() < list->size()) return false;
    into = std::move(read);
    return true;
}

bool Section::json(std::string_view name, std::string& into) {
    const auto* node = find(name, Need::optional);
    if (!node) return false;
    const auto* table = node->as_table();
    if (!table) {
        complain(name, wrong_kind("a table { ... }", *node));
        return false;
    }
    if (table->empty()) {
        into.clear();
        return true;
    }
    std::ostringstream text;
    text << toml::json_formatter{*table};
    into = boost::json::serialize(boost::json::parse(text.str())); // On one line.
    return true;
}

void Section::complain(std::string_view name, std::string text) {
    const auto* node = latest(name);
    if (node)
        complain_at(node->source(), key_of(name), std::move(text));
    else if (!layers_.empty())
        complain_at(layers_.back()->source(), key_of(name), std::move(text));
    else
        mistakes_.push_back({file_, 0, key_of(name), std::move(text)});
}

bool Section::has(std::string_view name) const {
    return latest(name) != nullptr;
}

void Section::finish() {
    for (const auto* layer : layers_)
        for (const auto& [key, node] : *layer) {
            const std::string name(key.str());
            if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
            complain_at(key.source(), key_of(name),
                        fmt::format("is not known; known here: {}", fmt::join(known_, ", ")));
        }
}

const toml::node* Section::find(std::string_view name, Need need) {
    known_.emplace_back(name);
    const auto* node = latest(name);
    // Of a section that is not there, only the section is missed.
    if (!node && need == Need::required && !layers_.empty()) complain(name, "is missing");
    return node;
}

const toml::node* Section::latest(std::string_view name) const {
    const toml::node* found = nullptr;
    for (const auto* layer : layers_)
        if (const auto* node = layer->get(name)) found = node;
    return found;
}

void Section::complain_at(const toml::source_region& where,
                          const std::string& key,
                          std::string text) {
    mistakes_.push_back({where.path ? fs::path(*where.path) : file_,
                         static_cast<int>(where.begin.line), key, std::move(text)});
}

std::string Section::key_of(std::string_view name) const {
    return key_.empty() ? std::string(name) : fmt::format("{}.{}", key_, name);
}

} // namespace sportello::config
