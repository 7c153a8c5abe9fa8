// core/people/roles.cpp -- the roles by name, and libsodium's start.
#include "core/people/people.hpp"

#include <array>
#include <stdexcept>

#include <sodium.h>

namespace sportello::people {

namespace {

constexpr std::array<std::pair<Role, std::string_view>, 7> names{{
    {Role::operator_, "operator"},
    {Role::supervisor, "supervisor"},
    {Role::administrator, "administrator"},
    {Role::back_office, "back-office"},
    {Role::kiosk, "kiosk"},
    {Role::board, "board"},
    {Role::exchange, "exchange"},
}};

} // namespace

void start() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

bool is_device(Role role) {
    return role == Role::kiosk || role == Role::board || role == Role::exchange;
}

std::string_view to_text(Role role) {
    for (const auto& [known, name] : names)
        if (known == role) return name;
    throw std::logic_error("no such role");
}

std::optional<Role> role_from(std::string_view text) {
    for (const auto& [role, name] : names)
        if (name == text) return role;
    return std::nullopt;
}

} // namespace sportello::people
