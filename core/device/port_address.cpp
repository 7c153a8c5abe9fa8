#include "core/device/port_address.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <arpa/inet.h>

namespace sportello::device {

namespace {

[[noreturn]] void reject(std::string_view text, const std::string& why) {
    throw std::invalid_argument("\"" + std::string(text) + "\" is not a printer's port: " + why);
}

bool is_port_path(std::string_view path) { // "1-1.4"
    const auto dash = path.find('-');
    return dash != path.npos && dash > 0 && dash + 1 < path.size() && path.size() <= 32 &&
           path.find_first_not_of("0123456789-.") == path.npos &&
           path.find('-', dash + 1) == path.npos;
}

bool is_address(const std::string& host) {
    in6_addr address;
    return inet_pton(AF_INET, host.c_str(), &address) == 1 ||
           inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

PortAddress tcp_from(std::string_view text, std::string_view rest) {
    PortAddress to{PortAddress::Kind::tcp, {}, {}, {}, 9100};
    std::string_view number;
    if (rest.starts_with('[')) {
        const auto end = rest.find(']');
        if (end == rest.npos) reject(text, "the bracket is not closed.");
        to.host = rest.substr(1, end - 1);
        rest.remove_prefix(end + 1);
        if (!rest.empty() && !rest.starts_with(':')) reject(text, "after ] comes :port.");
        number = rest;
    } else {
        const auto colon = std::min(rest.find(':'), rest.size());
        to.host = rest.substr(0, colon);
        number = rest.substr(colon);
    }
    if (!is_address(to.host))
        reject(text, "a network printer is given by its address, as in tcp:10.0.0.7:9100.");
    if (!number.empty()) {
        number.remove_prefix(1);
        const auto end = number.data() + number.size();
        const auto parsed = std::from_chars(number.data(), end, to.port);
        if (parsed.ec != std::errc() || parsed.ptr != end || to.port == 0)
            reject(text, "the port is a number from 1 to 65535.");
    }
    return to;
}

} // namespace

PortAddress port_address_from(std::string_view text) {
    PortAddress to;
    if (text == "usb") return to;
    if (text == "virtual") {
        to.kind = PortAddress::Kind::virtual_paper;
        return to;
    }
    if (text.starts_with("tcp:")) return tcp_from(text, text.substr(4));
    if (text.starts_with("usb:serial=") && text.size() > 11 && text.size() <= 11 + 126) {
        to.serial = text.substr(11);
        return to;
    }
    if (text.starts_with("usb:") && is_port_path(text.substr(4))) {
        to.path = text.substr(4);
        return to;
    }
    reject(text, "write usb, usb:1-1.4, usb:serial=NUMBER, tcp:ADDRESS:PORT or virtual.");
}

} // namespace sportello::device
