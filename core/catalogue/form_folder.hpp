// core/catalogue/form_folder.hpp -- the forms of one plugin's folder, each read once however many
// procedures share it.
#pragma once

#include "core/catalogue/form.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace sportello::catalogue {

class FormFolder {
public:
    explicit FormFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // "forms/marry.json". Throws std::runtime_error that names the file.
    std::shared_ptr<const Form> at(const std::string& name);
    // What an operation or a procedure without a form accepts: nothing.
    std::shared_ptr<const Form> empty();

private:
    std::filesystem::path folder_;
    std::map<std::string, std::shared_ptr<const Form>> forms_;
};

} // namespace sportello::catalogue
