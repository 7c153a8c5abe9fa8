// registry/search.cpp -- finds a person, and shows the card. The daemon writes both look-ups to the
// audit trail with the reason given.
//
// A search begins from the first word, which the index on surname and name answers; the other words
// are the beginnings of any of the person's names. At most twenty people, enough to choose from.
#include <sportello/text.hpp>

#include <array>

#include "registry.hpp"
#include "tax_code.hpp"

namespace registry {

namespace {

constexpr int found_max = 20;
constexpr std::size_t words_max = 4;
constexpr std::size_t first_word_min = 2;
constexpr std::string_view last_character = "\xF4\x8F\xBF\xBF"; // U+10FFFF

} // namespace

PeopleFound search_people(Call& call, const PeopleSearch& search) {
    PeopleFound found;
    if (const auto code = normal_tax_code(search.text); valid_tax_code(code)) {
        found.people = call.all<PersonFound>(
            "SELECT tax_code, surname, name, birth_date FROM registry_person WHERE tax_code = ?1",
            code);
        return found;
    }
    const auto words = sportello::words(search.text, words_max);
    if (words.empty() || words.front().size() < first_word_min)
        sportello::refuse("search-too-short", "/text");
    std::array<std::string, words_max> like;
    like.fill("%");
    for (std::size_t i = 1; i < words.size(); ++i)
        like.at(i) = "% " + sportello::like_escaped(words[i]) + "%";
    found.people = call.all<PersonFound>(
        "SELECT tax_code, surname, name, birth_date FROM registry_person"
        " WHERE ((by_surname >= ?1 AND by_surname < ?2) OR (by_name >= ?1 AND by_name < ?2))"
        "    AND by_surname || ' ' || by_name LIKE ?3 ESCAPE '\\'"
        "    AND by_surname || ' ' || by_name LIKE ?4 ESCAPE '\\'"
        "    AND by_surname || ' ' || by_name LIKE ?5 ESCAPE '\\'"
        "    AND (?6 IS NULL OR birth_date = ?6)"
        " ORDER BY by_surname, birth_date, id LIMIT ?7",
        words.front(), words.front() + std::string(last_character), like[1], like[2], like[3],
        search.birth_date, found_max + 1);
    if (found.people.size() > found_max) {
        found.more = true;
        found.people.pop_back();
    }
    return found;
}

PersonCard person_card(Call& call, const PersonRequest& request) {
    if (request.on && !sportello::parse_date(*request.on)) sportello::refuse("no-such-date", "/on");
    PersonCard card;
    card.on = request.on.value_or(std::string(call.today()));
    card.person = require_person(call, request.tax_code, "/tax_code");
    const PersonId id{card.person.id};
    card.residence = residence_on(call, id, card.on);
    card.membership = membership_on(call, id, card.on);
    if (card.membership) card.family = members_on(call, FamilyId{card.membership->family}, card.on);
    card.residences = residences(call, id);
    return card;
}

} // namespace registry
