#include "core/api/case_papers.hpp"

#include "core/api/declared.hpp"

#include <sportello/calendar.hpp>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::api {

namespace json = boost::json;

namespace {

std::string italian(std::string_view date) {
    return italian_date(parse_date(date).value());
}

json::array
charges_shown(const Texts& texts, const json::array& charges, const std::string& language) {
    json::array shown;
    for (const auto& charge : charges)
        shown.push_back(
            {{"label",
              texts.say(fmt::format("charge.{}", std::string_view(charge.at("kind").as_string())),
                        language)},
             {"euro", euro(charge.at("cents").to_number<std::int64_t>())},
             {"reason", charge.at("reason").at(language).as_string()}});
    return shown;
}

// What every paper of a case may say, over the data that are its own.
json::object with_common(json::object data,
                         Context& context,
                         const WantedCase& wanted,
                         CaseId id,
                         const json::array& charges) {
    const auto& box = context.box;
    const auto& procedure = *wanted.procedure;
    const auto local = box.zone.local_time(context.now);
    data["town"] = box.config.town.name;
    data["province"] = box.config.town.province;
    data["demo"] = box.config.demo.enabled;
    data["date"] = italian(local.substr(0, 10));
    data["time"] = local.substr(11, 5);
    data["operator"] = context.who.id;
    data["case"] = number(id);
    data["procedure"] = procedure.title.in(wanted.language);
    data["law"] = procedure.law;
    data["office"] = box.catalogue.area(procedure.area)->office.in(wanted.language);
    data["charges"] = charges_shown(box.texts, charges, wanted.language);
    return data;
}

} // namespace

void add_receipt(Context& context,
                 const WantedCase& wanted,
                 CaseId id,
                 const cases::Conclusion& conclusion) {
    const auto& url = context.box.config.server.public_url;
    const bool binds_office = wanted.procedure->term.kind == "office";
    json::object own{
        {"protocol", fmt::format("{}/{}", conclusion.protocol->number, conclusion.protocol->year)},
        {"due_on", binds_office && conclusion.due_on ? italian(*conclusion.due_on) : std::string()},
        {"url",
         url.empty() ? "" : fmt::format("{}/c/{}", url, cases::find_case(context.db, id).code)}};
    cases::add_document(context.db, id, "receipt",
                        with_common(std::move(own), context, wanted, id, conclusion.charges));
}

void add_declared_document(Context& context,
                           const WantedCase& wanted,
                           CaseId id,
                           const cases::Conclusion& conclusion) {
    const auto& procedure = *wanted.procedure;
    auto own =
        as_read(procedure.form->schema().as_object(), wanted.data.as_object(), wanted.language);
    cases::add_document(context.db, id, fmt::format("{}/{}", procedure.area, procedure.document),
                        with_common(std::move(own), context, wanted, id, conclusion.charges));
}

} // namespace sportello::api
