#include "core/api/problems.hpp"

#include "core/base/log.hpp"
#include "core/store/connection.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::api {

namespace json = boost::json;

namespace {

int status_of(Refusal::Kind kind) {
    switch (kind) {
    case Refusal::Kind::malformed:
        return 400;
    case Refusal::Kind::unauthorized:
        return 401;
    case Refusal::Kind::forbidden:
        return 403;
    case Refusal::Kind::not_found:
        return 404;
    case Refusal::Kind::conflict:
        return 409;
    case Refusal::Kind::invalid:
        return 422;
    case Refusal::Kind::unavailable:
        return 503;
    case Refusal::Kind::failed:
        break;
    }
    return 500;
}

http::Response reply(const Texts& texts,
                     std::string_view language,
                     int status,
                     std::string_view code,
                     const Refusal& refusal) {
    json::object body{{"type", fmt::format("/problems/{}", code)},
                      {"title", texts.say(fmt::format("status.{}", status), language)},
                      {"status", status},
                      {"detail", texts.say(code, language, refusal.arguments())}};
    if (!refusal.fields().empty()) {
        auto& errors = body["errors"].emplace_array();
        for (const auto& field : refusal.fields())
            errors.push_back({{"pointer", field.pointer},
                              {"code", field.code},
                              {"detail", texts.say(field.code, language, field.arguments)}});
    }
    http::Response response;
    response.status = status;
    response.type = "application/problem+json";
    response.body = json::serialize(body);
    response.headers.emplace_back("Content-Language", language);
    if (status == 503) response.headers.emplace_back("Retry-After", "1");
    if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

} // namespace

std::string_view language_of(const http::Request& request) {
    const auto wanted = request.header("accept-language");
    const auto italian = wanted.find("it");
    const auto english = wanted.find("en");
    return english < italian ? "en" : "it"; // The list's order: the first that is spoken here.
}

http::Response problem(const Texts& texts, std::string_view language, const Refusal& refusal) {
    return reply(texts, language, status_of(refusal.kind()), refusal.code(), refusal);
}

http::Response
problem(const Texts& texts, const http::Request& request, std::exception_ptr thrown) {
    const auto language = language_of(request);
    try {
        std::rethrow_exception(thrown);
    } catch (const Refusal& refusal) {
        return problem(texts, language, refusal);
    } catch (const store::Error& error) {
        spdlog::error("{} failed in the store: {}", request.method, error.what());
        const bool full = error.kind() == store::Error::Kind::full;
        if (full || error.kind() == store::Error::Kind::busy)
            return problem(texts, language,
                           {Refusal::Kind::unavailable, full ? "store.full" : "store.busy"});
    } catch (const std::exception& error) {
        spdlog::error("{} failed: {}", request.method, error.what());
    } catch (...) {
        spdlog::error("{} failed with an unknown exception", request.method);
    }
    return problem(texts, language, {Refusal::Kind::failed, "http.500"});
}

http::Response problem(const Texts& texts, const http::Request& request, int status) {
    const auto code = fmt::format("http.{}", status);
    return reply(texts, language_of(request), status, code,
                 {Refusal::Kind::failed, code, {{"method", request.method}}});
}

} // namespace sportello::api
