// taxes/requests.hpp -- instalments, refunds, self-redress; and the office's answer to any request.
#pragma once

#include "taxes.hpp"

namespace taxes {

struct Act {
    std::string kind; // assessment | demand | reminder | fine | other
    std::string number;
    std::string notified_on;
};
BOOST_DESCRIBE_STRUCT(Act, (), (kind, number, notified_on))

struct InstalmentRequest {
    Applicant applicant;
    std::string tax; // imu | tari | other
    Act act;
    std::int64_t cents = 0;
    int instalments = 2;
    std::string hardship; // Why the applicant cannot pay at once.
};
BOOST_DESCRIBE_STRUCT(InstalmentRequest, (), (applicant, tax, act, cents, instalments, hardship))

Accepted ask_instalments(Call& call, const InstalmentRequest& request);

struct RefundRequest {
    Applicant applicant;
    std::string tax;
    int year = 0;
    std::int64_t cents = 0;
    std::string paid_on;
    std::string cause; // paid-twice | too-much | not-due | other-town
    std::string mode;  // refund | offset
    std::optional<std::string> iban;
};
BOOST_DESCRIBE_STRUCT(RefundRequest, (), (applicant, tax, year, cents, paid_on, cause, mode, iban))

Accepted ask_refund(Call& call, const RefundRequest& request);

struct RedressRequest {
    Applicant applicant;
    std::string tax;
    Act act;
    int year = 0;
    std::string ground;
    std::string wanted; // annul | correct
    std::string reasons;
    std::optional<std::string> final_since; // The act was not appealed, and no longer can be.
    bool judged = false;                    // A court has decided for the town.
};
BOOST_DESCRIBE_STRUCT(RedressRequest,
                      (),
                      (applicant, tax, act, year, ground, wanted, reasons, final_since, judged))

Accepted ask_redress(Call& call, const RedressRequest& request);

struct Answer {
    std::int64_t request = 0;
    std::string outcome; // granted | granted-in-part | refused
    std::string reasons;
    std::optional<int> instalments; // Granted, when instalments were asked.
};
BOOST_DESCRIBE_STRUCT(Answer, (), (request, outcome, reasons, instalments))

struct InstalmentDue {
    int number = 0;
    std::string due_on;
    std::int64_t principal_cents = 0;
    std::int64_t interest_cents = 0;
};
BOOST_DESCRIBE_STRUCT(InstalmentDue, (), (number, due_on, principal_cents, interest_cents))

struct Answered {
    std::int64_t request = 0;
    std::string state;
    std::vector<InstalmentDue> instalments;
};
BOOST_DESCRIBE_STRUCT(Answered, (), (request, state, instalments))

Answered answer_request(Call& call, const Answer& answer);

} // namespace taxes
