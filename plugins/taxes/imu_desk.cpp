// taxes/imu_desk.cpp -- the IMU asked at the counter: reads the question, computes, explains,
// prints.
#include <sportello/text.hpp>

#include <algorithm>

#include "imu_words.hpp"
#include "intake.hpp"
#include "town.hpp"

namespace taxes {

namespace {

using sportello::refuse;

std::string at(std::size_t index, const char* member) {
    return "/properties/" + std::to_string(index) + "/" + member;
}

// A day of possession, in the year asked.
std::optional<Date>
day_in(const std::optional<std::string>& text, int year, const std::string& field) {
    if (!text) return std::nullopt;
    const auto date = sportello::parse_date(*text);
    if (!date) refuse("no-such-date", field);
    if (std::chrono::year_month_day(*date).year() != std::chrono::year(year))
        refuse("day-of-another-year", field, {{"year", std::to_string(year)}});
    return date;
}

void require_category(Property& property, const PropertyInput& input, std::size_t i) {
    if (property.kind != PropertyKind::building) {
        if (input.category) refuse("category-of-land", at(i, "category"));
        return;
    }
    if (!input.category) refuse("category-missing", at(i, "category"));
    property.category = *input.category;
    const bool group_e = property.category.starts_with("E/");
    if (!group_e && !multiplier(property.category))
        refuse("no-such-category", at(i, "category"), {{"category", property.category}});
}

// A use that the law knows only for other things than this one.
void require_use(const Property& property, std::size_t i) {
    const bool building = property.kind == PropertyKind::building;
    const bool land_use =
        property.use == Use::professional_farmer || property.use == Use::mountain_land;
    if (property.use == Use::other) return;
    if (land_use ? property.kind != PropertyKind::farmland : !building)
        refuse("use-of-another-kind", at(i, "use"));
    if (property.use == Use::appurtenance && !may_be_appurtenance(property.category))
        refuse("not-an-appurtenance", at(i, "use"), {{"category", property.category}});
    const bool dwelling = property.category.starts_with("A/") && property.category != "A/10";
    if ((property.use == Use::main_home || property.use == Use::free_loan ||
         property.use == Use::agreed_rent) &&
        !dwelling)
        refuse("not-a-dwelling", at(i, "use"), {{"category", property.category}});
}

void require_rate(const std::optional<law::Ppm>& rate, RateKind kind, std::string field) {
    if (!rate) return;
    const auto limits = bounds(kind);
    if (*rate < limits.least || *rate > limits.most)
        refuse("rate-beyond-law", std::move(field),
               {{"least", per_mille_sign(limits.least)}, {"most", per_mille_sign(limits.most)}});
}

std::optional<law::Ppm> stated_rate(const std::optional<std::string>& text, std::string field) {
    if (!text) return std::nullopt;
    const auto rate = scaled(*text, per_mille_decimals);
    if (!rate) refuse("number-wrong", std::move(field));
    return rate;
}

Property property_of(const PropertyInput& input, int year, std::size_t i) {
    Property property;
    property.kind = property_kind(input.kind).value();
    require_category(property, input, i);
    property.value_cents = input.value_cents;
    property.use = use_of(input.use).value();
    property.condition = condition_of(input.condition).value();
    require_use(property, i);
    const auto share = parse_share(input.share);
    if (!share) refuse("share-wrong", at(i, "share"));
    property.share = *share;
    const auto from = day_in(input.acquired_on, year, at(i, "acquired_on"));
    const auto to = day_in(input.sold_on, year, at(i, "sold_on"));
    if (from && to && *to <= *from) refuse("sold-before-acquired", at(i, "sold_on"));
    property.months = months_possessed(year, from, to);
    property.resident_holders = input.resident_holders;
    property.rate = stated_rate(input.rate, at(i, "rate"));
    property.rate_before = stated_rate(input.rate_before, at(i, "rate_before"));
    return property;
}

Year year_of(Call& call, const ImuQuestion& question) {
    Year year;
    year.year = question.year;
    year.rates = rates_of(call, question.year);
    year.rates_before = rates_of(call, question.year - 1);
    year.minimum_cents = number_setting(call, "imu-minimum-cents", question.year);
    for (const auto& paid : question.paid)
        year.paid_cents[paid.code] += paid.cents;
    return year;
}

ImuAnswer answer_of(const Year& year,
                    const std::vector<Property>& properties,
                    const std::vector<PropertyInput>& inputs,
                    const Assessment& result) {
    ImuAnswer answer;
    answer.year = year.year;
    for (std::size_t i = 0; i < properties.size(); ++i) {
        const auto& it = result.properties[i];
        answer.properties.push_back({inputs[i].category.value_or(inputs[i].kind), rounded(it.base),
                                     it.rate.ppm, properties[i].months.year,
                                     it.exemption != Exemption::none, rounded(it.deduction),
                                     rounded(it.tax), rounded(it.state)});
    }
    for (const auto& line : result.lines) {
        answer.lines.push_back({line.code, line.properties, line.year_cents, line.advance_euros,
                                line.balance_euros, line.deduction_cents, line.credit_cents});
        answer.advance_euros += line.advance_euros;
        answer.balance_euros += line.balance_euros;
    }
    answer.total_cents = result.total_cents;
    answer.advance_on = sportello::format_date(advance_day(year.year));
    answer.balance_on = sportello::format_date(balance_day(year.year));
    answer.below_minimum = result.below_minimum;
    answer.steps = explain(year, properties, result);
    return answer;
}

// --- The paper ----------------------------------------------------------------------------------

struct LineOnPaper {
    std::string code;
    int properties = 0;
    std::string advance, balance, deduction; // Empty when there is none.
};
BOOST_DESCRIBE_STRUCT(LineOnPaper, (), (code, properties, advance, balance, deduction))

struct ImuPaper {
    int year = 0;
    std::string taxpayer, tax_code, municipality;
    std::vector<LineOnPaper> lines;
    std::string total, advance, balance, advance_on, balance_on;
    bool nothing_due = false;
    std::vector<std::string> steps;
};
BOOST_DESCRIBE_STRUCT(ImuPaper,
                      (),
                      (year,
                       taxpayer,
                       tax_code,
                       municipality,
                       lines,
                       total,
                       advance,
                       balance,
                       advance_on,
                       balance_on,
                       nothing_due,
                       steps))

std::string euros(std::int64_t whole) {
    return whole ? euro(whole * 100) : "";
}

ImuPaper paper_of(Call& call, const ImuQuestion& question, const ImuAnswer& answer) {
    ImuPaper paper;
    paper.year = answer.year;
    if (question.applicant) {
        paper.taxpayer = name_of(*question.applicant);
        paper.tax_code = normal_code(question.applicant->tax_code);
    }
    paper.municipality = answer.municipality;
    for (const auto& line : answer.lines)
        paper.lines.push_back({line.code, line.properties, euros(line.advance_euros),
                               euros(line.balance_euros),
                               line.deduction_cents ? euro(line.deduction_cents) : ""});
    paper.total = euro(answer.total_cents);
    paper.advance = euro(answer.advance_euros * 100);
    paper.balance = euro(answer.balance_euros * 100);
    paper.advance_on = day(answer.advance_on);
    paper.balance_on = day(answer.balance_on);
    paper.nothing_due = answer.lines.empty();
    paper.steps = in_language(call, answer.steps);
    return paper;
}

} // namespace

ImuAnswer imu(Call& call, const ImuQuestion& question) {
    std::vector<Property> properties;
    for (std::size_t i = 0; i < question.properties.size(); ++i)
        properties.push_back(property_of(question.properties[i], question.year, i));
    const auto year = year_of(call, question);
    const auto result = assess(year, properties);
    for (std::size_t i = 0; i < properties.size(); ++i) {
        const auto kind = result.properties[i].rate_kind;
        require_rate(properties[i].rate, kind, at(i, "rate"));
        require_rate(properties[i].rate_before, kind, at(i, "rate_before"));
    }
    auto answer = answer_of(year, properties, question.properties, result);
    answer.municipality = text_setting(call, "municipality-code", question.year);
    return answer;
}

ImuAnswer compute_imu(Call& call, const ImuQuestion& question) {
    auto answer = imu(call, question);
    call.document("imu-computation", paper_of(call, question, answer));
    return answer;
}

} // namespace taxes
