// taxes/imu_words.cpp -- each step of the IMU as a sentence that can be read to the citizen.
#include "imu_words.hpp"

#include <utility>

namespace taxes {

namespace {

using sportello::Text;

Text exemption_in_words(Exemption exemption) {
    switch (exemption) {
    case Exemption::main_home:
        return {"l'abitazione principale non di lusso è esente (L. 160/2019 art. 1 c. 740)",
                "a main home that is no luxury home is exempt (L. 160/2019 art. 1 c. 740)"};
    case Exemption::appurtenance:
        return {"la pertinenza segue l'abitazione principale ed è esente, una per ciascuna delle"
                " categorie C/2, C/6 e C/7 (c. 741 lett. b)",
                "the appurtenance follows the main home and is exempt, one for each of the"
                " categories C/2, C/6 and C/7 (c. 741 b)"};
    case Exemption::unsold_goods:
        return {"il fabbricato costruito per la vendita e non locato è esente dal 2022 (c. 751);"
                " l'esenzione va dichiarata",
                "a building made for sale and not let is exempt since 2022 (c. 751); the exemption"
                " must be declared"};
    case Exemption::professional_farmer:
        return {"il terreno posseduto e condotto da coltivatori diretti o imprenditori agricoli"
                " professionali è esente (c. 758 lett. a)",
                "land owned and worked by farmers by trade is exempt (c. 758 a)"};
    case Exemption::mountain_land:
        return {"il terreno in area montana o collinare delimitata è esente (c. 758 lett. d)",
                "land in a listed mountain or hill area is exempt (c. 758 d)"};
    case Exemption::group_e:
        return {"i fabbricati delle categorie da E/1 a E/9 sono esenti (c. 759 lett. b)",
                "buildings of the categories E/1 to E/9 are exempt (c. 759 b)"};
    case Exemption::none:
        break;
    }
    return {};
}

Text origin_in_words(const Rate& rate, int year) {
    switch (rate.origin) {
    case RateOrigin::decided:
        return say("deliberata dal comune per il {}", "decided by the town for {}", {year});
    case RateOrigin::year_before:
        return {"ultima deliberata dal comune (c. 767)", "the town's last decided one (c. 767)"};
    case RateOrigin::stated:
        return {"indicata allo sportello", "stated at the counter"};
    case RateOrigin::base:
        break;
    }
    return {"aliquota di base della legge: il comune non ne ha registrata una",
            "the law's base rate: the town has recorded none"};
}

Word word(const Text& text) {
    return {text.it, text.en};
}

Text name_of(const Property& property, std::size_t number) {
    const auto place = static_cast<std::int64_t>(number);
    switch (property.kind) {
    case PropertyKind::farmland:
        return say("Immobile {}, terreno agricolo", "Property {}, farmland", {place});
    case PropertyKind::building_land:
        return say("Immobile {}, area fabbricabile", "Property {}, building land", {place});
    case PropertyKind::building:
        break;
    }
    return say("Immobile {}, categoria {}", "Property {}, category {}", {place, property.category});
}

// The base: income, revaluation, multiplier, and the halving.
Text base_in_words(const Property& property, const Assessed& it) {
    Text text;
    if (property.kind == PropertyKind::building_land)
        text = say("base imponibile {}: valore di mercato al 1° gennaio (c. 746)",
                   "taxable base {}: the market value on 1 January (c. 746)",
                   {money(rounded(it.base))});
    else if (property.kind == PropertyKind::farmland)
        text = say("base imponibile {}: reddito dominicale {} più 25%, per {} (c. 746)",
                   "taxable base {}: land income {} plus 25%, times {} (c. 746)",
                   {money(rounded(it.base)), money(property.value_cents), it.multiplier});
    else
        text = say("base imponibile {}: rendita {} più 5%, per {} (c. 745)",
                   "taxable base {}: cadastral income {} plus 5%, times {} (c. 745)",
                   {money(rounded(it.base)), money(property.value_cents), it.multiplier});
    if (!it.halved) return text;
    const auto half = say("{}, ridotta al 50% (c. 747)", "{}, halved (c. 747)", {word(text)});
    return half;
}

Text tax_in_words(const Property& property, const Assessed& it, int year) {
    auto text = say("aliquota {} ({}), quota {}/{}, mesi {} su 12: {}",
                    "rate {} ({}), share {}/{}, months {} of 12: {}",
                    {per_thousand(it.rate.ppm), word(origin_in_words(it.rate, year)),
                     property.share.numerator, property.share.denominator, property.months.year,
                     money(rounded(it.gross))});
    if (property.use == Use::agreed_rent)
        text = say("{}, già ridotta al 75% per il canone concordato (c. 760)",
                   "{}, already reduced to 75% for the agreed rent (c. 760)", {word(text)});
    if (it.deduction > 0)
        text = say("{}; meno la detrazione di {} (c. 749): {}",
                   "{}; less the deduction of {} (c. 749): {}",
                   {word(text), money(rounded(it.deduction)), money(rounded(it.tax))});
    return text;
}

void explain_property(const Property& property,
                      const Assessed& it,
                      std::size_t number,
                      int year,
                      std::vector<Text>& steps) {
    const auto name = word(name_of(property, number));
    if (it.exemption != Exemption::none) {
        steps.push_back(say("{}: {}.", "{}: {}.", {name, word(exemption_in_words(it.exemption))}));
        return;
    }
    if (it.second_appurtenance)
        steps.push_back(say("{}: una pertinenza della stessa categoria c'è già, e questa paga come"
                            " gli altri fabbricati (c. 741 lett. b).",
                            "{}: there is an appurtenance of the same category already, and this"
                            " one pays as any other building (c. 741 b).",
                            {name}));
    if (property.use == Use::free_loan && !it.halved)
        steps.push_back(say("{}: il comodato non riduce la base delle case A/1, A/8 e A/9 (c. 747"
                            " lett. c).",
                            "{}: a free loan does not halve the base of A/1, A/8 and A/9 homes"
                            " (c. 747 c).",
                            {name}));
    steps.push_back(say("{}: {}.", "{}: {}.", {name, word(base_in_words(property, it))}));
    steps.push_back(say("{}: {}.", "{}: {}.", {name, word(tax_in_words(property, it, year))}));
    if (it.state > 0)
        steps.push_back(
            say("{}: gruppo D, {} allo Stato con l'aliquota del 7,6 per mille (c. 744) e"
                " {} al comune.",
                "{}: group D, {} to the State at 7.6 per thousand (c. 744) and {} to"
                " the town.",
                {name, money(rounded(it.state)), money(rounded(it.tax - it.state))}));
}

void explain_line(const Line& line, std::vector<Text>& steps) {
    steps.push_back(say("Codice tributo {}: {} per l'anno; acconto {}, saldo {}, arrotondati"
                        " all'euro per ciascun rigo (L. 296/2006 art. 1 c. 166).",
                        "Tax code {}: {} for the year; advance {}, balance {}, each line rounded to"
                        " the euro (L. 296/2006 art. 1 c. 166).",
                        {line.code, money(line.year_cents), whole_money(line.advance_euros),
                         whole_money(line.balance_euros)}));
    if (line.credit_cents > 0)
        steps.push_back(say("Codice tributo {}: l'acconto supera il dovuto di {}; si può chiederne"
                            " il rimborso o la compensazione entro cinque anni (c. 164).",
                            "Tax code {}: the advance exceeds what is due by {}; ask for the refund"
                            " or the offset within five years (c. 164).",
                            {line.code, money(line.credit_cents)}));
}

} // namespace

Text payment_day_in_words(int year, bool advance) {
    const Date due = advance ? advance_day(year) : balance_day(year);
    const auto shown = sportello::italian_date(due);
    const bool moved =
        static_cast<unsigned>(std::chrono::year_month_day(due).day()) != law::payment_day;
    const Word name = advance ? Word("Acconto", "Advance") : Word("Saldo", "Balance");
    if (!moved) return say("{} entro il {} (c. 762).", "{} by {} (c. 762).", {name, shown});
    return say("{} entro il {}: il 16 cade di sabato o in un giorno festivo (c. 762).",
               "{} by {}: the 16th falls on a Saturday or a holiday (c. 762).", {name, shown});
}

std::vector<Text>
explain(const Year& year, const std::vector<Property>& properties, const Assessment& result) {
    std::vector<Text> steps;
    for (std::size_t i = 0; i < properties.size(); ++i)
        explain_property(properties[i], result.properties[i], i + 1, year.year, steps);
    steps.push_back(say("IMU dell'anno {}: {}.", "IMU of the year {}: {}.",
                        {year.year, money(result.total_cents)}));
    if (result.below_minimum) {
        steps.push_back(say("Non supera il minimo di {}: non si versa nulla (L. 296/2006 art. 1"
                            " c. 168).",
                            "It does not exceed the minimum of {}: nothing is to be paid"
                            " (L. 296/2006 art. 1 c. 168).",
                            {money(year.minimum_cents)}));
        return steps;
    }
    steps.push_back(
        {"L'acconto è l'imposta dei mesi posseduti nel primo semestre con le aliquote"
         " dell'anno precedente; il saldo è l'imposta dell'anno meno l'acconto (c. 762).",
         "The advance is the tax of the months possessed in the first half at the rates"
         " of the year before; the balance is the year's tax less the advance"
         " (c. 762)."});
    for (const auto& line : result.lines)
        explain_line(line, steps);
    steps.push_back(payment_day_in_words(year.year, true));
    steps.push_back(payment_day_in_words(year.year, false));
    return steps;
}

} // namespace taxes
