// core/base/config_rules.hpp -- what a text of the configuration may be, and how that is told.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace sportello::config {

struct Rule {
    std::string expected; // "two capital letters (\"CR\")"
    std::function<bool(const std::string&)> holds;
};

Rule one_of(std::vector<std::string> choices);
Rule a_name();                       // For people: on one line.
Rule an_id();                        // "kiosk-1"
Rule a_letter();                     // "A"
Rule a_time();                       // "08:30"
Rule a_date();                       // "2026-12-24"
Rule a_day_of_the_year_or_nothing(); // "06-10"

// Of the town.
Rule a_province();    // "CR"
Rule an_istat_code(); // "019035"
Rule a_belfiore();    // "D142"
Rule an_ipa_code();   // "c_d142"
Rule an_ipa_code_or_nothing();
Rule a_zone(); // "Europe/Rome"

// Where things are.
Rule a_path();
Rule a_path_or_nothing();
Rule an_address();        // "127.0.0.1"
Rule a_url_or_nothing();  // "https://sportello.example.it"
Rule a_port_of_devices(); // "usb:1-1.4"

} // namespace sportello::config
