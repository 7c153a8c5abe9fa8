// taxes/tari.cpp -- fixed and variable part, reductions, the province's share, ARERA's components.
#include "tari.hpp"

#include <algorithm>

namespace taxes {

namespace {

constexpr std::int64_t micro_a_cent = 10'000;

Exact cents(std::int64_t micro) {
    return part(micro, micro_a_cent);
}

Exact left_after(law::Ppm reduction) {
    return ppm(law::million - reduction);
}

// "0,446": as many decimals as it has.
Word tariff_word(std::int64_t micro) {
    std::string whole = std::to_string(micro / law::million);
    std::string rest = std::to_string(law::million + micro % law::million).substr(1);
    while (rest.size() > 2 && rest.back() == '0')
        rest.pop_back();
    return {whole + "," + rest, whole + "." + rest};
}

} // namespace

WasteTax waste_tax(const Occupation& it) {
    const Exact period = part(it.days, it.days_in_year);
    const Exact metres(it.square_metres);
    const Exact fixed = metres * cents(it.tariff.fixed_micro) * period;
    const Exact variable =
        cents(it.tariff.variable_micro) * (it.business ? metres : Exact(1)) * period;
    WasteTax result;
    result.fixed_cents = rounded(fixed * left_after(it.fixed_reduction));
    result.variable_cents = rounded(variable * left_after(it.variable_reduction));
    result.tari_cents = result.fixed_cents + result.variable_cents;
    result.tefa_cents = rounded(result.tari_cents * ppm(it.tefa));
    result.components_cents = rounded(it.components_cents * period);
    result.total_cents = result.tari_cents + result.tefa_cents + result.components_cents;
    return result;
}

std::vector<sportello::Text> explain(const Occupation& it, const WasteTax& result) {
    std::vector<sportello::Text> steps;
    const Word of_days(
        it.days == it.days_in_year
            ? ""
            : ", per " + std::to_string(it.days) + " giorni su " + std::to_string(it.days_in_year),
        it.days == it.days_in_year
            ? ""
            : ", for " + std::to_string(it.days) + " days of " + std::to_string(it.days_in_year));
    const auto less = [](law::Ppm reduction) {
        if (reduction == 0) return Word("");
        const auto size = percent(reduction);
        return Word(", ridotta del " + size.it, ", less " + size.en);
    };
    steps.push_back(say("Quota fissa: {} m² per {} euro al m²{}{}: {}.",
                        "Fixed part: {} m² times {} euro a m²{}{}: {}.",
                        {it.square_metres, tariff_word(it.tariff.fixed_micro), of_days,
                         less(it.fixed_reduction), money(result.fixed_cents)}));
    if (it.business)
        steps.push_back(say("Quota variabile: {} m² per {} euro al m²{}{}: {}.",
                            "Variable part: {} m² times {} euro a m²{}{}: {}.",
                            {it.square_metres, tariff_word(it.tariff.variable_micro), of_days,
                             less(it.variable_reduction), money(result.variable_cents)}));
    else
        steps.push_back(say("Quota variabile: {} euro per nucleo, non per m²{}{}: {}.",
                            "Variable part: {} euro a household, not by m²{}{}: {}.",
                            {tariff_word(it.tariff.variable_micro), of_days,
                             less(it.variable_reduction), money(result.variable_cents)}));
    steps.push_back(say("TARI: {}.", "TARI: {}.", {money(result.tari_cents)}));
    steps.push_back(say("Tributo provinciale (TEFA) {} della TARI: {} (D.Lgs. 504/1992 art. 19).",
                        "Provincial tax (TEFA) {} of the TARI: {} (D.Lgs. 504/1992 art. 19).",
                        {percent(it.tefa), money(result.tefa_cents)}));
    if (it.components_cents > 0)
        steps.push_back(say("Componenti perequative ARERA, {} per utenza all'anno{}: {}.",
                            "ARERA's components, {} an account a year{}: {}.",
                            {money(it.components_cents), of_days, money(result.components_cents)}));
    steps.push_back(say("Totale: {}, che si versa arrotondato a {} (L. 296/2006 art. 1 c. 166).",
                        "Total: {}, paid rounded to {} (L. 296/2006 art. 1 c. 166).",
                        {money(result.total_cents), whole_money(whole_euros(result.total_cents))}));
    return steps;
}

int days_of(int year) {
    return std::chrono::year(year).is_leap() ? 366 : 365;
}

int days_in(int year, std::optional<Date> from, std::optional<Date> to) {
    const Date first(std::chrono::year(year) / 1 / 1);
    const Date last(std::chrono::year(year) / 12 / 31);
    const auto held =
        (std::min(to.value_or(last), last) - std::max(from.value_or(first), first)).count() + 1;
    return static_cast<int>(std::max<decltype(held)>(held, 0));
}

std::int64_t by_coefficient(std::int64_t unit_micro, std::int64_t coefficient_hundredths) {
    constexpr std::int64_t micro_a_step = 100; // 0.0001 euro
    return rounded(part(unit_micro * coefficient_hundredths, 100 * micro_a_step)) * micro_a_step;
}

} // namespace taxes
