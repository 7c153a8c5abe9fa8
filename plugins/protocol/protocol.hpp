// protocol/protocol.hpp -- what the register's files share: names of entries, and the rules that
// every operation keeps.
//
// Law: DPR 445/2000 artt. 53-58. An entry's number, date, correspondent, subject and digest never
// change; see the migrations for how the tables hold that.
#pragma once

#include <sportello/plugin.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace protocol {

using sportello::Call;

// Names an entry.
struct Key {
    int year = 0;
    std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(Key, (), (year, number))

// The number as it is printed: at least seven digits (DPR 445/2000 art. 57).
std::string printed(std::int64_t number);

// The text on one line; refused when nothing is left of it.
std::string require_text(const std::string& text, const char* code, const char* field);
// The same for what may be absent; nothing when nothing is left of it.
std::optional<std::string> tidied(const std::optional<std::string>& text);

// Refuses a class that is not in the filing plan.
void require_filing_class(Call& call, const std::optional<std::string>& code);

// Refuses the date of a received document that makes no sense.
void require_received(Call& call,
                      std::string_view direction,
                      const std::optional<std::string>& on,
                      const std::optional<std::string>& number);

// Refuses to record when the clock is behind the register: its lines follow time.
void require_clock(Call& call);

// Whether who asks sees every reserved entry: the responsible's and the administrator's part.
bool sees_all(const Call& call);
// Refuses who does not (reserved to the service's responsible, art. 61).
void require_supervisor(const Call& call);

} // namespace protocol
