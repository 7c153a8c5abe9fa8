// core/cases/term.hpp -- the term of a case: its last day, how it stands still, when it is over.
//
// Pure: no database, no clock. Days are of the town's calendar. The law:
// - the office answers by an express decision within a term, thirty days where no rule says another
//   (L. 241/1990 art. 2 c. 1 and 2), which runs from the day the application came in (c. 6);
// - that day is not counted, and a term whose last day is a holiday ends on the next that is none
//   (codice civile art. 2963; c.p.c. art. 155). Sundays are holidays, Saturdays are not;
// - a term of working days counts neither those nor Saturdays;
// - the office may let the term stand still once, for at most thirty days, to have papers that
//   neither it nor another administration holds (art. 2 c. 7): it then runs again by itself;
// - only a term that binds the office can be overdue. One that binds the citizen ran from the fact
//   and ended with the filing: it has no last day here.
#pragma once

#include <sportello/calendar.hpp>

#include <optional>
#include <string_view>

namespace sportello::cases {

enum class TermKind { immediate, office, citizen, waiting };
std::string_view to_text(TermKind kind);
TermKind term_kind_from(std::string_view text); // Of a text that to_text() gave.

enum class TermUnit { calendar, working };
std::string_view to_text(TermUnit unit);
TermUnit term_unit_from(std::string_view text);

constexpr int suspension_days_max = 30;

struct Term {
    TermKind kind = TermKind::immediate;
    TermUnit unit = TermUnit::calendar;
    std::optional<Date> counted_to; // The last day as counted, before a holiday moves it.
    std::optional<Date> due_on;     // The last day; nothing when there is none to keep.
    std::optional<Date> suspended_on;
    std::optional<int> suspended_days; // Once a suspension has ended: there is no second.
};

// The term of `count` days, 0 for none, of a case filed on `filed`.
Term term_from(TermKind kind, TermUnit unit, int count, Date filed);
// The term whose last day the area's own law has set: taken as it is.
Term term_until(TermKind kind, TermUnit unit, Date last);

// Whether the law lets the term stand still from `today`: it binds the office, is not over, and
// never stood still.
bool may_suspend(const Term& term, Date today);
// Stands still from `today`. Only where may_suspend().
Term suspended(Term term, Date today);
// Runs again on `today`: what was left when it was suspended is left now, of working days or of the
// calendar's. Later than the thirtieth day after the suspension it has run since then. Only of a
// suspended term.
Term resumed(Term term, Date today);
// Whether thirty days have gone by since it was suspended: it is the thirty-first, or later.
bool suspension_is_over(const Term& term, Date today);

// Whether the office is late. Not while the term stands still.
bool is_overdue(const Term& term, Date today);

} // namespace sportello::cases
