#include "core/device/usb_reader.hpp"

#include <libusb.h>

#include <algorithm>
#include <new>

namespace sportello::device {

using std::chrono::steady_clock;

UsbReader::UsbReader(libusb_device_handle* handle, std::uint8_t pipe)
    : handle_(handle), pipe_(pipe), transfer_(libusb_alloc_transfer(0)) {
    if (!transfer_) throw std::bad_alloc();
    libusb_fill_bulk_transfer(transfer_, handle_, pipe_, buffer_.data(),
                              static_cast<int>(buffer_.size()), ended, this, 0);
    const std::lock_guard lock(mutex_);
    listen();
}

UsbReader::~UsbReader() {
    {
        std::unique_lock lock(mutex_);
        closed_ = true;
        if (listening_) libusb_cancel_transfer(transfer_);
        // The kernel ends a transfer that is cancelled, or whose device has left, at once.
        changed_.wait(lock, [&] { return !listening_; });
    }
    libusb_free_transfer(transfer_);
}

void UsbReader::listen() {
    listening_ = libusb_submit_transfer(transfer_) == 0;
    if (!listening_) gone_ = true;
}

void UsbReader::ended(libusb_transfer* transfer) {
    auto& self = *static_cast<UsbReader*>(transfer->user_data);
    const std::lock_guard lock(self.mutex_);
    self.kept_.insert(self.kept_.end(), transfer->buffer,
                      transfer->buffer + transfer->actual_length);
    self.empty_ = transfer->actual_length == 0;
    self.halted_ = transfer->status == LIBUSB_TRANSFER_STALL;
    self.listening_ = false;
    const bool fine = transfer->status == LIBUSB_TRANSFER_COMPLETED ||
                      transfer->status == LIBUSB_TRANSFER_OVERFLOW;
    if (!fine && !self.halted_) self.gone_ = true;
    if (fine && !self.empty_ && !self.closed_ && self.kept_.size() < kept_bytes_max) self.listen();
    self.changed_.notify_all();
}

Io UsbReader::read(std::span<std::uint8_t> into,
                   std::size_t& count,
                   std::chrono::milliseconds timeout) {
    const auto end = steady_clock::now() + timeout;
    std::unique_lock lock(mutex_);
    for (;;) {
        if (closed_) return Io::closed;
        count = std::min(into.size(), kept_.size());
        std::copy_n(kept_.begin(), count, into.begin());
        kept_.erase(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(count));
        if (!listening_ && !gone_ && kept_.size() < kept_bytes_max) {
            if (empty_ && count == 0) {
                const auto pause = std::min(end, steady_clock::now() + empty_pause);
                changed_.wait_until(lock, pause, [&] { return closed_; });
            }
            if (halted_) {
                lock.unlock(); // It blocks on the device.
                libusb_clear_halt(handle_, pipe_);
                lock.lock();
                halted_ = false;
            }
            if (!closed_) listen();
        }
        if (count > 0) return Io::done;
        if (gone_) return Io::gone;
        if (steady_clock::now() >= end) return Io::done;
        changed_.wait_until(lock, end, [&] { return closed_ || !listening_ || !kept_.empty(); });
    }
}

void UsbReader::close() noexcept {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
}

bool UsbReader::gone() const {
    const std::lock_guard lock(mutex_);
    return gone_;
}

} // namespace sportello::device
