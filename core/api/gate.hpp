// core/api/gate.hpp -- what every endpoint has before it: who is it, may he, was it done already.
#pragma once

#include "core/api/services.hpp"
#include "core/http/router.hpp"
#include "core/people/people.hpp"

#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

namespace sportello::api {

// What an endpoint is given: one transaction or snapshot, one request, one instant.
struct Context {
    const Services& box;
    store::Connection& db;
    const http::Request& request;
    const people::Principal& who;
    Instant now;
};

using Endpoint = std::function<http::Response(Context&)>;
using Roles = std::vector<people::Role>;

// Who works at the counter; with kiosks, with kiosks and boards, with the telephone exchange, with
// the back offices, and with all of these but the exchange.
extern const Roles staff, staff_and_kiosk, anyone_in_hall, staff_and_exchange, staff_and_office,
    anyone_known;
// Who answers for the counter; with the back offices as well.
extern const Roles supervisors, supervisors_and_office;
extern const Roles administrators;

// Who sent the request, by the administrator's socket, the bearer token or the cookie. Throws
// Refusal session.none (401).
people::Principal identify(store::Connection& db, const http::Request& request, Instant now);
// The token of the request, or nothing.
std::string_view token_of(const http::Request& request);

// Throws Refusal session.not-allowed or session.change-password (403).
void check_role(const people::Principal& who, const Roles& roles);

// Adds routes whose endpoints run behind the gate.
class Gate {
public:
    Gate(http::Router& router, const Services& box) : router_(router), box_(box) {}

    void read(std::string_view pattern, const Roles& roles, Endpoint endpoint);
    // A command: idempotent by its Idempotency-Key.
    void write(std::string_view method, std::string_view pattern, const Roles& roles, Endpoint);
    void post(std::string_view pattern, const Roles& roles, Endpoint endpoint) {
        write("POST", pattern, roles, std::move(endpoint));
    }
    void stream(std::string_view pattern, const Roles& roles, Endpoint endpoint);

    http::Router& router() { return router_; }
    const Services& box() const { return box_; }

private:
    // The endpoint, asked only by who may.
    http::StoreHandler behind(const Roles& roles, Endpoint endpoint) const;

    http::Router& router_;
    const Services& box_;
};

// A JSON reply.
http::Response json_reply(int status, const boost::json::value& body);

} // namespace sportello::api
