#include "core/app/metrics.hpp"

#include "core/base/version.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include <unistd.h>

namespace sportello::app {

namespace {

void head(std::string& to, std::string_view name, std::string_view type, std::string_view help) {
    fmt::format_to(std::back_inserter(to), "# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

template <class Number>
void single(std::string& to,
            std::string_view name,
            std::string_view type,
            std::string_view help,
            Number value) {
    head(to, name, type, help);
    fmt::format_to(std::back_inserter(to), "{} {}\n", name, value);
}

std::int64_t resident_bytes() {
    std::int64_t total = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> total >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

void durations(std::string& to, const http::Statistics& statistics) {
    constexpr auto name = "sportello_http_request_seconds";
    head(to, name, "histogram", "From the request's last byte to the reply's first.");
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < statistics.bounds.size(); ++i) {
        sum += statistics.durations[i];
        fmt::format_to(std::back_inserter(to), "{}_bucket{{le=\"{}\"}} {}\n", name,
                       statistics.bounds[i], sum);
    }
    sum += statistics.durations.back();
    fmt::format_to(std::back_inserter(to),
                   "{0}_bucket{{le=\"+Inf\"}} {1}\n{0}_sum {2}\n"
                   "{0}_count {1}\n",
                   name, sum, statistics.duration_sum);
}

} // namespace

std::string metrics(const http::Statistics& statistics,
                    const store::Database& database,
                    const device::Devices& devices) {
    std::string text;
    head(text, "sportello_info", "gauge", "The version that runs.");
    fmt::format_to(std::back_inserter(text), "sportello_info{{version=\"{}\"}} 1\n", version);
    single(text, "process_resident_memory_bytes", "gauge", "Memory in use.", resident_bytes());
    head(text, "sportello_http_responses_total", "counter", "Replies by status class.");
    for (std::size_t i = 1; i < statistics.responses.size(); ++i)
        fmt::format_to(std::back_inserter(text),
                       "sportello_http_responses_total{{class=\"{}xx\"}} {}\n", i,
                       statistics.responses[i]);
    single(text, "sportello_http_connections", "gauge", "Open connections.",
           statistics.connections);
    single(text, "sportello_http_streams", "gauge", "Open event streams.", statistics.streams);
    single(text, "sportello_http_refused_connections_total", "counter",
           "Connections beyond the limit.", statistics.refused_connections);
    durations(text, statistics);
    single(text, "sportello_store_commands_total", "counter", "Commands run by the writer.",
           database.commands());
    single(text, "sportello_store_commits_total", "counter", "Commits that carried them.",
           database.commits());
    single(text, "sportello_store_waiting", "gauge", "Commands that wait for the writer.",
           database.waiting());
    head(text, "sportello_device_state", "gauge", "1 for the state a device is in.");
    for (const auto& device : devices.list())
        fmt::format_to(std::back_inserter(text),
                       "sportello_device_state{{device=\"{}\",state=\"{}\"}} 1\n", device.id,
                       device::to_text(device.state));
    return text;
}

} // namespace sportello::app
