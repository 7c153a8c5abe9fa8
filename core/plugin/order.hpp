// core/plugin/order.hpp -- the areas, each after those it needs.
#pragma once

#include "core/catalogue/catalogue.hpp"

#include <string>
#include <vector>

namespace sportello::plugin {

struct Step {
    const catalogue::Area* area = nullptr;
    std::string problem; // "it needs taxes, which is not installed", or the cycle it stands in.
};

// Every area once. One that stands in a circle, or needs what is not there, says so and comes last.
std::vector<Step> dependency_order(const std::vector<catalogue::Area>& areas);

} // namespace sportello::plugin
