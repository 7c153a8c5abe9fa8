// core/device/manifest.hpp -- a driver's manifest.json: who it is and which devices it serves.
//
//     {"id": "escpos", "version": "1.0.0", "abi": 1, "kind": "printer", "devices": [
//         {"match": {"usb": "04b8:0e15"}, "columns": 42},    one model
//         {"match": {"usb": "0dd4"}, ...},                   a maker's printers
//         {"match": {"usb-class": "07/01"}, ...}]}           whatever says it is a printer
//
// The most specific match wins. The entry's other members are the device's profile, which the
// driver reads; of these the daemon knows only "unidirectional": true, a device never to be read.
#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::device {

// A driver that cannot be used: a sentence for the log and the administrator.
class DriverError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// One way to talk to a USB device: an alternate setting with a bulk pipe out.
struct UsbInterface {
    int configuration = 0;
    int number = 0;
    int alternate = 0;
    int alternates = 1; // How many the interface has.
    std::uint8_t device_class = 0;
    std::uint8_t subclass = 0;
    std::uint8_t protocol = 0;
    std::uint8_t pipe_out = 0;
    std::uint8_t pipe_in = 0; // 0: none
};

struct UsbFacts {
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;
    std::vector<UsbInterface> interfaces;
};

// From the least to the most specific.
enum class Fit { none, device_class, vendor, product };

struct Match {
    Fit kind = Fit::none;
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;
    std::uint8_t device_class = 0;
    std::uint8_t subclass = 0;

    // The interface to talk to, the best when there are several; null when the device does not fit.
    // A model may speak over a vendor's own interface; a maker's whole range must say that it is a
    // printer, because makers of printers make other things too.
    const UsbInterface* fits(const UsbFacts& device) const;
};

// Throws DriverError. `what` is "usb" or "usb-class".
Match match_from(std::string_view what, std::string_view text);

struct ManifestEntry {
    Match match;
    boost::json::object profile;
};

struct Manifest {
    std::string id;
    std::string version;
    std::filesystem::path folder;
    std::vector<ManifestEntry> entries;

    struct Found {
        const ManifestEntry* entry;
        const UsbInterface* interface;
    };
    // The most specific entry for the device; null members when none serves it.
    Found find(const UsbFacts& device) const;
};

// Reads <folder>/manifest.json. Throws DriverError.
Manifest read_manifest(const std::filesystem::path& folder);

} // namespace sportello::device
