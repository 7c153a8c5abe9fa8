#include "core/device/driver.hpp"

#include "core/device/manifest.hpp"

namespace sportello::device {

namespace {

using std::chrono::steady_clock;

spo_str view(std::string_view text) {
    return {text.data(), text.size()};
}

} // namespace

Driver::Bridge::Bridge(Port& to)
    : spo_port{sizeof(spo_port), 0, write_to, read_from,
               [](spo_port*, const char*) -> const void* { return nullptr; }},
      port(to) {}

void Driver::Bridge::begin(std::chrono::milliseconds for_this) {
    patience = for_this;
    progress = steady_clock::now();
    trouble = Io::done;
}

spo_status Driver::Bridge::ended(Io how) {
    if (how == Io::done) return SPO_OK;
    if (trouble == Io::done) trouble = how;
    return SPO_UNAVAILABLE;
}

spo_status
Driver::Bridge::write_to(spo_port* port, const std::uint8_t* bytes, std::size_t count) noexcept {
    auto& self = *static_cast<Bridge*>(port);
    try {
        const auto how = self.port.write({bytes, count}, self.patience);
        if (how == Io::done && count > 0) self.progress = steady_clock::now();
        return self.ended(how);
    } catch (...) { // Out of memory: how much has left is not known.
        return self.ended(Io::gone);
    }
}

spo_status Driver::Bridge::read_from(spo_port* port,
                                     std::uint8_t* bytes,
                                     std::size_t capacity,
                                     std::size_t* count,
                                     std::uint32_t timeout_ms) noexcept {
    auto& self = *static_cast<Bridge*>(port);
    *count = 0;
    try {
        if (!self.port.reads()) return SPO_UNAVAILABLE; // No trouble: it has never been otherwise.
        // A driver that goes on asking a device that does not answer is stuck like one that writes.
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            self.progress + self.patience - steady_clock::now());
        if (left.count() <= 0) return self.ended(Io::stuck);
        const auto how = self.port.read({bytes, capacity}, *count,
                                        std::min(left, std::chrono::milliseconds(timeout_ms)));
        if (*count > 0) self.progress = steady_clock::now();
        return self.ended(how);
    } catch (...) {
        return self.ended(Io::gone);
    }
}

Driver::Driver(const spo_driver& code, Port& port, const DeviceFacts& facts, Patience patience)
    : code_(code), patience_(patience), bridge_(port) {
    const spo_device device{sizeof(spo_device), facts.vendor, facts.product, view(facts.serial),
                            view(facts.profile)};
    bridge_.begin(patience_.question);
    self_ = code_.open(&bridge_, &device);
    if (!self_)
        throw DriverError(std::string("the driver \"") + code_.id +
                          "\" does not accept the device");
}

Driver::~Driver() {
    bridge_.begin(patience_.question);
    code_.close(self_);
}

spo_status Driver::condition(std::uint32_t& flags) {
    bridge_.begin(patience_.question);
    flags = 0;
    const auto status = code_.condition(self_, &flags);
    if (bridge_.trouble != Io::done) return SPO_UNAVAILABLE;
    if (status != SPO_UNAVAILABLE) return status;
    flags = 0; // Nothing has failed but a read where nothing can be read: it cannot tell.
    return SPO_OK;
}

spo_outcome Driver::output(std::span<const spo_block> document, std::uint32_t token) {
    bridge_.begin(patience_.document);
    const auto outcome = code_.output(self_, document.data(), document.size(), token);
    const bool known = outcome >= SPO_CONFIRMED && outcome <= SPO_REFUSED;
    const bool kept = outcome == SPO_CONFIRMED || outcome == SPO_REFUSED;
    return known && (bridge_.trouble == Io::done || kept) ? outcome : SPO_UNCERTAIN;
}

} // namespace sportello::device
