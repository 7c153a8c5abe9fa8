#include "core/api/declared.hpp"

#include <sportello/calendar.hpp>

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace sportello::api {

namespace json = boost::json;

namespace {

bool holds(const catalogue::Condition& when, const json::object& data) {
    const auto* answer = data.if_contains(when.field);
    return answer && std::ranges::find(when.is, *answer) != when.is.end();
}

// How often the charge is due: once, or for each so many begun; what was left out counts as one.
std::int64_t count_of(const catalogue::Charge& charge, const json::object& data) {
    if (!charge.times) return 1;
    const auto* number = data.if_contains(charge.times->field);
    if (!number) return 1;
    const auto each = charge.times->each;
    return (number->to_number<std::int64_t>() + each - 1) / each;
}

json::object
charge_of(std::string_view kind, std::int64_t cents, std::string_view it, std::string_view en) {
    return {{"kind", kind}, {"cents", cents}, {"reason", {{"it", it}, {"en", en}}}};
}

// The value of an enum as a word: its label's key and the end of its flag.
std::string name_of(const json::value& choice) {
    return choice.is_string() ? std::string(choice.get_string()) : json::serialize(choice);
}

std::string
label_of(const json::object& schema, const json::value& choice, std::string_view language) {
    auto name = name_of(choice);
    const auto* labels = schema.if_contains("x-labels");
    const auto* label = labels ? labels->as_object().if_contains(name) : nullptr;
    return label ? std::string(label->at(language).as_string()) : name;
}

bool is_choice(const json::object& schema) {
    return schema.contains("enum");
}

std::string_view format_of(const json::object& schema) {
    const auto* format = schema.if_contains("format");
    return format ? std::string_view(format->get_string()) : std::string_view();
}

json::value
value_as_read(const json::object& schema, const json::value& value, std::string_view language);

json::array
list_as_read(const json::object& items, const json::array& list, std::string_view language) {
    json::array shown;
    for (const auto& item : list)
        shown.push_back(value_as_read(items, item, language));
    return shown;
}

json::value
value_as_read(const json::object& schema, const json::value& value, std::string_view language) {
    if (is_choice(schema)) return json::value(label_of(schema, value, language));
    if (value.is_object()) return as_read(schema, value.get_object(), language);
    if (value.is_array())
        if (const auto* items = schema.if_contains("items"))
            return list_as_read(items->as_object(), value.get_array(), language);
    const auto format = format_of(schema);
    if (format == "cents") return json::value(euro(value.to_number<std::int64_t>()));
    if (format == "date" || format == "past-date" || format == "future-date")
        return json::value(italian_date(parse_date(value.as_string()).value()));
    return value;
}

void add_flag(json::object& shown, std::string_view property, const json::value& choice) {
    auto flag = fmt::format("{}_{}", property, name_of(choice));
    std::ranges::replace(flag, '-', '_');
    shown[flag] = true;
}

} // namespace

const catalogue::RefusalRule* refused_by(const catalogue::Procedure& procedure,
                                         const json::object& data) {
    const auto rule = std::ranges::find_if(procedure.refuse,
                                           [&](const auto& it) { return holds(it.when, data); });
    return rule == procedure.refuse.end() ? nullptr : &*rule;
}

json::array charges_of(const catalogue::Procedure& procedure, const json::object& data) {
    json::array charges;
    for (const auto& charge : procedure.charges)
        if (!charge.when || holds(*charge.when, data))
            charges.push_back(charge_of(charge.kind, charge.cents * count_of(charge, data),
                                        charge.reason.it, charge.reason.en));
    if (!procedure.charges.empty()) return charges;
    const auto& law = procedure.law;
    if (procedure.fee_cents) charges.push_back(charge_of("fee", procedure.fee_cents, law, law));
    if (procedure.stamp_duty_cents)
        charges.push_back(charge_of("stamp-duty", procedure.stamp_duty_cents, law, law));
    return charges;
}

json::object
as_read(const json::object& schema, const json::object& data, std::string_view language) {
    static const json::object any;
    const auto* properties = schema.if_contains("properties");
    json::object shown;
    for (const auto& [name, value] : data) {
        const auto* found = properties ? properties->as_object().if_contains(name) : nullptr;
        const auto& property = found ? found->as_object() : any;
        shown[name] = value_as_read(property, value, language);
        const auto* items = property.if_contains("items");
        if (is_choice(property))
            add_flag(shown, name, value);
        else if (value.is_array() && items && is_choice(items->as_object()))
            for (const auto& choice : value.get_array())
                add_flag(shown, name, choice);
    }
    return shown;
}

std::string euro(std::int64_t cents) {
    return fmt::format("{},{:02}", cents / 100, cents % 100);
}

} // namespace sportello::api
