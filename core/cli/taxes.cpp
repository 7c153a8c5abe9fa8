#include "core/cli/taxes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace sportello::cli {

namespace json = boost::json;

namespace {

// "1000", "1000,5", "1000.50" in cents.
std::int64_t cents_from(std::string_view text) {
    const auto point = text.find_first_of(",.");
    const auto whole = text.substr(0, point);
    auto part =
        point == std::string_view::npos ? std::string() : std::string(text.substr(point + 1));
    const bool right =
        !whole.empty() && whole.size() <= 8 && part.size() <= 2 &&
        std::ranges::all_of(std::string(whole) + part, [](char c) { return c >= '0' && c <= '9'; });
    if (!right)
        throw std::invalid_argument(fmt::format("\"{}\" is not a sum of money like 1000,50", text));
    part.resize(2, '0');
    std::int64_t cents = 0;
    const auto digits = std::string(whole) + part;
    std::from_chars(digits.data(), digits.data() + digits.size(), cents);
    return cents;
}

std::string euro(std::int64_t cents) {
    return fmt::format("{},{:02}", cents / 100, cents % 100);
}

std::int64_t integer(const json::value& of, std::string_view name) {
    return of.at(name).to_number<std::int64_t>();
}

} // namespace

json::object imu_question(const ImuOptions& options) {
    json::object property{{"kind", options.kind},
                          {"value_cents", cents_from(options.value)},
                          {"use", options.use},
                          {"share", options.share}};
    const auto add = [&](std::string_view name, const std::string& text) {
        if (!text.empty()) property[name] = text;
    };
    add("category", options.category);
    add("rate", options.rate);
    add("acquired_on", options.acquired_on);
    add("sold_on", options.sold_on);
    return {{"year", options.year}, {"properties", json::array{property}}};
}

void show_imu(const json::value& answer, std::string_view language) {
    for (const auto& step : answer.at("steps").as_array())
        fmt::print("- {}\n", std::string_view(step.at(language).as_string()));
    for (const auto& line : answer.at("lines").as_array())
        fmt::print("F24 {}: {} + {} euro\n", std::string_view(line.at("code").as_string()),
                   integer(line, "advance_euros"), integer(line, "balance_euros"));
    fmt::print("{} euro\n", euro(integer(answer, "total_cents")));
}

} // namespace sportello::cli
