// core/api/attachments.cpp -- documents' content: sent before what it belongs to is registered, and
// given back by its digest, which only who may see that is told.
#include "core/api/endpoints.hpp"
#include "core/people/audit.hpp"

#include <boost/json.hpp>

#include <system_error>

namespace sportello::api {

namespace {

people::Principal someone_of_staff(const Services& box, const http::Request& request) {
    people::Principal who;
    box.database.read_and_wait([&](store::Connection& db) {
        who = identify(db, request, box.clock.now());
        check_role(who, staff);
    });
    return who;
}

// The same content twice is one content: nothing needs an Idempotency-Key.
http::Response keep(const Services& box, const http::Request& request) {
    someone_of_staff(box, request);
    if (request.body.empty()) throw Refusal(Refusal::Kind::invalid, "attachment.empty");
    try {
        const auto digest = box.attachments.put(request.body);
        return json_reply(201, {{"sha256", digest}, {"bytes", request.body.size()}});
    } catch (const std::system_error& error) {
        throw Refusal(Refusal::Kind::unavailable, "attachment.not-kept",
                      {{"why", error.code().message()}});
    }
}

http::Response give(const Services& box, const http::Request& request) {
    const auto who = someone_of_staff(box, request);
    const auto& digest = request.parameters.find("sha256")->second;
    auto content = box.attachments.get(digest);
    if (!content) throw Refusal(Refusal::Kind::not_found, "attachment.unknown");
    box.database.write_and_wait([&](store::Connection& db) {
        people::audit(db, {who.id, "attachment.read", digest, ""}, box.clock.now());
    });
    http::Response response;
    response.type = "application/octet-stream";
    response.headers.emplace_back("Content-Disposition", "attachment");
    response.body = *std::move(content);
    return response;
}

} // namespace

void add_attachments(Gate& gate) {
    const auto& box = gate.box();
    gate.router().slow(
        "POST", "/api/v1/attachments",
        [&box](const http::Request& request) { return keep(box, request); },
        box.config.limits.attachment_bytes_max);
    gate.router().slow("GET", "/api/v1/attachments/{sha256}",
                       [&box](const http::Request& request) { return give(box, request); });
}

} // namespace sportello::api
