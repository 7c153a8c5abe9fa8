// taxes/imu_words.hpp -- an assessment of IMU told step by step, in words and numbers.
#pragma once

#include <vector>

#include "imu.hpp"

namespace taxes {

// One sentence a step, in the order of the computation; the result of assess() on the same input.
std::vector<sportello::Text>
explain(const Year& year, const std::vector<Property>& properties, const Assessment& result);

// "Advance by 16/06/2026": the day a payment is due, and whether it moved.
sportello::Text payment_day_in_words(int year, bool advance);

} // namespace taxes
