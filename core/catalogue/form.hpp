// core/catalogue/form.hpp -- a form: a JSON Schema (draft 7) that validates what was filled in.
//
// A schema may use only the keywords that are checked, plus the annotations that draw the form:
// x-title, x-help (texts in both languages), x-labels (of enum values) and examples. Formats of the
// field: see formats.hpp.
#pragma once

#include "core/base/refusal.hpp"
#include "core/catalogue/formats.hpp"

#include <boost/json/value.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::catalogue {

// Constant after construction; validate() from any thread.
class Form {
public:
    // Throws std::runtime_error with a sentence naming the place: a keyword that is not checked, a
    // malformed schema, an example of the schema that does not validate. The day of a past-date in
    // an example is past for good (up to 24/11/2026), that of a future-date in the 2030s or later.
    enum class Examples { checked, trusted };
    explicit Form(boost::json::value schema, Examples examples = Examples::checked);
    Form(const Form&) = delete;
    Form& operator=(const Form&) = delete;
    ~Form();

    // One entry a wrong field, pointers below `at` ("/data"); empty when all is right. Codes:
    // form.missing, form.unknown, form.type.<type>, form.too-long, form.too-short, form.pattern,
    // form.format.<name>, form.choice, form.minimum, form.maximum, form.items, form.invalid; their
    // arguments fill the sentences of texts/. At most 50. `today` is the town's day, which past
    // and future dates are held against.
    std::vector<Refusal::Field>
    validate(const boost::json::value& input, Date today, const std::string& at = "") const;

    const boost::json::value& schema() const { return schema_; }

private:
    std::vector<Refusal::Field>
    mistakes(const boost::json::value& input, Days days, const std::string& at) const;
    static void check_examples(const boost::json::value& schema, const std::string& where);

    struct Checker;
    boost::json::value schema_;
    std::unique_ptr<Checker> checker_;
};

} // namespace sportello::catalogue
