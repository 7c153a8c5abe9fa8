#include "core/catalogue/procedure.hpp"

#include "core/catalogue/catalogue.hpp"
#include "core/catalogue/form_folder.hpp"
#include "core/catalogue/members.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace sportello::catalogue {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::size_t id_max = 48;
constexpr std::int64_t cents_max = 100'000'00;
constexpr std::int64_t times_max = 100'000;

// What the daemon adds to a paper's data, which the form's own would hide.
constexpr std::string_view added_to_papers[] = {"procedure", "law",      "charges", "office",
                                                "town",      "province", "demo",    "date",
                                                "time",      "operator", "case"};

// What stands beside a procedure in its folder, which its members must agree with.
struct Beside {
    const Area& area;
    const Texts& texts;
};

const json::object& properties_of(const Form& form) {
    static const json::object none;
    const auto* properties = form.schema().as_object().if_contains("properties");
    return properties ? properties->as_object() : none;
}

void check_sentence(const Members& from,
                    std::string_view member,
                    const std::string& code,
                    const Texts& texts) {
    for (const char* language : {"it", "en"})
        if (!texts.has(code, language))
            from.wrong(member,
                       fmt::format("needs the sentence \"{}\" in texts/{}.json", code, language));
}

// The schema of a property of the form's top level.
const json::object& property(Members& from, const std::string& field, const Form& form) {
    const auto* found = properties_of(form).if_contains(field);
    if (!found) from.wrong("field", fmt::format("is {}, which the form does not ask", field));
    return found->as_object();
}

std::string_view type_of(const json::object& schema) {
    const auto* type = schema.if_contains("type");
    return type ? std::string_view(type->get_string()) : std::string_view();
}

Condition read_condition(Members from, const Form& form) {
    Condition condition;
    condition.field = from.text("field");
    condition.is = from.list("is");
    const auto& schema = property(from, condition.field, form);
    const auto* choices = schema.if_contains("enum");
    if (!choices && type_of(schema) != "boolean")
        from.wrong("field", fmt::format("is {}, which is neither a choice nor a yes or no",
                                        condition.field));
    for (const auto& value : condition.is) {
        const bool possible =
            choices ? std::ranges::find(choices->as_array(), value) != choices->as_array().end()
                    : value.is_bool();
        if (!possible)
            from.wrong("is", fmt::format("holds {}, which {} cannot be", json::serialize(value),
                                         condition.field));
    }
    from.done();
    return condition;
}

// The number is bounded by the form, so that nobody is charged for less than nothing or for more
// than an amount can hold.
Charge::Times read_times(Members from, const Form& form) {
    Charge::Times times;
    times.field = from.text("field");
    times.each = from.integer("each", 1, times_max);
    const auto& schema = property(from, times.field, form);
    const auto* least = schema.if_contains("minimum");
    const auto* most = schema.if_contains("maximum");
    if (type_of(schema) != "integer" || !least || least->to_number<double>() < 0 || !most ||
        most->to_number<double>() > static_cast<double>(times_max))
        from.wrong("field", fmt::format("is {}, which must be a whole number with a minimum from 0 "
                                        "and a maximum up to {}",
                                        times.field, times_max));
    from.done();
    return times;
}

Charge read_charge(Members from, const Form& form) {
    Charge charge;
    charge.kind = from.one_of("kind", {"fee", "stamp-duty"});
    charge.cents = from.integer("cents", 0, cents_max);
    charge.reason = from.both_languages("reason");
    if (from.has("when")) charge.when = read_condition(from.object("when"), form);
    if (from.has("times")) charge.times = read_times(from.object("times"), form);
    from.done();
    return charge;
}

RefusalRule read_refusal(Members from, const Form& form, const Texts& texts) {
    RefusalRule rule{read_condition(from.object("when"), form), from.text("code")};
    check_sentence(from, "code", rule.code, texts);
    from.done();
    return rule;
}

void read_keywords(Members from, Procedure& procedure) {
    for (const char* language : {"it", "en"})
        for (auto& word : from.texts(language))
            procedure.keywords.push_back(std::move(word));
    from.done();
}

Term read_term(Members from) {
    Term term;
    term.days = static_cast<int>(from.integer("days", 0, 3650));
    term.kind = from.one_of("kind", {"immediate", "office", "citizen", "waiting"});
    term.unit = from.one_of("unit", {"calendar", "working"});
    from.done();
    return term;
}

void read_document(Members& from, Procedure& procedure, const Beside& beside) {
    procedure.document = from.text_or("document", "");
    if (procedure.document.empty()) return;
    if (!is_id(procedure.document, id_max))
        from.wrong("document", "must be like \"residence-receipt\"");
    if (procedure.kind != ProcedureKind::delivery || !procedure.operation.empty())
        from.wrong("document", "is handed over by a delivery without an operation only");
    for (const char* language : {"it", "en"}) {
        const auto name = fmt::format("templates/{}.{}.mustache", procedure.document, language);
        if (!fs::exists(beside.area.folder / name))
            from.wrong("document", fmt::format("needs the file {}", name));
    }
    check_sentence(from, "document", "document." + procedure.document, beside.texts);
    for (const auto name : added_to_papers)
        if (properties_of(*procedure.form).contains(name))
            from.wrong("document",
                       fmt::format("shows the form, whose property \"{}\" has a name of "
                                   "the daemon's own: choose another",
                                   name));
}

// How the counter is to be ready for it: what is told, where it is done.
void read_service(Members& from, Procedure& procedure) {
    procedure.equipment =
        from.some_of("equipment", {"card-station", "fingerprint-reader", "payment-terminal",
                                   "adjustable-desk", "closed-room"});
    if (from.has("appointment"))
        procedure.appointment = from.one_of("appointment", {"none", "offered", "required"});
    procedure.back_office = from.flag_or("back_office", false);
    if (from.has("answer")) procedure.answer = from.both_languages("answer");
    const bool by_phone =
        std::ranges::find(procedure.channels, "phone") != procedure.channels.end();
    procedure.phone = from.has("phone") ? from.one_of("phone", {"answered", "opened", "counter"})
                      : by_phone        ? "opened"
                                        : "counter";
}

void read_rules(Members& from, Procedure& procedure, const Texts& texts) {
    for (auto& charge : from.objects("charges"))
        procedure.charges.push_back(read_charge(std::move(charge), *procedure.form));
    for (auto& rule : from.objects("refuse"))
        procedure.refuse.push_back(read_refusal(std::move(rule), *procedure.form, texts));
}

} // namespace

std::string_view to_text(ProcedureKind kind) {
    return kind == ProcedureKind::delivery ? "delivery" : "intake";
}

Procedure
read_procedure(const fs::path& file, const Area& area, const Texts& texts, FormFolder& forms) {
    const auto name = "procedures/" + file.filename().string();
    const auto value = read_json(file);
    Members from(value, name);
    Procedure procedure;
    procedure.area = area.id;
    procedure.id = from.text("id");
    if (!is_id(procedure.id, id_max) || procedure.id != file.stem().string())
        from.wrong("id", "must be the file's name, in small letters, digits and hyphens");
    procedure.title = from.both_languages("title");
    procedure.kind = from.one_of("kind", {"delivery", "intake"}) == "delivery"
                         ? ProcedureKind::delivery
                         : ProcedureKind::intake;
    const bool intake = procedure.kind == ProcedureKind::intake;
    procedure.registered = from.flag_or("registered", intake);
    if (intake && !procedure.registered) from.wrong("registered", "must be true of an intake");
    procedure.minutes = static_cast<int>(from.integer("minutes", 1, 240));
    for (auto& document : from.objects("documents")) {
        procedure.documents.push_back({document.text("it"), document.text("en")});
        document.done();
    }
    procedure.fee_cents = from.integer("fee_cents", 0, cents_max);
    procedure.stamp_duty_cents = from.integer("stamp_duty_cents", 0, cents_max);
    procedure.law = from.text("law");
    procedure.term = read_term(from.object("term"));
    procedure.channels = from.some_of("channels", {"counter", "phone", "online"});
    procedure.filing_class = from.text("filing_class");
    procedure.yearly_volume = static_cast<int>(from.integer("yearly_volume", 0, 1'000'000));
    procedure.provenance = from.one_of("provenance", {"sourced", "partly", "memory"});
    if (from.has("keywords")) read_keywords(from.object("keywords"), procedure);
    procedure.operation = from.text_or("operation", "");
    if (!procedure.operation.empty() && !area.operation(procedure.operation))
        from.wrong("operation", "is not listed in manifest.json");
    procedure.form = from.has("form") ? forms.at(from.text("form")) : forms.empty();
    read_document(from, procedure, {area, texts});
    read_service(from, procedure);
    read_rules(from, procedure, texts);
    from.done();
    return procedure;
}

} // namespace sportello::catalogue
