// protocol/journal.hpp -- one line for every fact, each hashed with the one before.
//
// A line is a JSON object on one line: members sorted by name, no spaces, UTF-8, nothing escaped
// but quotation marks and backslashes (no text of the register holds a control character), what is
// not there is null. It is made from the fact's row each time, never kept.
#pragma once

#include "protocol.hpp"

namespace protocol {

// A line of the journal, but for its words.
struct Line {
    std::int64_t sequence = 0;
    std::string kind; // "registration"
    std::int64_t major = 0;
    std::int64_t minor = 0;
    std::int64_t version = 0;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Line, (), (sequence, kind, major, minor, version, hash))

// Adds the line of a fact whose rows have just been written. Which numbers name the fact: of an
// entry its year, number and version; of a file or an emergency its id, and the version or
// position.
void record(Call& call,
            std::string_view kind,
            std::int64_t major,
            std::int64_t minor = 0,
            std::int64_t version = 1);

// What the line says; nothing when the fact's row is not there.
std::optional<std::string> words_of(Call& call, const Line& line);

// The hash of a line after that of the line before.
std::string chained(std::string_view previous, std::string_view words);

// The lines recorded on a day, in order.
std::vector<Line> lines_of(Call& call, std::string_view day);

// The first fact that has no line, as "annulment 0000042/2026"; nothing when all have theirs.
std::optional<std::string> unrecorded(Call& call);

// How people call the fact: "registration 0000042/2026".
std::string name_of(const Line& line);

} // namespace protocol
