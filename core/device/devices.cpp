#include "core/device/devices.hpp"

#include "core/base/log.hpp"
#include "core/device/driver_host.hpp"
#include "core/device/port_address.hpp"
#include "core/device/printer.hpp"
#include "core/device/tcp_port.hpp"
#include "core/device/usb_bus.hpp"
#include "core/device/virtual_port.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace sportello::device {

namespace json = boost::json;

namespace {

json::object profile_from(const PrinterSetting& setting) {
    if (setting.profile.empty()) return {};
    boost::system::error_code error;
    const auto profile = json::parse(setting.profile, error);
    if (error || !profile.is_object())
        throw std::invalid_argument("the profile of the printer \"" + setting.id +
                                    "\" is not a JSON object");
    return profile.get_object();
}

// The configuration's word over what is known of the model.
json::object overridden(json::object known, const json::object& by) {
    for (const auto& [name, value] : by)
        known[name] = value;
    return known;
}

std::string text_of(const json::object& profile) {
    return profile.empty() ? "" : json::serialize(profile);
}

} // namespace

struct Devices::Impl {
    struct Configured {
        PrinterSetting setting;
        PortAddress address;
        json::object profile;
    };

    Impl(store::Database& database,
         const print::Templates& templates,
         const Clock& clock,
         Options given,
         std::function<void(const Status&)> changed);
    ~Impl();

    std::optional<FoundDevice> find(const Configured& wanted);
    std::optional<FoundDevice> find_usb(const Configured& wanted);
    bool kept_for_another(const UsbDevice& device) const;
    bool served_better(const UsbDevice& device, const Manifest& manifest) const;

    Options options;
    DriverHost drivers;
    std::vector<Configured> configured; // Neither this nor `printers` changes once it is made.
    std::vector<std::unique_ptr<Printer>> printers;
    std::unique_ptr<UsbBus> bus; // Only when a printer is on USB.
};

Devices::Impl::Impl(store::Database& database,
                    const print::Templates& templates,
                    const Clock& clock,
                    Options given,
                    std::function<void(const Status&)> changed)
    : options(std::move(given)), drivers(options.driver_folders) {
    std::set<std::string> ids;
    for (const auto& it : options.printers) {
        if (it.id.empty() || !ids.insert(it.id).second)
            throw std::invalid_argument("two printers have the id \"" + it.id +
                                        "\", or it is empty");
        configured.push_back({it, port_address_from(it.port), profile_from(it)});
    }
    const Printer::House house{database,          templates,         clock,
                               drivers,           options.stuck_max, options.poll,
                               options.facsimile, std::move(changed)};
    for (const auto& it : configured)
        printers.push_back(
            std::make_unique<Printer>(house, it.setting, [this, &it] { return find(it); }));
}

Devices::Impl::~Impl() {
    for (const auto& it : printers)
        it->stop();
    for (const auto& it : printers)
        it->join();
    bus.reset(); // Before the printers, which its thread tells of changes.
}

std::optional<FoundDevice> Devices::Impl::find(const Configured& wanted) {
    const auto& address = wanted.address;
    const DeviceFacts facts{0, 0, "", text_of(wanted.profile)};
    switch (address.kind) {
    case PortAddress::Kind::usb:
        return find_usb(wanted);
    case PortAddress::Kind::tcp:
        return FoundDevice{std::make_unique<TcpPort>(address.host, address.port), facts,
                           wanted.setting.port};
    case PortAddress::Kind::virtual_paper:
        break;
    }
    const auto imitated = json::parse(VirtualPort::profile()).as_object();
    const DeviceFacts model{0, 0, "", text_of(overridden(imitated, wanted.profile))};
    return FoundDevice{std::make_unique<VirtualPort>(options.paper_folder), model,
                       wanted.setting.port};
}

std::optional<FoundDevice> Devices::Impl::find_usb(const Configured& wanted) {
    const auto& manifest = drivers.manifest(wanted.setting.driver);
    const auto& address = wanted.address;
    if (!bus->problem().empty()) throw PortError("there is no USB: " + bus->problem());
    for (const auto& device : bus->present()) {
        if (device.taken) continue;
        if (!address.path.empty() && device.path != address.path) continue;
        if (!address.serial.empty() && device.serial != address.serial) continue;
        const auto found = manifest.find(device.facts);
        if (!found.entry) continue;
        if (!address.pinned() && (kept_for_another(device) || served_better(device, manifest)))
            continue;
        auto profile = overridden(found.entry->profile, wanted.profile);
        if (found.interface->pipe_in == 0) profile["unidirectional"] = true; // It cannot be heard.
        const auto* one_way = profile.if_contains("unidirectional");
        const bool reads = !(one_way && one_way->is_bool() && one_way->get_bool());
        auto port = bus->take(device.arrival, *found.interface, reads);
        if (!port) continue;
        return FoundDevice{
            std::move(port),
            {device.facts.vendor, device.facts.product, device.serial, text_of(profile)},
            "usb:" + device.path};
    }
    return std::nullopt;
}

// Whether the configuration names the device, for a printer other than one that takes any.
bool Devices::Impl::kept_for_another(const UsbDevice& device) const {
    return std::any_of(configured.begin(), configured.end(), [&](const Configured& it) {
        return it.address.pinned() &&
               (device.path == it.address.path ||
                (!device.serial.empty() && device.serial == it.address.serial));
    });
}

// Whether another driver knows the device more exactly.
bool Devices::Impl::served_better(const UsbDevice& device, const Manifest& manifest) const {
    const auto own = manifest.find(device.facts).entry->match.kind;
    return std::any_of(drivers.drivers().begin(), drivers.drivers().end(), [&](const auto& it) {
        const auto* entry = it.second.find(device.facts).entry;
        return entry && entry->match.kind > own;
    });
}

Devices::Devices(store::Database& database,
                 const print::Templates& templates,
                 const Clock& clock,
                 Options options,
                 std::function<void(const Status&)> changed)
    : impl_(std::make_unique<Impl>(
          database, templates, clock, std::move(options), std::move(changed))) {}

Devices::~Devices() = default;

void Devices::start() {
    auto& impl = *impl_;
    for (const auto& problem : impl.drivers.problems())
        spdlog::warn("driver left out: {}", problem);
    const auto on_any_usb = [](const Impl::Configured& it) {
        return it.address.kind == PortAddress::Kind::usb && !it.address.pinned();
    };
    if (std::count_if(impl.configured.begin(), impl.configured.end(), on_any_usb) > 1)
        spdlog::warn("several printers take any USB printer: name their ports, as in usb:1-1.4, "
                     "or they may be exchanged");
    const auto on_usb = [](const Impl::Configured& it) {
        return it.address.kind == PortAddress::Kind::usb;
    };
    if (std::any_of(impl.configured.begin(), impl.configured.end(), on_usb))
        impl.bus = std::make_unique<UsbBus>([&impl] {
            for (const auto& it : impl.printers)
                it->look();
        });
    for (const auto& it : impl.printers)
        it->start();
}

void Devices::wake() {
    for (const auto& it : impl_->printers)
        it->wake();
}

std::vector<Status> Devices::list() const {
    std::vector<Status> all;
    for (const auto& it : impl_->printers)
        all.push_back(it->status());
    return all;
}

std::optional<Status> Devices::find(std::string_view printer) const {
    for (const auto& it : impl_->printers)
        if (auto status = it->status(); status.id == printer) return status;
    return std::nullopt;
}

} // namespace sportello::device
