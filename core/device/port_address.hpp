// core/device/port_address.hpp -- where the configuration says that a printer is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sportello::device {

struct PortAddress {
    enum class Kind { usb, tcp, virtual_paper };
    Kind kind = Kind::usb;
    std::string path;   // of usb: "1-1.4"; empty, any port
    std::string serial; // of usb: empty, any number
    std::string host;   // of tcp: an IPv4 or IPv6 address
    std::uint16_t port = 9100;

    bool pinned() const { return !path.empty() || !serial.empty(); }
};

// Reads "usb", "usb:1-1.4", "usb:serial=J5K1", "tcp:10.0.0.7:9100", "tcp:[fd00::7]", "virtual".
// A network printer is given by its address: a name would hang on the town's name server.
// Throws std::invalid_argument with a sentence for the administrator.
PortAddress port_address_from(std::string_view text);

} // namespace sportello::device
