// core/api/citizen.hpp -- what a citizen leaves with us, read from a body: name, telephone, tax
// code.
//
// Personal data: it goes to the rows that need it and nowhere else.
#pragma once

#include "core/api/body.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sportello::api {

// Each notes a mistake at `name` when the member is there and is none.
std::optional<std::string> read_name(Body& body, std::string_view name);
// In the form in which telephones are compared: see counter/contacts.hpp.
std::optional<std::string> read_phone(Body& body, std::string_view name);
// In capitals.
std::optional<std::string> read_tax_code(Body& body, std::string_view name);

// The same of a text; nothing when it is none.
std::optional<std::string> tax_code_from(std::string_view text);

} // namespace sportello::api
