#include "core/catalogue/explain.hpp"

#include "core/catalogue/tax_code.hpp"

#include <sportello/calendar.hpp>

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <regex>
#include <stdexcept>

namespace sportello::catalogue {

namespace json = boost::json;

namespace {

constexpr std::int64_t pattern_bytes_max = 500;
constexpr int depth_max = 16;

using Mistakes = std::vector<Refusal::Field>;

bool is_date(std::string_view text) {
    return parse_date(text).has_value();
}

// Enough to catch a slip of the pen; only the mail itself proves an address.
bool is_email(std::string_view text) {
    const auto at = text.find('@');
    const auto dot = text.rfind('.');
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == text.npos &&
           dot != std::string_view::npos && dot > at + 1 && dot + 2 < text.size() &&
           text.find_first_of(" \t\r\n,;") == text.npos;
}

using Format = bool (*)(std::string_view);
const std::map<std::string_view, Format> formats{
    {"date", is_date}, {"email", is_email}, {"codice-fiscale", is_tax_code}};

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string escaped(std::string_view key) { // RFC 6901
    std::string text;
    for (const char c : key)
        text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return text;
}

std::optional<std::int64_t> integer(const json::object& schema, std::string_view keyword) {
    const auto* value = schema.if_contains(keyword);
    return value && value->is_number() ? std::optional(value->to_number<std::int64_t>())
                                       : std::nullopt;
}

bool is_type(const json::value& input, std::string_view type) {
    if (type == "string") return input.is_string();
    if (type == "integer") return input.is_int64() || input.is_uint64();
    if (type == "number") return input.is_number();
    if (type == "boolean") return input.is_bool();
    if (type == "object") return input.is_object();
    if (type == "array") return input.is_array();
    return type == "null" && input.is_null();
}

// The mistakes of one node of the schema against one node of the input.
class Explainer {
public:
    Explainer(std::size_t most, Mistakes& mistakes) : most_(most), mistakes_(mistakes) {}

    void node(const json::value& from, const json::value& input, const std::string& at) {
        if (!from.is_object()) return; // true: anything.
        const auto& schema = from.get_object();
        if (const auto* type = schema.if_contains("type"))
            if (!is_type(input, type->as_string())) {
                note(at, "form.type", {{"expected", std::string(type->as_string())}});
                return;
            }
        choice(schema, input, at);
        if (input.is_string()) text(schema, input.get_string(), at);
        if (input.is_number()) amount(schema, input.to_number<double>(), at);
        if (input.is_array()) items(schema, input.get_array(), at);
        if (input.is_object()) members(schema, input.get_object(), at);
    }

private:
    void
    note(const std::string& at, std::string code, std::map<std::string, std::string> args = {}) {
        if (mistakes_.size() < most_) mistakes_.push_back({at, std::move(code), std::move(args)});
    }

    void choice(const json::object& schema, const json::value& input, const std::string& at) {
        const auto* allowed = schema.if_contains("enum");
        if (!allowed) return;
        const auto& values = allowed->as_array();
        if (std::ranges::find(values, input) != values.end()) return;
        std::string listed;
        for (const auto& value : values)
            listed +=
                (listed.empty() ? "" : ", ") +
                (value.is_string() ? std::string(value.get_string()) : json::serialize(value));
        note(at, "form.choice", {{"choices", listed}});
    }

    void text(const json::object& schema, std::string_view input, const std::string& at) {
        const auto size = static_cast<std::int64_t>(characters(input));
        if (const auto most = integer(schema, "maxLength"); most && size > *most) {
            note(at, "form.too-long", {{"max", std::to_string(*most)}});
            return; // Nor is it shown to the pattern.
        }
        if (const auto least = integer(schema, "minLength"); least && size < *least) {
            note(at, size == 0 ? "form.missing" : "form.too-short",
                 {{"min", std::to_string(*least)}});
            return;
        }
        if (const auto* format = schema.if_contains("format")) {
            const std::string name(format->as_string());
            if (!formats.at(name)(input)) {
                note(at, "form.format." + name);
                return;
            }
        }
        if (const auto* pattern = schema.if_contains("pattern"))
            if (!std::regex_search(input.begin(), input.end(),
                                   std::regex(std::string(pattern->as_string()))))
                note(at, "form.pattern");
    }

    void amount(const json::object& schema, double input, const std::string& at) {
        if (const auto least = integer(schema, "minimum"); least && input < double(*least))
            note(at, "form.minimum", {{"min", std::to_string(*least)}});
        if (const auto most = integer(schema, "maximum"); most && input > double(*most))
            note(at, "form.maximum", {{"max", std::to_string(*most)}});
    }

    void items(const json::object& schema, const json::array& input, const std::string& at) {
        const auto size = static_cast<std::int64_t>(input.size());
        const auto least = integer(schema, "minItems"), most = integer(schema, "maxItems");
        if ((least && size < *least) || (most && size > *most)) {
            note(at, "form.items",
                 {{"min", std::to_string(least.value_or(0))},
                  {"max", most ? std::to_string(*most) : "∞"}});
            return;
        }
        if (const auto* item = schema.if_contains("items"))
            for (std::size_t i = 0; i < input.size(); ++i)
                node(*item, input[i], fmt::format("{}/{}", at, i));
    }

    void members(const json::object& schema, const json::object& input, const std::string& at) {
        const json::object none;
        const auto* listed = schema.if_contains("properties");
        const auto& properties = listed ? listed->as_object() : none;
        if (const auto* required = schema.if_contains("required"))
            for (const auto& name : required->as_array())
                if (!input.contains(name.as_string()))
                    note(at + '/' + escaped(name.as_string()), "form.missing");
        const auto* others = schema.if_contains("additionalProperties");
        const bool closed = others && others->is_bool() && !others->get_bool();
        for (const auto& [name, value] : input) {
            const auto pointer = at + '/' + escaped(name);
            if (const auto* property = properties.if_contains(name))
                node(*property, value, pointer);
            else if (closed)
                note(pointer, "form.unknown");
        }
    }

    std::size_t most_;
    Mistakes& mistakes_;
};

[[noreturn]] void wrong(const std::string& where, const std::string& what) {
    throw std::runtime_error(fmt::format("at \"{}\": {}", where.empty() ? "/" : where, what));
}

void check_node(const json::value& schema, const std::string& where, int depth);

void check_properties(const json::value& properties, const std::string& where, int depth) {
    if (!properties.is_object()) wrong(where, "\"properties\" must be an object");
    for (const auto& [name, property] : properties.get_object())
        check_node(property, fmt::format("{}/{}", where, std::string_view(name)), depth + 1);
}

void check_keyword(const json::object& schema,
                   std::string_view keyword,
                   const json::value& value,
                   const std::string& where,
                   int depth) {
    static constexpr std::string_view plain[] = {"$schema",
                                                 "type",
                                                 "required",
                                                 "enum",
                                                 "minLength",
                                                 "maxLength",
                                                 "minimum",
                                                 "maximum",
                                                 "minItems",
                                                 "maxItems",
                                                 "additionalProperties",
                                                 "x-title",
                                                 "x-help",
                                                 "x-labels",
                                                 "examples"};
    if (keyword == "properties")
        check_properties(value, where, depth);
    else if (keyword == "items")
        check_node(value, where + "/items", depth + 1);
    else if (keyword == "format") {
        if (!value.is_string() || !formats.contains(std::string_view(value.get_string())))
            wrong(where, fmt::format("the format {} is not known", json::serialize(value)));
    } else if (keyword == "pattern") {
        const auto most = integer(schema, "maxLength");
        if (!most || *most > pattern_bytes_max)
            wrong(where,
                  fmt::format("a pattern needs a maxLength of at most {}", pattern_bytes_max));
    } else if (std::ranges::find(plain, keyword) == std::end(plain)) {
        wrong(where,
              fmt::format("the keyword \"{}\" is not checked, so it may not be used", keyword));
    }
}

void check_node(const json::value& schema, const std::string& where, int depth) {
    if (depth > depth_max) wrong(where, "the form is nested too deeply");
    if (!schema.is_object()) wrong(where, "a schema must be an object");
    for (const auto& [keyword, value] : schema.get_object())
        check_keyword(schema.get_object(), keyword, value, where, depth);
}

} // namespace

void check_schema(const json::value& schema, const std::string& where) {
    check_node(schema, where, 0);
}

void explain(const json::value& schema,
             const json::value& input,
             const std::string& at,
             std::size_t most,
             Mistakes& mistakes) {
    Explainer(most, mistakes).node(schema, input, at);
}

} // namespace sportello::catalogue
