#include "core/cases/term.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace sportello::cases {

namespace {

constexpr std::array<std::string_view, 4> kind_texts{"immediate", "office", "citizen", "waiting"};
constexpr std::array<std::string_view, 2> unit_texts{"calendar", "working"};

Date after_holidays(Date day) {
    while (is_holiday(day))
        day += days(1);
    return day;
}

// How many working days lie after `from`, up to `to`.
int working_days_between(Date from, Date to) {
    int count = 0;
    while ((from = add_working_days(from, 1)) <= to)
        ++count;
    return count;
}

} // namespace

std::string_view to_text(TermKind kind) {
    return kind_texts.at(static_cast<std::size_t>(kind));
}

TermKind term_kind_from(std::string_view text) {
    return static_cast<TermKind>(std::ranges::find(kind_texts, text) - kind_texts.begin());
}

std::string_view to_text(TermUnit unit) {
    return unit_texts.at(static_cast<std::size_t>(unit));
}

TermUnit term_unit_from(std::string_view text) {
    return static_cast<TermUnit>(std::ranges::find(unit_texts, text) - unit_texts.begin());
}

Term term_from(TermKind kind, TermUnit unit, int count, Date filed) {
    Term term{kind, unit, {}, {}, {}, {}};
    if (count == 0 || kind == TermKind::immediate || kind == TermKind::citizen) return term;
    term.counted_to =
        unit == TermUnit::working ? add_working_days(filed, count) : filed + days(count);
    term.due_on = after_holidays(*term.counted_to);
    return term;
}

Term term_until(TermKind kind, TermUnit unit, Date last) {
    return {kind, unit, last, last, {}, {}};
}

bool may_suspend(const Term& term, Date today) {
    return term.kind == TermKind::office && term.due_on && today <= *term.due_on &&
           !term.suspended_on && !term.suspended_days;
}

Term suspended(Term term, Date today) {
    assert(may_suspend(term, today));
    term.suspended_on = today;
    return term;
}

Term resumed(Term term, Date today) {
    assert(term.suspended_on && term.counted_to);
    const auto since = *term.suspended_on;
    const auto on = std::clamp(today, since, since + days(suspension_days_max));
    term.suspended_days = static_cast<int>((on - since).count());
    term.suspended_on.reset();
    if (on == since) return term;
    if (term.unit == TermUnit::working)
        term.counted_to = add_working_days(on, working_days_between(since, *term.counted_to));
    else
        term.counted_to = on + std::max(*term.counted_to - since, days(0));
    term.due_on = after_holidays(*term.counted_to);
    return term;
}

bool suspension_is_over(const Term& term, Date today) {
    return term.suspended_on && today - *term.suspended_on > days(suspension_days_max);
}

bool is_overdue(const Term& term, Date today) {
    return term.kind == TermKind::office && term.due_on && !term.suspended_on &&
           *term.due_on < today;
}

} // namespace sportello::cases
