// core/catalogue/formats.hpp -- the formats of a form's field that the daemon checks.
//
// Of a text: date, past-date, future-date, email, pec, codice-fiscale, iban, plate, cadastral; of a
// whole number: cents. They catch a slip of the pen: whether the thing exists they do not say.
#pragma once

#include <sportello/calendar.hpp>

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace sportello::catalogue {

// The days that count as past, up to the first, and as to come, from the second on: today for an
// input; further apart for a form's own examples, which must stay true for years.
struct Days {
    Date past_until;
    Date future_from;
};

bool is_format(std::string_view name);
// The type of value a format is of: "string" or "integer".
std::string_view type_of_format(std::string_view name);
std::string format_names(); // "cadastral, cents, codice-fiscale, ..."

// Nothing when `value`, of the format's type, fits; else the format that it breaks, which names the
// sentence form.format.<name>: a past-date that is no date at all breaks "date".
std::string_view broken_format(std::string_view name, const boost::json::value& value, Days days);

} // namespace sportello::catalogue
