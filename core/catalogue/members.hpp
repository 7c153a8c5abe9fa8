// core/catalogue/members.hpp -- reads the members of a JSON file strictly: what is missing, of the
// wrong kind or unknown is said with the file's name and the member's path.
#pragma once

#include "core/base/texts.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::catalogue {

// The file's JSON. Throws std::runtime_error: not readable, not JSON, larger than 1 MiB.
boost::json::value read_json(const std::filesystem::path& file);

// An object of the file. Each getter throws std::runtime_error naming `where` and the member.
class Members {
public:
    Members(const boost::json::value& value, std::string where);

    std::string text(std::string_view name);
    std::string text_or(std::string_view name, std::string otherwise);
    std::string one_of(std::string_view name, const std::vector<std::string>& choices);
    std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most);
    bool flag_or(std::string_view name, bool otherwise);
    Text both_languages(std::string_view name);            // {"it", "en"}, both required
    std::vector<std::string> texts(std::string_view name); // an array of texts; missing: none
    // An array of texts out of `choices`, each once; missing: none.
    std::vector<std::string> some_of(std::string_view name,
                                     const std::vector<std::string>& choices);
    boost::json::array list(std::string_view name); // At least one value of any kind.
    Members object(std::string_view name);
    std::vector<Members> objects(std::string_view name); // an array of objects; missing: none
    bool has(std::string_view name) const;

    // Throws unless every member was asked for.
    void done() const;

    [[noreturn]] void wrong(std::string_view name, std::string_view what) const;
    const std::string& where() const { return where_; }

private:
    const boost::json::value* find(std::string_view name);
    const boost::json::value& need(std::string_view name);

    const boost::json::object* members_;
    std::string where_;
    std::set<std::string, std::less<>> known_;
};

// "^[a-z][a-z0-9-]*$", of two to `size_max` characters.
bool is_id(std::string_view text, std::size_t size_max);

} // namespace sportello::catalogue
