// core/api/visit.hpp -- what a visit is for, read from a body and measured by the catalogue.
#pragma once

#include "core/api/body.hpp"
#include "core/api/services.hpp"
#include "core/counter/visit.hpp"

#include <string_view>
#include <vector>

namespace sportello::api {

// Reads the member `name`, a list of {procedure, people, done}, the last two optional and `done`
// only where it is `done_allowed`. Mistakes are noted in `body`, each at its pointer.
std::vector<counter::VisitItem>
read_procedures(Body& body, std::string_view name, const Services& box, bool done_allowed = false);

// Measures what of the procedures is still to do: minutes and equipment. See counter/visit.hpp for
// the rule; procedures the catalogue does not know count nothing.
counter::Visit measured(const Services& box, std::vector<counter::VisitItem> procedures);

} // namespace sportello::api
