#include "core/api/body.hpp"

#include <sportello/calendar.hpp>

#include <boost/json.hpp>

#include <charconv>
#include <stdexcept>

namespace sportello::api {

namespace json = boost::json;

namespace {

constexpr std::size_t depth_max = 32;

std::optional<std::int64_t> number_from(std::string_view text) {
    std::int64_t value = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || value < 0)
        return std::nullopt;
    return value;
}

} // namespace

json::value parse_json(std::string_view text) {
    json::parse_options options;
    options.max_depth = depth_max;
    json::error_code error;
    auto value = json::parse(text, error, {}, options);
    if (error) throw Refusal(Refusal::Kind::malformed, "body.not-json", {{"why", error.message()}});
    return value;
}

Body::Body(const http::Request& request) {
    if (request.body.empty()) return;
    auto value = parse_json(request.body);
    if (!value.is_object()) throw Refusal(Refusal::Kind::malformed, "body.not-an-object");
    members_ = std::move(value.get_object());
}

Body::Body(json::object members, std::string pointer, Mistakes mistakes)
    : members_(std::move(members)), pointer_(std::move(pointer)), mistakes_(std::move(mistakes)) {}

bool Body::has(std::string_view name) const {
    return members_.contains(name);
}

const json::value* Body::take(std::string_view name) {
    known_.emplace(name);
    const auto* found = members_.if_contains(name);
    return found && !found->is_null() ? found : nullptr;
}

void Body::wrong(std::string_view name,
                 std::string code,
                 std::map<std::string, std::string> arguments) {
    mistakes_->push_back(
        {pointer_ + "/" + std::string(name), std::move(code), std::move(arguments)});
}

std::optional<std::string> Body::maybe_text(std::string_view name, std::size_t bytes_max) {
    const auto* value = take(name);
    if (!value) return std::nullopt;
    if (!value->is_string()) {
        wrong(name, "form.type.string");
        return std::nullopt;
    }
    const auto& text = value->get_string();
    if (text.size() > bytes_max) {
        wrong(name, "form.too-long", {{"max", std::to_string(bytes_max)}});
        return std::nullopt;
    }
    return std::string(text);
}

std::string Body::text(std::string_view name, std::size_t bytes_max) {
    const auto before = mistakes_->size();
    auto found = maybe_text(name, bytes_max);
    if (!found && mistakes_->size() == before) wrong(name, "form.missing");
    return found.value_or("");
}

std::optional<std::int64_t> Body::maybe_integer(std::string_view name) {
    const auto* value = take(name);
    if (!value) return std::nullopt;
    if (value->is_int64()) return value->get_int64();
    wrong(name, "form.type.integer");
    return std::nullopt;
}

std::optional<Instant> Body::maybe_instant(std::string_view name) {
    const auto text = maybe_text(name, 32);
    if (!text) return std::nullopt;
    try {
        return instant_from(*text);
    } catch (const std::invalid_argument&) {
        wrong(name, "form.instant");
        return std::nullopt;
    }
}

bool Body::flag(std::string_view name, bool otherwise) {
    const auto* value = take(name);
    if (!value) return otherwise;
    if (value->is_bool()) return value->get_bool();
    wrong(name, "form.type.boolean");
    return otherwise;
}

json::value Body::any(std::string_view name) {
    const auto* value = take(name);
    if (value) return *value;
    wrong(name, "form.missing");
    return nullptr;
}

std::string
Body::choice(std::string_view name, const std::vector<std::string>& choices, Missing missing) {
    if (!has(name) && missing == Missing::first) {
        known_.emplace(name);
        return choices.front();
    }
    auto value = text(name, 64);
    if (mistakes_->empty() && std::ranges::find(choices, value) == choices.end()) {
        std::string listed;
        for (const auto& choice : choices)
            listed += (listed.empty() ? "" : ", ") + choice;
        wrong(name, "form.choice", {{"choices", listed}});
    }
    return value;
}

std::optional<Body> Body::maybe_part(std::string_view name) {
    const auto* value = take(name);
    if (!value) return std::nullopt;
    if (value->is_object())
        return Body(value->get_object(), pointer_ + "/" + std::string(name), mistakes_);
    wrong(name, "form.type.object");
    return std::nullopt;
}

std::vector<std::int64_t> Body::integers(std::string_view name, std::size_t most) {
    std::vector<std::int64_t> found;
    const auto* value = take(name);
    if (!value) return found;
    if (!value->is_array()) {
        wrong(name, "form.type.array");
        return found;
    }
    const auto& list = value->get_array();
    if (list.size() > most)
        wrong(name, "form.items", {{"min", "0"}, {"max", std::to_string(most)}});
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].is_int64())
            found.push_back(list[i].get_int64());
        else
            wrong(std::string(name) + "/" + std::to_string(i), "form.type.integer");
    }
    return found;
}

void Body::finish() {
    for (const auto& member : members_)
        if (!known_.contains(member.key())) wrong(member.key(), "form.unknown");
}

void Body::done() {
    finish();
    if (!mistakes_->empty())
        throw Refusal(Refusal::Kind::invalid, "body.invalid").with(std::move(*mistakes_));
}

std::int64_t path_number(const http::Request& request, std::string_view name, std::string unknown) {
    const auto value = number_from(request.parameters.find(name)->second);
    if (!value) throw Refusal(Refusal::Kind::not_found, std::move(unknown));
    return *value;
}

std::optional<std::string> query_text(const http::Request& request, std::string_view name) {
    const auto found = request.query.find(name);
    if (found == request.query.end()) return std::nullopt;
    return found->second;
}

std::optional<std::string> query_day(const http::Request& request, std::string_view name) {
    auto text = query_text(request, name);
    if (text && !parse_date(*text))
        throw Refusal(Refusal::Kind::malformed, "query.not-a-day", {{"name", std::string(name)}});
    return text;
}

std::optional<std::int64_t> query_number(const http::Request& request, std::string_view name) {
    const auto text = query_text(request, name);
    if (!text) return std::nullopt;
    const auto value = number_from(*text);
    if (!value)
        throw Refusal(Refusal::Kind::malformed, "query.not-a-number",
                      {{"name", std::string(name)}});
    return value;
}

void check_query(const http::Request& request, std::initializer_list<std::string_view> names) {
    for (const auto& [name, value] : request.query)
        if (std::ranges::find(names, std::string_view(name)) == names.end())
            throw Refusal(Refusal::Kind::malformed, "query.unknown", {{"name", name}});
}

} // namespace sportello::api
