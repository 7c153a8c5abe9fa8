// core/device/virtual_port.hpp -- a printer made of memory: its papers are pictures in a folder.
#pragma once

#include "core/device/port.hpp"
#include "core/device/virtual/virtual_printer.hpp"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>

namespace sportello::device {

// Leaves <job>.png and <job>.bin for each paper (<job>-2.png for a document's second cut), and
// keeps the newest thousand papers.
class VirtualPort final : public Port {
public:
    explicit VirtualPort(std::filesystem::path folder);

    void open() override; // Makes the folder.
    Io write(std::span<const std::uint8_t> bytes, std::chrono::milliseconds patience) override;
    Io read(std::span<std::uint8_t> into,
            std::size_t& count,
            std::chrono::milliseconds timeout) override;
    void close() noexcept override;
    bool gone() const override { return false; }
    void document_begins(std::string_view name) override;

    // What a driver should know of the printer it imitates, a JSON object.
    static std::string_view profile();

    // For tests: the model's faults.
    void set(const VirtualPrinter::Faults& faults);

private:
    void keep(const std::vector<PaperElement>& paper, const std::vector<std::uint8_t>& bytes);

    std::filesystem::path folder_;
    std::mutex mutex_; // guards all below
    std::condition_variable changed_;
    VirtualPrinter printer_;
    std::vector<std::uint8_t> answers_;
    std::string document_ = "0";
    int papers_ = 0; // Of this document.
    bool closed_ = false;
};

} // namespace sportello::device
