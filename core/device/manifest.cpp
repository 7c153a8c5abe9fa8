#include "core/device/manifest.hpp"

#include <sportello/driver_abi.h>

#include <boost/json/parse.hpp>

#include <charconv>
#include <fstream>
#include <iterator>

namespace sportello::device {

namespace json = boost::json;

namespace {

constexpr std::uintmax_t manifest_bytes_max = 256 * 1024;
constexpr std::size_t entries_max = 512;
constexpr std::uint8_t printer_class = 0x07;
constexpr std::uint8_t vendor_class = 0xff;

template <class T>
T hexadecimal(std::string_view text, std::string_view whole) {
    T value{};
    const auto end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, value, 16);
    if (text.size() != 2 * sizeof(T) || parsed.ec != std::errc() || parsed.ptr != end)
        throw DriverError("\"" + std::string(whole) +
                          "\" is not a USB id such as \"04b8:0e15\", \"0dd4\" or \"07/01\"");
    return value;
}

// How well we can talk over an interface that fits: both ways before one way, and last the packets
// of IEEE 1284.4, which we do not speak.
int rank(const UsbInterface& it) {
    if (it.device_class == printer_class && it.protocol == 3) return 1;
    return it.pipe_in ? 3 : 2;
}

bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= 32 && id.front() >= 'a' && id.front() <= 'z' &&
           id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == id.npos;
}

std::string text_of(const json::object& manifest, std::string_view key) {
    const auto* found = manifest.if_contains(key);
    if (!found || !found->is_string() || found->get_string().empty())
        throw DriverError("its \"" + std::string(key) + "\" is missing or not a text");
    return std::string(found->get_string());
}

ManifestEntry entry_from(const json::value& value) {
    const auto* entry = value.if_object();
    const auto* match = entry ? entry->if_contains("match") : nullptr;
    const auto* object = match ? match->if_object() : nullptr;
    if (!object || object->size() != 1 || !object->begin()->value().is_string())
        throw DriverError("an entry of its \"devices\" has no \"match\" with one text in it");
    ManifestEntry to{match_from(object->begin()->key(), object->begin()->value().get_string()),
                     *entry};
    to.profile.erase("match");
    return to;
}

Manifest manifest_from(const json::value& value, const std::filesystem::path& folder) {
    const auto* manifest = value.if_object();
    if (!manifest) throw DriverError("it is not a JSON object");
    Manifest to{text_of(*manifest, "id"), text_of(*manifest, "version"), folder, {}};
    if (!is_id(to.id) || to.id != folder.filename().string())
        throw DriverError("its \"id\" is \"" + to.id + "\", but must be the folder's name, \"" +
                          folder.filename().string() + "\", of small letters, digits and hyphens");
    const auto* abi = manifest->if_contains("abi");
    if (!abi || !abi->is_int64() || abi->get_int64() != SPO_ABI_MAJOR)
        throw DriverError("its \"abi\" must be " + std::to_string(SPO_ABI_MAJOR) +
                          ": the driver was made for another version of Sportello");
    if (const auto kind = text_of(*manifest, "kind"); kind != "printer")
        throw DriverError("its \"kind\" is \"" + kind + "\"; only \"printer\" is known");
    const auto* devices = manifest->if_contains("devices");
    const auto* list = devices ? devices->if_array() : nullptr;
    if (!list) throw DriverError("its \"devices\" is missing or not a list");
    if (list->size() > entries_max)
        throw DriverError("its \"devices\" has more than " + std::to_string(entries_max) +
                          " entries");
    for (const auto& it : *list)
        to.entries.push_back(entry_from(it));
    return to;
}

} // namespace

const UsbInterface* Match::fits(const UsbFacts& device) const {
    if (kind == Fit::none) return nullptr;
    if (kind != Fit::device_class && device.vendor != vendor) return nullptr;
    if (kind == Fit::product && device.product != product) return nullptr;
    const UsbInterface* best = nullptr;
    for (const auto& it : device.interfaces) {
        const bool printer = kind == Fit::device_class
                                 ? it.device_class == device_class && it.subclass == subclass
                                 : it.device_class == printer_class;
        const bool own = kind == Fit::product && it.device_class == vendor_class;
        if (!printer && !own) continue;
        if (!best || rank(it) > rank(*best)) best = &it;
    }
    return best;
}

Match match_from(std::string_view what, std::string_view text) {
    Match to;
    if (what == "usb") {
        to.kind = text.size() > 4 ? Fit::product : Fit::vendor;
        to.vendor = hexadecimal<std::uint16_t>(text.substr(0, 4), text);
        if (to.kind == Fit::product) {
            if (text[4] != ':') hexadecimal<std::uint16_t>({}, text);
            to.product = hexadecimal<std::uint16_t>(text.substr(5), text);
        }
    } else if (what == "usb-class") {
        if (text.size() != 5 || text[2] != '/') hexadecimal<std::uint8_t>({}, text);
        to.kind = Fit::device_class;
        to.device_class = hexadecimal<std::uint8_t>(text.substr(0, 2), text);
        to.subclass = hexadecimal<std::uint8_t>(text.substr(3), text);
    } else {
        throw DriverError("a \"match\" is by \"usb\" or \"usb-class\", not by \"" +
                          std::string(what) + "\"");
    }
    return to;
}

Manifest::Found Manifest::find(const UsbFacts& device) const {
    Found best{nullptr, nullptr};
    for (const auto& entry : entries) {
        if (best.entry && entry.match.kind <= best.entry->match.kind) continue;
        if (const auto* interface = entry.match.fits(device)) best = {&entry, interface};
    }
    return best;
}

Manifest read_manifest(const std::filesystem::path& folder) {
    const auto file = folder / "manifest.json";
    try {
        std::error_code error;
        const auto bytes = std::filesystem::file_size(file, error);
        if (error) throw DriverError("it cannot be read: " + error.message());
        if (bytes > manifest_bytes_max) throw DriverError("it is larger than 256 KiB");
        std::ifstream in(file, std::ios::binary);
        const std::string text(std::istreambuf_iterator<char>(in), {});
        if (!in) throw DriverError("it cannot be read");
        boost::system::error_code syntax;
        const auto value = json::parse(text, syntax);
        if (syntax) throw DriverError("it is not JSON: " + syntax.message());
        return manifest_from(value, folder);
    } catch (const DriverError& error) {
        throw DriverError(file.string() + ": " + error.what());
    }
}

} // namespace sportello::device
