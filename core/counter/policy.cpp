#include "core/counter/policy.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace sportello::counter {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 5> rule_texts{"appointment", "legal-priority", "interleave",
                                                     "longest-wait", "direct"};

bool by_lanes(Rule rule) {
    return rule == Rule::interleave || rule == Rule::longest_wait;
}

// Calls by `rule` since the last one by a rule of `ends`.
template <class Ends>
int in_a_row(std::span<const PastCall> latest, Rule rule, Ends&& ends) {
    int count = 0;
    for (const auto& call : latest) {
        if (call.rule == rule)
            ++count;
        else if (ends(call.rule))
            break;
    }
    return count;
}

bool older(const Candidate& a, const Candidate& b) {
    return std::pair(a.place, a.id) < std::pair(b.place, b.id);
}

double waited_minutes(const Candidate& candidate, Instant now) {
    const std::chrono::duration<double, std::ratio<60>> waited = now - candidate.place;
    return std::max(0.0, waited.count());
}

class Chooser {
public:
    Chooser(const Settings& settings,
            std::span<const Candidate> waiting,
            std::span<const PastCall> latest,
            Instant now)
        : settings_(settings), waiting_(waiting), latest_(latest), now_(now) {
        for (const auto& candidate : waiting)
            sort_in(candidate);
    }

    std::optional<Choice> choose() {
        if (const auto* chosen = by_appointment()) return choice(*chosen, Rule::appointment);
        if (const auto* chosen = by_priority()) return choice(*chosen, Rule::legal_priority);
        if (!ordinary_.empty()) return by_lane();
        if (early_) return choice(*early_, Rule::longest_wait);
        return std::nullopt;
    }

private:
    void sort_in(const Candidate& candidate) {
        const auto keep_older = [&](const Candidate*& kept) {
            if (!kept || older(candidate, *kept)) kept = &candidate;
        };
        const std::chrono::minutes early(settings_.policy.appointment_early_minutes);
        if (punctual(settings_, candidate))
            keep_older(candidate.place <= now_ + early ? appointment_ : early_);
        else if (candidate.priority)
            keep_older(priority_);
        else
            ordinary_.push_back(&candidate);
    }

    const Candidate* by_appointment() {
        if (!appointment_) return nullptr;
        const int calls = in_a_row(latest_, Rule::appointment, [](Rule) { return true; });
        if (calls < settings_.lane(appointment_->lane)->in_a_row_max ||
            (!priority_ && ordinary_.empty()))
            return appointment_;
        step_aside(to_text(Rule::appointment), calls);
        return nullptr;
    }

    const Candidate* by_priority() {
        if (!priority_) return nullptr;
        const int calls = in_a_row(latest_, Rule::legal_priority, by_lanes);
        if (calls < settings_.policy.priority_in_a_row_max || ordinary_.empty()) return priority_;
        step_aside(to_text(Rule::legal_priority), calls);
        return nullptr;
    }

    Choice by_lane() {
        const auto further = [&](const Candidate* a, const Candidate* b) {
            const auto [of_a, of_b] = std::pair(urgency(*a), urgency(*b));
            return of_a != of_b ? of_a > of_b : older(*a, *b);
        };
        std::ranges::sort(ordinary_, further);
        const auto* furthest = ordinary_.front();
        for (const auto* candidate : ordinary_) {
            const int calls = calls_too_many(*candidate);
            if (calls == 0)
                return choice(*candidate,
                              candidate == furthest ? Rule::longest_wait : Rule::interleave);
            step_aside(candidate->lane, calls);
        }
        // Not reached: the lane whose last turn is the oldest steps aside for none.
        return choice(*furthest, Rule::longest_wait);
    }

    // How often its lane was called since another that waits had its last turn, when that is too
    // often; else 0.
    int calls_too_many(const Candidate& candidate) const {
        const int most = settings_.lane(candidate.lane)->in_a_row_max;
        int calls = 0;
        for (const auto* other : ordinary_)
            if (other->lane != candidate.lane)
                calls = std::max(calls, calls_since_turn(candidate.lane, *other));
        return calls >= most ? calls : 0;
    }

    int calls_since_turn(std::string_view lane, const Candidate& other) const {
        int calls = 0;
        for (const auto& call : latest_) {
            if (call.at < other.place) break;
            if (!by_lanes(call.rule)) continue;
            if (call.lane == other.lane) break;
            if (call.lane == lane) ++calls;
        }
        return calls;
    }

    double urgency(const Candidate& candidate) const {
        return waited_minutes(candidate, now_) / promise_minutes(settings_, candidate);
    }

    void step_aside(std::string_view who, int calls) {
        aside_.push_back(json::object{{"who", who}, {"calls", calls}});
    }

    Choice choice(const Candidate& chosen, Rule rule) {
        json::array others;
        for (const auto& candidate : waiting_) {
            if (candidate.id == chosen.id) continue;
            auto other = weighed(settings_, candidate, now_);
            other["ticket"] = candidate.number;
            other["lane"] = candidate.lane;
            other["priority"] = candidate.priority;
            others.push_back(std::move(other));
        }
        auto why = weighed(settings_, chosen, now_);
        why["others"] = std::move(others);
        why["aside"] = std::move(aside_);
        return {chosen.id, rule, std::move(why)};
    }

    const Settings& settings_;
    std::span<const Candidate> waiting_;
    std::span<const PastCall> latest_;
    Instant now_;
    const Candidate* appointment_ = nullptr; // Whose time has come.
    const Candidate* early_ = nullptr;       // An appointment whose time has not.
    const Candidate* priority_ = nullptr;
    std::vector<const Candidate*> ordinary_; // The oldest of each lane.
    json::array aside_;                      // Who would have come first: {who, calls}.
};

} // namespace

std::string_view to_text(Rule rule) {
    return rule_texts.at(static_cast<std::size_t>(rule));
}

std::optional<Rule> rule_from(std::string_view text) {
    const auto found = std::ranges::find(rule_texts, text);
    if (found == rule_texts.end()) return std::nullopt;
    return static_cast<Rule>(found - rule_texts.begin());
}

bool punctual(const Settings& settings, const Candidate& candidate) {
    return candidate.due_at == candidate.place &&
           settings.lane(candidate.lane)->kind == LaneKind::appointment;
}

int promise_minutes(const Settings& settings, const Candidate& candidate) {
    const auto& lane = *settings.lane(candidate.lane);
    if (lane.kind == LaneKind::call_back && candidate.due_at) {
        const auto promised =
            std::chrono::ceil<std::chrono::minutes>(*candidate.due_at - candidate.place);
        return static_cast<int>(std::max<std::int64_t>(1, promised.count()));
    }
    return lane.promise_minutes;
}

json::object weighed(const Settings& settings, const Candidate& candidate, Instant now) {
    const auto waited = std::chrono::floor<std::chrono::seconds>(now - candidate.place);
    json::object facts{{"waited_seconds", std::max<std::int64_t>(0, waited.count())},
                       {"promise_minutes", promise_minutes(settings, candidate)}};
    if (candidate.due_at) facts["due_at"] = candidate.due_at->time_since_epoch().count();
    return facts;
}

std::optional<Choice> choose(const Settings& settings,
                             std::span<const Candidate> waiting,
                             std::span<const PastCall> latest,
                             Instant now) {
    return Chooser(settings, waiting, latest, now).choose();
}

// Between two calls by lanes there are at most so many with priority, and between any two of these,
// and around them, so many appointments.
std::size_t turn_max(const Settings& settings) {
    std::size_t turns = 1;
    std::size_t appointments = 0;
    for (const auto& lane : settings.lanes) {
        const auto most = static_cast<std::size_t>(lane.in_a_row_max);
        turns += most;
        if (lane.kind == LaneKind::appointment) appointments = std::max(appointments, most);
    }
    const auto priorities = static_cast<std::size_t>(settings.policy.priority_in_a_row_max);
    return turns * (priorities + 1) * (appointments + 1);
}

} // namespace sportello::counter
