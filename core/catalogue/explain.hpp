// core/catalogue/explain.hpp -- what is wrong with an input, field by field, in codes of texts/.
#pragma once

#include "core/base/refusal.hpp"
#include "core/catalogue/formats.hpp"

#include <boost/json/value.hpp>

#include <map>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::catalogue {

// The patterns of a schema, compiled once.
using Patterns = std::map<std::string, std::regex, std::less<>>;

// Throws std::runtime_error naming the place when the schema uses what is not checked: an unknown
// keyword or format, a keyword's value of another kind than is understood here, a format of another
// type, or a pattern without a maxLength of at most 500 (long inputs exhaust the stack of
// std::regex).
Patterns check_schema(const boost::json::value& schema);

// Walks a checked schema and an input together and notes each mistake, at most `most`, with its
// pointer below `at`. Also checks the formats, which the validator leaves to us.
void explain(const boost::json::value& schema,
             const Patterns& patterns,
             const boost::json::value& input,
             Days days,
             const std::string& at,
             std::size_t most,
             std::vector<Refusal::Field>& mistakes);

} // namespace sportello::catalogue
