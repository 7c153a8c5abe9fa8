// protocol/label.cpp -- the mark an entry leaves on the paper document (segnatura, art. 55).
#include <sportello/calendar.hpp>

#include "changes.hpp"

namespace protocol {

namespace {

struct Label {
    std::string number;
    int year = 0;
    std::string registered_on; // "24/11/2026"
    std::string registered_at; // "09:12"
    bool incoming = false;
    std::optional<std::string> emergency;
    std::optional<std::string> filing_class;
    std::optional<std::string> file;
    std::optional<std::string> office;
    bool reserved = false;
};
BOOST_DESCRIBE_STRUCT(Label,
                      (),
                      (number,
                       year,
                       registered_on,
                       registered_at,
                       incoming,
                       emergency,
                       filing_class,
                       file,
                       office,
                       reserved))

} // namespace

void print_label(Call& call, const Key& key) {
    const auto card = valid_entry(call, key);
    const auto day = sportello::parse_date(card.entry.registered_at.substr(0, 10)).value();
    const auto& filed = card.classifications.at(0);
    call.print("label", Label{card.text, key.year, sportello::italian_date(day),
                              card.entry.registered_at.substr(11, 5), card.entry.direction == "in",
                              card.entry.emergency, filed.filing_class, filed.file, filed.office,
                              card.entry.reserved});
}

} // namespace protocol
