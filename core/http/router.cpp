// core/http/router.cpp -- finds the route of a path, segment by segment.
#include "core/http/router.hpp"

#include <algorithm>
#include <stdexcept>

namespace sportello::http {

namespace {

bool is_parameter(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// Takes the first segment off "/tickets/42": returns "tickets" and leaves "/42".
std::string_view take_segment(std::string_view& path) {
    const auto end = std::min(path.find('/', 1), path.size());
    const auto segment = path.substr(1, end - 1);
    path.remove_prefix(end);
    return segment;
}

std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty())
        segments.emplace_back(take_segment(path));
    return segments;
}

bool fits(const std::vector<std::string>& segments, std::string_view path) {
    for (const auto& expected : segments) {
        if (path.empty()) return false;
        const auto segment = take_segment(path);
        if (is_parameter(expected) ? segment.empty() : segment != expected) return false;
    }
    return path.empty();
}

// A '/' inside a segment reached us as "%2F".
std::string with_slashes(std::string_view segment) {
    std::string text;
    for (auto at = segment.find("%2F"); at != std::string_view::npos; at = segment.find("%2F")) {
        text.append(segment.substr(0, at)).append("/");
        segment.remove_prefix(at + 3);
    }
    return text.append(segment);
}

Parameters parameters_of(const std::vector<std::string>& segments, std::string_view path) {
    Parameters parameters;
    for (const auto& expected : segments) {
        const auto segment = take_segment(path);
        if (is_parameter(expected))
            parameters.insert_or_assign(expected.substr(1, expected.size() - 2),
                                        with_slashes(segment));
    }
    return parameters;
}

// "/tickets/waiting" is asked before "/tickets/{id}", in whatever order they were added.
bool is_asked_before(const std::vector<std::string>& one, const std::vector<std::string>& other) {
    return std::lexicographical_compare(
        one.begin(), one.end(), other.begin(), other.end(),
        [](const auto& a, const auto& b) { return !is_parameter(a) && is_parameter(b); });
}

bool are_alike(const std::vector<std::string>& one, const std::vector<std::string>& other) {
    return std::equal(
        one.begin(), one.end(), other.begin(), other.end(),
        [](const auto& a, const auto& b) { return is_parameter(a) ? is_parameter(b) : a == b; });
}

} // namespace

void Router::immediate(std::string_view method, std::string_view pattern, Handler handler) {
    add({std::string(method), std::string(pattern), {}, Where::immediate, std::move(handler)});
}

void Router::read(std::string_view pattern, StoreHandler handler) {
    add({"GET", std::string(pattern), {}, Where::read, std::move(handler)});
}

void Router::write(std::string_view method, std::string_view pattern, StoreHandler handler) {
    add({std::string(method), std::string(pattern), {}, Where::write, std::move(handler)});
}

void Router::slow(std::string_view method,
                  std::string_view pattern,
                  Handler handler,
                  std::uint64_t body_bytes_max) {
    add({std::string(method),
         std::string(pattern),
         {},
         Where::slow,
         std::move(handler),
         body_bytes_max});
}

void Router::stream(std::string_view pattern, StoreHandler open) {
    add({"GET", std::string(pattern), {}, Where::stream, std::move(open)});
}

void Router::add(Route route) {
    if (!route.pattern.starts_with('/'))
        throw std::logic_error("a route's pattern starts with '/': " + route.pattern);
    route.segments = split(route.pattern);
    for (const auto& other : routes_)
        if (other.method == route.method && are_alike(other.segments, route.segments))
            throw std::logic_error("two routes for " + route.method + " " + route.pattern);
    const auto after = std::upper_bound(routes_.begin(), routes_.end(), route,
                                        [](const Route& one, const Route& other) {
                                            return is_asked_before(one.segments, other.segments);
                                        });
    routes_.insert(after, std::move(route));
}

Router::Match Router::match(std::string_view method, std::string_view path) const {
    Match match;
    if (!path.starts_with('/')) return match;
    if (method == "HEAD") method = "GET";
    for (const auto& route : routes_) {
        if (!fits(route.segments, path)) continue;
        if (route.method == method) {
            match.status = 200;
            match.where = route.where;
            match.handler = std::get_if<Handler>(&route.handler);
            match.store_handler = std::get_if<StoreHandler>(&route.handler);
            match.parameters = parameters_of(route.segments, path);
            match.allow.clear();
            match.pattern = route.pattern;
            match.body_bytes_max = route.body_bytes_max;
            return match;
        }
        match.status = 405;
        if (match.allow.find(route.method) != std::string::npos) continue;
        if (!match.allow.empty()) match.allow += ", ";
        match.allow += route.method;
    }
    if (match.status == 404 && method == "GET" && fallback_) {
        match.status = 200;
        match.handler = &fallback_;
    }
    return match;
}

std::vector<std::pair<std::string, std::string>> Router::routes() const {
    std::vector<std::pair<std::string, std::string>> all;
    all.reserve(routes_.size());
    for (const auto& route : routes_)
        all.emplace_back(route.method, route.pattern);
    return all;
}

} // namespace sportello::http
