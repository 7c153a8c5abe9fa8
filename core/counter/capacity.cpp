#include "core/counter/capacity.hpp"

#include "core/base/refusal.hpp"

#include <algorithm>

namespace sportello::counter {

namespace {

using std::chrono::minutes;

constexpr auto pace_over = std::chrono::hours(1);
constexpr std::int64_t pace_tickets_max = 200; // Of the last hour: enough to see the pace.
constexpr int unbounded_visit_minutes = 30;

std::int64_t whole_minutes(std::chrono::milliseconds span) {
    return std::chrono::floor<minutes>(span).count();
}

void count_waiting(store::Connection& db,
                   const Settings& settings,
                   const std::string& day,
                   Load& load) {
    load.lanes.resize(settings.lanes.size());
    db.each(
        "SELECT lane, count(*), sum(minutes), min(place) FROM ticket"
        " WHERE state = 'waiting' AND day = ?1 GROUP BY lane",
        [&](const store::Row& row) {
            const auto lane = std::ranges::find(settings.lanes, row.text(0), &Lane::id);
            // A lane that the settings have no more is served like the last.
            auto& into = load.lanes.at(std::min<std::size_t>(
                static_cast<std::size_t>(lane - settings.lanes.begin()), load.lanes.size() - 1));
            into.waiting += row.integer(1);
            into.minutes += row.integer(2);
            const auto oldest = row.instant(3);
            into.oldest = std::min(into.oldest.value_or(oldest), oldest);
        },
        day);
}

// What is left of those called, served or parked: what was expected, less what has passed.
std::int64_t serving_minutes(store::Connection& db, const std::string& day, Instant now) {
    std::int64_t sum = 0;
    const auto add = [&](const store::Row& row) {
        const auto since = row.maybe_instant(1);
        const auto passed = since ? whole_minutes(now - *since) : 0;
        sum += std::max<std::int64_t>(0, row.integer(0) - passed);
    };
    db.each("SELECT minutes, started_at FROM ticket"
            " WHERE state IN ('called', 'serving') AND counter IS NOT NULL AND day = ?1",
            add, day);
    db.each("SELECT minutes, started_at FROM ticket WHERE state = 'parked' AND counter IS NOT NULL"
            " AND day = ?1",
            add, day);
    return sum;
}

void count_appointments(store::Connection& db,
                        const Settings& settings,
                        const std::string& day,
                        Instant now,
                        Load& load) {
    const auto grace = minutes(settings.policy.appointment_grace_minutes);
    db.each(
        "SELECT count(*), coalesce(sum(minutes), 0) FROM appointment"
        " WHERE day = ?1 AND at >= ?2 AND state = 'booked'",
        [&](const store::Row& row) {
            load.appointments_due = row.integer(0);
            load.booked = row.integer(1);
        },
        day, now - grace);
}

std::int64_t asked_lately(store::Connection& db, const std::string& day, Instant now) {
    return db
        .integer("SELECT coalesce(sum(minutes), 0) FROM (SELECT minutes, issued_at FROM ticket"
                 " WHERE day = ?1 ORDER BY id DESC LIMIT ?3) WHERE issued_at > ?2",
                 day, now - pace_over, pace_tickets_max)
        .value();
}

// The counters that the day is reckoned with: those that serve, or as many as usually do.
int counters(const Settings& settings, const Load& load) {
    const int serving = load.counters_open - load.counters_paused;
    return serving > 0 ? serving : std::max(1, settings.counters_usual);
}

std::int64_t work(const Load& load) {
    auto sum = load.serving + load.booked;
    for (const auto& lane : load.lanes)
        sum += lane.minutes;
    return sum;
}

// Minutes of work that the day can still take.
std::int64_t capacity(const Settings& settings, const Load& load, Instant now) {
    const auto left = settings.hours.minutes_left(*settings.zone, now);
    return std::int64_t{left} * counters(settings, load) - work(load);
}

// A visit keeps one counter: the others cannot help it to end in time. So it fits when its turn
// would come, by the work before it, at least so long before closing.
bool fits(const Settings& settings, const Load& load, int visit, Instant now) {
    return capacity(settings, load, now) >= std::int64_t{visit} * counters(settings, load);
}

bool limits(const Settings& settings) {
    return settings.refuse_when_full && settings.hours.known();
}

// When, at the pace of the last hour, a visit will fit no more, if that is before it would not fit
// into an empty hall either.
std::optional<Instant>
last_ticket(const Settings& settings, const Load& load, int visit, Instant now) {
    const auto closes = settings.hours.closes_at(*settings.zone, now);
    if (!closes || load.asked == 0) return std::nullopt;
    const auto spare =
        capacity(settings, load, now) - std::int64_t{visit} * counters(settings, load);
    const auto fills = now + minutes(60 * spare / load.asked);
    return fills < *closes - minutes(visit) ? std::optional(fills) : std::nullopt;
}

} // namespace

Load load(store::Connection& db, const Settings& settings, Instant now) {
    const auto day = settings.zone->day(now);
    Load load;
    db.each("SELECT count(*), count(paused_at) FROM open_counter", [&](const store::Row& row) {
        load.counters_open = static_cast<int>(row.integer(0));
        load.counters_paused = static_cast<int>(row.integer(1));
    });
    count_waiting(db, settings, day, load);
    load.serving = serving_minutes(db, day, now);
    count_appointments(db, settings, day, now, load);
    load.asked = asked_lately(db, day, now);
    return load;
}

int typical_minutes(const Settings& settings, const Lane& lane) {
    if (lane.kind == LaneKind::appointment) return settings.booking.slot_minutes;
    if (lane.minutes_max > 0) return lane.minutes_max;
    return lane.kind == LaneKind::walk_in ? unbounded_visit_minutes : settings.booking.slot_minutes;
}

std::vector<LaneRoom> room(const Settings& settings, const Load& load, Instant now) {
    const auto& hours = settings.hours;
    const auto left = capacity(settings, load, now);
    std::int64_t wait = (work(load) - load.booked) / counters(settings, load);
    // Who comes before the doors open waits for that too.
    if (hours.known() && !hours.open_at(*settings.zone, now))
        if (const auto opens = hours.next_opening(*settings.zone, now);
            opens && settings.zone->day(*opens) == settings.zone->day(now))
            wait += whole_minutes(*opens - now);
    std::vector<LaneRoom> rooms;
    for (std::size_t i = 0; i < settings.lanes.size(); ++i) {
        const auto& lane = settings.lanes[i];
        const auto& stands = load.lanes.at(i);
        const int visit = typical_minutes(settings, lane);
        LaneRoom one;
        one.lane = lane.id;
        one.waiting = stands.waiting;
        if (stands.oldest)
            one.longest_wait_minutes =
                static_cast<int>(std::max<std::int64_t>(0, whole_minutes(now - *stands.oldest)));
        one.expected_wait_minutes = static_cast<int>(wait);
        one.capacity_minutes = std::max<std::int64_t>(0, left);
        one.open = !limits(settings) || fits(settings, load, visit, now);
        if (one.open && limits(settings))
            one.last_ticket_at = last_ticket(settings, load, visit, now);
        rooms.push_back(std::move(one));
    }
    return rooms;
}

void check_room(store::Connection& db,
                const Settings& settings,
                const Lane& lane,
                int visit_minutes,
                Instant now) {
    if (!limits(settings)) return;
    const auto closes = settings.hours.closes_at(*settings.zone, now);
    if (!closes) {
        const auto opens = settings.hours.next_opening(*settings.zone, now);
        if (!opens) throw Refusal(Refusal::Kind::conflict, "hours.closed");
        const auto local = settings.zone->local_time(*opens);
        throw Refusal(
            Refusal::Kind::conflict, "hours.closed-until",
            {{"day", italian_date(day_of(*settings.zone, *opens))}, {"time", local.substr(11, 5)}});
    }
    const int visit = visit_minutes > 0 ? visit_minutes : typical_minutes(settings, lane);
    if (fits(settings, load(db, settings, now), visit, now)) return;
    throw Refusal(Refusal::Kind::conflict, "lane.full",
                  {{"lane", lane.title.it},
                   {"lane_en", lane.title.en},
                   {"closes", settings.zone->hour_minute(*closes)}});
}

} // namespace sportello::counter
