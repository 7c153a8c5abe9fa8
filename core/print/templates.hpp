// core/print/templates.hpp -- the editable templates: mustache text that renders to markup.
//
// A template is <name>.<language>.mustache in one of the folders; {{name}} takes the value of the
// data's member, whose line breaks become spaces and whose '@' is only a letter, so that a value
// never makes a block nor a directive of its own; an empty text counts as absent for {{#name}}.
// Read again whenever the file has changed, so that an edited template holds at once.
#pragma once

#include "core/print/document.hpp"

#include <boost/json/fwd.hpp>

#include <filesystem>
#include <map>
#include <mutex>
#include <string>

namespace sportello::print {

// [any thread]
class Templates {
public:
    // The folder of "ticket" is `common`; that of "registry/certificate" the one given for
    // "registry" with add(). Files of `common`/registry/ come first, so that a town can replace
    // a plugin's template without touching the plugin.
    explicit Templates(std::filesystem::path common) : common_(std::move(common)) {}
    void add(std::string plugin, std::filesystem::path folder); // Before use.

    // Renders "ticket" or "<plugin>/<name>" in `language`, or in Italian when it has no such file.
    // Throws TemplateError.
    Document render(const std::string& name,
                    const std::string& language,
                    const boost::json::object& data) const;

private:
    struct Source {
        std::filesystem::file_time_type written;
        std::uintmax_t size = 0;
        std::string text;
    };
    std::filesystem::path find(const std::string& name, const std::string& language) const;
    std::string load(const std::filesystem::path& file) const;

    std::filesystem::path common_;
    std::map<std::string, std::filesystem::path> folders_;
    mutable std::mutex mutex_; // guards cache_
    mutable std::map<std::filesystem::path, Source> cache_;
};

} // namespace sportello::print
