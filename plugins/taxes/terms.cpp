// taxes/terms.cpp -- plans and terms, counted.
#include "terms.hpp"

#include <algorithm>
#include <array>

namespace taxes {

namespace {

namespace chrono = std::chrono;

Date month_end(chrono::year_month month) {
    return Date(month / chrono::last);
}

} // namespace

Brackets legal_brackets() {
    return {law::instalments.begin(), law::instalments.end()};
}

int most_instalments(std::int64_t cents, const Brackets& brackets) {
    for (const auto& bracket : brackets)
        if (cents <= bracket.up_to_cents) return bracket.most;
    return brackets.back().most;
}

std::vector<Instalment>
plan(std::int64_t cents, int count, Date granted, const InterestRates& rates) {
    const chrono::year_month_day day(granted);
    std::vector<Instalment> instalments;
    for (int i = 1; i <= count; ++i) {
        Instalment it{i, month_end(day.year() / day.month() + chrono::months(i)), cents / count, 0};
        if (i == 1) it.principal_cents += cents % count;
        Exact sum;
        for (const auto& span : interest(it.principal_cents, granted, it.due, rates))
            sum += span.interest;
        it.interest_cents = rounded(sum);
        instalments.push_back(it);
    }
    return instalments;
}

Date appeal_by(Date notified) {
    Date day = notified;
    for (int left = law::appeal_days; left > 0;) {
        day += chrono::days(1);
        if (chrono::year_month_day(day).month() != chrono::month(law::suspended_month)) --left;
    }
    return next_working_day(day);
}

bool refund_in_time(Date paid, Date asked) {
    return asked <= sportello::add_months(paid, 12 * law::refund_years);
}

bool is_compulsory_ground(std::string_view ground) {
    constexpr std::array<std::string_view, 7> grounds{
        "wrong-person",       "calculation",   "wrong-tax",     "material-error",
        "wrong-prerequisite", "payments-made", "missing-papers"};
    return std::find(grounds.begin(), grounds.end(), ground) != grounds.end();
}

} // namespace taxes
