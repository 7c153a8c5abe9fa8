#include "core/counter/appointments.hpp"

#include "core/base/refusal.hpp"
#include "core/store/events.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sportello::counter {

namespace {

namespace json = boost::json;

constexpr days search_max{365};

constexpr std::array<std::string_view, 4> state_texts{"booked", "arrived", "missed", "cancelled"};

#define APPOINTMENT_COLUMNS                                                                        \
    "id, code, day, at, minutes, equipment, procedures, language, state, name, phone, ticket,"     \
    " from_ticket"

std::string text_of(const std::vector<VisitItem>& items) {
    json::array list;
    for (const auto& item : items)
        list.push_back({{"procedure", item.procedure}, {"people", item.people}});
    return json::serialize(list);
}

std::vector<VisitItem> items_of(std::string_view text) {
    std::vector<VisitItem> items;
    const auto list = json::parse(text);
    for (const auto& one : list.as_array())
        items.push_back({std::string(one.at("procedure").as_string()),
                         static_cast<int>(one.at("people").as_int64()), false});
    return items;
}

AppointmentState state_of(std::string_view text) {
    return static_cast<AppointmentState>(std::ranges::find(state_texts, text) -
                                         state_texts.begin());
}

Appointment appointment_of(const store::Row& row) {
    Appointment one;
    one.id = row.id<AppointmentId>(0);
    one.code = row.text(1);
    one.day = row.text(2);
    one.at = row.instant(3);
    one.minutes = static_cast<int>(row.integer(4));
    one.equipment = static_cast<EquipmentSet>(row.integer(5));
    one.procedures = items_of(row.text(6));
    one.language = row.text(7);
    one.state = state_of(row.text(8));
    one.name = row.maybe_text(9);
    one.phone = row.maybe_text(10);
    if (!row.is_null(11)) one.ticket = row.id<TicketId>(11);
    if (!row.is_null(12)) one.from_ticket = row.id<TicketId>(12);
    return one;
}

void tell(store::Connection& db, const Appointment& one, Instant now) {
    store::emit(db, fmt::format("appointment.{}", to_text(one.state)),
                json::serialize(json::object{{"appointment", number(one.id)},
                                             {"day", one.day},
                                             {"state", to_text(one.state)}}),
                now);
}

// Reads it, which must be booked.
Appointment booked(store::Connection& db, AppointmentId id) {
    auto found = appointment(db, id);
    if (found.state != AppointmentState::booked)
        throw Refusal(Refusal::Kind::conflict,
                      fmt::format("appointment.is-{}", to_text(found.state)));
    return found;
}

// One slot of a day, and how many citizens have it.
struct Place {
    Instant from;
    Instant to;
    int taken = 0;
};

// The day's slots, interval by interval. The last of an interval may be shorter than the others.
std::vector<std::vector<Place>> places(const Settings& settings, Date day) {
    const auto length = std::chrono::minutes(settings.booking.slot_minutes);
    std::vector<std::vector<Place>> all;
    for (const auto& hours : settings.hours.openings(*settings.zone, day)) {
        auto& row = all.emplace_back();
        for (auto at = hours.from; at < hours.to; at += length)
            row.push_back({at, std::min<Instant>(at + length, hours.to)});
    }
    return all;
}

void take_places(store::Connection& db, Date day, std::vector<std::vector<Place>>& rows) {
    db.each(
        "SELECT at, minutes FROM appointment WHERE day = ?1 AND state IN ('booked', 'arrived')",
        [&](const store::Row& row) {
            const auto from = row.instant(0);
            const auto to = from + std::chrono::minutes(row.integer(1));
            for (auto& places : rows)
                for (auto& place : places)
                    if (from < place.to && place.from < to) ++place.taken;
        },
        format_date(day));
}

// Where a visit of `minutes` may begin on a day; taken ones have nothing free.
std::vector<Slot>
slots_of(store::Connection& db, const Settings& settings, Date day, int minutes, Instant now) {
    auto rows = places(settings, day);
    if (rows.empty()) return {};
    take_places(db, day, rows);
    std::vector<Slot> all;
    for (const auto& row : rows) {
        const auto whole = row.back().to - row.front().from;
        const auto length =
            std::min<std::chrono::milliseconds>(std::chrono::minutes(std::max(1, minutes)), whole);
        for (auto first = row.begin(); first != row.end(); ++first) {
            const auto end = first->from + length;
            if (end > row.back().to) break;
            if (first->from <= now) continue;
            int taken = 0;
            for (auto place = first; place != row.end() && place->from < end; ++place)
                taken = std::max(taken, place->taken);
            all.push_back({first->from, std::max(0, settings.booking.per_slot - taken)});
        }
    }
    return all;
}

Appointment
insert(store::Connection& db, const Settings& settings, const NewAppointment& wanted, Instant now) {
    const auto made =
        db.first("INSERT INTO appointment (code, day, at, minutes, equipment, procedures, language,"
                 " state, name, phone, from_ticket, made_at)"
                 " VALUES (lower(hex(randomblob(6))), ?1, ?2, ?3, ?4, ?5, ?6, 'booked', ?7, ?8, ?9,"
                 " ?10) RETURNING " APPOINTMENT_COLUMNS,
                 appointment_of, settings.zone->day(wanted.at), wanted.at,
                 std::max(1, wanted.minutes), wanted.equipment, text_of(wanted.procedures),
                 wanted.language, wanted.name, wanted.phone, wanted.from_ticket, now);
    tell(db, *made, now);
    return *made;
}

} // namespace

std::string_view to_text(AppointmentState state) {
    return state_texts.at(static_cast<std::size_t>(state));
}

std::vector<Slot> slots(store::Connection& db,
                        const Settings& settings,
                        Date from,
                        int count,
                        int minutes,
                        Instant now) {
    const auto today = day_of(*settings.zone, now);
    const auto end = std::min(from + days(count), today + days(settings.booking.days_max + 1));
    std::vector<Slot> all;
    for (auto day = std::max(from, today); day < end; day += days(1))
        for (const auto& slot : slots_of(db, settings, day, minutes, now))
            if (slot.free > 0) all.push_back(slot);
    return all;
}

std::optional<Slot>
first_slot(store::Connection& db, const Settings& settings, Date from, int minutes, Instant now) {
    for (auto day = from; day < from + search_max; day += days(1))
        for (const auto& slot : slots_of(db, settings, day, minutes, now))
            if (slot.free > 0) return slot;
    return std::nullopt;
}

Appointment
book(store::Connection& db, const Settings& settings, const NewAppointment& wanted, Instant now) {
    const auto day = day_of(*settings.zone, wanted.at);
    const bool in_reach = day <= day_of(*settings.zone, now) + days(settings.booking.days_max);
    const auto all =
        in_reach ? slots_of(db, settings, day, wanted.minutes, now) : std::vector<Slot>{};
    const auto slot = std::ranges::find(all, wanted.at, &Slot::at);
    if (slot == all.end())
        throw Refusal(Refusal::Kind::invalid, "appointment.no-slot",
                      {{"days", std::to_string(settings.booking.days_max)}});
    if (slot->free == 0) throw Refusal(Refusal::Kind::conflict, "appointment.slot-taken");
    return insert(db, settings, wanted, now);
}

std::optional<Appointment> book_first(store::Connection& db,
                                      const Settings& settings,
                                      NewAppointment wanted,
                                      Date from,
                                      Instant now) {
    const auto slot = first_slot(db, settings, from, wanted.minutes, now);
    if (!slot) return std::nullopt;
    wanted.at = slot->at;
    return insert(db, settings, wanted, now);
}

Appointment appointment(store::Connection& db, AppointmentId id) {
    auto found = db.first("SELECT " APPOINTMENT_COLUMNS " FROM appointment WHERE id = ?1",
                          appointment_of, id);
    if (!found) throw Refusal(Refusal::Kind::not_found, "appointment.unknown");
    return *std::move(found);
}

std::optional<Appointment> find_appointment_by_code(store::Connection& db, std::string_view code) {
    std::string plain;
    for (const char c : code)
        if (c != ' ' && c != '-') plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return db.first("SELECT " APPOINTMENT_COLUMNS " FROM appointment WHERE code = ?1",
                    appointment_of, plain);
}

std::optional<Appointment> appointment_from(store::Connection& db, TicketId ticket) {
    return db.first("SELECT " APPOINTMENT_COLUMNS " FROM appointment WHERE from_ticket = ?1"
                    " ORDER BY id DESC LIMIT 1",
                    appointment_of, ticket);
}

std::vector<Appointment> appointments(store::Connection& db, std::string_view day) {
    return db.all("SELECT " APPOINTMENT_COLUMNS
                  " FROM appointment WHERE day = ?1 ORDER BY at, id LIMIT ?2",
                  appointment_of, day, appointments_max);
}

Ticket arrive(store::Connection& db, const Settings& settings, AppointmentId id, Instant now) {
    auto coming = booked(db, id);
    if (coming.day != settings.zone->day(now))
        throw Refusal(Refusal::Kind::conflict, "appointment.other-day",
                      {{"day", italian_date(parse_date(coming.day).value())},
                       {"time", settings.zone->hour_minute(coming.at)}});
    NewTicket wanted;
    const auto* lane = settings.lane_of_kind(LaneKind::appointment);
    wanted.lane = lane ? lane->id : settings.lane_for(coming.minutes).id;
    wanted.procedures = coming.procedures;
    wanted.minutes = coming.minutes;
    wanted.equipment = coming.equipment;
    wanted.channel = Channel::appointment;
    wanted.language = coming.language;
    wanted.due_at = coming.at;
    const auto ticket = issue(db, settings, wanted, now);
    db.run("UPDATE appointment SET state = 'arrived', ticket = ?2 WHERE id = ?1", id, ticket.id);
    coming.state = AppointmentState::arrived;
    tell(db, coming, now);
    return ticket;
}

Appointment cancel(store::Connection& db, AppointmentId id, Instant now) {
    auto given_up = booked(db, id);
    db.run("UPDATE appointment SET state = 'cancelled' WHERE id = ?1", id);
    given_up.state = AppointmentState::cancelled;
    tell(db, given_up, now);
    return given_up;
}

std::int64_t miss_appointments(store::Connection& db, std::string_view today, Instant now) {
    const auto missed =
        db.all("UPDATE appointment SET state = 'missed' WHERE state = 'booked' AND day < ?1"
               " RETURNING " APPOINTMENT_COLUMNS,
               appointment_of, today);
    for (const auto& one : missed)
        tell(db, one, now);
    return static_cast<std::int64_t>(missed.size());
}

std::int64_t forget_appointments(store::Connection& db, std::string_view day) {
    return db.run("UPDATE appointment SET name = NULL, phone = NULL"
                  " WHERE (name IS NOT NULL OR phone IS NOT NULL) AND day < ?1",
                  day);
}

} // namespace sportello::counter
