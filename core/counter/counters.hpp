// core/counter/counters.hpp -- the positions of the counter: who sits there, who is served there.
//
// A counter has one operator and an operator one counter; it has at most one citizen, called or
// being served: the database itself refuses a second of each. Functions run in the caller's
// transaction and emit the event that tells them. Refusals: counter.unknown (404), the others 409.
#pragma once

#include "core/counter/ticket.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::counter {

struct Pause {
    std::string reason;
    Instant since;
};

// The last step, while it can be taken back: see undo.hpp.
struct UndoOffer {
    std::string step;
    std::string ticket; // Its number.
    Instant until;
};

struct Counter {
    CounterId id{};
    std::string name;
    EquipmentSet equipment = 0;
    std::optional<std::string> operator_id; // Nothing: closed.
    std::optional<Ticket> ticket;           // Called or being served.
    std::optional<Pause> pause;
    bool auto_call = false;
    std::vector<Ticket> parked; // They left for a moment and come back here.
    std::optional<UndoOffer> undo;
};

// Who acts, and whether he may act in the place of the operator who sits there.
struct Actor {
    std::string_view id;
    bool supervises = false;
};

std::vector<Counter> counters(store::Connection& db, const Settings& settings, Instant now);
// Throws counter.unknown.
Counter find_counter(store::Connection& db, const Settings& settings, CounterId id, Instant now);

// Opening what one holds already changes nothing. Throws counter.held when another person sits
// there, counter.elsewhere when `who` sits at another counter.
void open(store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now);

// Tickets transferred to this counter become anybody's. Throws counter.still-called,
// counter.still-serving; unless `even_if_waiting` also counter.last-with-waiting when it is the
// last one open and somebody waits, counter.has-parked when somebody comes back here.
void close(store::Connection& db,
           const Settings& settings,
           CounterId id,
           Actor who,
           bool even_if_waiting,
           Instant now);

// Calls nobody until pause_over(); who is there already is served to the end. A further pause
// only changes the reason.
void pause(store::Connection& db,
           const Settings& settings,
           CounterId id,
           std::string_view reason,
           Actor who,
           Instant now);
void pause_over(
    store::Connection& db, const Settings& settings, CounterId id, Actor who, Instant now);

// From now on the next one is called by itself: see serve_waiting() in calling.hpp.
void set_auto_call(
    store::Connection& db, const Settings& settings, CounterId id, bool on, Actor who, Instant now);

struct LaneCount {
    std::string lane;
    std::int64_t waiting = 0;
    std::optional<Instant> oldest; // The oldest place; of appointments that came early, to come.
};
// Who waits, lane by lane, in the settings' order.
std::vector<LaneCount>
waiting(store::Connection& db, const Settings& settings, std::string_view day);

// --- What the steps of a counter check first.

// Throws counter.unknown.
const Position& position(const Settings& settings, CounterId id);
// The counter must be open, and `who` must sit there or supervise: counter.closed, counter.held.
void check_open(store::Connection& db, const Settings& settings, CounterId id, Actor who);
// Nobody may be called or served there: counter.still-called, counter.still-serving.
void check_free(store::Connection& db, CounterId id);
// Open, not paused (counter.paused), free.
void check_ready(store::Connection& db, const Settings& settings, CounterId id, Actor who);
// `who` may act on a ticket that belongs to a counter: counter.held.
void check_holder(store::Connection& db, const Ticket& ticket, Actor who);
// The position must have what the ticket needs: counter.lacks-equipment.
void check_equipment(const Position& position, const Ticket& ticket);
// Whether somebody sits there today.
bool is_open(store::Connection& db, const Settings& settings, CounterId id, Instant now);

} // namespace sportello::counter
