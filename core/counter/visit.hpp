// core/counter/visit.hpp -- what a visit is for: several procedures on one ticket, for the whole
// family, worked through in one go.
//
// A visit takes the minutes of its procedures together: each in full for the first person and one
// half for every further one, rounded up (the papers differ, the explanation is given once). Its
// position must have whatever one of them needs.
#pragma once

#include "core/counter/ticket.hpp"

#include <vector>

namespace sportello::counter {

// The minutes of a procedure for so many people.
constexpr int minutes_for(int minutes, int people) {
    return minutes + (minutes * (people - 1) + 1) / 2;
}

// Procedures and what they take together; measured by who knows the catalogue.
struct Visit {
    std::vector<VisitItem> procedures;
    int minutes = 0;
    EquipmentSet equipment = 0;
};

// In the order of asking. At most procedures_max.
constexpr std::size_t procedures_max = 10;
constexpr int people_max = 20;
std::vector<VisitItem> items_of(store::Connection& db, TicketId id);
void write_items(store::Connection& db, TicketId id, const std::vector<VisitItem>& items);

} // namespace sportello::counter
