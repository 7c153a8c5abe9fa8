#include "core/device/usb_bus.hpp"

#include "core/base/log.hpp"
#include "core/device/usb_port.hpp"

#include <libusb.h>

#include <algorithm>
#include <fstream>

namespace sportello::device {

namespace {

constexpr std::size_t changes_max = 256; // Devices that come and go faster than we look.
constexpr std::chrono::milliseconds after_error{1'000};
constexpr timeval wait_max{60, 0};

std::string path_of(libusb_device* device) {
    std::array<std::uint8_t, 7> ports{}; // USB allows no deeper tree.
    const int count = libusb_get_port_numbers(device, ports.data(), static_cast<int>(ports.size()));
    auto path = std::to_string(libusb_get_bus_number(device));
    for (int i = 0; i < count; ++i)
        path += (i ? "." : "-") + std::to_string(ports[static_cast<std::size_t>(i)]);
    return path;
}

// The kernel has read it when the device came; asking the device again would mean to open even
// those that are not ours. A number with odd characters is a defect of the device, and no number.
std::string serial_of(const std::string& path) {
    std::ifstream in("/sys/bus/usb/devices/" + path + "/serial");
    std::string serial;
    std::getline(in, serial);
    const bool printable = std::all_of(serial.begin(), serial.end(),
                                       [](unsigned char it) { return it > ' ' && it < 0x7f; });
    return printable && serial.size() <= 126 ? serial : "";
}

void add_interfaces(const libusb_config_descriptor& configuration, UsbFacts& facts) {
    for (int i = 0; i < configuration.bNumInterfaces; ++i) {
        const auto& interface = configuration.interface[i];
        for (int j = 0; j < interface.num_altsetting; ++j) {
            const auto& it = interface.altsetting[j];
            UsbInterface found{configuration.bConfigurationValue,
                               it.bInterfaceNumber,
                               it.bAlternateSetting,
                               interface.num_altsetting,
                               it.bInterfaceClass,
                               it.bInterfaceSubClass,
                               it.bInterfaceProtocol,
                               0,
                               0};
            for (int k = 0; k < it.bNumEndpoints; ++k) {
                const auto& pipe = it.endpoint[k];
                if ((pipe.bmAttributes & LIBUSB_TRANSFER_TYPE_MASK) != LIBUSB_TRANSFER_TYPE_BULK)
                    continue;
                const bool in = (pipe.bEndpointAddress & LIBUSB_ENDPOINT_DIR_MASK) != 0;
                (in ? found.pipe_in : found.pipe_out) = pipe.bEndpointAddress;
            }
            if (found.pipe_out) facts.interfaces.push_back(found);
        }
    }
}

// Reads what libusb has read already; nothing here asks the device.
UsbDevice describe(libusb_device* device) {
    UsbDevice to;
    to.path = path_of(device);
    to.serial = serial_of(to.path);
    libusb_device_descriptor descriptor{};
    libusb_get_device_descriptor(device, &descriptor);
    to.facts.vendor = descriptor.idVendor;
    to.facts.product = descriptor.idProduct;
    libusb_config_descriptor* configuration = nullptr;
    if (libusb_get_active_config_descriptor(device, &configuration) == 0 ||
        libusb_get_config_descriptor(device, 0, &configuration) == 0) {
        add_interfaces(*configuration, to.facts);
        libusb_free_config_descriptor(configuration);
    }
    return to;
}

} // namespace

UsbBus::UsbBus(std::function<void()> changed) {
    if (const int error = libusb_init(&context_); error != 0) {
        context_ = nullptr;
        problem_ = libusb_strerror(static_cast<libusb_error>(error));
        return;
    }
    // Any device, not the printer class: a printer says its class in its interfaces only.
    const auto callback = [](libusb_context* context, libusb_device* device,
                             libusb_hotplug_event event,
                             void* self) { return plugged(context, device, event, self); };
    const int error = libusb_hotplug_register_callback(
        context_, LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT,
        LIBUSB_HOTPLUG_ENUMERATE, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY,
        LIBUSB_HOTPLUG_MATCH_ANY, callback, this, &hotplug_);
    if (error != 0) problem_ = libusb_strerror(static_cast<libusb_error>(error));
    settle_changes();
    changed_ = std::move(changed); // Only from now on: the owner is still being made.
    events_ = std::thread([this] { run(); });
}

UsbBus::~UsbBus() {
    if (!context_) return;
    stopping_ = true;
    libusb_interrupt_event_handler(context_); // Remembered when it comes before the wait.
    events_.join();
    libusb_hotplug_deregister_callback(context_, hotplug_);
    for (const auto& it : changes_)
        libusb_unref_device(it.device);
    for (const auto& it : present_)
        libusb_unref_device(it.device);
    libusb_exit(context_);
}

// Inside libusb: may neither block nor ask a device.
int UsbBus::plugged(libusb_context*, libusb_device* device, int event, void* opaque) {
    auto& self = *static_cast<UsbBus*>(opaque);
    const std::lock_guard lock(self.mutex_);
    if (self.changes_.size() < changes_max)
        self.changes_.push_back(
            {libusb_ref_device(device), event == LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED});
    return 0;
}

void UsbBus::run() {
    while (!stopping_) {
        timeval limit = wait_max;
        const int error = libusb_handle_events_timeout_completed(context_, &limit, nullptr);
        if (error != 0 && error != LIBUSB_ERROR_INTERRUPTED) {
            spdlog::error("USB events failed: {}", libusb_error_name(error));
            std::this_thread::sleep_for(after_error);
        }
        settle_changes();
    }
}

void UsbBus::settle_changes() {
    std::vector<Change> changes;
    {
        const std::lock_guard lock(mutex_);
        changes.swap(changes_);
    }
    for (const auto& change : changes) {
        auto is = change.arrived ? describe(change.device) : UsbDevice{};
        const std::lock_guard lock(mutex_);
        const auto known = std::find_if(present_.begin(), present_.end(),
                                        [&](const auto& it) { return it.device == change.device; });
        if (change.arrived && known == present_.end()) {
            is.arrival = ++arrivals_;
            present_.push_back({libusb_ref_device(change.device), std::move(is)});
        } else if (!change.arrived && known != present_.end()) {
            libusb_unref_device(known->device);
            present_.erase(known);
        } // Else it came while libusb was enumerating, and is told twice.
    }
    for (const auto& change : changes)
        libusb_unref_device(change.device);
    if (!changes.empty() && changed_) changed_();
}

std::vector<UsbDevice> UsbBus::present() const {
    const std::lock_guard lock(mutex_);
    std::vector<UsbDevice> devices;
    for (const auto& it : present_)
        devices.push_back(it.is);
    return devices;
}

bool UsbBus::has(std::uint64_t arrival) const {
    const std::lock_guard lock(mutex_);
    return std::any_of(present_.begin(), present_.end(),
                       [&](const auto& it) { return it.is.arrival == arrival; });
}

std::unique_ptr<Port>
UsbBus::take(std::uint64_t arrival, const UsbInterface& interface, bool reads) {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(present_.begin(), present_.end(), [&](const auto& it) {
        return it.is.arrival == arrival && !it.is.taken;
    });
    if (found == present_.end()) return nullptr;
    auto port = std::make_unique<UsbPort>(*this, libusb_ref_device(found->device), arrival,
                                          interface, reads);
    found->is.taken = true;
    return port;
}

void UsbBus::release(std::uint64_t arrival) {
    const std::lock_guard lock(mutex_);
    for (auto& it : present_)
        if (it.is.arrival == arrival) it.is.taken = false;
}

} // namespace sportello::device
