// core/api/declared.hpp -- what a procedure's file declares, applied to what was filled in: who is
// refused, what is charged, what a paper says. Pure functions of their arguments, for any thread.
#pragma once

#include "core/catalogue/procedure.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace sportello::api {

// The first rule of the procedure that refuses, if one does. `data` is valid against its form.
const catalogue::RefusalRule* refused_by(const catalogue::Procedure& procedure,
                                         const boost::json::object& data);

// {kind, cents, reason: {it, en}} of each charge whose condition holds; of a procedure that
// declares none, the usual price with its law.
boost::json::array charges_of(const catalogue::Procedure& procedure,
                              const boost::json::object& data);

// The data as people read them, of the same shape: dates 24/11/2026, cents 12,50, a choice as its
// label in `language`. Beside each choice, and each list of choices, stands a flag for what was
// chosen, "<property>_<value>" with '-' as '_', so that a template can ask for it.
boost::json::object as_read(const boost::json::object& schema,
                            const boost::json::object& data,
                            std::string_view language);

std::string euro(std::int64_t cents); // "16,52": the sign is the template's

} // namespace sportello::api
