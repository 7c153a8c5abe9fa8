#include "core/catalogue/form_folder.hpp"

#include "core/catalogue/members.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <stdexcept>

namespace sportello::catalogue {

std::shared_ptr<const Form> FormFolder::at(const std::string& name) {
    auto& form = forms_[name];
    if (form) return form;
    if (name.find("..") != std::string::npos || name.starts_with('/'))
        throw std::runtime_error(fmt::format("{}: a form is a file of the folder", name));
    try {
        form = std::make_shared<const Form>(read_json(folder_ / name));
    } catch (const std::exception& error) {
        throw std::runtime_error(fmt::format("{}: {}", name, error.what()));
    }
    return form;
}

std::shared_ptr<const Form> FormFolder::empty() {
    auto& form = forms_[""];
    if (!form)
        form = std::make_shared<const Form>(
            boost::json::object{{"type", "object"}, {"additionalProperties", false}});
    return form;
}

} // namespace sportello::catalogue
