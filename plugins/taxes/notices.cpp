// taxes/notices.cpp -- gives numbers that are never given twice, and prints the notice.
#include "notices.hpp"

#include <sportello/text.hpp>

#include "exact.hpp"
#include "intake.hpp"
#include "pagopa.hpp"
#include "town.hpp"

namespace taxes {

namespace {

using sportello::refuse;

// The base of a number begins with the year, so that people see how old a notice is:
// 2026 000000001.
constexpr std::int64_t numbers_a_year = 1'000'000'000;

struct Creditor {
    std::string name, tax_code, segregation, cbill, postal_account;
};

Creditor creditor_of(Call& call) {
    const int year = call.year();
    Creditor creditor{
        text_setting(call, "creditor-name", year), text_setting(call, "creditor-tax-code", year),
        text_setting(call, "segregation-code", year), text_setting(call, "cbill-code", year),
        text_setting(call, "postal-account", year)};
    if (creditor.name.empty() || creditor.tax_code.empty()) refuse("creditor-missing");
    return creditor;
}

struct Kept {
    std::string nav, creditor;
    std::int64_t cents = 0;
    std::string reason, due_on, state, surname, name, tax_code;
};
BOOST_DESCRIBE_STRUCT(Kept,
                      (),
                      (nav, creditor, cents, reason, due_on, state, surname, name, tax_code))

Kept find(Call& call, const std::string& nav) {
    if (!valid_nav(nav)) refuse("nav-wrong", "/nav");
    auto kept = call.first<Kept>(
        "SELECT n.nav, n.creditor, n.cents, n.reason, n.due_on, n.state, t.surname, t.name,"
        "    t.tax_code"
        " FROM taxes_notice n JOIN taxes_taxpayer t ON t.id = n.taxpayer_id WHERE n.nav = ?1"
        " ORDER BY n.id DESC LIMIT 1",
        nav);
    if (!kept) sportello::not_found("no-such-notice", "/nav");
    return *std::move(kept);
}

void require_open(const Kept& kept) {
    if (kept.state == "paid") sportello::conflict("notice-paid", "/nav");
    if (kept.state == "annulled") sportello::conflict("notice-annulled", "/nav");
}

// Rows are never deleted, so the highest base of the year is the last one given; the table's
// constraints would refuse a number given before.
std::string enter(Call& call, const NoticeRequest& request, const Creditor& creditor) {
    const std::int64_t first = call.year() * numbers_a_year;
    const auto base = call.one<std::int64_t>(
        "SELECT coalesce(max(base), ?3) + 1 FROM taxes_notice"
        " WHERE creditor = ?1 AND segregation = ?2 AND base BETWEEN ?3 AND ?3 + ?4 - 1",
        creditor.tax_code, creditor.segregation, first, numbers_a_year);
    const auto number = notice_number(creditor.segregation, base);
    call.exec("INSERT INTO taxes_notice (creditor, segregation, base, nav, taxpayer_id, cents,"
              "    reason, due_on, issued_at, case_id, actor)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
              creditor.tax_code, creditor.segregation, base, number.nav,
              taxpayer(call, request.debtor), *request.cents, sportello::tidy(*request.reason),
              *request.due_on, call.local_time(), call.case_id(), call.actor());
    return number.nav;
}

void require_whole(Call& call, const NoticeRequest& request) {
    if (!request.cents) refuse("notice-incomplete", "/cents");
    if (!request.due_on) refuse("notice-incomplete", "/due_on");
    if (sportello::tidy(request.reason.value_or("")).empty())
        refuse("notice-incomplete", "/reason");
    some_day(*request.due_on, "/due_on");
    if (*request.due_on < call.today()) refuse("due-in-the-past", "/due_on");
}

Kept reprinted(Call& call, const NoticeRequest& request) {
    auto kept = find(call, *request.nav);
    if (kept.tax_code != normal_code(request.debtor.tax_code))
        refuse("notice-of-another", "/debtor/tax_code");
    require_open(kept);
    return kept;
}

struct NoticePaper {
    std::string creditor, creditor_tax_code, cbill, postal_account;
    std::string debtor, debtor_tax_code;
    std::string nav, amount, due_on, reason, qr;
};
BOOST_DESCRIBE_STRUCT(NoticePaper,
                      (),
                      (creditor,
                       creditor_tax_code,
                       cbill,
                       postal_account,
                       debtor,
                       debtor_tax_code,
                       nav,
                       amount,
                       due_on,
                       reason,
                       qr))

} // namespace

Notice issue_notice(Call& call, const NoticeRequest& request) {
    const auto creditor = creditor_of(call);
    if (!request.nav) require_whole(call, request);
    const auto kept =
        request.nav ? reprinted(call, request) : find(call, enter(call, request, creditor));

    Notice notice;
    notice.nav = kept.nav;
    notice.iuv = kept.nav.substr(1);
    notice.creditor = kept.creditor;
    notice.cents = kept.cents;
    notice.reason = kept.reason;
    notice.due_on = kept.due_on;
    notice.qr = qr_text(kept.nav, kept.creditor, kept.cents);
    notice.reprint = request.nav.has_value();
    const auto debtor = sportello::tidy(kept.surname + " " + kept.name);
    if (!creditor.postal_account.empty())
        notice.datamatrix = datamatrix_text({kept.nav, creditor.postal_account, kept.cents,
                                             kept.creditor, kept.tax_code, debtor, kept.reason});
    call.document("payment-notice",
                  NoticePaper{creditor.name, kept.creditor, creditor.cbill, creditor.postal_account,
                              debtor, kept.tax_code, in_groups(kept.nav), euro(kept.cents),
                              day(kept.due_on), kept.reason, notice.qr});
    return notice;
}

NoticeClosed close_notice(Call& call, const NoticeClosing& closing) {
    const auto kept = find(call, closing.nav);
    require_open(kept);
    const auto why = sportello::tidy(closing.why);
    if (why.empty()) refuse("reasons-missing", "/why");
    call.exec("UPDATE taxes_notice SET state = ?2, closed_on = ?3, closed_why = ?4"
              " WHERE nav = ?1 AND creditor = ?5",
              kept.nav, closing.outcome, call.today(), why, kept.creditor);
    return {kept.nav, closing.outcome};
}

} // namespace taxes
