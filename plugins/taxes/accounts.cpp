// taxes/accounts.cpp -- follows an account in time; what is not known here goes to the office.
#include "accounts.hpp"

#include <sportello/text.hpp>

#include <optional>

#include "exact.hpp"
#include "intake.hpp"
#include "town.hpp"

namespace taxes {

namespace {

using sportello::refuse;

constexpr const char* legal_terms = "L. 147/2013 art. 1 c. 684; ARERA 15/2022/R/rif";

struct Account {
    std::int64_t id = 0;
    std::string user;
    std::int64_t occupation = 0;
    std::int64_t square_metres = 0;
    std::int64_t category = 0;
    std::string valid_from;
};
BOOST_DESCRIBE_STRUCT(Account, (), (id, user, occupation, square_metres, category, valid_from))

// An open account of the applicant. One who names a number that is not his must check it; one who
// names none may have an account that this archive does not hold.
std::optional<Account>
find(Call& call, const Applicant& applicant, const std::optional<std::int64_t>& number) {
    if (!number) return std::nullopt;
    auto account = call.first<Account>(
        "SELECT a.id, a.user, o.id, o.square_metres, o.category, o.valid_from"
        " FROM taxes_account a JOIN taxes_occupation o ON o.account_id = a.id"
        " JOIN taxes_taxpayer t ON t.id = a.taxpayer_id"
        " WHERE a.id = ?1 AND t.tax_code = ?2 AND a.closed_on IS NULL AND o.valid_to = ?3",
        *number, normal_code(applicant.tax_code), forever);
    if (!account)
        sportello::not_found("no-such-account", "/account", {{"account", std::to_string(*number)}});
    return account;
}

void unknown_account(Accepted& accepted) {
    accepted.applied = false;
    accepted.notes.push_back(
        {"Senza il numero dell'utenza l'archivio non è stato cambiato: lo fa l'ufficio, che la"
         " cerca per intestatario e indirizzo.",
         "Without the account's number the archive was not changed: the office does it, looking"
         " for the holder and the address."});
}

// ARERA: starts, changes and ends are declared within 90 days, unless the by-law says otherwise.
void note_term(Call& call, Accepted& accepted, sportello::Date from) {
    const auto term = number_setting(call, "tari-declare-within-days", call.year());
    const auto last = from + sportello::days(term);
    if (call.today() <= sportello::format_date(last)) return;
    accepted.notes.push_back(
        say("I {} giorni per comunicarlo sono finiti il {} ({}): la dichiarazione è registrata lo"
            " stesso e l'ufficio valuta gli effetti del ritardo.",
            "The {} days to declare it ended on {} ({}): the declaration is registered all the same"
            " and the office weighs the effects of the delay.",
            {term, sportello::italian_date(last), legal_terms}));
}

void occupy(Call& call,
            std::int64_t account,
            std::int64_t square_metres,
            std::int64_t category,
            const std::string& from,
            std::int64_t request) {
    call.exec("INSERT INTO taxes_occupation (account_id, square_metres, category, valid_from,"
              "    request_id) VALUES (?1, ?2, ?3, ?4, ?5)",
              account, square_metres, category, from, request);
}

// After what holds now: the past of an account is not rewritten at the counter.
void require_later(const Account& account, const std::string& from, const char* field) {
    if (from < account.valid_from)
        sportello::conflict("changed-since", field, {{"since", day(account.valid_from)}});
}

void end_occupation(Call& call, const Account& account, const std::string& on) {
    call.exec("UPDATE taxes_occupation SET valid_to = ?2 WHERE id = ?1", account.occupation, on);
}

} // namespace

Accepted open_account(Call& call, const AccountStart& start) {
    const auto from = past_day(call, start.from, "/from");
    const bool home = start.user == "home";
    if (home && !start.occupants) refuse("occupants-missing", "/occupants");
    if (!home && !start.category) refuse("business-category-missing", "/category");
    auto accepted =
        accept(call, "tari-start", start.applicant,
               std::string("Attivazione utenza TARI ") + (home ? "domestica" : "non domestica") +
                   ", " + sportello::tidy(start.premises.address),
               sportello::detail::to_json(start));
    const auto account = call.one<std::int64_t>(
        "INSERT INTO taxes_account (taxpayer_id, user, cadastral, address, opened_on)"
        " SELECT taxpayer_id, ?2, ?3, ?4, ?5 FROM taxes_request WHERE id = ?1 RETURNING id",
        accepted.request, start.user, start.premises.cadastral,
        sportello::tidy(start.premises.address), start.from);
    occupy(call, account, start.premises.square_metres, home ? *start.occupants : *start.category,
           start.from, accepted.request);
    accepted.account = account;
    accepted.notes.push_back(say("Numero dell'utenza: {}. Va indicato per ogni variazione.",
                                 "Account number: {}. It is to be given for every change.",
                                 {account}));
    note_term(call, accepted, from);
    return accepted;
}

Accepted change_account(Call& call, const AccountChange& change) {
    const auto from = past_day(call, change.from, "/from");
    if (!change.square_metres && !change.occupants && !change.category)
        refuse("nothing-changes", "/occupants");
    const auto account = find(call, change.applicant, change.account);
    if (account) {
        require_later(*account, change.from, "/from");
        if (account->user == "home" ? change.category.has_value() : change.occupants.has_value())
            refuse("change-of-another-kind", account->user == "home" ? "/category" : "/occupants");
    }
    auto accepted = accept(call, "tari-change", change.applicant,
                           "Variazione utenza TARI, " + sportello::tidy(change.address),
                           sportello::detail::to_json(change));
    if (account) {
        end_occupation(call, *account, change.from);
        const auto category = account->user == "home" ? change.occupants : change.category;
        occupy(call, account->id, change.square_metres.value_or(account->square_metres),
               category ? *category : account->category, change.from, accepted.request);
        accepted.account = account->id;
    } else {
        unknown_account(accepted);
    }
    note_term(call, accepted, from);
    return accepted;
}

Accepted close_account(Call& call, const AccountEnd& end) {
    const auto last = past_day(call, end.last_day, "/last_day");
    const auto account = find(call, end.applicant, end.account);
    if (account) require_later(*account, end.last_day, "/last_day");
    auto accepted = accept(call, "tari-end", end.applicant,
                           "Cessazione utenza TARI, " + sportello::tidy(end.address),
                           sportello::detail::to_json(end));
    if (account) {
        // The last day is occupied; from the next nothing is due.
        end_occupation(call, *account, sportello::format_date(last + sportello::days(1)));
        call.exec("UPDATE taxes_account SET closed_on = ?2 WHERE id = ?1", account->id,
                  end.last_day);
        accepted.account = account->id;
    } else {
        unknown_account(accepted);
    }
    note_term(call, accepted, last);
    return accepted;
}

Accepted reduce_account(Call& call, const AccountReduction& reduction) {
    some_day(reduction.from, "/from");
    if (reduction.reduction == "isee" && !reduction.isee_cents)
        refuse("isee-missing", "/isee_cents");
    const auto account = find(call, reduction.applicant, reduction.account);
    auto accepted = accept(call, "tari-reduction", reduction.applicant,
                           "Richiesta di riduzione TARI, " + sportello::tidy(reduction.address),
                           sportello::detail::to_json(reduction));
    accepted.applied = false; // Until the office has granted it.
    if (account) accepted.account = account->id;
    const int year = std::stoi(reduction.from.substr(0, 4));
    const auto known = call.first<Text>("SELECT label_it, label_en FROM taxes_tari_reduction"
                                        " WHERE code = ?1 AND year = ?2",
                                        reduction.reduction, year);
    if (known)
        accepted.notes.push_back(say("Riduzione prevista per il {}: {}. L'ufficio verifica i"
                                     " requisiti.",
                                     "Reduction foreseen for {}: {}. The office checks the"
                                     " requirements.",
                                     {year, Word(known->it, known->en)}));
    else
        accepted.notes.push_back(say("Per il {} non è registrata una riduzione di questo tipo: la"
                                     " richiesta è accolta e l'ufficio controlla il regolamento.",
                                     "No reduction of this kind is recorded for {}: the request is"
                                     " taken in and the office checks the by-law.",
                                     {year}));
    return accepted;
}

} // namespace taxes
