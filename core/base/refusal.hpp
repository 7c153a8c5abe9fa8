// core/base/refusal.hpp -- "no, because": an error that a person can act upon.
//
// Thrown inside a command it also means "roll back": the writer undoes the command's savepoint and
// the caller gets the reason. Anything else that is thrown is a defect and is told as such.
#pragma once

#include <exception>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sportello {

class Refusal : public std::exception {
public:
    // What is wrong, in the terms of HTTP.
    enum class Kind {
        malformed,    // 400: not understood at all
        unauthorized, // 401: sign in first
        forbidden,    // 403: this person or device may not
        not_found,    // 404
        conflict,     // 409: true a moment ago, not any more
        invalid,      // 422: understood, but against a rule
        unavailable,  // 503: try again later
        failed,       // 500: a defect; nothing was changed
    };

    // One field of the input and what is wrong with it.
    struct Field {
        std::string pointer; // JSON pointer into the body: "/data/street"
        std::string code;    // names a sentence of texts/, as below
        std::map<std::string, std::string> arguments;
    };

    // `code` is stable and names a sentence of texts/ ("counter.still-serving"), whose
    // {placeholders} are filled from `arguments`.
    Refusal(Kind kind, std::string code, std::map<std::string, std::string> arguments = {})
        : kind_(kind), code_(std::move(code)), arguments_(std::move(arguments)) {}

    Refusal& at(std::string pointer) { // The whole refusal is about this field.
        fields_.push_back({std::move(pointer), code_, arguments_});
        return *this;
    }
    Refusal& with(std::vector<Field> fields) {
        fields_ = std::move(fields);
        return *this;
    }

    Kind kind() const noexcept { return kind_; }
    const std::string& code() const noexcept { return code_; }
    const std::map<std::string, std::string>& arguments() const noexcept { return arguments_; }
    const std::vector<Field>& fields() const noexcept { return fields_; }
    const char* what() const noexcept override { return code_.c_str(); }

private:
    Kind kind_;
    std::string code_;
    std::map<std::string, std::string> arguments_;
    std::vector<Field> fields_;
};

} // namespace sportello
