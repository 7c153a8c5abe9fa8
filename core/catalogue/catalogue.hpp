// core/catalogue/catalogue.hpp -- the areas and their procedures, read from the plugins' files.
//
// Loads no code: the 97 procedures are listed, searched and their forms checked with the plugin's
// library broken or missing. Read once at start; then constant, for any thread.
#pragma once

#include "core/base/texts.hpp"
#include "core/catalogue/form.hpp"
#include "core/catalogue/procedure.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sportello::catalogue {

struct Operation {
    std::string id; // "search-people"
    enum class Kind { query, command } kind = Kind::query;
    bool offered = false; // Operators may run it directly.
    bool audited = false; // The look-up is written to the audit trail, with its reason.
    std::shared_ptr<const Form> form;
};

// An operation that the daemon runs by itself once a day.
struct Job {
    std::string operation; // A command without a form.
    int minutes = 0;       // Since the town's midnight.
};

struct Area {
    std::string id; // "civil-status"
    std::string version;
    Text title;
    Text office;
    std::string filing_class;
    std::vector<std::string> needs; // Areas that must run for this one to run.
    std::vector<std::string> calls; // Other plugins' operations it may call: "protocol.register".
    std::vector<Operation> operations;
    std::vector<Job> jobs;
    std::vector<Procedure> procedures;
    std::filesystem::path folder;
    bool has_library = false; // <folder>/<id>.so is expected: it lists operations.

    const Operation* operation(std::string_view operation_id) const;
    std::string table_prefix() const; // "civil_status"
};

// A folder that is left out, and why, in a sentence for people.
struct LeftOut {
    std::string id; // The folder's name.
    std::string reason;
};

class Search;

class Catalogue {
public:
    Catalogue(Catalogue&&) noexcept;
    ~Catalogue();

    // Reads every sub-folder of `folders` that holds a manifest.json; a folder that is wrong in any
    // way (manifest, procedure or form invalid, id taken, ABI of another major) is left out with a
    // reason that names file and member. Areas sorted by id.
    static Catalogue load(const std::vector<std::filesystem::path>& folders);

    const std::vector<Area>& areas() const { return areas_; }
    const std::vector<LeftOut>& left_out() const { return left_out_; }
    const Area* area(std::string_view id) const;
    const Procedure* procedure(std::string_view id) const;

    // The procedures that `query` asks for in the citizen's own words, best first: see search.hpp.
    // `area`: of one only, or empty. [any thread]
    std::vector<const Procedure*> search(std::string_view query, std::string_view area) const;

    // The sentences of every area, codes prefixed with "<area>.".
    void add_texts(Texts& texts) const;

private:
    Catalogue();

    std::vector<Area> areas_;
    std::vector<LeftOut> left_out_;
    std::unique_ptr<const Search> search_; // Borrows from areas_.
};

} // namespace sportello::catalogue
