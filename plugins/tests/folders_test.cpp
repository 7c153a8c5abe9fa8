// plugins/tests/folders_test.cpp -- what every plugin folder owes its readers and its citizens:
// texts in two languages, forms that are checked whole, procedures that say law and term.
#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string read(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    EXPECT_TRUE(stream) << file;
    return {std::istreambuf_iterator<char>(stream), {}};
}

json::value parse(const fs::path& file) {
    json::error_code error;
    auto value = json::parse(read(file), error);
    EXPECT_FALSE(error) << file << ": " << error.message();
    return value;
}

std::vector<fs::path> files(const fs::path& folder, std::string_view extension) {
    std::vector<fs::path> found;
    if (fs::exists(folder))
        for (const auto& entry : fs::directory_iterator(folder))
            if (entry.path().extension() == extension) found.push_back(entry.path());
    return found;
}

bool is_text(const json::value& value) {
    const auto* text = value.if_object();
    return text && text->size() == 2 && text->contains("it") && text->contains("en") &&
           !text->at("it").as_string().empty() && !text->at("en").as_string().empty();
}

// The keywords that valijson 1.0 checks in draft 7, and the notes that it need not.
const std::set<std::string, std::less<>> keywords{
    "$schema",    "type",      "required", "additionalProperties",
    "properties", "items",     "minItems", "maxItems",
    "minLength",  "maxLength", "pattern",  "format",
    "enum",       "minimum",   "maximum",  "examples",
    "x-title",    "x-help",    "x-labels", "uniqueItems"};
const std::set<std::string, std::less<>> formats{"date",  "past-date", "future-date",
                                                 "email", "pec",       "codice-fiscale",
                                                 "iban",  "plate",     "cadastral"};

void check_format(const json::object& schema, const std::string& at) {
    const auto* named = schema.if_contains("format");
    if (!named) return;
    const std::string format(named->as_string());
    if (schema.at("type") == "integer") {
        EXPECT_EQ(format, "cents") << at;
        return;
    }
    EXPECT_TRUE(formats.contains(format)) << at << ": " << format;
    // An example stays true on whatever day it is read.
    for (const auto& example : schema.at("examples").as_array()) {
        if (format == "past-date") {
            EXPECT_LT(example.as_string(), "2027") << at;
        }
        if (format == "future-date") {
            EXPECT_GE(example.as_string(), "2030") << at;
        }
    }
}

void check_leaf(const json::object& schema, const std::string& at) {
    ASSERT_TRUE(schema.contains("examples")) << at;
    if (schema.at("type") == "string") {
        EXPECT_TRUE(schema.contains("maxLength")) << at;
    }
    check_format(schema, at);
    if (const auto* choices = schema.if_contains("enum")) {
        for (const auto& choice : choices->as_array()) {
            const auto name =
                choice.is_string() ? std::string(choice.as_string()) : json::serialize(choice);
            const auto* label = schema.at("x-labels").as_object().if_contains(name);
            ASSERT_TRUE(label) << at << " lacks a label for " << name;
            EXPECT_TRUE(is_text(*label)) << at << " " << name;
        }
        EXPECT_EQ(schema.at("x-labels").as_object().size(), choices->as_array().size()) << at;
    }
}

void check_schema(const json::value& value, const std::string& at) {
    const auto& schema = value.as_object();
    for (const auto& member : schema)
        EXPECT_TRUE(keywords.contains(std::string_view(member.key())))
            << at << ": " << member.key();
    ASSERT_TRUE(schema.contains("x-title")) << at;
    EXPECT_TRUE(is_text(schema.at("x-title"))) << at;
    if (const auto* help = schema.if_contains("x-help")) {
        EXPECT_TRUE(is_text(*help)) << at;
    }
    if (schema.at("type") == "object") {
        ASSERT_TRUE(schema.contains("additionalProperties")) << at;
        EXPECT_EQ(schema.at("additionalProperties"), false) << at;
        const auto& properties = schema.at("properties").as_object();
        for (const auto& name : schema.at("required").as_array())
            EXPECT_TRUE(properties.contains(name.as_string())) << at << " requires " << name;
        for (const auto& property : properties)
            check_schema(property.value(), at + "/" + std::string(property.key()));
    } else if (schema.at("type") == "array") {
        EXPECT_TRUE(schema.contains("maxItems")) << at;
        check_schema(schema.at("items"), at + "/*");
    } else {
        check_leaf(schema, at);
    }
}

bool valid(const json::value& form, const json::value& data, std::string& why) {
    valijson::Schema schema;
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::BoostJsonAdapter(form), schema);
    valijson::Validator validator;
    valijson::ValidationResults results;
    const bool right =
        validator.validate(schema, valijson::adapters::BoostJsonAdapter(data), &results);
    valijson::ValidationResults::Error error;
    while (results.popError(error))
        for (const auto& step : error.context)
            why += step;
    return right;
}

// The members of a list that may be missing: the procedure's "refuse", "charges".
std::vector<json::value> listed(const json::value& of, std::string_view member) {
    const auto* list = of.as_object().if_contains(member);
    if (!list) return {};
    return {list->as_array().begin(), list->as_array().end()};
}

// A condition asks for what the form's own field may hold.
void check_condition(const json::value& condition, const json::value& form, const fs::path& file) {
    const auto* field =
        form.at("properties").as_object().if_contains(condition.at("field").as_string());
    ASSERT_TRUE(field) << file << ": " << condition;
    EXPECT_FALSE(condition.at("is").as_array().empty()) << file << ": " << condition;
    const auto* choices = field->as_object().if_contains("enum");
    if (!choices) return;
    for (const auto& value : condition.at("is").as_array()) {
        const auto& known = choices->as_array();
        EXPECT_NE(std::find(known.begin(), known.end(), value), known.end())
            << file << ": " << value;
    }
}

class Folder : public ::testing::TestWithParam<std::string> {
protected:
    const fs::path folder = fs::path(PLUGINS) / GetParam();
    const json::value manifest = parse(folder / "manifest.json");
};

TEST_P(Folder, TheManifestNamesTheFolderAndFilesThatExist) {
    EXPECT_EQ(manifest.at("id"), json::value(GetParam()));
    EXPECT_EQ(manifest.at("abi"), 1);
    EXPECT_TRUE(is_text(manifest.at("title")));
    EXPECT_TRUE(is_text(manifest.at("office")));
    for (const auto& operation : manifest.at("operations").as_array()) {
        if (!operation.as_object().contains("form")) continue; // It takes nothing.
        EXPECT_TRUE(fs::exists(folder / operation.at("form").as_string().c_str())) << operation;
        if (operation.as_object().contains("audit")) {
            const auto form = parse(folder / operation.at("form").as_string().c_str());
            EXPECT_TRUE(form.at("properties").as_object().contains("reason")) << operation;
        }
    }
}

TEST_P(Folder, EveryFormIsCheckedWhole) {
    for (const auto& file : files(folder / "forms", ".json"))
        check_schema(parse(file), file.filename().string());
}

TEST_P(Folder, EveryFormHasAnExampleThatItAccepts) {
    for (const auto& file : files(folder / "forms", ".json")) {
        const auto form = parse(file);
        const auto& example = form.at("examples").at(0);
        std::string why;
        EXPECT_TRUE(valid(form, example, why)) << file << ": " << why;
        auto longer = example;
        longer.as_object()["no-such-field"] = 1;
        EXPECT_FALSE(valid(form, longer, why)) << file;
        for (const auto& name : form.at("required").as_array()) {
            auto shorter = example;
            shorter.as_object().erase(name.as_string());
            EXPECT_FALSE(valid(form, shorter, why)) << file << " without " << name;
        }
    }
}

TEST_P(Folder, EveryProcedureIsComplete) {
    const auto procedures = files(folder / "procedures", ".json");
    EXPECT_FALSE(procedures.empty());
    for (const auto& file : procedures) {
        const auto procedure = parse(file);
        EXPECT_EQ(procedure.at("id"), json::value(file.stem().string()));
        EXPECT_TRUE(is_text(procedure.at("title"))) << file;
        EXPECT_FALSE(procedure.at("law").as_string().empty()) << file;
        ASSERT_TRUE(procedure.as_object().contains("answer")) << file;
        EXPECT_TRUE(is_text(procedure.at("answer"))) << file;
        // Who asks the way brings nothing: the list may be empty.
        for (const auto& document : procedure.at("documents").as_array())
            EXPECT_TRUE(is_text(document)) << file;
        for (const auto* language : {"it", "en"})
            EXPECT_FALSE(procedure.at("keywords").at(language).as_array().empty()) << file;
        EXPECT_EQ(procedure.at("term").at("kind") == "immediate",
                  procedure.at("term").at("days") == 0)
            << file;
        EXPECT_TRUE(fs::exists(folder / procedure.at("form").as_string().c_str())) << file;
        const auto* operation = procedure.as_object().if_contains("operation");
        if (!operation) continue;
        const auto& known = manifest.at("operations").as_array();
        EXPECT_TRUE(std::any_of(known.begin(), known.end(), [&](const json::value& it) {
            return it.at("id") == *operation && it.at("kind") == "command";
        })) << file;
    }
}

TEST_P(Folder, AProcedureRefusesAndChargesByWhatItsFormAsks) {
    for (const auto& file : files(folder / "procedures", ".json")) {
        const auto procedure = parse(file);
        const auto form = parse(folder / procedure.at("form").as_string().c_str());
        const auto& properties = form.at("properties").as_object();
        for (const auto& refusal : listed(procedure, "refuse"))
            check_condition(refusal.at("when"), form, file);
        for (const auto& charge : listed(procedure, "charges")) {
            EXPECT_TRUE(is_text(charge.at("reason"))) << file;
            if (const auto* when = charge.as_object().if_contains("when"))
                check_condition(*when, form, file);
            if (const auto* times = charge.as_object().if_contains("times")) {
                const auto* counted = properties.if_contains(times->at("field").as_string());
                ASSERT_TRUE(counted) << file << ": " << *times;
                EXPECT_EQ(counted->at("type"), "integer") << file;
                EXPECT_GT(times->at("each").as_int64(), 0) << file;
            }
        }
        // Whoever registers it names the applicant: without an operation, the form does.
        if (procedure.at("kind") == "intake" && !procedure.as_object().contains("operation")) {
            EXPECT_TRUE(properties.contains("applicant")) << file;
        }
    }
}

TEST_P(Folder, ADocumentThatIsHandedOverHasItsTemplates) {
    std::set<std::string> named;
    for (const auto& file : files(folder / "procedures", ".json")) {
        const auto procedure = parse(file);
        const auto* document = procedure.as_object().if_contains("document");
        if (!document) continue;
        named.emplace(document->as_string());
        for (const auto* language : {"it", "en"}) {
            const auto paper = folder / "templates" /
                               (std::string(document->as_string()) + "." + language + ".mustache");
            EXPECT_TRUE(fs::exists(paper)) << file << " names " << paper;
        }
    }
    if (!files(folder, ".cpp").empty()) return; // Its operations name the others.
    for (const auto& paper : files(folder / "templates", ".mustache")) {
        const auto name = paper.filename().string();
        EXPECT_TRUE(named.contains(name.substr(0, name.find('.')))) << paper << " is unused";
    }
}

// A procedure may ask for less than its operation's form allows, never for something else.
TEST_P(Folder, AProcedureSendsWhatItsOperationTakes) {
    for (const auto& file : files(folder / "procedures", ".json")) {
        const auto procedure = parse(file);
        const auto* name = procedure.as_object().if_contains("operation");
        if (!name) continue;
        for (const auto& operation : manifest.at("operations").as_array()) {
            if (operation.at("id") != *name) continue;
            const auto form = parse(folder / operation.at("form").as_string().c_str());
            const auto given = parse(folder / procedure.at("form").as_string().c_str());
            std::string why;
            EXPECT_TRUE(valid(form, given.at("examples").at(0), why)) << file << ": " << why;
        }
    }
}

TEST_P(Folder, EveryRefusalIsASentenceInBothLanguages) {
    const auto it = parse(folder / "texts" / "it.json").as_object();
    const auto en = parse(folder / "texts" / "en.json").as_object();
    std::set<std::string> used;
    const std::regex call(
        R"re((?:refuse|conflict|not_found|Refusal)\((?:SPO_[A-Z]+,)?\s*"([a-z-]+)"|require_text\([^;"]*"([a-z-]+)")re");
    const auto sources = files(folder, ".cpp");
    for (const auto& file : sources) {
        const auto text = read(file);
        for (std::sregex_iterator found(text.begin(), text.end(), call), end; found != end; ++found)
            used.insert((*found)[1].matched ? (*found)[1] : (*found)[2]);
    }
    if (!sources.empty()) {
        used.insert("no-such-operation");
        EXPECT_GT(used.size(), 10U);
    }
    for (const auto& file : files(folder / "procedures", ".json"))
        for (const auto& refusal : listed(parse(file), "refuse"))
            used.emplace(refusal.at("code").as_string());
    for (const auto& code : used) {
        EXPECT_TRUE(it.contains(code)) << code;
        EXPECT_TRUE(en.contains(code)) << code;
    }
    for (const auto& paper : files(folder / "templates", ".mustache")) // Each has a title.
        used.insert("document." +
                    paper.filename().string().substr(0, paper.filename().string().find('.')));
    for (const auto& sentence : it) {
        EXPECT_TRUE(used.contains(std::string(sentence.key()))) << sentence.key() << " is unused";
        // The same placeholders on both sides.
        const std::regex placeholder(R"re(\{[a-z]+\})re");
        const auto names = [&](const json::value& text) {
            const std::string words(text.as_string());
            return std::multiset<std::string>(
                std::sregex_token_iterator(words.begin(), words.end(), placeholder), {});
        };
        EXPECT_EQ(names(sentence.value()), names(en.at(sentence.key()))) << sentence.key();
    }
    EXPECT_EQ(it.size(), en.size());
}

TEST_P(Folder, EveryTemplateExistsInBothLanguages) {
    for (const auto& file : files(folder / "templates", ".mustache")) {
        auto other = file.string();
        const bool italian = other.find(".it.") != std::string::npos;
        other.replace(other.find(italian ? ".it." : ".en."), 4, italian ? ".en." : ".it.");
        EXPECT_TRUE(fs::exists(other)) << other;
        EXPECT_THAT(read(file), HasSubstr("FAC-SIMILE")) << file;
    }
}

TEST_P(Folder, TheReadmeHasItsHeadings) {
    const auto text = read(folder / "README.md");
    for (const auto* heading :
         {"\n## What it does\n", "\n## Procedures\n", "\n## Tables\n", "\n## Calls and events\n",
          "\n## Documents\n", "\n## Access it needs\n", "\n## Sources\n"})
        EXPECT_THAT(text, HasSubstr(heading));
    for (const auto& file : files(folder / "procedures", ".json"))
        EXPECT_THAT(text, HasSubstr("`" + file.stem().string() + "`"));
    for (const auto& operation : manifest.at("operations").as_array())
        EXPECT_THAT(text, HasSubstr("`" + std::string(operation.at("id").as_string()) + "`"));
}

std::vector<std::string> folders() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(PLUGINS))
        if (fs::exists(entry.path() / "manifest.json"))
            names.push_back(entry.path().filename().string());
    return names;
}

INSTANTIATE_TEST_SUITE_P(Plugins, Folder, ::testing::ValuesIn(folders()), [](const auto& it) {
    std::string name = it.param;
    for (char& letter : name)
        if (letter == '-') letter = '_';
    return name;
});

} // namespace
