// taxes/imu.cpp -- base, rate, months, deduction, State share; then the lines of the F24 form.
#include "imu.hpp"

#include <algorithm>
#include <utility>

namespace taxes {

namespace {

template <class T, std::size_t Size>
std::optional<T> named(const std::array<std::pair<std::string_view, T>, Size>& names,
                       std::string_view text) {
    for (const auto& [name, value] : names)
        if (name == text) return value;
    return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, PropertyKind>, 3> kind_names{{
    {"building", PropertyKind::building},
    {"farmland", PropertyKind::farmland},
    {"building-land", PropertyKind::building_land},
}};

constexpr std::array<std::pair<std::string_view, Use>, 9> use_names{{
    {"other", Use::other},
    {"main-home", Use::main_home},
    {"appurtenance", Use::appurtenance},
    {"rural", Use::rural},
    {"unsold-goods", Use::unsold_goods},
    {"agreed-rent", Use::agreed_rent},
    {"free-loan", Use::free_loan},
    {"professional-farmer", Use::professional_farmer},
    {"mountain-land", Use::mountain_land},
}};

constexpr std::array<std::pair<std::string_view, Condition>, 3> condition_names{{
    {"ordinary", Condition::ordinary},
    {"historic", Condition::historic},
    {"unfit", Condition::unfit},
}};

constexpr std::array<std::pair<std::string_view, RateKind>, rate_kinds> rate_names{{
    {"luxury-home", RateKind::luxury_home},
    {"rural", RateKind::rural},
    {"unsold-goods", RateKind::unsold_goods},
    {"farmland", RateKind::farmland},
    {"building-land", RateKind::building_land},
    {"group-d", RateKind::group_d},
    {"agreed-rent", RateKind::agreed_rent},
    {"free-loan", RateKind::free_loan},
    {"other", RateKind::other},
}};

// "D/10" -> {'D', 10}; {' ', 0} for what is no category.
std::pair<char, int> split(std::string_view category) {
    if (category.size() < 3 || category.size() > 4 || category[1] != '/') return {' ', 0};
    int number = 0;
    for (const char digit : category.substr(2)) {
        if (digit < '0' || digit > '9') return {' ', 0};
        number = number * 10 + (digit - '0');
    }
    return {category[0], number};
}

bool is_group_e(std::string_view category) {
    const auto [group, number] = split(category);
    return group == 'E' && number >= 1 && number <= 9;
}

Exemption exemption_of(const Property& property, int year, bool luxury, bool second) {
    if (property.kind == PropertyKind::farmland) {
        if (property.use == Use::professional_farmer) return Exemption::professional_farmer;
        if (property.use == Use::mountain_land) return Exemption::mountain_land;
    }
    if (property.kind != PropertyKind::building) return Exemption::none;
    if (is_group_e(property.category)) return Exemption::group_e;
    if (property.use == Use::main_home && !is_luxury(property.category))
        return Exemption::main_home;
    if (property.use == Use::appurtenance && !luxury && !second) return Exemption::appurtenance;
    if (property.use == Use::unsold_goods && year >= law::unsold_goods_exempt_from)
        return Exemption::unsold_goods;
    return Exemption::none;
}

// `second`: an appurtenance beyond the first of its category is a building as any other.
RateKind rate_kind_of(const Property& property, bool second) {
    if (property.kind == PropertyKind::farmland) return RateKind::farmland;
    if (property.kind == PropertyKind::building_land) return RateKind::building_land;
    switch (property.use) {
    case Use::main_home:
        return RateKind::luxury_home;
    case Use::appurtenance:
        return second ? RateKind::other : RateKind::luxury_home;
    case Use::rural:
        return RateKind::rural;
    case Use::unsold_goods:
        return RateKind::unsold_goods;
    case Use::agreed_rent:
        return RateKind::agreed_rent;
    case Use::free_loan:
        return RateKind::free_loan;
    default:
        return is_group_d(property.category) ? RateKind::group_d : RateKind::other;
    }
}

const char* code_of(RateKind kind) {
    switch (kind) {
    case RateKind::luxury_home:
        return law::code_main_home;
    case RateKind::rural:
        return law::code_rural;
    case RateKind::unsold_goods:
        return law::code_unsold_goods;
    case RateKind::farmland:
        return law::code_farmland;
    case RateKind::building_land:
        return law::code_building_land;
    case RateKind::group_d:
        return law::code_group_d_town;
    default:
        return law::code_other;
    }
}

Exact full_base(const Property& property, int times) {
    const Exact value(property.value_cents);
    if (property.kind == PropertyKind::building_land) return value;
    const auto revaluation = property.kind == PropertyKind::farmland
                                 ? law::land_revaluation_percent
                                 : law::building_revaluation_percent;
    return value * part(revaluation, 100) * times;
}

// Historic and unfit (c. 747 lett. a, b), or lent to a parent or child, but a luxury home (lett.
// c). The halving is applied once, also when two of them meet.
bool is_halved(const Property& property) {
    if (property.kind != PropertyKind::building) return false;
    return property.condition != Condition::ordinary ||
           (property.use == Use::free_loan && !is_luxury(property.category));
}

Rate rate_for(const Rates& rates, RateKind kind, const std::optional<law::Ppm>& stated) {
    return stated ? Rate{*stated, RateOrigin::stated} : rates[kind];
}

// What is left of the deduction of the main home; its appurtenances may use it up.
struct Deduction {
    Exact year, half;
};

Deduction deduction_of(const std::vector<Property>& properties) {
    Deduction deduction;
    for (const auto& property : properties) {
        if (property.use != Use::main_home || !is_luxury(property.category)) continue;
        const Exact whole = part(law::main_home_deduction_cents, property.resident_holders);
        deduction.year += whole * part(property.months.year, 12);
        deduction.half += whole * part(property.months.first_half, 12);
    }
    return deduction;
}

Exact take(Exact& left, const Exact& most) {
    const Exact taken = std::min(left, most);
    left -= taken;
    return taken;
}

void tax(const Property& property, Deduction& deduction, Assessed& it) {
    Exact yearly = it.base * part(property.share.numerator, property.share.denominator);
    if (property.use == Use::agreed_rent) yearly *= part(law::agreed_rent_percent, 100);
    const Exact in_year = yearly * part(property.months.year, 12);
    const Exact in_half = yearly * part(property.months.first_half, 12);
    it.gross = in_year * ppm(it.rate.ppm);
    const Exact gross_half = in_half * ppm(it.rate_before.ppm);
    if (it.rate_kind == RateKind::luxury_home) {
        it.deduction = take(deduction.year, it.gross);
        it.deduction_half = take(deduction.half, gross_half);
    }
    it.tax = it.gross - it.deduction;
    it.half = gross_half - it.deduction_half;
    if (it.rate_kind == RateKind::group_d) {
        it.state = in_year * ppm(std::min(it.rate.ppm, law::state_share));
        it.state_half = in_half * ppm(std::min(it.rate_before.ppm, law::state_share));
    }
}

struct Sums {
    int properties = 0;
    Exact year, half, deduction;
};

void add(Sums& sums, const Exact& year, const Exact& half, const Exact& deduction) {
    ++sums.properties;
    sums.year += year;
    sums.half += half;
    sums.deduction += deduction;
}

// The advance is what the first half owes; the balance is the year less what was paid before.
Line line_of(const std::string& code, const Sums& sums, const Year& year) {
    Line line{code, sums.properties, rounded(sums.year), 0, 0, rounded(sums.deduction), 0};
    line.advance_euros = whole_euros(rounded(sums.half));
    const auto paid = year.paid_cents.find(code);
    const auto before = paid == year.paid_cents.end() ? line.advance_euros * 100 : paid->second;
    if (line.year_cents >= before) {
        line.balance_euros = whole_euros(line.year_cents - before);
    } else {
        line.credit_cents = before - line.year_cents;
    }
    return line;
}

} // namespace

std::optional<PropertyKind> property_kind(std::string_view text) {
    return named(kind_names, text);
}
std::optional<Use> use_of(std::string_view text) {
    return named(use_names, text);
}
std::optional<Condition> condition_of(std::string_view text) {
    return named(condition_names, text);
}
std::optional<RateKind> rate_kind(std::string_view text) {
    return named(rate_names, text);
}
std::string_view to_text(RateKind kind) {
    return rate_names[static_cast<std::size_t>(kind)].first;
}

law::RateBounds bounds(RateKind kind) {
    switch (kind) {
    case RateKind::luxury_home:
        return law::luxury_home;
    case RateKind::rural:
        return law::rural;
    case RateKind::unsold_goods:
        return law::unsold_goods;
    case RateKind::farmland:
        return law::farmland;
    case RateKind::group_d:
        return law::group_d;
    default:
        return law::other_property;
    }
}

Rates base_rates() {
    Rates rates;
    for (const auto& [name, kind] : rate_names)
        rates[kind] = {bounds(kind).base, RateOrigin::base};
    return rates;
}

std::optional<int> multiplier(std::string_view category) {
    const auto [group, number] = split(category);
    if (group == 'A' && number >= 1 && number <= 11)
        return number == 10 ? law::multiplier_office : law::multiplier_dwelling;
    if (group == 'B' && number >= 1 && number <= 8) return law::multiplier_collective;
    if (group == 'D' && number >= 1 && number <= 10)
        return number == 5 ? law::multiplier_office : law::multiplier_productive;
    if (group != 'C' || number < 1 || number > 7) return std::nullopt;
    if (number == 1) return law::multiplier_shop;
    return may_be_appurtenance(category) ? law::multiplier_dwelling : law::multiplier_collective;
}

bool is_group_d(std::string_view category) {
    return split(category).first == 'D';
}

bool is_luxury(std::string_view category) {
    return category == "A/1" || category == "A/8" || category == "A/9";
}

bool may_be_appurtenance(std::string_view category) {
    return category == "C/2" || category == "C/6" || category == "C/7";
}

Assessment assess(const Year& year, const std::vector<Property>& properties) {
    const bool luxury = std::any_of(properties.begin(), properties.end(), [](const Property& it) {
        return it.use == Use::main_home && is_luxury(it.category);
    });
    Assessment result;
    std::map<std::string, Sums> sums;
    std::map<std::string, int> appurtenances;
    Deduction deduction = deduction_of(properties);
    Exact total;
    for (const auto& property : properties) {
        Assessed it;
        it.second_appurtenance =
            property.use == Use::appurtenance && ++appurtenances[property.category] > 1;
        it.rate_kind = rate_kind_of(property, it.second_appurtenance);
        it.exemption = exemption_of(property, year.year, luxury, it.second_appurtenance);
        it.rate = rate_for(year.rates, it.rate_kind, property.rate);
        it.rate_before = rate_for(year.rates_before, it.rate_kind,
                                  property.rate_before ? property.rate_before : property.rate);
        it.code = code_of(it.rate_kind);
        it.halved = is_halved(property);
        if (property.kind == PropertyKind::farmland)
            it.multiplier = law::multiplier_land;
        else if (property.kind == PropertyKind::building)
            it.multiplier = multiplier(property.category).value_or(1);
        it.base = full_base(property, it.multiplier);
        if (it.halved) it.base *= part(law::reduced_base_percent, 100);
        if (it.exemption == Exemption::none) {
            tax(property, deduction, it);
            add(sums[it.code], it.tax - it.state, it.half - it.state_half, it.deduction);
            if (it.rate_kind == RateKind::group_d)
                add(sums[law::code_group_d_state], it.state, it.state_half, 0);
            total += it.tax;
        }
        result.properties.push_back(std::move(it));
    }
    result.total_cents = rounded(total);
    result.below_minimum = result.total_cents <= year.minimum_cents;
    if (!result.below_minimum)
        for (const auto& [code, sum] : sums)
            if (const auto line = line_of(code, sum, year);
                line.year_cents > 0 || line.credit_cents > 0)
                result.lines.push_back(line);
    return result;
}

} // namespace taxes
