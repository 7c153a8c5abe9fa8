// core/cli/taxes.hpp -- `sportello taxes imu`: one property's IMU, each step of it in words.
#pragma once

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace sportello::cli {

// As it is typed.
struct ImuOptions {
    int year = 0;
    std::string kind = "building"; // building | farmland | building-land
    std::string category;          // "A/2", of a building
    std::string value;             // Cadastral income or value, in euros: "1000,00"
    std::string use = "other";
    std::string share = "1/1";
    std::string rate;                 // Per mille, "10,6"; empty: the town's.
    std::string acquired_on, sold_on; // "2026-05-20"; empty: had all year.
};

// The input of the operation `imu` of the area taxes. Throws std::invalid_argument with a sentence
// when the value is not a sum of money.
boost::json::object imu_question(const ImuOptions& options);
void show_imu(const boost::json::value& answer, std::string_view language);

} // namespace sportello::cli
