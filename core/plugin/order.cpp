#include "core/plugin/order.hpp"

#include <fmt/format.h>

#include <map>
#include <string_view>

namespace sportello::plugin {

namespace {

enum class Mark { none, open, done };

// Visits depth first; the areas still open form the path, which is the circle when it closes.
class Walk {
public:
    explicit Walk(const std::vector<catalogue::Area>& areas) {
        for (const auto& area : areas)
            areas_[area.id] = &area;
    }

    void visit(const catalogue::Area& area) {
        auto& mark = marks_[area.id];
        if (mark != Mark::none) return;
        mark = Mark::open;
        path_.push_back(&area);
        std::string problem;
        for (const auto& need : area.needs) {
            const auto found = areas_.find(need);
            if (found == areas_.end())
                problem = fmt::format("it needs {}, which is not installed or was left out", need);
            else if (marks_[need] == Mark::open)
                name_circle(*found->second);
            else
                visit(*found->second);
        }
        path_.pop_back();
        marks_[area.id] = Mark::done;
        if (const auto circle = circles_.find(area.id); circle != circles_.end())
            problem = circle->second;
        steps_.push_back({&area, std::move(problem)});
    }

    std::vector<Step> take() { return std::move(steps_); }

private:
    void name_circle(const catalogue::Area& closes_at) {
        std::string text;
        const auto first = std::ranges::find(path_, &closes_at);
        for (auto it = first; it != path_.end(); ++it)
            text += (*it)->id + " needs ";
        text = fmt::format("it stands in a circle: {}{}", text, closes_at.id);
        for (auto it = first; it != path_.end(); ++it)
            circles_[(*it)->id] = text;
    }

    std::map<std::string, const catalogue::Area*, std::less<>> areas_;
    std::map<std::string, Mark, std::less<>> marks_;
    std::map<std::string, std::string, std::less<>> circles_;
    std::vector<const catalogue::Area*> path_;
    std::vector<Step> steps_;
};

} // namespace

std::vector<Step> dependency_order(const std::vector<catalogue::Area>& areas) {
    Walk walk(areas);
    for (const auto& area : areas)
        walk.visit(area);
    auto steps = walk.take();
    std::ranges::stable_partition(steps, [](const Step& step) { return step.problem.empty(); });
    return steps;
}

} // namespace sportello::plugin
