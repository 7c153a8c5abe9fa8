// protocol/register.cpp -- gives a document its number.
//
// Number, date, content and digest are recorded by one statement of the caller's transaction
// (art. 53 c. 3): a command that fails takes its number back, so the series has no gap.
#include "register.hpp"

#include <sportello/text.hpp>

#include <algorithm>

#include "emergency.hpp"
#include "files.hpp"
#include "journal.hpp"

namespace protocol {

namespace {

// Digests of the main document: the one that is stated and the one that is kept must agree.
std::optional<std::string> digest_of(const Document& document) {
    const Attachment* main = nullptr;
    for (std::size_t i = 0; i < document.attachments.size(); ++i) {
        if (!document.attachments[i].main) continue;
        if (main) sportello::refuse("main-twice", "/attachments/" + std::to_string(i) + "/main");
        main = &document.attachments[i];
    }
    if (!main) return document.sha256;
    if (document.sha256 && *document.sha256 != main->sha256)
        sportello::refuse("digest-differs", "/sha256");
    return main->sha256;
}

// What the schema cannot say of a party: which parts go with which kind.
void require_parties(const std::vector<Party>& parties) {
    for (std::size_t i = 0; i < parties.size(); ++i) {
        const auto& party = parties[i];
        const auto at = "/parties/" + std::to_string(i);
        const bool person = party.kind == "person";
        if (person && !party.surname) sportello::refuse("party-incomplete", at + "/surname");
        if (person && !party.name) sportello::refuse("party-incomplete", at + "/name");
        if (!person && !party.denomination)
            sportello::refuse("party-incomplete", at + "/denomination");
        if (party.kind == "administration" && !party.ipa_code)
            sportello::refuse("party-incomplete", at + "/ipa_code");
    }
}

// Everything a person may remember of a document, for search (art. 58: any datum recorded). The
// number, and what may change, are found in their own rows.
std::string searchable(Call& call,
                       const Document& document,
                       std::string_view correspondent,
                       std::string_view subject,
                       const std::optional<std::string>& digest,
                       const std::optional<Origin>& origin) {
    std::string all(correspondent);
    const auto add = [&all](std::string_view text) { all.append(" ").append(text); };
    add(subject);
    for (const auto* part : {&document.received_number, &document.received_on, &digest})
        if (*part) add(**part);
    for (const auto& party : document.parties)
        for (const auto* part :
             {&party.surname, &party.name, &party.denomination, &party.tax_code, &party.ipa_code})
            if (*part) add(**part);
    if (origin) add(emergency_number(origin->year, origin->number));
    if (origin) add(origin->registered_at);
    add(call.local_time());
    add(document.channel);
    add(call.actor());
    return sportello::fold(all);
}

std::int64_t insert_entry(Call& call,
                          const Document& document,
                          std::string_view correspondent,
                          std::string_view subject,
                          const std::optional<Origin>& origin) {
    const auto digest = digest_of(document);
    std::optional<std::int64_t> from_year, from_number;
    std::optional<std::string> effective_at;
    if (origin) {
        from_year = origin->year;
        from_number = origin->number;
        effective_at = origin->registered_at;
    }
    return call.one<std::int64_t>(
        "INSERT INTO protocol_entry (year, number, registered_at, registered_on, direction,"
        "    correspondent, subject, received_on, received_number, sha256, channel, case_id, actor,"
        "    folded, emergency_year, emergency_number, effective_at)"
        " VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM protocol_entry WHERE year = ?1),"
        "    ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
        " RETURNING number",
        call.year(), call.local_time(), call.today(), document.direction, correspondent, subject,
        document.received_on, document.received_number, digest, document.channel, call.case_id(),
        call.actor(), searchable(call, document, correspondent, subject, digest, origin), from_year,
        from_number, effective_at);
}

void insert_parties(Call& call, const Key& key, const std::vector<Party>& parties) {
    int position = 0;
    for (const auto& party : parties)
        call.exec("INSERT INTO protocol_party (year, number, position, kind, surname, name,"
                  "    denomination, tax_code, ipa_code)"
                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                  key.year, key.number, ++position, party.kind, tidied(party.surname),
                  tidied(party.name), tidied(party.denomination), party.tax_code, party.ipa_code);
}

void insert_access(Call& call, const Key& key, const Document& document) {
    if (!document.reserved && !document.readers.empty())
        sportello::refuse("readers-of-open-entry", "/readers");
    if (!document.reserved) return;
    call.exec("INSERT INTO protocol_access (year, number, version, reserved, readers, changed_at,"
              "    actor)"
              " VALUES (?1, ?2, 1, 1, ?3, ?4, ?5)",
              key.year, key.number, readers_text(document.readers), call.local_time(),
              call.actor());
}

} // namespace

std::string readers_text(const std::vector<std::string>& readers) {
    std::vector<std::string> sorted = readers;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    std::string text = sorted.empty() ? "" : " ";
    for (const auto& reader : sorted)
        text.append(reader).append(" ");
    return text;
}

void keep(Call& call, const Key& key, int added, const std::vector<Attachment>& attachments) {
    auto position = call.one<std::int64_t>(
        "SELECT count(*) FROM protocol_attachment WHERE year = ?1 AND number = ?2", key.year,
        key.number);
    for (std::size_t i = 0; i < attachments.size(); ++i) {
        const auto& one = attachments[i];
        const auto name = require_text(one.name, "attachment-name-empty",
                                       ("/attachments/" + std::to_string(i) + "/name").c_str());
        call.exec("INSERT INTO protocol_attachment (year, number, added, position, sha256, name,"
                  "    media_type, bytes, main, added_at, actor, folded)"
                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                  key.year, key.number, added, ++position, one.sha256, name, one.media_type,
                  one.bytes, one.main, call.local_time(), call.actor(),
                  sportello::fold(name + " " + one.sha256));
    }
}

Registered enter(Call& call, const Document& document, const std::optional<Origin>& origin) {
    require_clock(call);
    const auto correspondent =
        require_text(document.correspondent, "correspondent-empty", "/correspondent");
    const auto subject = require_text(document.subject, "subject-empty", "/subject");
    require_received(call, document.direction, document.received_on, document.received_number);
    require_parties(document.parties);
    const auto place = place_of(call, document.filing_class, document.file, document.office);

    const Key key{call.year(), insert_entry(call, document, correspondent, subject, origin)};
    insert_place(call, key, 1, place, std::nullopt);
    insert_parties(call, key, document.parties);
    insert_access(call, key, document);
    keep(call, key, 1, document.attachments);
    record(call, "registration", key.year, key.number);
    call.emit("protocol.registered", key);
    return {key.year, key.number, printed(key.number), std::string(call.local_time())};
}

Registered register_document(Call& call, const Document& document) {
    return enter(call, document, std::nullopt);
}

} // namespace protocol
