// protocol/changes.cpp -- what may happen to an entry after it is made: another classification or
// assignment (art. 53), annulment (art. 54). Both add a row; nothing is written over.
#include "protocol.hpp"

namespace protocol {

// What the request leaves out stays as it is.
Card classify(Call& call, const Reclassification& change) {
    const Key key{change.year, change.number};
    const auto current = valid_entry(call, key).classifications.at(0);
    require_filing_class(call, change.filing_class);
    const auto reason = require_text(change.reason, "reason-empty", "/reason");
    const auto filing_class = change.filing_class ? change.filing_class : current.filing_class;
    const auto office = change.office ? change.office : current.office;
    if (filing_class == current.filing_class && office == current.office)
        sportello::refuse("nothing-changes", change.filing_class ? "/filing_class" : "/office");
    call.exec("INSERT INTO protocol_classification (year, number, version, filing_class, office,"
              "    changed_at, actor, reason)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
              key.year, key.number, current.version + 1, filing_class, office, call.local_time(),
              call.actor(), reason);
    return entry(call, key);
}

// The number stays taken: the series is computed over every row, annulled or not.
Card annul(Call& call, const AnnulmentRequest& request) {
    const Key key{request.year, request.number};
    valid_entry(call, key);
    const auto reason = require_text(request.reason, "reason-empty", "/reason");
    const auto act = require_text(request.act, "act-empty", "/act");
    call.exec("INSERT INTO protocol_annulment (year, number, annulled_at, actor, reason, act)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
              key.year, key.number, call.local_time(), call.actor(), reason, act);
    return entry(call, key);
}

} // namespace protocol
