// tests/core/counter/policy_test.cpp -- who is called next: each rule, and that nobody waits for
// ever.
#include "core/counter/policy.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <deque>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "tests/core/counter/fixture.hpp"

namespace sportello::counter {
namespace {

class PolicyTest : public testing::Test {
protected:
    PolicyTest() { settings.lanes = five_lanes(); }

    // Somebody who has waited for so many minutes.
    Candidate waits(const std::string& lane, int waited, bool priority = false) {
        const auto id = ++last_id;
        return {TicketId{id}, "T" + std::to_string(id), lane, priority, now - minutes(waited), {}};
    }
    Candidate booked(int minutes_ago) {
        auto candidate = waits("appointment", minutes_ago);
        candidate.due_at = candidate.place;
        return candidate;
    }
    // Calls by `rule` from the latest to the oldest, a minute apart.
    std::vector<PastCall> past(std::initializer_list<std::pair<const char*, Rule>> calls) {
        std::vector<PastCall> all;
        for (const auto& [lane, rule] : calls)
            all.push_back({lane, rule, now - minutes(1 + static_cast<int>(all.size()))});
        return all;
    }
    std::optional<Choice> choose(const std::vector<Candidate>& waiting,
                                 const std::vector<PastCall>& latest = {}) {
        return counter::choose(settings, waiting, latest, now);
    }

    Settings settings;
    Instant now = instant_from("2026-11-24T09:00:00.000Z");
    std::int64_t last_id = 0;
};

TEST_F(PolicyTest, NobodyWaitsNobodyIsChosen) {
    EXPECT_FALSE(choose({}));
}

TEST_F(PolicyTest, WhoIsFurthestAlongThePromiseIsCalled) {
    const auto quick = waits("quick", 9);        // 9 of 10
    const auto standard = waits("standard", 17); // 17 of 20
    const auto chosen = choose({standard, quick});
    EXPECT_EQ(chosen->ticket, quick.id);
    EXPECT_EQ(chosen->rule, Rule::longest_wait);
}

TEST_F(PolicyTest, OfEqualsTheOlderPlaceThenTheOlderTicket) {
    const auto quick = waits("quick", 10), standard = waits("standard", 20);
    EXPECT_EQ(choose({quick, standard})->ticket, standard.id);
    const auto a = waits("quick", 0), b = waits("standard", 0);
    EXPECT_EQ(choose({b, a})->ticket, a.id);
}

TEST_F(PolicyTest, APunctualAppointmentComesFirstTheEarliestOfThem) {
    const auto first = booked(3), second = booked(-2);
    const auto chosen = choose({waits("quick", 90), waits("quick", 90, true), second, first});
    EXPECT_EQ(chosen->ticket, first.id);
    EXPECT_EQ(chosen->rule, Rule::appointment);
}

TEST_F(PolicyTest, AnAppointmentIsNotCalledBeforeItsTimeWhileOthersWait) {
    const auto early = booked(-6), other = waits("long", 0);
    EXPECT_EQ(choose({early, other})->ticket, other.id);
    EXPECT_EQ(choose({early})->ticket, early.id);
    const auto in_time = booked(-5);
    EXPECT_EQ(choose({in_time, other})->ticket, in_time.id);
}

TEST_F(PolicyTest, AfterSoManyAppointmentsInARowSomebodyElseHasATurn) {
    const auto due = booked(3), other = waits("long", 1);
    const auto row = past({{"appointment", Rule::appointment},
                           {"appointment", Rule::appointment},
                           {"appointment", Rule::appointment}});
    const auto chosen = choose({due, other}, row);
    EXPECT_EQ(chosen->ticket, other.id);
    EXPECT_EQ(chosen->why.at("aside").at(0).at("who"), "appointment");
    EXPECT_EQ(choose({due}, row)->ticket, due.id); // Nobody else waits.
}

TEST_F(PolicyTest, LegalPriorityComesBeforeTheLanesTheOldestOfThem) {
    const auto a = waits("long", 2, true), b = waits("quick", 1, true);
    const auto chosen = choose({waits("quick", 60), b, a});
    EXPECT_EQ(chosen->ticket, a.id);
    EXPECT_EQ(chosen->rule, Rule::legal_priority);
}

TEST_F(PolicyTest, AfterSoManyPrioritiesSomebodyWithoutHasATurn) {
    const auto urgent = waits("quick", 9, true), other = waits("long", 1);
    const auto row = past({{"quick", Rule::legal_priority},
                           {"appointment", Rule::appointment}, // Does not end the row.
                           {"quick", Rule::legal_priority}});
    const auto chosen = choose({urgent, other}, row);
    EXPECT_EQ(chosen->ticket, other.id);
    EXPECT_EQ(chosen->why.at("aside").at(0).at("who"), "legal-priority");
    EXPECT_EQ(choose({urgent}, row)->ticket, urgent.id);
    const auto after = past({{"long", Rule::longest_wait}, {"quick", Rule::legal_priority}});
    EXPECT_EQ(choose({urgent, other}, after)->ticket, urgent.id);
}

TEST_F(PolicyTest, ALaneCalledSoManyTimesInARowStepsAside) {
    const auto quick = waits("quick", 60), standard = waits("standard", 10);
    const auto twice = past({{"quick", Rule::longest_wait}, {"quick", Rule::longest_wait}});
    EXPECT_EQ(choose({quick, standard}, twice)->ticket, quick.id);
    const auto thrice = past({{"quick", Rule::longest_wait},
                              {"quick", Rule::interleave},
                              {"quick", Rule::longest_wait}});
    const auto chosen = choose({quick, standard}, thrice);
    EXPECT_EQ(chosen->ticket, standard.id);
    EXPECT_EQ(chosen->rule, Rule::interleave);
    EXPECT_EQ(chosen->why.at("aside").at(0).at("who"), "quick");
    EXPECT_EQ(chosen->why.at("aside").at(0).at("calls"), 3);
    EXPECT_EQ(choose({quick}, thrice)->ticket, quick.id);
}

TEST_F(PolicyTest, CallsBeforeTheOtherCameDoNotCount) {
    const auto quick = waits("quick", 60), just_come = waits("standard", 2);
    const auto row = past({{"quick", Rule::longest_wait},
                           {"quick", Rule::longest_wait},
                           {"quick", Rule::longest_wait},
                           {"quick", Rule::longest_wait}});
    EXPECT_EQ(choose({quick, just_come}, row)->ticket, quick.id);
}

TEST_F(PolicyTest, TwoLanesThatAlternateDoNotShutOutAThird) {
    const auto quick = waits("quick", 600), standard = waits("standard", 600),
               third = waits("long", 30);
    std::vector<PastCall> latest;
    std::vector<TicketId> chosen;
    for (int i = 0; i < 8; ++i) {
        const auto choice = choose({quick, standard, third}, latest);
        chosen.push_back(choice->ticket);
        const auto& lane = choice->ticket == quick.id      ? quick.lane
                           : choice->ticket == standard.id ? standard.lane
                                                           : third.lane;
        latest.insert(latest.begin(), {lane, choice->rule, now});
    }
    EXPECT_THAT(chosen, testing::Contains(third.id));
}

// Whatever comes in, in whatever order, and however many of them: who is first of the appointments,
// of the legal priorities, or of his lane is called within the bound that the settings give; so
// everybody is, in his turn.
class NoStarvation : public PolicyTest, public testing::WithParamInterface<unsigned> {
protected:
    struct Waiting {
        Candidate who;
        std::size_t calls_as_first = 0;
    };

    NoStarvation() : random(GetParam()) {
        for (auto& lane : settings.lanes) {
            lane.in_a_row_max = static_cast<int>(1 + pick(3));
            lane.promise_minutes = static_cast<int>(1 + pick(120));
        }
        settings.policy.priority_in_a_row_max = static_cast<int>(1 + pick(3));
        for (auto& weight : weights)
            weight = pick(4) == 0 ? 50 : 1 + pick(3);
        priority_percent = pick(2) ? 90 : 10;
    }

    unsigned pick(unsigned n) { return static_cast<unsigned>(random() % n); }

    // Somebody comes, to a lane that the day's weights make likely.
    void come() {
        auto at = pick(std::accumulate(weights.begin(), weights.end(), 0U));
        std::size_t lane = 0;
        while (at >= weights[lane])
            at -= weights[lane++];
        auto who = waits(settings.lanes[lane].id, 0, pick(100) < priority_percent);
        if (who.lane == "appointment" && pick(4) != 0) who.due_at = who.place;
        hall.push_back({who, 0});
    }

    // What a candidate is the first of.
    std::string line_of(const Candidate& who) const {
        if (punctual(settings, who)) return "punctual";
        return who.priority ? "priority" : who.lane;
    }

    // Of each lane the oldest with and without priority, punctual and not; in any order.
    std::vector<Candidate> candidates() {
        std::map<std::tuple<std::string, bool, bool>, Candidate> heads;
        for (const auto& it : hall)
            heads.try_emplace({it.who.lane, it.who.priority, punctual(settings, it.who)}, it.who);
        std::vector<Candidate> all;
        for (const auto& [key, who] : heads)
            all.push_back(who);
        std::ranges::shuffle(all, random);
        return all;
    }

    void count_the_first() {
        std::set<std::string> seen;
        for (auto& it : hall)
            if (seen.insert(line_of(it.who)).second) ++it.calls_as_first;
    }

    std::mt19937 random;
    std::array<unsigned, 5> weights{};
    unsigned priority_percent = 0;
    std::deque<Waiting> hall; // In the order of coming.
    std::deque<PastCall> latest;
};

TEST_P(NoStarvation, WhoeverIsFirstIsCalledWithinTheBound) {
    const auto bound = turn_max(settings);
    for (int call = 0; call < 1500; ++call) {
        now += seconds(pick(120));
        for (unsigned n = pick(4); n > 0 && hall.size() < 300; --n)
            come();
        const auto choice = choose(candidates(), {latest.begin(), latest.end()});
        ASSERT_EQ(choice.has_value(), !hall.empty());
        if (!choice) continue;
        count_the_first();
        for (const auto& it : hall)
            ASSERT_LE(it.calls_as_first, bound) << it.who.lane << " starves";
        const auto called =
            std::ranges::find(hall, choice->ticket, [](const Waiting& it) { return it.who.id; });
        ASSERT_NE(called, hall.end());
        latest.push_front({called->who.lane, choice->rule, now});
        if (latest.size() > bound) latest.pop_back();
        hall.erase(called);
    }
}

INSTANTIATE_TEST_SUITE_P(AnyDay, NoStarvation, testing::Range(1U, 25U));

} // namespace
} // namespace sportello::counter
