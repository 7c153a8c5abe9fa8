// protocol/register.cpp -- gives a document its number.
//
// Number, date, content and digest are recorded by one statement of the caller's transaction
// (art. 53 c. 3): a command that fails takes its number back, so the series has no gap.
#include <sportello/calendar.hpp>
#include <sportello/text.hpp>

#include "protocol.hpp"

namespace protocol {

namespace {

// Numbers follow time: an entry dated before the last one would make the register false.
void require_clock(Call& call) {
    const auto last =
        call.one<std::string>("SELECT coalesce(max(registered_on), '') FROM protocol_entry");
    if (call.today() < last)
        sportello::conflict("clock-behind", "",
                            {{"today", std::string(call.today())}, {"last", last}});
}

void require_received(Call& call, const Document& document) {
    if (!document.received_on && !document.received_number) return;
    if (document.direction == "out") sportello::refuse("received-and-outgoing", "/direction");
    if (!document.received_on) return;
    if (!sportello::parse_date(*document.received_on))
        sportello::refuse("no-such-date", "/received_on");
    if (*document.received_on > call.today())
        sportello::refuse("received-in-the-future", "/received_on");
}

// Everything a person may remember of a document, for search.
std::string
searchable(const Document& document, std::string_view correspondent, std::string_view subject) {
    std::string all(correspondent);
    all.append(" ").append(subject);
    for (const auto* part : {&document.received_number, &document.received_on, &document.sha256})
        if (*part) all.append(" ").append(**part);
    return sportello::fold(all);
}

} // namespace

std::string require_text(const std::string& text, const char* code, const char* field) {
    auto line = sportello::tidy(text);
    if (line.empty()) sportello::refuse(code, field);
    return line;
}

std::string printed(std::int64_t number) {
    const std::string digits = std::to_string(number);
    return digits.size() < 7 ? std::string(7 - digits.size(), '0') + digits : digits;
}

void require_filing_class(Call& call, const std::optional<std::string>& code) {
    if (!code) return;
    if (!call.first<int>("SELECT 1 FROM protocol_filing_class WHERE code = ?1", *code))
        sportello::refuse("no-such-filing-class", "/filing_class", {{"class", *code}});
}

Registered register_document(Call& call, const Document& document) {
    require_clock(call);
    const auto correspondent =
        require_text(document.correspondent, "correspondent-empty", "/correspondent");
    const auto subject = require_text(document.subject, "subject-empty", "/subject");
    require_received(call, document);
    require_filing_class(call, document.filing_class);

    const auto number = call.one<std::int64_t>(
        "INSERT INTO protocol_entry (year, number, registered_at, registered_on, direction,"
        "    correspondent, subject, received_on, received_number, sha256, channel, case_id, actor,"
        "    folded)"
        " VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM protocol_entry WHERE year = ?1),"
        "    ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
        " RETURNING number",
        call.year(), call.local_time(), call.today(), document.direction, correspondent, subject,
        document.received_on, document.received_number, document.sha256, document.channel,
        call.case_id(), call.actor(), searchable(document, correspondent, subject));
    call.exec("INSERT INTO protocol_classification (year, number, version, filing_class, office,"
              "    changed_at, actor)"
              " VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6)",
              call.year(), number, document.filing_class, document.office, call.local_time(),
              call.actor());
    call.emit("protocol.registered", Key{call.year(), number});
    return {call.year(), number, printed(number), std::string(call.local_time())};
}

} // namespace protocol
