#include "core/catalogue/explain.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace sportello::catalogue {

namespace json = boost::json;

namespace {

constexpr std::int64_t pattern_characters_max = 500;
constexpr int depth_max = 16;

using Mistakes = std::vector<Refusal::Field>;

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
    return value ? std::optional(value->to_number<std::int64_t>()) : std::nullopt;
}

bool is_type(const json::value& input, std::string_view type) {
    if (type == "string") return input.is_string();
    if (type == "integer") return input.is_int64(); // What fits a column.
    if (type == "number") return input.is_number();
    if (type == "boolean") return input.is_bool();
    if (type == "object") return input.is_object();
    if (type == "array") return input.is_array();
    return type == "null" && input.is_null();
}

// The mistakes of one node of the schema against one node of the input.
class Explainer {
public:
    Explainer(const Patterns& patterns, Days days, std::size_t most, Mistakes& mistakes)
        : patterns_(patterns), days_(days), most_(most), mistakes_(mistakes) {}

    void node(const json::value& from, const json::value& input, const std::string& at) {
        const auto& schema = from.get_object();
        if (const auto* type = schema.if_contains("type"))
            if (!is_type(input, type->as_string())) {
                note(at, fmt::format("form.type.{}", std::string_view(type->as_string())));
                return;
            }
        choice(schema, input, at);
        if (input.is_string()) text(schema, input, at);
        if (input.is_number()) amount(schema, input, at);
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

    // Whether the format, if there is one, is kept.
    bool format(const json::object& schema, const json::value& input, const std::string& at) {
        const auto* name = schema.if_contains("format");
        if (!name) return true;
        const auto broken = broken_format(name->as_string(), input, days_);
        if (!broken.empty()) note(at, fmt::format("form.format.{}", broken));
        return broken.empty();
    }

    void text(const json::object& schema, const json::value& value, const std::string& at) {
        const std::string_view input = value.get_string();
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
        if (!format(schema, value, at)) return;
        if (const auto* pattern = schema.if_contains("pattern"))
            if (!std::regex_search(input.begin(), input.end(),
                                   patterns_.at(std::string(pattern->as_string()))))
                note(at, "form.pattern");
    }

    void amount(const json::object& schema, const json::value& value, const std::string& at) {
        if (!format(schema, value, at)) return;
        const auto input = value.to_number<double>();
        if (const auto* least = schema.if_contains("minimum");
            least && input < least->to_number<double>())
            note(at, "form.minimum", {{"min", json::serialize(*least)}});
        if (const auto* most = schema.if_contains("maximum");
            most && input > most->to_number<double>())
            note(at, "form.maximum", {{"max", json::serialize(*most)}});
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
        const bool closed = others && !others->get_bool();
        for (const auto& [name, value] : input) {
            const auto pointer = at + '/' + escaped(name);
            if (const auto* property = properties.if_contains(name))
                node(*property, value, pointer);
            else if (closed)
                note(pointer, "form.unknown");
        }
    }

    const Patterns& patterns_;
    Days days_;
    std::size_t most_;
    Mistakes& mistakes_;
};

[[noreturn]] void wrong(const std::string& where, const std::string& what) {
    throw std::runtime_error(fmt::format("at \"{}\": {}", where.empty() ? "/" : where, what));
}

bool is_text(const json::value& value) {
    return value.is_string() && !value.get_string().empty();
}
bool is_count(const json::value& value) {
    return value.is_int64() && value.get_int64() >= 0;
}
bool is_both_languages(const json::value& value) {
    const auto* text = value.if_object();
    return text && text->size() == 2 && text->contains("it") && is_text(text->at("it")) &&
           text->contains("en") && is_text(text->at("en"));
}
bool is_list(const json::value& value, bool (*fits)(const json::value&)) {
    return value.is_array() && std::ranges::all_of(value.get_array(), fits);
}

// What a keyword's value must be, in words, and the test for it. Those with a check of their own
// below only need the right kind here.
struct Keyword {
    std::string_view kind;
    bool (*fits)(const json::value&);
};
const std::map<std::string_view, Keyword> keywords{
    {"$schema", {"a text", is_text}},
    {"type",
     {"one of string, integer, number, boolean, object, array, null",
      [](const json::value& value) {
          static constexpr std::string_view types[] = {"string", "integer", "number", "boolean",
                                                       "object", "array",   "null"};
          return value.is_string() &&
                 std::ranges::find(types, std::string_view(value.get_string())) != std::end(types);
      }}},
    {"required", {"a list of texts", [](const json::value& v) { return is_list(v, is_text); }}},
    {"enum",
     {"a list that is not empty",
      [](const json::value& v) { return v.is_array() && !v.get_array().empty(); }}},
    {"minLength", {"a whole number from 0", is_count}},
    {"maxLength", {"a whole number from 0", is_count}},
    {"minItems", {"a whole number from 0", is_count}},
    {"maxItems", {"a whole number from 0", is_count}},
    {"minimum", {"a number", [](const json::value& v) { return v.is_number(); }}},
    {"maximum", {"a number", [](const json::value& v) { return v.is_number(); }}},
    {"additionalProperties", {"true or false", [](const json::value& v) { return v.is_bool(); }}},
    {"properties", {"an object", [](const json::value& v) { return v.is_object(); }}},
    {"items", {"a schema", [](const json::value& v) { return v.is_object(); }}},
    {"pattern", {"a text", is_text}},
    {"format",
     {"a known format's name",
      [](const json::value& v) { return v.is_string() && is_format(v.get_string()); }}},
    {"examples", {"a list", [](const json::value& v) { return v.is_array(); }}},
    {"x-title", {"a text in both languages", is_both_languages}},
    {"x-help", {"a text in both languages", is_both_languages}},
    {"x-labels", {"an object of texts in both languages", [](const json::value& v) {
                      return v.is_object() &&
                             std::ranges::all_of(v.get_object(), [](const auto& label) {
                                 return is_both_languages(label.value());
                             });
                  }}}};

class SchemaCheck {
public:
    void node(const json::value& value, const std::string& where, int depth) {
        if (depth > depth_max) wrong(where, "the form is nested too deeply");
        if (!value.is_object()) wrong(where, "a schema must be an object");
        const auto& schema = value.get_object();
        for (const auto& [keyword, of] : schema) {
            const auto known = keywords.find(std::string_view(keyword));
            if (known == keywords.end())
                wrong(where, fmt::format("the keyword \"{}\" is not checked, so it may not be used",
                                         std::string_view(keyword)));
            if (!known->second.fits(of))
                wrong(where, fmt::format("\"{}\" must be {}, not {}", std::string_view(keyword),
                                         known->second.kind, json::serialize(of)));
        }
        if (const auto* one = schema.if_contains("format"))
            format(schema, one->get_string(), where);
        if (const auto* one = schema.if_contains("pattern"))
            pattern(schema, std::string(one->get_string()), where);
        if (const auto* required = schema.if_contains("required"))
            for (const auto& name : required->get_array())
                require_property(schema, name.get_string(), where);
        if (const auto* properties = schema.if_contains("properties"))
            for (const auto& [name, property] : properties->get_object())
                node(property, where + '/' + escaped(name), depth + 1);
        if (const auto* items = schema.if_contains("items"))
            node(*items, where + "/items", depth + 1);
    }

    Patterns take() { return std::move(patterns_); }

private:
    void pattern(const json::object& schema, const std::string& text, const std::string& where) {
        const auto most = integer(schema, "maxLength");
        if (!most || *most > pattern_characters_max)
            wrong(where,
                  fmt::format("a pattern needs a maxLength of at most {}", pattern_characters_max));
        try {
            patterns_.try_emplace(text, text);
        } catch (const std::regex_error& error) {
            wrong(where, fmt::format("the pattern {} is not one: {}", text, error.what()));
        }
    }

    static void
    format(const json::object& schema, std::string_view name, const std::string& where) {
        const auto* type = schema.if_contains("type");
        if (!type || type->get_string() != type_of_format(name))
            wrong(where,
                  fmt::format("the format {} is of the type {}", name, type_of_format(name)));
    }

    static void
    require_property(const json::object& schema, std::string_view name, const std::string& where) {
        const auto* properties = schema.if_contains("properties");
        if (!properties || !properties->get_object().contains(name))
            wrong(where, fmt::format("\"required\" names {}, which is not a property", name));
    }

    Patterns patterns_;
};

} // namespace

Patterns check_schema(const json::value& schema) {
    SchemaCheck check;
    check.node(schema, "", 0);
    return check.take();
}

void explain(const json::value& schema,
             const Patterns& patterns,
             const json::value& input,
             Days days,
             const std::string& at,
             std::size_t most,
             Mistakes& mistakes) {
    Explainer(patterns, days, most, mistakes).node(schema, input, at);
}

} // namespace sportello::catalogue
