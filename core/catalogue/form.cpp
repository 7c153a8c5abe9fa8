#include "core/catalogue/form.hpp"

#include "core/catalogue/explain.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <stdexcept>

#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace sportello::catalogue {

namespace json = boost::json;

namespace {

constexpr std::size_t mistakes_max = 50;

// See form.hpp: an example that is true when the form is written must be true when it is read.
constexpr Days days_of_examples{Date(std::chrono::year(2026) / 11 / 24),
                                Date(std::chrono::year(2030) / 1 / 1)};

} // namespace

// valijson decides; explain() says where and why.
struct Form::Checker {
    valijson::Schema schema;
    Patterns patterns;
};

Form::Form(json::value schema, Examples examples)
    : schema_(std::move(schema)), checker_(std::make_unique<Checker>()) {
    checker_->patterns = check_schema(schema_);
    try {
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(valijson::adapters::BoostJsonAdapter(schema_), checker_->schema);
    } catch (const std::exception& error) {
        throw std::runtime_error(fmt::format("not a JSON Schema: {}", error.what()));
    }
    if (examples == Examples::checked) check_examples(schema_, "");
}

Form::~Form() = default;

// Every example of the schema must fit where it stands: the form proves its own.
void Form::check_examples(const json::value& schema, const std::string& where) {
    const auto* node = schema.if_object();
    if (!node) return;
    if (const auto* examples = node->if_contains("examples"))
        for (const auto& example : examples->as_array())
            if (const auto wrong =
                    Form(schema, Examples::trusted).mistakes(example, days_of_examples, where);
                !wrong.empty())
                throw std::runtime_error(
                    fmt::format("an example does not fit at \"{}\": {}",
                                wrong.front().pointer.empty() ? "/" : wrong.front().pointer,
                                wrong.front().code));
    if (const auto* properties = node->if_contains("properties"))
        for (const auto& [name, property] : properties->as_object())
            check_examples(property, fmt::format("{}/{}", where, std::string_view(name)));
    if (const auto* items = node->if_contains("items")) check_examples(*items, where + "/items");
}

std::vector<Refusal::Field>
Form::validate(const json::value& input, Date today, const std::string& at) const {
    return mistakes(input, {today, today}, at);
}

std::vector<Refusal::Field>
Form::mistakes(const json::value& input, Days days, const std::string& at) const {
    std::vector<Refusal::Field> mistakes;
    explain(schema_, checker_->patterns, input, days, at, mistakes_max, mistakes);
    if (!mistakes.empty()) return mistakes;
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    if (!validator.validate(checker_->schema, valijson::adapters::BoostJsonAdapter(input), nullptr))
        mistakes.push_back({at, "form.invalid", {}});
    return mistakes;
}

} // namespace sportello::catalogue
