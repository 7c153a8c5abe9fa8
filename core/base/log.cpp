#include "core/base/log.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <cstdlib>

namespace sportello::log {

namespace {

// The prefix by which journald knows a line's level; see sd-daemon(3).
class Priority final : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message,
                const std::tm&,
                spdlog::memory_buf_t& to) override {
        static constexpr char digits[] = {'7', '7', '6', '4', '3', '2', '6'};
        const char prefix[] = {'<', digits[message.level], '>'};
        to.append(prefix, prefix + sizeof prefix);
    }
    std::unique_ptr<custom_flag_formatter> clone() const override {
        return std::make_unique<Priority>();
    }
};

} // namespace

void open(const std::string& level) {
    auto logger = std::make_shared<spdlog::logger>(
        "sportello", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    if (std::getenv("JOURNAL_STREAM")) { // Set by systemd: stderr is the journal.
        auto formatter = std::make_unique<spdlog::pattern_formatter>();
        formatter->add_flag<Priority>('P').set_pattern("%P%v");
        logger->set_formatter(std::move(formatter));
    } else {
        logger->set_pattern("%Y-%m-%d %H:%M:%S.%e %l %v");
    }
    logger->set_level(spdlog::level::from_str(level));
    spdlog::set_default_logger(std::move(logger));
}

} // namespace sportello::log
