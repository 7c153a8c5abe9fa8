#include "core/device/usb_transfer.hpp"

#include <sportello/driver_abi.h>

#include <libusb.h>

#include <array>
#include <cassert>
#include <memory>
#include <new>

namespace sportello::device {

namespace {

constexpr unsigned control_timeout_ms = 500;

} // namespace

UsbTransfer::UsbTransfer() : transfer_(libusb_alloc_transfer(0)) {
    if (!transfer_) throw std::bad_alloc();
}

UsbTransfer::~UsbTransfer() {
    assert(!running_);
    libusb_free_transfer(transfer_);
}

void UsbTransfer::ended(libusb_transfer* transfer) {
    auto& self = *static_cast<UsbTransfer*>(transfer->user_data);
    // Notified under the lock: the waiter may destroy the condition as soon as it has it.
    const std::lock_guard lock(self.mutex_);
    self.running_ = false;
    self.changed_.notify_all();
}

bool UsbTransfer::start_bulk(libusb_device_handle* handle,
                             std::uint8_t pipe,
                             std::span<const std::uint8_t> bytes) {
    buffer_.assign(bytes.begin(), bytes.end());
    libusb_fill_bulk_transfer(transfer_, handle, pipe, buffer_.data(),
                              static_cast<int>(buffer_.size()), ended, this, 0);
    const std::lock_guard lock(mutex_);
    running_ = libusb_submit_transfer(transfer_) == 0;
    return running_;
}

bool UsbTransfer::wait_for(std::chrono::milliseconds at_most) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, at_most, [&] { return !running_ || woken_; });
    woken_ = false;
    return !running_;
}

void UsbTransfer::give_up() {
    std::unique_lock lock(mutex_);
    if (running_) libusb_cancel_transfer(transfer_);
    // The kernel ends a transfer that is cancelled, or whose device has left, at once.
    changed_.wait(lock, [&] { return !running_; });
}

void UsbTransfer::wake() {
    const std::lock_guard lock(mutex_);
    woken_ = true;
    changed_.notify_all();
}

int UsbTransfer::status() const {
    const std::lock_guard lock(mutex_);
    return transfer_->status;
}

std::size_t UsbTransfer::taken() const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(transfer_->actual_length);
}

std::uint32_t usb_port_status(libusb_device_handle* handle, int interface) {
    constexpr std::uint8_t request_type = 0xa1; // In, of the class, to the interface.
    constexpr std::uint8_t get_port_status = 1;
    constexpr int paper_empty = 0x20, selected = 0x10, not_error = 0x08;

    struct Question {
        std::mutex mutex;
        std::condition_variable changed;
        bool answered = false;
    } question;
    std::array<unsigned char, LIBUSB_CONTROL_SETUP_SIZE + 1> buffer{};
    libusb_fill_control_setup(buffer.data(), request_type, get_port_status, 0,
                              static_cast<std::uint16_t>(interface), 1);
    const auto answered = [](libusb_transfer* transfer) {
        auto& self = *static_cast<Question*>(transfer->user_data);
        const std::lock_guard lock(self.mutex);
        self.answered = true;
        self.changed.notify_all();
    };
    const std::unique_ptr<libusb_transfer, decltype(&libusb_free_transfer)> transfer(
        libusb_alloc_transfer(0), &libusb_free_transfer);
    if (!transfer) return 0;
    libusb_fill_control_transfer(transfer.get(), handle, buffer.data(), answered, &question,
                                 control_timeout_ms);
    if (libusb_submit_transfer(transfer.get()) != 0) return 0;
    std::unique_lock lock(question.mutex);
    question.changed.wait(lock, [&] { return question.answered; }); // It has its own time limit.
    if (transfer->status != LIBUSB_TRANSFER_COMPLETED || transfer->actual_length != 1) return 0;

    const int status = buffer[LIBUSB_CONTROL_SETUP_SIZE];
    if (status & paper_empty) return SPO_KNOWN | SPO_PAPER_OUT;
    if (!(status & not_error)) return SPO_KNOWN | SPO_FAULT;
    if (!(status & selected)) return SPO_KNOWN | SPO_OFFLINE;
    return 0;
}

} // namespace sportello::device
