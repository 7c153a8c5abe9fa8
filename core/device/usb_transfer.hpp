// core/device/usb_transfer.hpp -- waiting for one of libusb's asynchronous transfers.
//
// libusb 1.0.26's own blocking calls (libusb_control_transfer, libusb_bulk_transfer,
// libusb_get_string_descriptor*) free a transfer that the event thread still holds when it handles
// events (libusb issue 1263, mended in 1.0.27): nothing in this room calls them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

struct libusb_device_handle;
struct libusb_transfer;

namespace sportello::device {

// One transfer at a time, which must have ended before this does. Its callback runs on the event
// thread; the rest on the thread that waits.
class UsbTransfer {
public:
    UsbTransfer();
    UsbTransfer(const UsbTransfer&) = delete; // The callback holds its address.
    UsbTransfer& operator=(const UsbTransfer&) = delete;
    ~UsbTransfer();

    // Starts to send `bytes`, without a time limit: a transfer that is cut off and resumed loses or
    // doubles bytes. False when the device has left.
    bool start_bulk(libusb_device_handle* handle, std::uint8_t pipe, std::span<const std::uint8_t>);

    // True when it has ended within `at_most`.
    bool wait_for(std::chrono::milliseconds at_most);
    // Cuts it off and waits for its end: afterwards nobody knows what the device has taken.
    void give_up();
    void wake(); // [any thread] Makes wait_for() look again at once.

    int status() const;        // libusb_transfer_status
    std::size_t taken() const; // Bytes.

private:
    static void ended(libusb_transfer* transfer);

    libusb_transfer* transfer_;
    std::vector<std::uint8_t> buffer_;
    mutable std::mutex mutex_; // guards running_, woken_
    std::condition_variable changed_;
    bool running_ = false;
    bool woken_ = false;
};

// Asks the printer class's port status (GET_PORT_STATUS): in the flags of driver_abi.h, 0 when the
// device does not say or says that all is well, which then is not worth much. Takes at most half a
// second.
std::uint32_t usb_port_status(libusb_device_handle* handle, int interface);

} // namespace sportello::device
