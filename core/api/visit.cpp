#include "core/api/visit.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace sportello::api {

namespace json = boost::json;

namespace {

// One element of the list; `at` is "procedures/0".
class ItemReader {
public:
    ItemReader(Body& body, std::string at, const Services& box)
        : body_(body), at_(std::move(at)), box_(box) {}

    counter::VisitItem read(const json::object& object, bool done_allowed) {
        counter::VisitItem item;
        for (const auto& member : object) {
            if (member.key() == "procedure")
                item.procedure = procedure(member.value());
            else if (member.key() == "people")
                item.people = people(member.value());
            else if (member.key() == "done" && done_allowed)
                item.done = done(member.value());
            else
                wrong(member.key(), "form.unknown");
        }
        if (!object.contains("procedure")) wrong("procedure", "form.missing");
        return item;
    }

private:
    void wrong(std::string_view member, std::string code, Arguments arguments = {}) {
        body_.wrong(fmt::format("{}/{}", at_, member), std::move(code), std::move(arguments));
    }

    std::string procedure(const json::value& value) {
        if (!value.is_string()) {
            wrong("procedure", "form.type.string");
            return "";
        }
        std::string id(value.get_string());
        if (!box_.catalogue.procedure(id))
            wrong("procedure", "procedure.unknown", {{"procedure", id.substr(0, 64)}});
        return id;
    }

    int people(const json::value& value) {
        if (!value.is_int64()) {
            wrong("people", "form.type.integer");
            return 1;
        }
        const auto count = value.get_int64();
        if (count < 1) wrong("people", "form.minimum", {{"min", "1"}});
        if (count > counter::people_max)
            wrong("people", "form.maximum", {{"max", std::to_string(counter::people_max)}});
        return static_cast<int>(std::clamp<std::int64_t>(count, 1, counter::people_max));
    }

    bool done(const json::value& value) {
        if (value.is_bool()) return value.get_bool();
        wrong("done", "form.type.boolean");
        return false;
    }

    Body& body_;
    std::string at_;
    const Services& box_;
};

} // namespace

std::vector<counter::VisitItem>
read_procedures(Body& body, std::string_view name, const Services& box, bool done_allowed) {
    std::vector<counter::VisitItem> items;
    const auto value = body.any(name);
    if (value.is_null()) return items;
    if (!value.is_array()) {
        body.wrong(name, "form.type.array");
        return items;
    }
    const auto& list = value.get_array();
    if (list.empty() || list.size() > counter::procedures_max) {
        body.wrong(name, "form.items",
                   {{"min", "1"}, {"max", std::to_string(counter::procedures_max)}});
        return items;
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto at = fmt::format("{}/{}", name, i);
        if (const auto* object = list[i].if_object())
            items.push_back(ItemReader(body, at, box).read(*object, done_allowed));
        else
            body.wrong(at, "form.type.object");
    }
    return items;
}

counter::Visit measured(const Services& box, std::vector<counter::VisitItem> procedures) {
    counter::Visit visit;
    for (const auto& item : procedures) {
        const auto* known = box.catalogue.procedure(item.procedure);
        if (!known || item.done) continue;
        visit.minutes += counter::minutes_for(known->minutes, item.people);
        visit.equipment |= counter::equipment_set(known->equipment);
    }
    visit.procedures = std::move(procedures);
    return visit;
}

} // namespace sportello::api
