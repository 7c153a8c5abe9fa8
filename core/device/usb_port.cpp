#include "core/device/usb_port.hpp"

#include <libusb.h>

#include <algorithm>
#include <cassert>

namespace sportello::device {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Small, so that progress can be seen; a slow printer takes some seconds for one.
constexpr std::size_t chunk_bytes = 4 * 1024;

std::string words_of(int error) {
    switch (error) {
    case LIBUSB_ERROR_ACCESS:
        return "this program may not open it; are Sportello's udev rules installed?";
    case LIBUSB_ERROR_BUSY:
        return "another program holds it; is it a printer of CUPS?";
    case LIBUSB_ERROR_NO_DEVICE:
        return "it has been unplugged";
    default:
        return libusb_strerror(static_cast<libusb_error>(error));
    }
}

} // namespace

UsbPort::UsbPort(UsbBus& bus,
                 libusb_device* device,
                 std::uint64_t arrival,
                 const UsbInterface& interface,
                 bool reads)
    : bus_(bus),
      device_(device),
      arrival_(arrival),
      interface_(interface),
      reads_(reads && interface.pipe_in != 0) {}

UsbPort::~UsbPort() {
    in_.reset();
    if (claimed_) libusb_release_interface(handle_, interface_.number); // Usblp comes back.
    if (handle_) libusb_close(handle_);
    libusb_unref_device(device_);
    bus_.release(arrival_);
}

void UsbPort::open() {
    if (const int error = libusb_open(device_, &handle_); error != 0) {
        handle_ = nullptr;
        throw PortError("the USB printer cannot be opened: " + words_of(error));
    }
    claim();
    const std::lock_guard lock(mutex_);
    if (reads_) in_.emplace(handle_, interface_.pipe_in);
}

void UsbPort::claim() {
    libusb_set_auto_detach_kernel_driver(handle_, 1);
    // Only when it differs: some printers lose the next document when it is set again.
    int configuration = 0;
    libusb_get_configuration(handle_, &configuration);
    int error = 0;
    if (configuration != interface_.configuration)
        error = libusb_set_configuration(handle_, interface_.configuration);
    if (error == 0) error = libusb_claim_interface(handle_, interface_.number);
    claimed_ = error == 0;
    if (error == 0 && interface_.alternates > 1)
        error = libusb_set_interface_alt_setting(handle_, interface_.number, interface_.alternate);
    if (error != 0) throw PortError("the USB printer cannot be claimed: " + words_of(error));
}

Io UsbPort::write(std::span<const std::uint8_t> bytes, milliseconds patience) {
    while (!bytes.empty()) {
        const auto chunk = bytes.first(std::min(bytes.size(), chunk_bytes));
        if (const auto how = write_chunk(chunk, patience); how != Io::done) return how;
        bytes = bytes.subspan(chunk.size());
    }
    return Io::done;
}

Io UsbPort::write_chunk(std::span<const std::uint8_t> bytes, milliseconds patience) {
    bool stalled = false;
    while (!bytes.empty()) {
        if (closed_) return Io::closed;
        if (!out_.start_bulk(handle_, interface_.pipe_out, bytes)) {
            gone_ = true;
            return Io::gone;
        }
        if (const auto how = await_transfer(patience); how != Io::done) return how;
        const int status = out_.status();
        bytes = bytes.subspan(std::min(out_.taken(), bytes.size()));
        if (status == LIBUSB_TRANSFER_COMPLETED) continue;
        // A printer may halt its pipe once, after an error of its own; what it had taken stands.
        const bool again = status == LIBUSB_TRANSFER_STALL && !stalled;
        if (!again || libusb_clear_halt(handle_, interface_.pipe_out) != 0) {
            gone_ = true;
            return Io::gone;
        }
        stalled = true;
    }
    return Io::done;
}

Io UsbPort::await_transfer(milliseconds patience) {
    const auto start = steady_clock::now();
    while (!out_.wait_for(tick)) {
        const auto waited = std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
        if (closed_ || waited >= patience) {
            out_.give_up();
            return closed_ ? Io::closed : Io::stuck;
        }
        tell_waiting(usb_port_status(handle_, interface_.number), waited);
    }
    return Io::done;
}

Io UsbPort::read(std::span<std::uint8_t> into, std::size_t& count, milliseconds timeout) {
    count = 0;
    if (closed_) return Io::closed;
    assert(in_); // It reads, and was opened.
    return in_->read(into, count, timeout);
}

void UsbPort::close() noexcept {
    closed_ = true;
    out_.wake();
    const std::lock_guard lock(mutex_);
    if (in_) in_->close();
}

bool UsbPort::gone() const {
    if (gone_ || !bus_.has(arrival_)) return true;
    const std::lock_guard lock(mutex_);
    return in_ && in_->gone();
}

} // namespace sportello::device
