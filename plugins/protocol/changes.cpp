// protocol/changes.cpp -- classification or assignment (art. 53), annulment of an entry or of a
// field (art. 54), documents that come later, and who may see it.
#include "changes.hpp"

#include <sportello/text.hpp>

#include <algorithm>
#include <functional>

#include "files.hpp"
#include "journal.hpp"

namespace protocol {

namespace {

// The place that is in force, and then what the request says of it.
Place changed_place(Call& call, const Reclassification& change, const Classification& current) {
    const auto office = change.office ? tidied(change.office) : current.office;
    if (change.file) return place_of(call, change.filing_class, change.file, office);
    if (change.filing_class && change.filing_class != current.filing_class)
        return place_of(call, change.filing_class, std::nullopt, office);
    Place place{current.filing_class, std::nullopt, current.file, office};
    if (current.file) // A closed file keeps what it holds.
        place.file =
            call.one<std::int64_t>("SELECT id FROM protocol_file WHERE code = ?1", *current.file);
    return place;
}

// The field's value in force, if it has one.
std::optional<std::string> value_of(const Entry& entry, std::string_view field) {
    if (field == "correspondent") return entry.correspondent;
    if (field == "subject") return entry.subject;
    return field == "received_on" ? entry.received_on : entry.received_number;
}

std::string require_value(Call& call, const Entry& entry, const CorrectionRequest& request) {
    if (request.field == "received_on")
        require_received(call, entry.direction, request.value, std::nullopt);
    if (request.field == "received_number")
        require_received(call, entry.direction, std::nullopt, request.value);
    auto value = require_text(request.value, "value-empty", "/value");
    if (value == value_of(entry, request.field)) sportello::refuse("value-is-the-same", "/value");
    return value;
}

} // namespace

Card classify(Call& call, const Reclassification& change) {
    require_clock(call);
    const Key key{change.year, change.number};
    const auto current = valid_entry(call, key).classifications.at(0);
    const auto place = changed_place(call, change, current);
    const auto reason = require_text(change.reason, "reason-empty", "/reason");
    if (place.filing_class == current.filing_class && place.file_code == current.file &&
        place.office == current.office)
        sportello::refuse("nothing-changes", change.file           ? "/file"
                                             : change.filing_class ? "/filing_class"
                                                                   : "/office");
    insert_place(call, key, current.version + 1, place, reason);
    record(call, "classification", key.year, key.number, current.version + 1);
    return entry(call, key);
}

// The number stays taken: the series is computed over every row, annulled or not.
Card annul(Call& call, const AnnulmentRequest& request) {
    require_clock(call);
    const Key key{request.year, request.number};
    valid_entry(call, key);
    const auto reason = require_text(request.reason, "reason-empty", "/reason");
    const auto act = require_text(request.act, "act-empty", "/act");
    call.exec("INSERT INTO protocol_annulment (year, number, annulled_at, actor, reason, act,"
              "    folded)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
              key.year, key.number, call.local_time(), call.actor(), reason, act,
              sportello::fold(reason + " " + act));
    record(call, "annulment", key.year, key.number);
    return entry(call, key);
}

Card correct(Call& call, const CorrectionRequest& request) {
    require_clock(call);
    const Key key{request.year, request.number};
    const auto card = valid_entry(call, key);
    const auto value = require_value(call, card.entry, request);
    const auto reason = require_text(request.reason, "reason-empty", "/reason");
    const auto act = require_text(request.act, "act-empty", "/act");
    const int version = card.corrections.empty() ? 1 : card.corrections.front().version + 1;
    call.exec("INSERT INTO protocol_correction (year, number, version, field, old_value,"
              "    new_value, corrected_at, actor, reason, act, folded)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
              key.year, key.number, version, request.field, value_of(card.entry, request.field),
              value, call.local_time(), call.actor(), reason, act,
              sportello::fold(value + " " + reason + " " + act));
    record(call, "correction", key.year, key.number, version);
    return entry(call, key);
}

// A paper that is scanned after it was registered, or what a person brings later. The digest of the
// registration, when there is one, binds the document still to come.
Card attach(Call& call, const AttachRequest& request) {
    require_clock(call);
    const Key key{request.year, request.number};
    const auto card = valid_entry(call, key);
    auto mains =
        std::count_if(card.attachments.begin(), card.attachments.end(), std::mem_fn(&Kept::main));
    for (std::size_t i = 0; i < request.attachments.size(); ++i) {
        const auto& one = request.attachments[i];
        if (!one.main) continue;
        const auto at = "/attachments/" + std::to_string(i);
        if (++mains > 1) sportello::refuse("main-twice", at + "/main");
        if (card.entry.sha256 && *card.entry.sha256 != one.sha256)
            sportello::refuse("digest-differs", at + "/sha256");
    }
    const auto added = call.one<int>("SELECT max(1, coalesce(max(added), 1)) + 1"
                                     " FROM protocol_attachment WHERE year = ?1 AND number = ?2",
                                     key.year, key.number);
    keep(call, key, added, request.attachments);
    record(call, "attachment", key.year, key.number, added);
    return entry(call, key);
}

Card restrict_entry(Call& call, const Restriction& request) {
    require_clock(call);
    const Key key{request.year, request.number};
    const auto card = valid_entry(call, key);
    if (!request.reserved && !request.readers.empty())
        sportello::refuse("readers-of-open-entry", "/readers");
    const auto reason = require_text(request.reason, "reason-empty", "/reason");
    const auto readers = readers_text(request.readers);
    const auto before = card.access.empty() ? "" : readers_text(card.access.front().readers);
    if (request.reserved == card.entry.reserved && readers == before)
        sportello::refuse("access-is-the-same", "/reserved");
    const int version = card.access.empty() ? 1 : card.access.front().version + 1;
    call.exec("INSERT INTO protocol_access (year, number, version, reserved, readers, changed_at,"
              "    actor, reason)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
              key.year, key.number, version, request.reserved, readers, call.local_time(),
              call.actor(), reason);
    record(call, "access", key.year, key.number, version);
    return entry(call, key);
}

} // namespace protocol
