// taxes/declarations.cpp -- keeps who owns what, as declared (L. 160/2019 art. 1 cc. 747, 760,
// 769).
//
// The protocol number comes first: what the archive cannot follow (a property that it does not
// know) is left to the office with a note, and never keeps a declaration from being registered.
#include "declarations.hpp"

#include <sportello/text.hpp>

#include <algorithm>

#include "exact.hpp"
#include "imu.hpp"
#include "intake.hpp"

namespace taxes {

namespace {

using sportello::refuse;

struct Possession {
    std::int64_t id = 0;
    std::string category;
    std::int64_t value_cents = 0;
    std::string share, usage, condition, valid_from;
};
BOOST_DESCRIBE_STRUCT(Possession,
                      (),
                      (id, category, value_cents, share, usage, condition, valid_from))

std::int64_t
building(Call& call, const std::string& kind, const std::string& cadastral, const std::string& at) {
    return call.one<std::int64_t>(
        "INSERT INTO taxes_building (kind, cadastral, address) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (kind, cadastral) DO UPDATE SET"
        "    address = iif(excluded.address = '', address, excluded.address)"
        " RETURNING id",
        kind, cadastral, sportello::tidy(at));
}

std::int64_t owner(Call& call, std::int64_t request) {
    return call.one<std::int64_t>("SELECT taxpayer_id FROM taxes_request WHERE id = ?1", request);
}

std::optional<Possession> held(Call& call, std::int64_t who, std::int64_t what) {
    return call.first<Possession>(
        "SELECT id, category, value_cents, share, usage, condition, valid_from"
        " FROM taxes_possession WHERE taxpayer_id = ?1 AND building_id = ?2 AND valid_to = ?3",
        who, what, forever);
}

void end(Call& call, const Possession& possession, const std::string& on) {
    call.exec("UPDATE taxes_possession SET valid_to = ?2 WHERE id = ?1", possession.id, on);
}

void begin(Call& call,
           std::int64_t who,
           std::int64_t what,
           const Possession& possession,
           std::int64_t request) {
    call.exec(
        "INSERT INTO taxes_possession (taxpayer_id, building_id, category, value_cents, share,"
        "    usage, condition, valid_from, request_id)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        who, what, possession.category, possession.value_cents, possession.share, possession.usage,
        possession.condition, possession.valid_from, request);
}

std::string at(std::size_t index, const char* member) {
    return "/properties/" + std::to_string(index) + "/" + member;
}

void check(Call& call, const ImuDeclaration& declaration, std::size_t i) {
    const auto& change = declaration.properties[i];
    const auto on = past_day(call, change.on, at(i, "on"));
    if (std::chrono::year_month_day(on).year() != std::chrono::year(declaration.year))
        refuse("day-of-another-year", at(i, "on"), {{"year", std::to_string(declaration.year)}});
    if (!parse_share(change.share)) refuse("share-wrong", at(i, "share"));
    if (change.event == "lost") return;
    if (!change.value_cents) refuse("value-missing", at(i, "value_cents"));
    if (change.kind != "building") return;
    const auto category = change.category.value_or("");
    if (category.empty()) refuse("category-missing", at(i, "category"));
    if (!multiplier(category) && !category.starts_with("E/"))
        refuse("no-such-category", at(i, "category"), {{"category", category}});
}

// Whether the archive could follow the change.
bool apply(
    Call& call, const Change& change, std::int64_t who, std::int64_t request, std::size_t i) {
    const auto what = building(call, change.kind, change.cadastral, change.address.value_or(""));
    const auto before = held(call, who, what);
    if (before && change.event == "acquired")
        sportello::conflict("already-owned", at(i, "cadastral"), {{"cadastral", change.cadastral}});
    if (!before && change.event == "lost") return false;
    if (before) {
        if (change.on < before->valid_from)
            sportello::conflict("changed-since", at(i, "on"), {{"since", day(before->valid_from)}});
        end(call, *before, change.on);
    }
    if (change.event == "lost") return true;
    begin(call, who, what,
          {0, change.category.value_or(""), *change.value_cents, change.share, change.use,
           change.condition, change.on},
          request);
    return before || change.event == "acquired";
}

const Text unknown_property{
    "Un immobile non era nell'archivio di questo sportello: l'ufficio controlla la posizione.",
    "A property was not in the archive of this counter: the office checks the position."};

} // namespace

Accepted declare_imu(Call& call, const ImuDeclaration& declaration) {
    for (std::size_t i = 0; i < declaration.properties.size(); ++i)
        check(call, declaration, i);
    auto accepted = accept(call, "imu-declaration", declaration.applicant,
                           "Dichiarazione IMU per l'anno " + std::to_string(declaration.year) +
                               ", immobili: " + std::to_string(declaration.properties.size()),
                           sportello::detail::to_json(declaration));
    const auto who = owner(call, accepted.request);
    for (std::size_t i = 0; i < declaration.properties.size(); ++i)
        if (!apply(call, declaration.properties[i], who, accepted.request, i))
            accepted.applied = false;
    if (!accepted.applied) accepted.notes.push_back(unknown_property);
    const auto term = sportello::format_date(
        Date(std::chrono::year(declaration.year + 1) / std::chrono::month(law::declaration_month) /
             std::chrono::day(law::declaration_day)));
    if (call.today() > term)
        accepted.notes.push_back(
            say("Il termine era il {} (L. 160/2019 art. 1 c. 769): la dichiarazione è tardiva ed è"
                " registrata lo stesso; entro 90 giorni dal termine la sanzione si riduce con il"
                " ravvedimento.",
                "The term was {} (L. 160/2019 art. 1 c. 769): the declaration is late and is"
                " registered all the same; within 90 days of the term a voluntary correction"
                " reduces the penalty.",
                {day(term)}));
    else
        accepted.notes.push_back(say("La dichiarazione è nei termini, che scadono il {}; vale anche"
                                     " per gli anni successivi se nulla cambia (c. 769).",
                                     "The declaration is in time, the term being {}; it holds for"
                                     " the following years as long as nothing changes (c. 769).",
                                     {day(term)}));
    return accepted;
}

Accepted notify_imu(Call& call, const ImuNotice& notice) {
    const bool loan = notice.benefit == "free-loan";
    past_day(call, notice.contract.registered_on, "/contract/registered_on");
    if (past_day(call, notice.contract.signed_on, "/contract/signed_on") >
        some_day(notice.contract.registered_on, "/contract/registered_on"))
        refuse("registered-before-signed", "/contract/registered_on");
    past_day(call, notice.from, "/from");
    if (!parse_share(notice.share)) refuse("share-wrong", "/share");
    const bool dwelling = notice.category.starts_with("A/") && notice.category != "A/10" &&
                          multiplier(notice.category);
    if (!dwelling) refuse("not-a-dwelling", "/category", {{"category", notice.category}});
    if (loan && is_luxury(notice.category)) refuse("loan-of-luxury-home", "/category");
    if (loan && !notice.kinship) refuse("kinship-missing", "/kinship");

    auto accepted = accept(call, "imu-notice", notice.applicant,
                           std::string("Comunicazione IMU: ") +
                               (loan ? "comodato a parente in linea retta di primo grado"
                                     : "locazione a canone concordato") +
                               ", immobile " + notice.cadastral,
                           sportello::detail::to_json(notice));
    const auto who = owner(call, accepted.request);
    const auto what = building(call, "building", notice.cadastral, notice.address);
    const auto before = held(call, who, what);
    if (before) {
        if (notice.from < before->valid_from)
            sportello::conflict("changed-since", "/from", {{"since", day(before->valid_from)}});
        end(call, *before, notice.from);
    }
    begin(call, who, what,
          {0, notice.category, notice.value_cents, notice.share, notice.benefit,
           before ? before->condition : "ordinary", notice.from},
          accepted.request);
    if (loan && !(notice.lender_resides && notice.lender_owns_no_other))
        accepted.notes.push_back(
            {"Perché la base sia ridotta al 50% chi presta deve risiedere e dimorare nello stesso"
             " comune e non possedere altre abitazioni in Italia oltre alla propria (L. 160/2019"
             " art. 1 c. 747 lett. c): qui non risulta, e l'ufficio lo verifica.",
             "For the base to be halved the lender must live in the same town and own no other"
             " dwelling in Italy but the own home (L. 160/2019 art. 1 c. 747 c): it was not stated,"
             " and the office checks it."});
    if (!loan && !notice.certified)
        accepted.notes.push_back(
            {"Se il contratto non è stato assistito dalle organizzazioni di categoria serve"
             " l'attestazione di rispondenza (DM 16 gennaio 2017): si può consegnare dopo.",
             "A contract made without the trade associations needs their certificate of conformity"
             " (DM 16 January 2017): it may be handed in later."});
    return accepted;
}

} // namespace taxes
