// core/device/devices.hpp -- the printers of the box: found, opened, watched, fed from the spool.
//
// Each device has its own thread, which alone calls its driver: it asks the device how it is while
// idle, takes the printer's next job, marks it `sending` durably, prints, and marks what became of
// it. A device that hangs hangs its own thread and nothing else. Devices come and go: a printer of
// the configuration without its device is `offline`, and its jobs wait.
#pragma once

#include "core/base/clock.hpp"
#include "core/print/templates.hpp"
#include "core/store/database.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::device {

enum class State {
    ready,
    paper_low,
    paper_out,
    cover_open,
    ticket_waits,
    error,
    offline,
    unknown, // The device cannot tell, or has not been asked yet.
};
std::string_view to_text(State state); // "paper-low"

// A printer of the configuration.
struct PrinterSetting {
    std::string id;   // "kiosk"
    std::string name; // "Stampante del totem"
    std::string
        port; // "usb", "usb:1-1.4" (port path), "usb:serial=J5K1", "tcp:10.0.0.7:9100", "virtual"
    std::string driver = "escpos";
    std::string profile; // JSON that overrides the driver's manifest entry; empty: nothing.
};

struct Options {
    std::vector<std::filesystem::path> driver_folders; // Each holds <id>/manifest.json and <id>.so.
    std::vector<PrinterSetting> printers;
    std::filesystem::path paper_folder; // Where a virtual printer leaves <job>.png and <job>.bin.
    bool facsimile = false;             // Adds FAC-SIMILE to whatever is printed.
    std::chrono::milliseconds stuck_max{
        60'000};                           // A job that makes no progress is given up: uncertain.
    std::chrono::milliseconds poll{2'000}; // Between two questions to an idle device.
};

struct Status {
    std::string id;
    std::string name;
    std::string driver;
    std::string port;   // Where it is now: "usb:1-1.4", else the setting's.
    std::string serial; // Empty when it has none.
    State state = State::unknown;
    Instant since; // In this state.
};

class Devices {
public:
    // `changed` is called on a device's thread when a status changes; it must not block.
    Devices(store::Database& database,
            const print::Templates& templates,
            const Clock& clock,
            Options options,
            std::function<void(const Status&)> changed);
    Devices(const Devices&) = delete;
    Devices& operator=(const Devices&) = delete;
    ~Devices(); // Gives up jobs in progress (uncertain), closes the devices, joins.

    void start();
    void wake(); // [any thread] The spool may have work.

    std::vector<Status> list() const;                           // [any thread]
    std::optional<Status> find(std::string_view printer) const; // [any thread]

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace sportello::device
