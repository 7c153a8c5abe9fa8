// taxes/notices.hpp -- pagoPA notices: issued, printed again, paid or annulled.
//
// The appliance makes positions and notices; telling the pagoPA node of them is a connector's work.
#pragma once

#include "taxes.hpp"

namespace taxes {

struct NoticeRequest {
    Applicant debtor;
    std::optional<std::string> nav; // Of a notice to print again.
    std::optional<std::int64_t> cents;
    std::optional<std::string> reason, due_on;
};
BOOST_DESCRIBE_STRUCT(NoticeRequest, (), (debtor, nav, cents, reason, due_on))

struct Notice {
    std::string nav, iuv;
    std::string creditor;
    std::int64_t cents = 0;
    std::string reason, due_on;
    std::string qr;
    std::optional<std::string> datamatrix; // With a postal account only.
    bool reprint = false;
};
BOOST_DESCRIBE_STRUCT(Notice,
                      (),
                      (nav, iuv, creditor, cents, reason, due_on, qr, datamatrix, reprint))

Notice issue_notice(Call& call, const NoticeRequest& request);

struct NoticeClosing {
    std::string nav;
    std::string outcome; // paid | annulled
    std::string why;
};
BOOST_DESCRIBE_STRUCT(NoticeClosing, (), (nav, outcome, why))

struct NoticeClosed {
    std::string nav, state;
};
BOOST_DESCRIBE_STRUCT(NoticeClosed, (), (nav, state))

NoticeClosed close_notice(Call& call, const NoticeClosing& closing);

} // namespace taxes
