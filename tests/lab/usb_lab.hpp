// tests/lab/usb_lab.hpp -- a USB port with an emulated printer on it, for unmodified programs.
//
// libumockdev stands between a program and the kernel: sysfs, the device node's ioctls and the
// hotplug events are ours, libusb and libudev are the distribution's. The program under test runs
// in this process or in a child; in both cases libumockdev-preload.so.0 must be in LD_PRELOAD
// (after libasan, if that is used), and UMOCKDEV_DIR, which this sets, in its environment.
//
// The node is a pseudo-terminal, for umockdev's own is a regular file: always ready, which would
// keep the event thread spinning and hide a wake-up that never comes. A terminal can be made ready
// and not ready, and hangs up like a usbfs node when the device leaves.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "tests/lab/model_printer.hpp"

struct usbdevfs_urb;
typedef struct _UMockdevTestbed UMockdevTestbed;
typedef struct _UMockdevIoctlBase UMockdevIoctlBase;
typedef struct _UMockdevIoctlClient UMockdevIoctlClient;
typedef struct _UMockdevIoctlData UMockdevIoctlData;

namespace sportello::lab {

// The emulated machine; one in a process. Made before libusb is.
class UsbMachine {
public:
    UsbMachine();
    UsbMachine(const UsbMachine&) = delete;
    UsbMachine& operator=(const UsbMachine&) = delete;
    ~UsbMachine();

    static bool available(); // Whether libumockdev-preload is in this process.
    UMockdevTestbed* testbed() const { return testbed_; }
    int next_device_number() { return ++device_number_; }

private:
    bool asked_first_; // See usb_lab.cpp.
    UMockdevTestbed* testbed_;
    std::atomic<int> device_number_{1}; // The root hub's.
};

// A port of the machine, "1-<number>", and its printer.
class UsbSocket {
public:
    UsbSocket(UsbMachine& machine, int number);
    UsbSocket(const UsbSocket&) = delete; // Handlers hold its address.
    UsbSocket& operator=(const UsbSocket&) = delete;
    ~UsbSocket();

    void plug();                          // With a new device number each time, like the kernel.
    void unplug();                        // Transfers in flight end at once.
    void unplug_after(std::size_t bytes); // Exactly so many have been taken.

    // Changes the printer under the lock, then lets the host see what follows.
    void with(const std::function<void(ModelPrinter&)>& change);
    std::string paper();
    std::size_t taken();
    // True when `condition` holds within ten seconds; it is looked at whenever something happens.
    bool wait_until(const std::function<bool(ModelPrinter&)>& condition);
    bool claimed(); // By the program under test.
    bool has_kernel_driver();
    std::size_t requests(); // Ioctls since the beginning: a program that spins makes thousands.

private:
    struct Urb {
        UMockdevIoctlData* data;   // Referenced.
        UMockdevIoctlData* buffer; // Null for a transfer without.
        std::size_t done = 0;

        usbdevfs_urb& get() const;
    };
    struct Node; // The pollable device node.

    static int handle(UMockdevIoctlBase*, UMockdevIoctlClient* client, void* self);
    int answer(UMockdevIoctlClient* client);
    int submit(UMockdevIoctlData* argument);
    void submit_control(const Urb& urb);
    int reap(UMockdevIoctlData* argument);
    int discard(unsigned long address);
    void pump();
    void finish(std::list<Urb>& queue, int status);
    void cut();
    void announce_removal();
    void run_world();
    std::string description() const;

    UsbMachine& machine_;
    const int number_;
    const std::string syspath_;
    std::mutex plug_mutex_;      // held while the machine is told; before mutex_
    std::recursive_mutex mutex_; // guards all below; the printer calls back into its holder
    std::condition_variable_any happened_;
    ModelPrinter printer_;
    std::list<Urb> out_, in_, ended_;
    std::unique_ptr<Node> node_;
    UMockdevIoctlBase* handler_ = nullptr;
    int device_number_ = 0;
    bool connected_ = false; // Electrically.
    bool announced_ = false; // The machine has been told that it is there.
    bool kernel_driver_ = true;
    bool claimed_ = false;
    std::size_t requests_ = 0;
    bool pumping_ = false;
    bool ending_ = false;
    std::thread world_; // Turns a slow mechanism; tells the machine of a cable that was cut.
};

} // namespace sportello::lab
