#include "core/catalogue/members.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace sportello::catalogue {

namespace json = boost::json;

namespace {

constexpr std::uintmax_t file_bytes_max = std::uintmax_t{1} << 20;

} // namespace

json::value read_json(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error) throw std::runtime_error(fmt::format("{} cannot be read", file.filename().string()));
    if (size > file_bytes_max)
        throw std::runtime_error(
            fmt::format("{} is larger than {} bytes", file.filename().string(), file_bytes_max));
    std::ifstream in(file, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    json::error_code problem;
    json::stream_parser parser;
    const auto read = parser.write_some(text, problem);
    if (!problem && read < text.size()) problem = json::error::extra_data;
    if (!problem) parser.finish(problem);
    if (problem) {
        const auto line = 1 + std::ranges::count(std::string_view(text).substr(0, read), '\n');
        throw std::runtime_error(fmt::format("{} is not JSON: {}, at line {}",
                                             file.filename().string(), problem.message(), line));
    }
    return parser.release();
}

Members::Members(const json::value& value, std::string where)
    : members_(value.if_object()), where_(std::move(where)) {
    if (!members_) throw std::runtime_error(fmt::format("{}: an object is expected", where_));
}

void Members::wrong(std::string_view name, std::string_view what) const {
    throw std::runtime_error(fmt::format("{}: \"{}\" {}", where_, name, what));
}

bool Members::has(std::string_view name) const {
    return members_->contains(name);
}

const json::value* Members::find(std::string_view name) {
    known_.emplace(name);
    return members_->if_contains(name);
}

const json::value& Members::need(std::string_view name) {
    const auto* value = find(name);
    if (!value) wrong(name, "is missing");
    return *value;
}

std::string Members::text(std::string_view name) {
    const auto& value = need(name);
    if (!value.is_string() || value.get_string().empty()) wrong(name, "must be a text");
    return std::string(value.get_string());
}

std::string Members::text_or(std::string_view name, std::string otherwise) {
    return has(name) ? text(name) : std::move(otherwise);
}

std::string Members::one_of(std::string_view name, const std::vector<std::string>& choices) {
    auto value = text(name);
    if (std::ranges::find(choices, value) == choices.end())
        wrong(name, fmt::format("must be one of {}", fmt::join(choices, ", ")));
    return value;
}

std::int64_t Members::integer(std::string_view name, std::int64_t least, std::int64_t most) {
    const auto& value = need(name);
    if (!value.is_int64() || value.get_int64() < least || value.get_int64() > most)
        wrong(name, fmt::format("must be a whole number from {} to {}", least, most));
    return value.get_int64();
}

bool Members::flag_or(std::string_view name, bool otherwise) {
    const auto* value = find(name);
    if (!value) return otherwise;
    if (!value->is_bool()) wrong(name, "must be true or false");
    return value->get_bool();
}

Text Members::both_languages(std::string_view name) {
    auto inner = object(name);
    Text text{inner.text("it"), inner.text("en")};
    inner.done();
    return text;
}

std::vector<std::string> Members::texts(std::string_view name) {
    std::vector<std::string> all;
    const auto* value = find(name);
    if (!value) return all;
    if (!value->is_array()) wrong(name, "must be a list of texts");
    for (const auto& item : value->get_array()) {
        if (!item.is_string() || item.get_string().empty()) wrong(name, "must be a list of texts");
        all.emplace_back(item.get_string());
    }
    return all;
}

std::vector<std::string> Members::some_of(std::string_view name,
                                          const std::vector<std::string>& choices) {
    auto all = texts(name);
    for (const auto& value : all)
        if (std::ranges::find(choices, value) == choices.end() ||
            std::ranges::count(all, value) > 1)
            wrong(name, fmt::format("may hold, once each, {}", fmt::join(choices, ", ")));
    return all;
}

json::array Members::list(std::string_view name) {
    const auto& value = need(name);
    if (!value.is_array() || value.get_array().empty()) wrong(name, "must be a list, not empty");
    return value.get_array();
}

Members Members::object(std::string_view name) {
    return {need(name), fmt::format("{}: {}", where_, name)};
}

std::vector<Members> Members::objects(std::string_view name) {
    std::vector<Members> all;
    const auto* value = find(name);
    if (!value) return all;
    if (!value->is_array()) wrong(name, "must be a list of objects");
    for (const auto& item : value->get_array())
        all.emplace_back(item, fmt::format("{}: {}[{}]", where_, name, all.size()));
    return all;
}

void Members::done() const {
    for (const auto& member : *members_)
        if (!known_.contains(member.key())) wrong(member.key(), "is not known");
}

bool is_id(std::string_view text, std::size_t size_max) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return text.size() >= 2 && text.size() <= size_max && text[0] >= 'a' && text[0] <= 'z' &&
           std::ranges::all_of(text, allowed);
}

} // namespace sportello::catalogue
