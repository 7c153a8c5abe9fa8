// taxes/tari_desk.cpp -- the TARI of a home or business, asked at the counter.
#include <algorithm>

#include "town.hpp"

namespace taxes {

namespace {

using sportello::refuse;

constexpr int largest_home = 6; // DPR 158/1999: six people or more are one category.

std::optional<Date> day_of(const std::optional<std::string>& text, const char* field) {
    if (!text) return std::nullopt;
    const auto date = sportello::parse_date(*text);
    if (!date) refuse("no-such-date", field);
    return date;
}

struct Cut {
    std::int64_t fixed_ppm = 0;
    std::int64_t variable_ppm = 0;
};
BOOST_DESCRIBE_STRUCT(Cut, (), (fixed_ppm, variable_ppm))

// Several reductions add up, to the whole at most.
void reduce(Call& call, const TariQuestion& question, Occupation& occupation) {
    for (std::size_t i = 0; i < question.reductions.size(); ++i) {
        const auto cut = call.first<Cut>("SELECT fixed_ppm, variable_ppm FROM taxes_tari_reduction"
                                         " WHERE year = ?1 AND code = ?2",
                                         question.year, question.reductions[i]);
        if (!cut)
            refuse("no-such-reduction", "/reductions/" + std::to_string(i),
                   {{"code", question.reductions[i]}, {"year", std::to_string(question.year)}});
        occupation.fixed_reduction =
            std::min(occupation.fixed_reduction + cut->fixed_ppm, law::million);
        occupation.variable_reduction =
            std::min(occupation.variable_reduction + cut->variable_ppm, law::million);
    }
}

} // namespace

TariAnswer tari(Call& call, const TariQuestion& question) {
    Occupation occupation;
    occupation.business = question.user == "business";
    const int category =
        occupation.business ? question.category : std::min(question.category, largest_home);
    const auto row = tariff(call, question.year, question.user, category);
    if (!row)
        refuse("tariff-missing", "/category",
               {{"category", std::to_string(category)}, {"year", std::to_string(question.year)}});
    occupation.square_metres = question.square_metres;
    occupation.tariff = {row->fixed_micro, row->variable_micro};
    occupation.days_in_year = days_of(question.year);
    occupation.days =
        days_in(question.year, day_of(question.from, "/from"), day_of(question.to, "/to"));
    if (occupation.days == 0)
        refuse("day-of-another-year", "/from", {{"year", std::to_string(question.year)}});
    reduce(call, question, occupation);
    occupation.tefa = number_setting(call, "tefa-percent", question.year);
    for (const auto* component : {"tari-ur1-cents", "tari-ur2-cents", "tari-ur3-cents"})
        occupation.components_cents += number_setting(call, component, question.year);

    const auto result = waste_tax(occupation);
    TariAnswer answer;
    answer.year = question.year;
    answer.category = row->label_it;
    answer.days = occupation.days;
    answer.fixed_cents = result.fixed_cents;
    answer.variable_cents = result.variable_cents;
    answer.tari_cents = result.tari_cents;
    answer.tefa_cents = result.tefa_cents;
    answer.components_cents = result.components_cents;
    answer.total_cents = result.total_cents;
    answer.payable_euros = whole_euros(result.total_cents);
    answer.steps = explain(occupation, result);
    answer.steps.insert(answer.steps.begin(),
                        say("Tariffe {}: {}.", "Tariffs of {}: {}.",
                            {question.year, Word(row->label_it, row->label_en)}));
    return answer;
}

} // namespace taxes
