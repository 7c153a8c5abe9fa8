// core/api/body.hpp -- reads a request's body or query strictly: every member is asked for by name,
// and what nobody asked for is refused by name.
#pragma once

#include "core/base/clock.hpp"
#include "core/base/refusal.hpp"
#include "core/http/message.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::api {

// Parses a JSON text: at most 32 deep, no duplicate members. Throws Refusal body.not-json (400).
boost::json::value parse_json(std::string_view text);

// The members of a JSON object. Mistakes are collected, so that all are named at once by done().
class Body {
public:
    // Of the request's body; an empty one is {}. Throws Refusal body.not-json, body.not-an-object.
    explicit Body(const http::Request& request);

    bool has(std::string_view name) const;

    // Required and optional members. A member that is missing, of the wrong type or longer than
    // `bytes_max` is noted, and the empty value returned.
    std::string text(std::string_view name, std::size_t bytes_max);
    std::optional<std::string> maybe_text(std::string_view name, std::size_t bytes_max);
    std::optional<std::int64_t> maybe_integer(std::string_view name);
    std::optional<Instant> maybe_instant(std::string_view name); // "2026-11-24T08:12:33.120Z"
    bool flag(std::string_view name, bool otherwise);
    boost::json::value any(std::string_view name); // Required, of any type.
    // The integers of a list of at most `most`; none when it is missing.
    std::vector<std::int64_t> integers(std::string_view name, std::size_t most);
    // An object. Its mistakes are noted in the whole; its finish() is to be called before the
    // whole's done().
    std::optional<Body> maybe_part(std::string_view name);
    // A text that is one of the choices; missing: the first when `otherwise` allows it.
    enum class Missing { refused, first };
    std::string
    choice(std::string_view name, const std::vector<std::string>& choices, Missing missing);

    void wrong(std::string_view name, std::string code, std::map<std::string, std::string> = {});

    // Notes every unknown member.
    void finish();
    // The same, and throws Refusal body.invalid (422) naming every mistake.
    void done();

private:
    using Mistakes = std::shared_ptr<std::vector<Refusal::Field>>;
    Body(boost::json::object members, std::string pointer, Mistakes mistakes);
    const boost::json::value* take(std::string_view name);

    boost::json::object members_;
    std::string pointer_; // Of a part: "/call_back".
    std::set<std::string, std::less<>> known_;
    Mistakes mistakes_ = std::make_shared<std::vector<Refusal::Field>>();
};

// A path parameter or query value as a positive integer. Throws Refusal query.not-a-number (400)
// naming it, or for a path parameter `unknown` (404).
std::int64_t path_number(const http::Request& request, std::string_view name, std::string unknown);
std::optional<std::int64_t> query_number(const http::Request& request, std::string_view name);
std::optional<std::string> query_text(const http::Request& request, std::string_view name);
// A day, "2026-11-24". Throws Refusal query.not-a-day (400).
std::optional<std::string> query_day(const http::Request& request, std::string_view name);
// Throws Refusal query.unknown (400) unless every query parameter is one of `names`.
void check_query(const http::Request& request, std::initializer_list<std::string_view> names);

} // namespace sportello::api
