// taxes/late.cpp -- what is paid late with the reduced penalty, asked at the counter.
#include "intake.hpp"
#include "town.hpp"

namespace taxes {

namespace {

using sportello::refuse;

Date due_day(const LateQuestion& question) {
    if (question.due_on) {
        const auto due = sportello::parse_date(*question.due_on);
        if (!due) refuse("no-such-date", "/due_on");
        return *due;
    }
    if (!question.instalment) refuse("due-missing", "/instalment");
    if (question.code == law::code_tari) refuse("due-of-tari-missing", "/due_on");
    return *question.instalment == "advance" ? advance_day(question.year)
                                             : balance_day(question.year);
}

Unpaid unpaid_of(Call& call, const LateQuestion& question) {
    Unpaid unpaid;
    unpaid.cents = question.cents;
    unpaid.due = due_day(question);
    const auto paid = sportello::parse_date(question.paid_on.value_or(std::string(call.today())));
    if (!paid) refuse("no-such-date", "/paid_on");
    unpaid.paid = *paid;
    const Date earliest(std::chrono::year(law::legal_interest.front().first) / 1 / 1);
    if (unpaid.due < earliest) refuse("too-long-ago", "/due_on");
    if (unpaid.paid <= unpaid.due)
        refuse("not-late", "/paid_on", {{"due", sportello::italian_date(unpaid.due)}});
    if (number_setting(call, "correction-until-declaration", question.year) != 0)
        unpaid.year_tier = YearTier::declaration;
    return unpaid;
}

struct LatePaper {
    std::string taxpayer, tax_code, municipality;
    std::string code;
    int year = 0;
    std::string due_on, paid_on;
    int days = 0;
    std::string tax, penalty, interest, total, payable;
    std::vector<std::string> steps;
};
BOOST_DESCRIBE_STRUCT(LatePaper,
                      (),
                      (taxpayer,
                       tax_code,
                       municipality,
                       code,
                       year,
                       due_on,
                       paid_on,
                       days,
                       tax,
                       penalty,
                       interest,
                       total,
                       payable,
                       steps))

} // namespace

LateAnswer ravvedimento(Call& call, const LateQuestion& question) {
    // Art. 13 c. 1: only until the violation has been found and notified.
    if (question.notified) refuse("already-notified", "/notified");
    const auto unpaid = unpaid_of(call, question);
    const auto result = correct(unpaid, interest_rates(call));
    LateAnswer answer;
    answer.code = question.code;
    answer.year = question.year;
    answer.due_on = sportello::format_date(unpaid.due);
    answer.paid_on = sportello::format_date(unpaid.paid);
    answer.days = result.days;
    answer.cents = unpaid.cents;
    answer.penalty_cents = result.penalty_cents;
    answer.interest_cents = result.interest_cents;
    answer.total_cents = result.total_cents;
    answer.payable_euros = whole_euros(result.total_cents);
    answer.steps = explain(unpaid, result);
    return answer;
}

LateAnswer correct_imu(Call& call, const LateQuestion& question) {
    auto answer = ravvedimento(call, question);
    LatePaper paper;
    if (question.applicant) {
        paper.taxpayer = name_of(*question.applicant);
        paper.tax_code = normal_code(question.applicant->tax_code);
    }
    paper.municipality = text_setting(call, "municipality-code", question.year);
    paper.code = answer.code;
    paper.year = answer.year;
    paper.due_on = day(answer.due_on);
    paper.paid_on = day(answer.paid_on);
    paper.days = answer.days;
    paper.tax = euro(answer.cents);
    paper.penalty = euro(answer.penalty_cents);
    paper.interest = euro(answer.interest_cents);
    paper.total = euro(answer.total_cents);
    paper.payable = euro(answer.payable_euros * 100);
    paper.steps = in_language(call, answer.steps);
    call.document("late-payment", paper);
    return answer;
}

} // namespace taxes
