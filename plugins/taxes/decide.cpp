// taxes/decide.cpp -- records what the town has decided, within the bounds of the law.
//
// A later decision for the same year and thing takes the place of the earlier one; which act it was
// stays in taxes_decision.
#include <sportello/text.hpp>

#include "settings.hpp"
#include "town.hpp"

namespace taxes {

namespace {

using sportello::refuse;

constexpr std::size_t home_sizes = 6;

std::string at(const char* list, std::size_t index, const char* member) {
    return "/" + std::string(list) + "/" + std::to_string(index) + "/" + member;
}

// A number of the decision, as people write it.
std::int64_t require_number(const std::string& text, int decimals, const std::string& field) {
    const auto number = scaled(text, decimals);
    if (!number) refuse("number-wrong", field);
    return *number;
}

std::int64_t require_percent(const std::string& text, const std::string& field) {
    const auto number = require_number(text, percent_decimals, field);
    if (number > law::million) refuse("number-wrong", field);
    return number;
}

void decide_rates(Call& call, const Decision& decision, std::int64_t id) {
    for (std::size_t i = 0; i < decision.imu_rates.size(); ++i) {
        const auto& rate = decision.imu_rates[i];
        const auto kind = rate_kind(rate.kind);
        if (!kind) refuse("no-such-rate", at("imu_rates", i, "kind"));
        const auto limits = bounds(*kind);
        const auto field = at("imu_rates", i, "per_mille");
        const auto wanted = require_number(rate.per_mille, per_mille_decimals, field);
        if (wanted < limits.least || wanted > limits.most)
            refuse(
                "rate-beyond-law", field,
                {{"least", per_mille_sign(limits.least)}, {"most", per_mille_sign(limits.most)}});
        call.exec("INSERT INTO taxes_imu_rate (year, kind, ppm, decision_id)"
                  " VALUES (?1, ?2, ?3, ?4)"
                  " ON CONFLICT (year, kind) DO UPDATE SET ppm = excluded.ppm,"
                  "    decision_id = excluded.decision_id",
                  decision.year, rate.kind, wanted, id);
    }
}

struct Category {
    std::string_view user;
    int number;
    Text label;
};

void enter_tariff(Call& call, int year, const Category& category, Tariff tariff, std::int64_t id) {
    call.exec(
        "INSERT INTO taxes_tari_tariff (year, user, category, label_it, label_en, fixed_micro,"
        "    variable_micro, decision_id)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT (year, user, category) DO UPDATE SET label_it = excluded.label_it,"
        "    label_en = excluded.label_en, fixed_micro = excluded.fixed_micro,"
        "    variable_micro = excluded.variable_micro, decision_id = excluded.decision_id",
        year, category.user, category.number, sportello::tidy(category.label.it),
        sportello::tidy(category.label.en), tariff.fixed_micro, tariff.variable_micro, id);
}

void decide_tariffs(Call& call, const Decision& decision, std::int64_t id) {
    for (std::size_t i = 0; i < decision.tari_tariffs.size(); ++i) {
        const auto& it = decision.tari_tariffs[i];
        enter_tariff(
            call, decision.year, {it.user, it.category, it.label},
            {require_number(it.fixed, euro_decimals, at("tari_tariffs", i, "fixed")),
             require_number(it.variable, euro_decimals, at("tari_tariffs", i, "variable"))},
            id);
    }
}

Text home_of(std::size_t people) {
    const auto number = static_cast<std::int64_t>(people);
    if (people == 1) return {"abitazione, 1 persona", "home, 1 person"};
    if (people == home_sizes)
        return say("abitazione, {} persone o più", "home, {} people or more", {number});
    return say("abitazione, {} persone", "home, {} people", {number});
}

void decide_home_tariffs(Call& call, const Decision& decision, std::int64_t id) {
    if (!decision.home_tariffs) return;
    const auto& method = *decision.home_tariffs;
    const auto fixed = require_number(method.fixed_unit, euro_decimals, "/home_tariffs/fixed_unit");
    const auto variable =
        require_number(method.variable_unit, euro_decimals, "/home_tariffs/variable_unit");
    if (method.ka.size() != home_sizes) refuse("six-coefficients", "/home_tariffs/ka");
    if (method.kb.size() != home_sizes) refuse("six-coefficients", "/home_tariffs/kb");
    for (std::size_t i = 0; i < home_sizes; ++i) {
        const auto index = "/" + std::to_string(i);
        const auto ka = require_number(method.ka[i], 2, "/home_tariffs/ka" + index);
        const auto kb = require_number(method.kb[i], 2, "/home_tariffs/kb" + index);
        enter_tariff(call, decision.year, {"home", static_cast<int>(i + 1), home_of(i + 1)},
                     {by_coefficient(fixed, ka), by_coefficient(variable, kb)}, id);
    }
}

void decide_reductions(Call& call, const Decision& decision, std::int64_t id) {
    for (std::size_t i = 0; i < decision.tari_reductions.size(); ++i) {
        const auto& reduction = decision.tari_reductions[i];
        call.exec(
            "INSERT INTO taxes_tari_reduction (year, code, label_it, label_en, fixed_ppm,"
            "    variable_ppm, decision_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
            " ON CONFLICT (year, code) DO UPDATE SET label_it = excluded.label_it,"
            "    label_en = excluded.label_en, fixed_ppm = excluded.fixed_ppm,"
            "    variable_ppm = excluded.variable_ppm, decision_id = excluded.decision_id",
            decision.year, reduction.code, sportello::tidy(reduction.label.it),
            sportello::tidy(reduction.label.en),
            require_percent(reduction.fixed_percent, at("tari_reductions", i, "fixed_percent")),
            require_percent(reduction.variable_percent,
                            at("tari_reductions", i, "variable_percent")),
            id);
    }
}

// The whole scale at once. A by-law may not grant fewer than 36 months above 6,000 euro (c. 797).
void decide_instalments(Call& call, const Decision& decision, std::int64_t id) {
    if (decision.instalments.empty()) return;
    std::int64_t before = 0;
    for (std::size_t i = 0; i < decision.instalments.size(); ++i) {
        const auto& bracket = decision.instalments[i];
        if (bracket.up_to_cents <= before)
            refuse("brackets-out-of-order", at("instalments", i, "up_to_cents"));
        if (bracket.up_to_cents > law::long_plan_above_cents && bracket.most < law::long_plan_least)
            refuse("plan-too-short", at("instalments", i, "most"));
        before = bracket.up_to_cents;
    }
    if (before <= law::long_plan_above_cents) refuse("brackets-end-too-low", "/instalments");
    call.exec("DELETE FROM taxes_instalment_bracket");
    for (const auto& bracket : decision.instalments)
        call.exec("INSERT INTO taxes_instalment_bracket (up_to_cents, most, decision_id)"
                  " VALUES (?1, ?2, ?3)",
                  bracket.up_to_cents, bracket.most, id);
}

void decide_settings(Call& call, const Decision& decision, std::int64_t id) {
    for (std::size_t i = 0; i < decision.settings.size(); ++i) {
        const auto& wanted = decision.settings[i];
        const auto value = sportello::tidy(wanted.value);
        if (!fits(setting(wanted.name), value))
            refuse("setting-wrong", at("settings", i, "value"), {{"name", wanted.name}});
        call.exec("INSERT INTO taxes_setting (name, year, value, decision_id)"
                  " VALUES (?1, ?2, ?3, ?4)"
                  " ON CONFLICT (name, year) DO UPDATE SET value = excluded.value,"
                  "    decision_id = excluded.decision_id",
                  wanted.name, decision.year, value, id);
    }
}

} // namespace

Decided decide(Call& call, const Decision& decision) {
    const auto act = sportello::tidy(decision.act);
    if (act.empty()) refuse("act-missing", "/act");
    const auto id = call.one<std::int64_t>(
        "INSERT INTO taxes_decision (year, act, decided_at, actor) VALUES (?1, ?2, ?3, ?4)"
        " RETURNING id",
        decision.year, act, call.local_time(), call.actor());
    decide_rates(call, decision, id);
    decide_tariffs(call, decision, id);
    decide_home_tariffs(call, decision, id);
    decide_reductions(call, decision, id);
    decide_instalments(call, decision, id);
    decide_settings(call, decision, id);
    return {id};
}

} // namespace taxes
