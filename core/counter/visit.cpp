#include "core/counter/visit.hpp"

namespace sportello::counter {

std::vector<VisitItem> items_of(store::Connection& db, TicketId id) {
    return db.all(
        "SELECT procedure, people, done FROM ticket_procedure WHERE ticket = ?1 ORDER BY position",
        [](const store::Row& row) {
            return VisitItem{std::string(row.text(0)), static_cast<int>(row.integer(1)),
                             row.integer(2) != 0};
        },
        id);
}

void write_items(store::Connection& db, TicketId id, const std::vector<VisitItem>& items) {
    db.run("DELETE FROM ticket_procedure WHERE ticket = ?1", id);
    std::int64_t position = 0;
    for (const auto& item : items)
        db.run("INSERT INTO ticket_procedure (ticket, position, procedure, people, done)"
               " VALUES (?1, ?2, ?3, ?4, ?5)",
               id, ++position, item.procedure, std::int64_t{item.people}, item.done);
}

} // namespace sportello::counter
