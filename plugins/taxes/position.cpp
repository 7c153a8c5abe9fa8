// taxes/position.cpp -- reads a taxpayer's properties, accounts, requests and notices, newest
// first.
#include "position.hpp"

#include "intake.hpp"

namespace taxes {

namespace {

struct Who {
    std::int64_t id = 0;
    std::string surname, name, tax_code;
};
BOOST_DESCRIBE_STRUCT(Who, (), (id, surname, name, tax_code))

} // namespace

// At most the newest hundred of each kind.
Position position(Call& call, const PositionQuestion& question) {
    const auto code = normal_code(question.tax_code);
    const auto who = call.first<Who>(
        "SELECT id, surname, name, tax_code FROM taxes_taxpayer WHERE tax_code = ?1", code);
    if (!who) sportello::not_found("taxpayer-not-found", "/tax_code", {{"code", code}});
    Position found{who->surname, who->name, who->tax_code, {}, {}, {}, {}};
    found.properties = call.all<PositionProperty>(
        "SELECT b.kind, b.cadastral, b.address, p.category, p.value_cents, p.share, p.usage,"
        "    p.condition, p.valid_from, p.valid_to"
        " FROM taxes_possession p JOIN taxes_building b ON b.id = p.building_id"
        " WHERE p.taxpayer_id = ?1 ORDER BY p.valid_from DESC, p.id DESC LIMIT 100",
        who->id);
    found.accounts = call.all<PositionAccount>(
        "SELECT a.id, a.user, a.cadastral, a.address, o.square_metres, o.category, o.valid_from,"
        "    o.valid_to"
        " FROM taxes_account a JOIN taxes_occupation o ON o.account_id = a.id"
        " WHERE a.taxpayer_id = ?1 ORDER BY o.valid_from DESC, o.id DESC LIMIT 100",
        who->id);
    found.requests = call.all<PositionRequest>(
        "SELECT id, kind, received_on, state, answered_on, answer, protocol_year, protocol_number"
        " FROM taxes_request WHERE taxpayer_id = ?1 ORDER BY id DESC LIMIT 100",
        who->id);
    found.notices =
        call.all<PositionNotice>("SELECT nav, cents, reason, due_on, state FROM taxes_notice"
                                 " WHERE taxpayer_id = ?1 ORDER BY id DESC LIMIT 100",
                                 who->id);
    return found;
}

} // namespace taxes
