// core/catalogue/procedure.hpp -- one procedure: what an operator tells, asks, charges and hands
// over.
//
// Read from procedures/<id>.json, where docs/plugin-author.md says what each member means. Constant
// once read, for any thread.
#pragma once

#include "core/base/texts.hpp"
#include "core/catalogue/form.hpp"

#include <boost/json/array.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::catalogue {

struct Area;
class FormFolder;

struct Term {
    int days = 0;                   // 0: at once.
    std::string kind = "immediate"; // immediate | office | citizen | waiting
    std::string unit = "calendar";  // calendar | working
};

enum class ProcedureKind {
    delivery, // erogazione: ends at the counter
    intake,   // accettazione: accepted there, goes to the back office
};
std::string_view to_text(ProcedureKind kind);

// Of a choice or a yes-or-no of the form's top level: the answer is one of these.
struct Condition {
    std::string field;
    boost::json::array is;
};

// What is to be paid, or what is not and why (0 cents: an exemption, with its law).
struct Charge {
    std::string kind; // fee | stamp-duty
    std::int64_t cents = 0;
    Text reason;
    std::optional<Condition> when; // Absent: always.
    // So many for each so many of a whole number of the form, of which a part counts as one whole.
    struct Times {
        std::string field;
        std::int64_t each = 1;
    };
    std::optional<Times> times;
};

// The law refuses; `code` names the sentence in the area's texts.
struct RefusalRule {
    Condition when;
    std::string code;
};

struct Procedure {
    std::string id; // "cambio-abitazione"
    std::string area;
    Text title;
    ProcedureKind kind = ProcedureKind::delivery;
    int minutes = 0;
    std::vector<Text> documents;       // What to bring.
    std::int64_t fee_cents = 0;        // The usual price, on the card.
    std::int64_t stamp_duty_cents = 0; // Likewise.
    std::vector<Charge> charges;       // By the case; empty: the usual price.
    std::vector<RefusalRule> refuse;
    std::string law;
    Term term;
    std::vector<std::string> channels; // counter | phone | online
    std::string filing_class;          // "XI.2"
    int yearly_volume = 0;
    std::string provenance;             // sourced | partly | memory
    std::vector<std::string> keywords;  // Of both languages, for the search.
    std::vector<std::string> equipment; // What the counter must have: card-station | ...
    std::string appointment = "none";   // none | offered | required
    bool back_office = false; // Reception may send the citizen straight to the back office.
    Text answer;              // What reception and telephone say about it; empty: no script.
    std::string phone;        // What a call may end in: answered | opened | counter
    bool registered = false;  // With the protocol, at once, with a receipt: every intake is.
    std::string document;  // Of a delivery without operation: the paper handed over; empty: none.
    std::string operation; // Of the area's plugin; empty: the daemon does what is declared here.
    std::shared_ptr<const Form> form;
};

// Throws std::runtime_error with a sentence that names the file and the member: of another kind
// than is meant, not known, or at odds with the form, the texts, the templates or the operations.
Procedure read_procedure(const std::filesystem::path& file,
                         const Area& area,
                         const Texts& texts,
                         FormFolder& forms);

} // namespace sportello::catalogue
