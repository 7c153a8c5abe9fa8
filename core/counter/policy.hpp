// core/counter/policy.hpp -- who is called next, and why: a pure function, without database or
// clock.
//
// The rules, in order:
//   1. appointment: who has the earliest of the times that have come. Once the lane's in_a_row_max
//      calls in a row were by this rule and somebody else waits, this call is for somebody else.
//   2. legal-priority: who waits longest among those with priority by law. Once
//      priority_in_a_row_max calls were by this rule with none by rules 3 and 4 between them, and
//      somebody without priority waits, this call is for somebody without.
//   3. interleave: a lane that was called in_a_row_max times, by rules 3 and 4, since another lane
//      with somebody waiting had its last turn (or since that somebody came), steps aside for it.
//   4. longest-wait: among the lanes that do not step aside, who is furthest along the promise:
//      minutes waited / minutes promised. Of equals the older place, then the older ticket.
// Who has an appointment and is too early for rule 1 is called when nobody else waits.
//
// "In a row" is counted over the calls of the counter that calls: so each lane has its turn at each
// counter that can serve it, whatever the others do, and nobody who can be served waits for ever:
// see turn_max().
#pragma once

#include "core/counter/settings.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sportello::counter {

enum class Rule { appointment, legal_priority, interleave, longest_wait, direct };
std::string_view to_text(Rule rule); // "longest-wait"
std::optional<Rule> rule_from(std::string_view text);

// Somebody who waits and whom the calling counter can serve. Of each lane the oldest without and
// the oldest with priority, and of appointment lanes also the punctual one with the earliest time.
struct Candidate {
    TicketId id{};
    std::string number;
    std::string lane;
    bool priority = false;
    Instant place;
    std::optional<Instant> due_at; // The appointment's time, or the time promised.
};

// A call of the same counter and day: neither undone nor direct.
struct PastCall {
    std::string lane;
    Rule rule = Rule::longest_wait;
    Instant at;
};

struct Choice {
    TicketId ticket{};
    Rule rule = Rule::longest_wait;
    boost::json::object why; // See weighed().
};

// `latest` calls from the latest to the oldest; turn_max() of them are enough.
std::optional<Choice> choose(const Settings& settings,
                             std::span<const Candidate> waiting,
                             std::span<const PastCall> latest,
                             Instant now);

// Within so many calls a counter reaches every lane in which somebody waits whom it can serve: the
// oldest of the lane is called by then, and who has n before him in lane and priority within n + 1
// times as many.
std::size_t turn_max(const Settings& settings);

// Minutes within which a ticket of the lane is to be called.
int promise_minutes(const Settings& settings, const Candidate& candidate);

// An appointment whose time counts: who came within the grace has it as place.
bool punctual(const Settings& settings, const Candidate& candidate);

// What is known of a candidate when it is called: {waited_seconds, promise_minutes, due_at?}.
boost::json::object weighed(const Settings& settings, const Candidate& candidate, Instant now);

} // namespace sportello::counter
