#include "core/device/virtual_port.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <system_error>

namespace sportello::device {

namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr std::size_t papers_max = 1'000;

// Removes the oldest papers beyond the limit, so that a forgotten demo does not fill the disk.
void forget_oldest(const fs::path& folder) {
    std::vector<fs::directory_entry> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == ".png" || entry.path().extension() == ".bin")
            files.push_back(entry);
    if (files.size() <= 2 * papers_max) return;
    std::ranges::sort(files, {}, [](const auto& entry) { return entry.last_write_time(); });
    for (std::size_t i = 0; i < files.size() - 2 * papers_max; ++i)
        fs::remove(files[i], ignored);
}

} // namespace

VirtualPort::VirtualPort(fs::path folder) : folder_(std::move(folder)) {
    printer_.on_paper = [this](const auto& paper, const auto& bytes) { keep(paper, bytes); };
}

std::string_view VirtualPort::profile() {
    return R"({"columns": 48, "code_pages": {"pc858": 19, "wpc1252": 16, "pc437": 0, "pc850": 2},)"
           R"( "cutter": "partial", "qr": "native", "confirm": "gs-h", "status": "dle-eot"})";
}

void VirtualPort::open() {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error)
        throw PortError("the paper folder " + folder_.string() +
                        " cannot be made: " + error.message());
}

Io VirtualPort::write(std::span<const std::uint8_t> bytes, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    auto progress = steady_clock::now();
    while (!bytes.empty()) {
        if (closed_) return Io::closed;
        const auto taken = printer_.receive(bytes);
        const auto said = printer_.answers();
        answers_.insert(answers_.end(), said.begin(), said.end());
        bytes = bytes.subspan(taken);
        if (taken > 0) {
            progress = steady_clock::now();
            continue;
        }
        const auto waited =
            std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - progress);
        if (waited >= patience) return Io::stuck;
        if (waited >= tick) {
            lock.unlock();
            tell_waiting(0, waited);
            lock.lock();
        }
        changed_.wait_for(lock, std::min(tick, patience - waited));
    }
    return Io::done;
}

Io VirtualPort::read(std::span<std::uint8_t> into,
                     std::size_t& count,
                     std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    count = 0;
    changed_.wait_for(lock, timeout, [&] { return closed_ || !answers_.empty(); });
    if (closed_) return Io::closed;
    count = std::min(into.size(), answers_.size());
    std::copy_n(answers_.begin(), count, into.begin());
    answers_.erase(answers_.begin(), answers_.begin() + static_cast<std::ptrdiff_t>(count));
    return Io::done;
}

void VirtualPort::close() noexcept {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
}

void VirtualPort::document_begins(std::string_view name) {
    const std::lock_guard lock(mutex_);
    document_ = name;
    papers_ = 0;
}

void VirtualPort::set(const VirtualPrinter::Faults& faults) {
    const std::lock_guard lock(mutex_);
    printer_.set(faults);
    const auto said = printer_.answers();
    answers_.insert(answers_.end(), said.begin(), said.end());
    changed_.notify_all();
}

// Runs inside receive() or set(), with the lock held.
void VirtualPort::keep(const std::vector<PaperElement>& paper,
                       const std::vector<std::uint8_t>& bytes) {
    ++papers_;
    const auto name = papers_ == 1 ? document_ : document_ + '-' + std::to_string(papers_);
    std::ofstream(folder_ / (name + ".bin"), std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    write_png(paper, folder_ / (name + ".png"));
    forget_oldest(folder_);
}

} // namespace sportello::device
