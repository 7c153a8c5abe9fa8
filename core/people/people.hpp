// core/people/people.hpp -- who may do what: operators, kiosks and boards, their sessions.
//
// Passwords are kept as argon2id hashes, tokens as BLAKE2b hashes: the file alone opens no door.
// Functions over a Connection run in the caller's transaction; hashing is slow and stands apart.
#pragma once

#include "core/base/clock.hpp"
#include "core/store/connection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::people {

// sportello::people::start() once before anything else of this room (libsodium's own start).
void start();

enum class Role {
    operator_,
    supervisor,
    administrator,
    back_office, // A person of an area's office, who does not sit at the counter.
    kiosk,
    board,
    exchange, // The telephone exchange, which tells who calls.
};
// A kiosk, a board or an exchange: signs in by a token, and is no person.
bool is_device(Role role);
std::string_view to_text(Role role); // "operator"
std::optional<Role> role_from(std::string_view text);

// A person or a device, as the API sees it.
struct Principal {
    std::string id; // "anna", "kiosk-1"
    std::string name;
    Role role = Role::operator_;
    bool must_change_password = false;

    bool is_person() const { return !is_device(role); }
};

struct Operator {
    std::string id;
    std::string name;
    Role role = Role::operator_;
    std::string password_hash;
    bool must_change_password = false;
    bool disabled = false;
};

// --- Passwords. Slow (argon2id, 64 MiB, 3 passes, a fifth of a second): never on the writer nor on
// the loop. [any thread]

std::string hash_password(std::string_view password);
// Takes as long for an unknown user (empty hash) as for a known one.
bool verify_password(const std::string& hash, std::string_view password);
// A password for first use, easy to read aloud: four groups of letters and digits.
std::string make_password();
// Why the password is not good enough, as a code of texts/, or nothing: at least 12 characters,
// without the user's id or the town's name in it (`town` empty: not looked for), not one of the
// commonest, not a walk on the keyboard nor a few characters over and over.
std::optional<std::string>
password_problem(std::string_view password, std::string_view user, std::string_view town = {});

// --- Operators.

std::optional<Operator> find_operator(store::Connection& connection, std::string_view id);
std::vector<Operator> operators(store::Connection& connection);
// Throws Refusal people.taken (409): also when a kiosk or a board has that id. `added.role` is a
// person's.
void add_operator(store::Connection& connection, const Operator& added, Instant now);
// Ends no session (see close_sessions) but frees a locked account: guesses at the old password say
// nothing about the new one. Throws Refusal people.unknown (404).
void set_password(store::Connection& connection,
                  std::string_view id,
                  const std::string& password_hash,
                  bool must_change,
                  Instant now);

// A disabled operator's sessions are nothing and sign-in must be refused; the row stays, for the
// audit trail names it. Throws Refusal people.unknown (404), and people.last-administrator (409)
// when nobody would be left to undo it.
void set_disabled(store::Connection& connection, std::string_view id, bool disabled);

// Guessing is slowed: after 5 wrong passwords in a row an account is locked for a minute, doubling
// to an hour with each further one. `locked_until` nothing: free to try. An unknown name is counted
// and locked like a known one.
std::optional<Instant>
locked_until(store::Connection& connection, std::string_view id, Instant now);
void note_failure(store::Connection& connection, std::string_view id, Instant now);
void note_success(store::Connection& connection, std::string_view id, Instant now);

// --- Sessions and device tokens.

struct NewSession {
    std::string token; // Given to the client once; 256 random bits, base64url.
    Instant expires_at;
};
// People: 12 hours, devices: 400 days. Beyond sessions_max open ones the principal's
// oldest ends.
inline constexpr std::int64_t sessions_max = 32;
NewSession open_session(store::Connection& connection, const Principal& principal, Instant now);
// Whose session it is; nothing when there is none, it has expired, or the operator is disabled.
// Reads only, by one look-up in an index: it runs for each request.
std::optional<Principal>
session_of(store::Connection& connection, std::string_view token, Instant now);
// When it ends; nothing when there is no such session.
std::optional<Instant> session_expiry(store::Connection& connection, std::string_view token);
void close_session(store::Connection& connection, std::string_view token);
// All of a person's sessions but the one whose token is `except` (empty: all).
void close_sessions(store::Connection& connection, std::string_view id, std::string_view except);
std::int64_t forget_expired_sessions(store::Connection& connection, Instant now);

// Makes a device's token, replacing the one it had, whose sessions end. Returned once. Throws
// Refusal people.taken (409) when an operator has that id. `role` is a device's.
std::string
make_device_token(store::Connection& connection, std::string_view id, Role role, Instant now);
std::optional<Principal> device_of(store::Connection& connection, std::string_view token);

} // namespace sportello::people
