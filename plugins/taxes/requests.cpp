// taxes/requests.cpp -- takes in what is asked of the office, says what the law makes of it, and
// keeps the office's answer.
#include "requests.hpp"

#include <sportello/text.hpp>

#include <map>

#include "exact.hpp"
#include "intake.hpp"
#include "town.hpp"

namespace taxes {

namespace {

using sportello::refuse;

std::string in_capitals(const std::string& tax) {
    return tax == "imu" ? "IMU" : tax == "tari" ? "TARI" : "altri tributi";
}

// A request that is late or without a compulsory ground is registered like any other: the applicant
// is told what the law makes of it.
void note_grounds(Call& call, const RedressRequest& request, Accepted& accepted) {
    const bool lapsed =
        request.final_since && call.today() > sportello::format_date(sportello::add_months(
                                                  some_day(*request.final_since, "/final_since"),
                                                  law::redress_months_after_final));
    if (request.judged)
        accepted.notes.push_back(
            {"C'è una sentenza passata in giudicato favorevole al comune: l'annullamento non è"
             " obbligatorio (L. 212/2000 art. 10-quater c. 2).",
             "A final judgment went in favour of the town: annulment is not compulsory"
             " (L. 212/2000 art. 10-quater c. 2)."});
    else if (!is_compulsory_ground(request.ground))
        accepted.notes.push_back(
            {"Il motivo non è fra quelli che obbligano l'ufficio ad annullare: la richiesta è di"
             " autotutela facoltativa (L. 212/2000 art. 10-quinquies).",
             "The ground is not one that obliges the office to annul: this is a request for"
             " optional self-redress (L. 212/2000 art. 10-quinquies)."});
    else if (lapsed)
        accepted.notes.push_back(
            {"È passato più di un anno da quando l'atto è definitivo: l'annullamento non è più"
             " obbligatorio, ma l'ufficio può ancora farlo (artt. 10-quater c. 2 e 10-quinquies).",
             "More than a year has passed since the act became final: annulment is no longer"
             " compulsory, but the office may still do it (artt. 10-quater c. 2 and"
             " 10-quinquies)."});
    else
        accepted.notes.push_back(
            {"Il motivo è fra quelli che obbligano l'ufficio ad annullare l'atto se l'errore è"
             " manifesto (L. 212/2000 art. 10-quater).",
             "The ground is one that obliges the office to annul the act when the error is"
             " manifest (L. 212/2000 art. 10-quater)."});
}

struct Kept {
    std::string kind, details, state;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (kind, details, state))

// The plan of a granted request for instalments, entered.
std::vector<InstalmentDue> grant_plan(Call& call, const Answer& answer, const Kept& kept) {
    InstalmentRequest asked;
    sportello::detail::from_json(sportello::json::parse(kept.details), asked);
    const int count = answer.instalments.value_or(asked.instalments);
    const int most = most_instalments(asked.cents, brackets(call));
    if (count < 2 || count > most)
        refuse("too-many-instalments", "/instalments", {{"most", std::to_string(most)}});
    auto rates = interest_rates(call);
    const auto surcharge = number_setting(call, "instalment-surcharge-percent", call.year());
    for (auto& rate : rates)
        rate.second += surcharge;
    std::vector<InstalmentDue> due;
    const auto today = sportello::parse_date(call.today()).value();
    for (const auto& it : plan(asked.cents, count, today, rates)) {
        due.push_back(
            {it.number, sportello::format_date(it.due), it.principal_cents, it.interest_cents});
        call.exec("INSERT INTO taxes_instalment (request_id, number, due_on, principal_cents,"
                  "    interest_cents) VALUES (?1, ?2, ?3, ?4, ?5)",
                  answer.request, it.number, due.back().due_on, it.principal_cents,
                  it.interest_cents);
    }
    return due;
}

void check_act(Call& call, const Act& act) {
    past_day(call, act.notified_on, "/act/notified_on");
}

} // namespace

Accepted ask_instalments(Call& call, const InstalmentRequest& request) {
    check_act(call, request.act);
    auto accepted = accept(call, "instalments", request.applicant,
                           "Richiesta di rateizzazione " + in_capitals(request.tax) + ", atto n. " +
                               sportello::tidy(request.act.number),
                           sportello::detail::to_json(request));
    accepted.applied = false;
    const int most = most_instalments(request.cents, brackets(call));
    if (most < 2)
        accepted.notes.push_back(say("Per {} il regolamento o la legge non prevedono rate (L."
                                     " 160/2019 art. 1 c. 796): la richiesta è registrata e decide"
                                     " l'ufficio.",
                                     "For {} the by-law or the law foresees no instalments (L."
                                     " 160/2019 art. 1 c. 796): the request is registered and the"
                                     " office decides.",
                                     {money(request.cents)}));
    else
        accepted.notes.push_back(say("Per {} si possono avere fino a {} rate mensili, che scadono"
                                     " l'ultimo giorno del mese (L. 160/2019 art. 1 cc. 796 e"
                                     " 801); chi salta due rate in sei mesi e non paga dopo il"
                                     " sollecito perde il beneficio (c. 800).",
                                     "{} may be paid in up to {} monthly instalments, due on the"
                                     " last day of the month (L. 160/2019 art. 1 cc. 796 and 801);"
                                     " who misses two in six months and does not pay after the"
                                     " reminder loses them (c. 800).",
                                     {money(request.cents), most}));
    if (request.instalments > most && most >= 2)
        accepted.notes.push_back(say("Ne sono state chieste {}: l'ufficio ne può concedere {}.",
                                     "{} were asked: the office may grant {}.",
                                     {request.instalments, most}));
    return accepted;
}

Accepted ask_refund(Call& call, const RefundRequest& request) {
    const auto paid = past_day(call, request.paid_on, "/paid_on");
    auto accepted = accept(call, "refund", request.applicant,
                           std::string("Richiesta di ") +
                               (request.mode == "offset" ? "compensazione " : "rimborso ") +
                               in_capitals(request.tax) + ", anno " + std::to_string(request.year),
                           sportello::detail::to_json(request));
    accepted.applied = false;
    const auto today = sportello::parse_date(call.today()).value();
    if (!refund_in_time(paid, today))
        accepted.notes.push_back(
            {"Sono passati più di cinque anni dal versamento: il termine della L. 296/2006 art. 1"
             " c. 164 è scaduto. La richiesta è registrata e decide l'ufficio.",
             "More than five years have passed since the payment: the term of L. 296/2006 art. 1"
             " c. 164 has ended. The request is registered and the office decides."});
    if (request.mode == "refund" && !request.iban)
        accepted.notes.push_back({"Manca l'IBAN: si può comunicare dopo, ma serve per pagare.",
                                  "The IBAN is missing: it may follow, but is needed to pay."});
    return accepted;
}

Accepted ask_redress(Call& call, const RedressRequest& request) {
    check_act(call, request.act);
    if (request.final_since) past_day(call, *request.final_since, "/final_since");
    auto accepted = accept(call, "redress", request.applicant,
                           "Istanza di autotutela " + in_capitals(request.tax) + ", atto n. " +
                               sportello::tidy(request.act.number),
                           sportello::detail::to_json(request));
    accepted.applied = false;
    note_grounds(call, request, accepted);
    const auto last = appeal_by(some_day(request.act.notified_on, "/act/notified_on"));
    accepted.notes.push_back(
        say("La richiesta non sospende il termine per il ricorso, di 60 giorni dalla notifica senza"
            " contare agosto: ultimo giorno {} (D.Lgs. 546/1992 art. 21).",
            "The request does not suspend the term to appeal, 60 days from the notification without"
            " August: last day {} (D.Lgs. 546/1992 art. 21).",
            {sportello::italian_date(last)}));
    return accepted;
}

Answered answer_request(Call& call, const Answer& answer) {
    const auto kept = call.first<Kept>(
        "SELECT kind, details, state FROM taxes_request WHERE id = ?1", answer.request);
    if (!kept)
        sportello::not_found("no-such-request", "/request",
                             {{"request", std::to_string(answer.request)}});
    if (kept->state != "received") sportello::conflict("already-answered", "/request");
    const auto reasons = sportello::tidy(answer.reasons);
    if (reasons.empty()) refuse("reasons-missing", "/reasons");
    Answered answered{answer.request, answer.outcome, {}};
    if (kept->kind == "instalments" && answer.outcome != "refused")
        answered.instalments = grant_plan(call, answer, *kept);
    else if (answer.instalments)
        refuse("no-instalments-asked", "/instalments");
    call.exec("UPDATE taxes_request SET state = ?2, answered_on = ?3, answer = ?4, answered_by = ?5"
              " WHERE id = ?1",
              answer.request, answer.outcome, call.today(), reasons, call.actor());
    return answered;
}

} // namespace taxes
