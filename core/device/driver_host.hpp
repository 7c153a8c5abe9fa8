// core/device/driver_host.hpp -- finds the drivers, and maps one when a device needs it.
#pragma once

#include "core/device/manifest.hpp"

#include <sportello/driver_abi.h>

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::device {

class DriverHost {
public:
    // Reads the manifests of <folder>/*/ for each folder; the first of an id wins. A folder that is
    // not there holds no drivers.
    explicit DriverHost(const std::vector<std::filesystem::path>& folders);
    DriverHost(const DriverHost&) = delete; // Devices hold references to its manifests.
    DriverHost& operator=(const DriverHost&) = delete;

    const std::map<std::string, Manifest, std::less<>>& drivers() const { return drivers_; }
    // Why folders were left out, a sentence each.
    const std::vector<std::string>& problems() const { return problems_; }

    // Throws DriverError when there is no such driver, or says why its folder was left out.
    const Manifest& manifest(std::string_view id) const;

    // The driver's code, mapped at the first call and until the process ends. [any thread] Throws
    // DriverError; what failed once is not tried again, because nothing mapped is ever unmapped.
    const spo_driver& map(std::string_view id);

private:
    void read(const std::filesystem::path& folder);

    struct Mapped {
        const spo_driver* code = nullptr;
        std::string problem;
    };
    std::map<std::string, Manifest, std::less<>> drivers_;
    std::vector<std::string> problems_;
    std::map<std::string, std::string, std::less<>> left_out_; // A folder's name: why.
    std::mutex mutex_;                                         // guards mapped_
    std::map<std::string, Mapped, std::less<>> mapped_;
};

} // namespace sportello::device
