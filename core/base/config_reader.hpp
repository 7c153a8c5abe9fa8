// core/base/config_reader.hpp -- TOML tables read key by key, with every mistake noted where it is.
//
// Only for config.cpp: toml++ stays behind it.
#pragma once

#include "core/base/config.hpp"
#include "core/base/config_rules.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

namespace sportello::config {

enum class Need { optional, required };

// A table as the files give it: the one of a later file lies over the one of an earlier. Every
// key that is read is known; finish() notes those that nobody read.
class Section {
public:
    // `layers` from the earliest file to the latest; `key` is "town" or "lanes[2]", empty for the
    // root. `file` is where a section that no file has would be.
    Section(std::vector<Mistake>& mistakes,
            std::filesystem::path file,
            std::string key,
            std::vector<const toml::table*> layers);

    Section section(std::string_view name, Need need = Need::optional);
    // A list of tables: of the latest file that has one.
    std::vector<Section> sections(std::string_view name, Need need = Need::optional);

    // Each leaves `into` as it is when the key is absent or wrong; true when it was read.
    bool text(std::string_view name, std::string& into, const Rule& rule, Need need);
    bool flag(std::string_view name, bool& into);
    // Relative paths start from `folder`; empty stays empty, where `rule` allows it.
    bool path(std::string_view name,
              std::filesystem::path& into,
              const std::filesystem::path& folder,
              const Rule& rule = a_path());
    bool paths(std::string_view name,
               std::vector<std::filesystem::path>& into,
               const std::filesystem::path& folder);
    bool texts(std::string_view name, std::vector<std::string>& into, const Rule& rule);
    // A table as JSON; an empty one as nothing.
    bool json(std::string_view name, std::string& into);

    template <class Integer>
    bool integer(std::string_view name,
                 Integer& into,
                 Integer low,
                 Integer high,
                 Need need = Need::optional) {
        const auto read =
            whole(name, static_cast<std::int64_t>(low), static_cast<std::int64_t>(high), need);
        if (read) into = static_cast<Integer>(*read);
        return read.has_value();
    }

    // A mistake of the key's value, in the words given.
    void complain(std::string_view name, std::string text);
    bool has(std::string_view name) const;
    void finish();

private:
    std::optional<std::int64_t>
    whole(std::string_view name, std::int64_t low, std::int64_t high, Need need);
    const toml::node* find(std::string_view name, Need need);
    const toml::node* latest(std::string_view name) const;
    void complain_at(const toml::source_region& where, const std::string& key, std::string text);
    std::string key_of(std::string_view name) const;

    std::vector<Mistake>& mistakes_;
    std::filesystem::path file_;
    std::string key_;
    std::vector<const toml::table*> layers_;
    std::vector<std::string> known_;
};

} // namespace sportello::config
