// protocol/rules.cpp -- the rules that every operation keeps.
#include <sportello/calendar.hpp>
#include <sportello/text.hpp>

#include "protocol.hpp"

namespace protocol {

std::string printed(std::int64_t number) {
    const std::string digits = std::to_string(number);
    return digits.size() < 7 ? std::string(7 - digits.size(), '0') + digits : digits;
}

std::string require_text(const std::string& text, const char* code, const char* field) {
    auto line = sportello::tidy(text);
    if (line.empty()) sportello::refuse(code, field);
    return line;
}

std::optional<std::string> tidied(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    auto line = sportello::tidy(*text);
    if (line.empty()) return std::nullopt;
    return line;
}

void require_filing_class(Call& call, const std::optional<std::string>& code) {
    if (!code) return;
    if (!call.first<int>("SELECT 1 FROM protocol_filing_class WHERE code = ?1", *code))
        sportello::refuse("no-such-filing-class", "/filing_class", {{"class", *code}});
}

void require_received(Call& call,
                      std::string_view direction,
                      const std::optional<std::string>& on,
                      const std::optional<std::string>& number) {
    if (!on && !number) return;
    if (direction == "out") sportello::refuse("received-and-outgoing", "/direction");
    if (!on) return;
    if (!sportello::parse_date(*on)) sportello::refuse("no-such-date", "/received_on");
    if (*on > call.today()) sportello::refuse("received-in-the-future", "/received_on");
}

// A day that is closed is not added to, whatever the clock says.
void require_clock(Call& call) {
    const auto last = call.one<std::string>(
        "SELECT max(coalesce((SELECT max(day) FROM protocol_journal), ''),"
        "    coalesce((SELECT date(max(day), '+1 day') FROM protocol_day), ''))");
    if (call.today() < last)
        sportello::conflict("clock-behind", "",
                            {{"today", std::string(call.today())}, {"last", last}});
}

bool sees_all(const Call& call) {
    return call.role() == "supervisor" || call.role() == "administrator" || call.role() == "system";
}

void require_supervisor(const Call& call) {
    if (!sees_all(call)) throw sportello::Refusal(SPO_FORBIDDEN, "only-the-responsible");
}

} // namespace protocol
