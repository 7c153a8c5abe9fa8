#include "tests/lab/usb_lab.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <pty.h>
#include <termios.h>
#include <umockdev.h>
#include <unistd.h>

namespace sportello::lab {

namespace {

constexpr std::chrono::seconds patience{10};

void check(GError* error) {
    if (!error) return;
    const std::string what = error->message;
    g_error_free(error);
    throw std::runtime_error(what);
}

std::string three_digits(int number) {
    auto text = std::to_string(number);
    return std::string(3 - text.size(), '0') + text;
}

std::string hexadecimal(std::uint32_t value, int digits) {
    std::string text;
    for (int i = digits - 1; i >= 0; --i)
        text += "0123456789ABCDEF"[value >> (4 * i) & 0xf];
    return text;
}

template <class T>
T& structure(UMockdevIoctlData* argument) {
    auto* data = umockdev_ioctl_data_resolve(argument, 0, sizeof(T), nullptr);
    return *static_cast<T*>(static_cast<void*>(data->data));
}

} // namespace

bool UsbMachine::available() {
    const char* preload = std::getenv("LD_PRELOAD");
    return preload && std::strstr(preload, "libumockdev-preload");
}

// Asked before there is a testbed, the answer is "no", and libumockdev keeps it: it then sends no
// event of its own when a device is added, and the node can be replaced before we send ours.
UsbMachine::UsbMachine()
    : asked_first_(umockdev_in_mock_environment()), testbed_(umockdev_testbed_new()) {}

UsbMachine::~UsbMachine() {
    g_object_unref(testbed_);
}

// A pseudo-terminal: its sender is stopped while there is nothing to reap.
struct UsbSocket::Node {
    int master = -1;
    int slave = -1;
    bool ready = true;

    explicit Node(const std::string& path) {
        char name[128];
        if (openpty(&master, &slave, name, nullptr, nullptr) != 0)
            throw std::runtime_error("there is no pseudo-terminal");
        fcntl(master, F_SETFD, FD_CLOEXEC);
        fcntl(slave, F_SETFD, FD_CLOEXEC);
        termios mode{};
        tcgetattr(slave, &mode);
        cfmakeraw(&mode);
        tcsetattr(slave, TCSANOW, &mode);
        ::unlink(path.c_str());
        if (::symlink(name, path.c_str()) != 0) throw std::runtime_error("no node at " + path);
        set(false);
    }
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;
    ~Node() { // The host's end hangs up.
        ::close(slave);
        ::close(master);
    }
    void set(bool now) {
        if (std::exchange(ready, now) != now) tcflow(slave, now ? TCOON : TCOOFF);
    }
};

usbdevfs_urb& UsbSocket::Urb::get() const {
    return *static_cast<usbdevfs_urb*>(static_cast<void*>(data->data));
}

UsbSocket::UsbSocket(UsbMachine& machine, int number)
    : machine_(machine),
      number_(number),
      syspath_("/sys/devices/pci0000:00/0000:00:14.0/usb1/1-" + std::to_string(number)) {
    world_ = std::thread([this] { run_world(); });
}

void UsbSocket::run_world() {
    const auto cut_off = [this] { return announced_ && !connected_; };
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            happened_.wait(lock, [&] { return ending_ || cut_off() || printer_.has_slow_work(); });
            if (ending_) return;
            if (!cut_off()) {
                happened_.wait_for(lock, ModelPrinter::turn_time,
                                   [&] { return ending_ || cut_off(); });
                printer_.turn();
                pump();
                continue;
            }
        }
        const std::lock_guard plugging(plug_mutex_);
        announce_removal();
    }
}

UsbSocket::~UsbSocket() {
    unplug();
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        happened_.notify_all();
    }
    world_.join();
}

std::string UsbSocket::description() const {
    const auto number = three_digits(device_number_);
    const auto& is = printer_.identity;
    std::string descriptors;
    for (const auto byte : printer_.descriptors())
        descriptors += hexadecimal(byte, 2);
    return "P: " + syspath_.substr(4) + "\nN: bus/usb/001/" + number +
           "\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\nE: DRIVER=usb\nE: BUSNUM=001\nE: DEVNUM=" +
           number + "\nE: DEVNAME=/dev/bus/usb/001/" + number +
           "\nE: MAJOR=189\nE: MINOR=" + std::to_string(device_number_ - 1) +
           "\nA: bConfigurationValue=1\\n\nA: busnum=1\\n\nA: devnum=" +
           std::to_string(device_number_) +
           "\\n\nA: speed=480\\n\nA: idVendor=" + hexadecimal(is.vendor, 4) +
           "\\n\nA: idProduct=" + hexadecimal(is.product, 4) + "\\n\n" +
           (is.serial.empty() ? "" : "A: serial=" + is.serial + "\\n\n") +
           "H: descriptors=" + descriptors + "\n";
}

void UsbSocket::plug() {
    const std::lock_guard plugging(plug_mutex_);
    {
        const std::lock_guard lock(mutex_);
        if (announced_) return;
        device_number_ = machine_.next_device_number();
        kernel_driver_ = true;
        connected_ = announced_ = true;
    }
    auto* testbed = machine_.testbed();
    const auto node = "/dev/bus/usb/001/" + three_digits(device_number_);
    handler_ = umockdev_ioctl_base_new();
    g_signal_connect(handler_, "handle-ioctl", G_CALLBACK(handle), this);
    GError* error = nullptr;
    umockdev_testbed_attach_ioctl(testbed, node.c_str(), handler_, &error);
    check(error);
    umockdev_testbed_add_from_string(testbed, description().c_str(), &error);
    check(error);
    gchar* root = umockdev_testbed_get_root_dir(testbed);
    {
        const std::lock_guard lock(mutex_);
        node_ = std::make_unique<Node>(root + node);
    }
    g_free(root);
    umockdev_testbed_uevent(testbed, syspath_.c_str(), "add");
}

void UsbSocket::unplug() {
    const std::lock_guard plugging(plug_mutex_);
    {
        const std::lock_guard lock(mutex_);
        cut();
    }
    announce_removal();
}

void UsbSocket::unplug_after(std::size_t bytes) {
    with([&](ModelPrinter& printer) { printer.after(bytes, [this] { cut(); }); });
}

// In the kernel's order: the transfers end, the node hangs up, the machine is told.
void UsbSocket::cut() {
    if (!std::exchange(connected_, false)) return;
    printer_.power_cycled();
    while (!out_.empty())
        finish(out_, -ESHUTDOWN);
    while (!in_.empty())
        finish(in_, -ESHUTDOWN);
    claimed_ = false;
    node_->set(true);
    happened_.notify_all();
}

// Without the lock: libumockdev waits for its own thread, which may be waiting for us.
void UsbSocket::announce_removal() {
    {
        const std::lock_guard lock(mutex_);
        if (!announced_ || connected_) return;
        announced_ = false;
    }
    auto* testbed = machine_.testbed();
    const auto node = "/dev/bus/usb/001/" + three_digits(device_number_);
    umockdev_testbed_uevent(testbed, syspath_.c_str(), "remove");
    umockdev_testbed_remove_device(testbed, syspath_.c_str());
    umockdev_testbed_detach_ioctl(testbed, node.c_str(), nullptr);
    const std::lock_guard lock(mutex_);
    g_object_unref(handler_);
    node_.reset();
    happened_.notify_all();
}

void UsbSocket::with(const std::function<void(ModelPrinter&)>& change) {
    const std::lock_guard lock(mutex_);
    change(printer_);
    printer_.sensors_changed();
    pump();
}

std::string UsbSocket::paper() {
    const std::lock_guard lock(mutex_);
    return printer_.paper();
}

std::size_t UsbSocket::taken() {
    const std::lock_guard lock(mutex_);
    return printer_.taken();
}

bool UsbSocket::claimed() {
    const std::lock_guard lock(mutex_);
    return claimed_;
}

bool UsbSocket::has_kernel_driver() {
    const std::lock_guard lock(mutex_);
    return kernel_driver_;
}

std::size_t UsbSocket::requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
}

bool UsbSocket::wait_until(const std::function<bool(ModelPrinter&)>& condition) {
    std::unique_lock lock(mutex_);
    return happened_.wait_for(lock, patience, [&] { return condition(printer_); });
}

void UsbSocket::finish(std::list<Urb>& queue, int status) {
    auto& urb = queue.front();
    urb.get().status = status;
    urb.get().actual_length = static_cast<int>(urb.done);
    ended_.splice(ended_.end(), queue, queue.begin());
}

// Moves bytes between the host's transfers and the printer, as far as both are ready.
void UsbSocket::pump() {
    if (std::exchange(pumping_, true)) return; // The printer called back: the outer turn goes on.
    while (connected_ && !out_.empty()) {
        auto& urb = out_.front();
        if (printer_.faults.halted) {
            finish(out_, -EPIPE);
            continue;
        }
        const auto length = static_cast<std::size_t>(urb.get().buffer_length);
        const auto taken =
            length > urb.done ? printer_.take({urb.buffer->data + urb.done, length - urb.done}) : 0;
        if (!connected_) { // After exactly so many bytes the cable was cut, and the transfer ended.
            break;
        }
        urb.done += taken;
        if (urb.done == length)
            finish(out_, 0);
        else if (taken == 0)
            break;
    }
    while (connected_ && !in_.empty() && printer_.answers_waiting()) {
        auto& urb = in_.front();
        urb.done =
            printer_.answer({urb.buffer->data, static_cast<std::size_t>(urb.get().buffer_length)});
        finish(in_, 0);
    }
    pumping_ = false;
    if (node_) node_->set(!ended_.empty() || !connected_);
    happened_.notify_all();
}

int UsbSocket::handle(UMockdevIoctlBase*, UMockdevIoctlClient* client, void* self) {
    auto& socket = *static_cast<UsbSocket*>(self);
    const std::lock_guard lock(socket.mutex_);
    ++socket.requests_;
    const int result = socket.answer(client);
    umockdev_ioctl_client_complete(client, result < 0 ? -1 : 0, result < 0 ? -result : 0);
    socket.pump(); // After the answer: the host must know of a transfer before it ends.
    return TRUE;
}

// 0, or a negative error number.
int UsbSocket::answer(UMockdevIoctlClient* client) {
    const auto request = umockdev_ioctl_client_get_request(client);
    auto* argument = umockdev_ioctl_client_get_arg(client);
    const bool reaps = request == USBDEVFS_REAPURB || request == USBDEVFS_REAPURBNDELAY;
    if (reaps && !ended_.empty()) return reap(argument);
    if (!connected_) return -ENODEV;
    switch (request) {
    case USBDEVFS_REAPURB:
    case USBDEVFS_REAPURBNDELAY:
        return -EAGAIN;
    case USBDEVFS_GET_CAPABILITIES:
        structure<guint32>(argument) = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_BULK_CONTINUATION |
                                       USBDEVFS_CAP_NO_PACKET_SIZE_LIM |
                                       USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
        return 0;
    case USBDEVFS_GETDRIVER:
        if (!kernel_driver_) return -ENODATA;
        std::strcpy(structure<usbdevfs_getdriver>(argument).driver, "usblp");
        return 0;
    case USBDEVFS_DISCONNECT_CLAIM: // How libusb detaches the kernel's driver.
        kernel_driver_ = false;
        claimed_ = true;
        return 0;
    case USBDEVFS_CLAIMINTERFACE:
        if (kernel_driver_) return -EBUSY;
        claimed_ = true;
        return 0;
    case USBDEVFS_RELEASEINTERFACE:
        claimed_ = false;
        return 0;
    case USBDEVFS_IOCTL:
        kernel_driver_ =
            structure<usbdevfs_ioctl>(argument).ioctl_code == static_cast<int>(USBDEVFS_CONNECT);
        return 0;
    case USBDEVFS_SETCONFIGURATION:
    case USBDEVFS_SETINTERFACE:
        return 0;
    case USBDEVFS_CLEAR_HALT:
        printer_.clear_halt();
        return 0;
    case USBDEVFS_SUBMITURB:
        return submit(argument);
    case USBDEVFS_DISCARDURB:
        return discard(*static_cast<gulong*>(static_cast<void*>(argument->data)));
    default:
        return -ENOTTY;
    }
}

int UsbSocket::submit(UMockdevIoctlData* argument) {
    auto* data = umockdev_ioctl_data_resolve(argument, 0, sizeof(usbdevfs_urb), nullptr);
    const auto& urb = *static_cast<usbdevfs_urb*>(static_cast<void*>(data->data));
    const bool bulk = urb.type == USBDEVFS_URB_TYPE_BULK;
    if (!bulk && urb.type != USBDEVFS_URB_TYPE_CONTROL) return -EINVAL;
    if (bulk && !claimed_) return -EINVAL;
    auto* buffer = umockdev_ioctl_data_resolve(data, G_STRUCT_OFFSET(usbdevfs_urb, buffer),
                                               static_cast<gsize>(urb.buffer_length), nullptr);
    const Urb kept{static_cast<UMockdevIoctlData*>(g_object_ref(data)), buffer};
    if (!bulk)
        submit_control(kept);
    else
        (urb.endpoint == ModelPrinter::pipe_in ? in_ : out_).push_back(kept);
    return 0;
}

void UsbSocket::submit_control(const Urb& urb) {
    auto* setup = urb.buffer->data;
    const auto word = [&](int at) {
        return static_cast<std::uint16_t>(setup[at] | setup[at + 1] << 8);
    };
    const auto answer = printer_.control(setup[0], setup[1], word(2), word(4), word(6));
    urb.get().status = answer ? 0 : -EPIPE;
    urb.get().actual_length = answer ? static_cast<int>(answer->size()) : 0;
    if (answer) std::copy(answer->begin(), answer->end(), setup + 8);
    ended_.push_back(urb);
}

int UsbSocket::reap(UMockdevIoctlData* argument) {
    auto* data = ended_.front().data;
    ended_.pop_front();
    auto* to = umockdev_ioctl_data_resolve(argument, 0, sizeof(gpointer), nullptr);
    umockdev_ioctl_data_set_ptr(to, 0, data);
    g_object_unref(data);
    return 0;
}

int UsbSocket::discard(unsigned long address) {
    for (auto* queue : {&out_, &in_}) {
        const auto found = std::find_if(queue->begin(), queue->end(), [&](const Urb& it) {
            return it.data->client_addr == address;
        });
        if (found == queue->end()) continue;
        found->get().status = -ENOENT;
        found->get().actual_length = static_cast<int>(found->done);
        ended_.splice(ended_.end(), *queue, found);
        return 0;
    }
    return -EINVAL;
}

} // namespace sportello::lab
