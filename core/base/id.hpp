// core/base/id.hpp -- strong ids: a function never takes two bare integers.
#pragma once

#include <cstdint>

namespace sportello {

enum class TicketId : std::int64_t {};
enum class CounterId : std::int64_t {}; // The number on the counter's sign: 1 to 999.
enum class CaseId : std::int64_t {};
enum class PrintJobId : std::int64_t {};
enum class EventId : std::int64_t {};
enum class ContactId : std::int64_t {};
enum class AppointmentId : std::int64_t {};
enum class TaskId : std::int64_t {};

// The integer that is stored and sent.
template <class Id>
constexpr std::int64_t number(Id id) noexcept {
    return static_cast<std::int64_t>(id);
}

} // namespace sportello
