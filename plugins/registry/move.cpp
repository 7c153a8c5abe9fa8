// registry/move.cpp -- a change of address inside the municipality (DPR 223/1989 art. 13).
//
// DL 5/2012 art. 5: the declaration is registered within two working days and takes effect from its
// own date; the office has 45 days to object, after which silence confirms it. The change of the
// register, the protocol entry and the case are one transaction.
#include <sportello/text.hpp>

#include <algorithm>
#include <set>

#include "registry.hpp"

namespace registry {

namespace {

using sportello::conflict;
using sportello::refuse;

constexpr int register_working_days = 2;
constexpr int answer_days = 45;

struct Mover {
    Person person;
    Residence residence;
    Membership membership;
    std::optional<int> relationship; // To the holder of the family at the new address.
    std::string field;
};

std::string field_of(const char* list, std::size_t index) {
    return "/" + std::string(list) + "/" + std::to_string(index);
}

std::string declaration_day(Call& call, const Move& move) {
    std::string day = move.declared_on.value_or(std::string(call.today()));
    if (!sportello::parse_date(day)) refuse("no-such-date", "/declared_on");
    if (day > call.today()) refuse("declared-in-the-future", "/declared_on");
    return day;
}

// Without a title of occupation the declaration is not receivable, and what was done on it is null
// (DL 47/2014 art. 5 c. 1).
void require_title(const OccupationTitle& title) {
    if (sportello::tidy(title.details).empty()) refuse("title-missing", "/title/details");
}

std::vector<Mover> require_movers(Call& call, const Move& move, const std::string& day) {
    std::vector<Mover> movers;
    std::set<std::int64_t> seen;
    for (std::size_t i = 0; i < move.people.size(); ++i) {
        const auto field = field_of("people", i) + "/tax_code";
        Mover mover;
        mover.field = field;
        mover.relationship = move.people[i].relationship;
        mover.person = require_person(call, move.people[i].tax_code, field);
        if (!seen.insert(mover.person.id).second) refuse("named-twice", field);
        const PersonId id{mover.person.id};
        auto residence = residence_on(call, id, call.today());
        auto membership = membership_on(call, id, call.today());
        if (!residence || !membership) refuse("not-resident", field);
        mover.residence = *std::move(residence);
        mover.membership = *std::move(membership);
        if (mover.membership.family != (movers.empty() ? mover : movers.front()).membership.family)
            refuse("other-family", field);
        if (mover.residence.valid_from >= day)
            conflict("moved-since", field,
                     {{"since", sportello::italian_date(
                                    sportello::parse_date(mover.residence.valid_from).value())}});
        movers.push_back(std::move(mover));
    }
    if (movers.empty()) refuse("nobody-moves", "/people");
    return movers;
}

bool is_minor(std::string_view birth_date, std::string_view day) {
    return sportello::age(sportello::parse_date(birth_date).value(),
                          sportello::parse_date(day).value()) < age_of_majority;
}

void require_minor_consent(const Move& move,
                           const std::vector<Mover>& movers,
                           const std::string& day) {
    const bool minor = std::any_of(movers.begin(), movers.end(), [&](const Mover& mover) {
        return is_minor(mover.person.birth_date, day);
    });
    if (minor && !move.minor_consent) refuse("minor-consent-missing", "/minor_consent");
}

// One of the people of a new or changed family, with the field the input names them by.
struct Place {
    std::int64_t person = 0;
    std::string birth_date;
    std::optional<int> relationship;
    std::string field;
};

// A family has exactly one holder, of age; who is alone is the holder.
void require_one_holder(std::vector<Place>& places, const char* list, const std::string& day) {
    if (places.size() == 1 && !places.front().relationship) places.front().relationship = holder;
    int holders = 0;
    for (const auto& place : places) {
        if (!place.relationship) refuse("relationship-missing", place.field);
        if (*place.relationship != holder) continue;
        if (++holders > 1) refuse("two-holders", place.field);
        if (is_minor(place.birth_date, day)) refuse("holder-under-age", place.field);
    }
    if (holders == 0) refuse("no-holder", "/" + std::string(list));
}

void close_membership(Call& call, std::int64_t person, const std::string& day) {
    call.exec("UPDATE registry_membership SET valid_to = ?2 WHERE person_id = ?1 AND valid_to = ?3",
              person, day, forever);
}

void join(Call& call, FamilyId family, const std::vector<Place>& places, const std::string& day) {
    for (const auto& place : places)
        call.exec("INSERT INTO registry_membership (family_id, person_id, relationship, valid_from)"
                  " VALUES (?1, ?2, ?3, ?4)",
                  value(family), place.person, *place.relationship, day);
}

// Those who stay choose a new holder and say what they are to each other now.
std::vector<Place> require_remaining(Call& call,
                                     const Move& move,
                                     const std::vector<Member>& staying,
                                     const std::string& day) {
    std::vector<Place> places;
    std::set<std::int64_t> named;
    for (std::size_t i = 0; i < move.remaining.size(); ++i) {
        const auto field = field_of("remaining", i) + "/tax_code";
        const auto person = require_person(call, move.remaining[i].tax_code, field);
        if (!named.insert(person.id).second) refuse("named-twice", field);
        if (std::none_of(staying.begin(), staying.end(),
                         [&](const Member& member) { return member.id == person.id; }))
            refuse("does-not-remain", field);
        places.push_back({person.id, person.birth_date, move.remaining[i].relationship, field});
    }
    if (places.size() != staying.size()) refuse("remaining-incomplete", "/remaining");
    require_one_holder(places, "remaining", day);
    return places;
}

// Parts the movers from their family and returns the one they form.
FamilyId split(Call& call,
               const Move& move,
               const std::vector<Mover>& movers,
               const std::vector<Member>& members,
               const std::string& day) {
    std::vector<Place> leaving;
    for (const auto& mover : movers) {
        if (mover.membership.valid_from >= day) conflict("family-changed-since", mover.field);
        leaving.push_back(
            {mover.person.id, mover.person.birth_date, mover.relationship, mover.field});
    }
    require_one_holder(leaving, "people", day);

    std::vector<Member> staying;
    bool head_leaves = false;
    for (const auto& member : members) {
        const bool leaves = std::any_of(movers.begin(), movers.end(), [&](const Mover& mover) {
            return mover.person.id == member.id;
        });
        if (!leaves) staying.push_back(member);
        head_leaves = head_leaves || (leaves && member.relationship == holder);
    }
    if (!head_leaves && !move.remaining.empty()) refuse("holder-stays", "/remaining");

    const FamilyId old_family{movers.front().membership.family};
    for (const auto& place : leaving)
        close_membership(call, place.person, day);
    if (head_leaves) {
        const auto places = require_remaining(call, move, staying, day);
        for (const auto& member : staying)
            if (member.valid_from >= day) conflict("family-changed-since", "/remaining");
        for (const auto& place : places)
            close_membership(call, place.person, day);
        join(call, old_family, places, day);
    }
    const FamilyId new_family{call.one<std::int64_t>(
        "INSERT INTO registry_family (kind, formed_on) VALUES (?1, ?2) RETURNING id", family_kind,
        day)};
    join(call, new_family, leaving, day);
    return new_family;
}

void move_residence(Call& call, const Mover& mover, AddressId address, const std::string& day) {
    call.exec("UPDATE registry_residence SET valid_to = ?2 WHERE person_id = ?1 AND valid_to = ?3",
              mover.person.id, day, forever);
    call.exec("INSERT INTO registry_residence (person_id, address_id, valid_from)"
              " VALUES (?1, ?2, ?3)",
              mover.person.id, value(address), day);
}

// What the protocol's register asks for; see plugins/protocol/forms/register.json.
struct Incoming {
    std::string direction = "in";
    std::string correspondent;
    std::string subject;
    std::optional<std::string> received_on;
    std::string filing_class = "XI.2";
    std::string office = "Ufficio anagrafe";
    std::string channel;
};
BOOST_DESCRIBE_STRUCT(
    Incoming, (), (direction, correspondent, subject, received_on, filing_class, office, channel))

sportello::ProtocolNumber register_with_protocol(Call& call,
                                                 const Move& move,
                                                 const std::vector<Mover>& movers,
                                                 const std::string& day) {
    Incoming document;
    const auto declarant = std::find_if(movers.begin(), movers.end(), [&](const Mover& mover) {
        return !is_minor(mover.person.birth_date, day);
    });
    const auto& person = (declarant == movers.end() ? movers.front() : *declarant).person;
    document.correspondent = person.surname + " " + person.name;
    document.subject = "Dichiarazione di cambio di abitazione nel comune, persone: " +
                       std::to_string(movers.size()) + ", nuovo indirizzo: " +
                       sportello::tidy(move.address.street + " " + move.address.number);
    if (day != call.today()) document.received_on = day;
    document.channel = move.channel;
    return call.call<sportello::ProtocolNumber>("protocol.register", document);
}

std::int64_t enter(Call& call,
                   const Move& move,
                   const MoveRegistered& terms,
                   const std::vector<Mover>& movers,
                   AddressId address,
                   FamilyId family) {
    const auto id = call.one<std::int64_t>(
        "INSERT INTO registry_move (state, declared_on, registered_at, register_by, answer_by,"
        "    address_id, family_from, family_to, title_kind, title_details, protocol_year,"
        "    protocol_number, case_id, actor)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) RETURNING id",
        terms.state, terms.effective_on, call.local_time(), terms.register_by, terms.due_on,
        value(address), movers.front().membership.family, value(family), move.title.kind,
        sportello::tidy(move.title.details), terms.protocol.year, terms.protocol.number,
        call.case_id(), call.actor());
    for (const auto& mover : movers)
        call.exec("INSERT INTO registry_mover (move_id, person_id) VALUES (?1, ?2)", id,
                  mover.person.id);
    return id;
}

} // namespace

MoveRegistered change_address(Call& call, const Move& move) {
    const auto day = declaration_day(call, move);
    require_title(move.title);
    const auto movers = require_movers(call, move, day);
    require_minor_consent(move, movers, day);
    const auto address = address_id(call, move.address);
    for (const auto& mover : movers)
        if (mover.residence.address == value(address)) refuse("same-address", "/address");

    const FamilyId old_family{movers.front().membership.family};
    const auto members = members_on(call, old_family, call.today());
    const bool whole_family = movers.size() == members.size();
    if (whole_family && !move.remaining.empty()) refuse("nobody-remains", "/remaining");
    const auto family = whole_family ? old_family : split(call, move, movers, members, day);
    for (const auto& mover : movers)
        move_residence(call, mover, address, day);

    const auto declared = sportello::parse_date(day).value();
    MoveRegistered reply;
    reply.state = "registered";
    reply.effective_on = day;
    reply.register_by =
        sportello::format_date(sportello::add_working_days(declared, register_working_days));
    reply.registered_late = call.today() > reply.register_by;
    reply.due_on = sportello::format_date(declared + sportello::days(answer_days));
    reply.silence_from = sportello::format_date(declared + sportello::days(answer_days + 1));
    reply.protocol = register_with_protocol(call, move, movers, day);
    reply.id = enter(call, move, reply, movers, address, family);
    return reply;
}

} // namespace registry
