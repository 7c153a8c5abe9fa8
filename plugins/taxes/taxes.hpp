// taxes/taxes.hpp -- the operations of the tax office: what they take and what they answer.
//
// Each input is what the form of the same name asks (forms/). Amounts in cents, days as
// "2026-11-24".
#pragma once

#include <sportello/calendar.hpp>
#include <sportello/plugin.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace taxes {

using sportello::Call;
using sportello::ProtocolNumber;
using sportello::Text;

inline constexpr const char* forever = "9999-12-31";

// A person, or a body by its denomination.
struct Applicant {
    std::optional<std::string> surname, name, denomination;
    std::string tax_code;
    std::optional<std::string> email, phone;
};
BOOST_DESCRIBE_STRUCT(Applicant, (), (surname, name, denomination, tax_code, email, phone))

// What an intake answers. `applied` is whether the archive was changed at once; `notes` is what the
// operator tells the citizen.
struct Accepted {
    std::int64_t request = 0;
    ProtocolNumber protocol;
    bool applied = true;
    std::optional<std::int64_t> account;
    std::vector<Text> notes;
    std::vector<sportello::Charge> charges; // None, and why.
};
BOOST_DESCRIBE_STRUCT(Accepted, (), (request, protocol, applied, account, notes, charges))

// --- IMU ----------------------------------------------------------------------------------------

struct PropertyInput {
    std::string kind = "building";
    std::optional<std::string> category, cadastral;
    std::int64_t value_cents = 0;
    std::string use = "other";
    std::string condition = "ordinary";
    std::string share = "1/1";
    std::optional<std::string> acquired_on, sold_on;
    int resident_holders = 1;
    std::optional<std::string> rate, rate_before; // Per mille, "10,6"; else the town's.
};
BOOST_DESCRIBE_STRUCT(PropertyInput,
                      (),
                      (kind,
                       category,
                       cadastral,
                       value_cents,
                       use,
                       condition,
                       share,
                       acquired_on,
                       sold_on,
                       resident_holders,
                       rate,
                       rate_before))

struct Paid {
    std::string code;
    std::int64_t cents = 0;
};
BOOST_DESCRIBE_STRUCT(Paid, (), (code, cents))

struct ImuQuestion {
    std::optional<Applicant> applicant; // Of the procedure, for its paper.
    int year = 0;
    std::vector<PropertyInput> properties;
    std::vector<Paid> paid;
};
BOOST_DESCRIBE_STRUCT(ImuQuestion, (), (applicant, year, properties, paid))

struct PropertyTax {
    std::string category; // Or the kind, of land.
    std::int64_t base_cents = 0;
    std::int64_t rate_ppm = 0;
    int months = 0;
    bool exempt = false;
    std::int64_t deduction_cents = 0;
    std::int64_t tax_cents = 0;
    std::int64_t state_cents = 0;
};
BOOST_DESCRIBE_STRUCT(
    PropertyTax,
    (),
    (category, base_cents, rate_ppm, months, exempt, deduction_cents, tax_cents, state_cents))

struct F24Line {
    std::string code;
    int properties = 0;
    std::int64_t year_cents = 0;
    std::int64_t advance_euros = 0;
    std::int64_t balance_euros = 0;
    std::int64_t deduction_cents = 0;
    std::int64_t credit_cents = 0;
};
BOOST_DESCRIBE_STRUCT(
    F24Line,
    (),
    (code, properties, year_cents, advance_euros, balance_euros, deduction_cents, credit_cents))

struct ImuAnswer {
    int year = 0;
    std::string municipality; // The Belfiore code of the F24 form, when the town has set it.
    std::vector<PropertyTax> properties;
    std::vector<F24Line> lines;
    std::int64_t total_cents = 0;
    std::int64_t advance_euros = 0;
    std::int64_t balance_euros = 0;
    std::string advance_on, balance_on;
    bool below_minimum = false;
    std::vector<Text> steps;
};
BOOST_DESCRIBE_STRUCT(ImuAnswer,
                      (),
                      (year,
                       municipality,
                       properties,
                       lines,
                       total_cents,
                       advance_euros,
                       balance_euros,
                       advance_on,
                       balance_on,
                       below_minimum,
                       steps))

ImuAnswer imu(Call& call, const ImuQuestion& question);
ImuAnswer compute_imu(Call& call, const ImuQuestion& question); // And its paper.

// --- Ravvedimento -------------------------------------------------------------------------------

struct LateQuestion {
    std::optional<Applicant> applicant;
    std::string code = "3918";             // Of the F24 form.
    int year = 0;                          // Of the tax.
    std::optional<std::string> instalment; // advance | balance, of the IMU
    std::optional<std::string> due_on;     // Else by the instalment.
    std::optional<std::string> paid_on;    // Else today.
    std::int64_t cents = 0;
    bool notified = false; // An assessment of this tax has been notified already.
};
BOOST_DESCRIBE_STRUCT(LateQuestion,
                      (),
                      (applicant, code, year, instalment, due_on, paid_on, cents, notified))

struct LateAnswer {
    std::string code;
    int year = 0;
    std::string due_on, paid_on;
    int days = 0;
    std::int64_t cents = 0;
    std::int64_t penalty_cents = 0;
    std::int64_t interest_cents = 0;
    std::int64_t total_cents = 0;
    std::int64_t payable_euros = 0;
    std::vector<Text> steps;
};
BOOST_DESCRIBE_STRUCT(LateAnswer,
                      (),
                      (code,
                       year,
                       due_on,
                       paid_on,
                       days,
                       cents,
                       penalty_cents,
                       interest_cents,
                       total_cents,
                       payable_euros,
                       steps))

LateAnswer ravvedimento(Call& call, const LateQuestion& question);
LateAnswer correct_imu(Call& call, const LateQuestion& question); // And its paper.

// --- TARI ---------------------------------------------------------------------------------------

struct TariQuestion {
    int year = 0;
    std::string user = "home";
    std::int64_t square_metres = 0;
    int category = 1;                    // People of a home, up to 6; category of a business.
    std::optional<std::string> from, to; // Both included.
    std::vector<std::string> reductions; // Codes the town has decided.
};
BOOST_DESCRIBE_STRUCT(TariQuestion, (), (year, user, square_metres, category, from, to, reductions))

struct TariAnswer {
    int year = 0;
    std::string category;
    int days = 0;
    std::int64_t fixed_cents = 0;
    std::int64_t variable_cents = 0;
    std::int64_t tari_cents = 0;
    std::int64_t tefa_cents = 0;
    std::int64_t components_cents = 0;
    std::int64_t total_cents = 0;
    std::int64_t payable_euros = 0;
    std::vector<Text> steps;
};
BOOST_DESCRIBE_STRUCT(TariAnswer,
                      (),
                      (year,
                       category,
                       days,
                       fixed_cents,
                       variable_cents,
                       tari_cents,
                       tefa_cents,
                       components_cents,
                       total_cents,
                       payable_euros,
                       steps))

TariAnswer tari(Call& call, const TariQuestion& question);

} // namespace taxes
