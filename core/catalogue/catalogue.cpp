#include "core/catalogue/catalogue.hpp"

#include "core/base/log.hpp"
#include "core/catalogue/form_folder.hpp"
#include "core/catalogue/members.hpp"
#include "core/catalogue/search.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace sportello::catalogue {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t abi = 1;
constexpr std::size_t plugin_id_max = 24;
constexpr std::size_t operation_id_max = 48;

// The daemon's own: an id is also the beginning of the plugin's tables, events and sentences, which
// must not be taken for these.
constexpr std::string_view reserved_ids[] = {"appointment",  "attachment",
                                             "audit",        "backup",
                                             "body",         "call",
                                             "case",         "cases",
                                             "charge",       "contact",
                                             "contact-tax",  "counter",
                                             "counter-step", "device",
                                             "document",     "event",
                                             "form",         "hours",
                                             "http",         "idempotency",
                                             "job",          "lane",
                                             "migration",    "open",
                                             "operator",     "password",
                                             "people",       "plugin",
                                             "print",        "print-job",
                                             "procedure",    "query",
                                             "session",      "session-expires",
                                             "sign",         "sign-in",
                                             "sqlite",       "status",
                                             "step",         "store",
                                             "task",         "task-note",
                                             "task-paper",   "ticket",
                                             "ticket-at",    "ticket-call",
                                             "town",         "ui",
                                             "weekday"};

Operation read_operation(Members from, FormFolder& forms) {
    Operation operation;
    operation.id = from.text("id");
    if (!is_id(operation.id, operation_id_max)) from.wrong("id", "must be like \"search-people\"");
    operation.kind = from.one_of("kind", {"query", "command"}) == "query"
                         ? Operation::Kind::query
                         : Operation::Kind::command;
    operation.offered = from.flag_or("offered", false);
    operation.audited = from.flag_or("audit", false);
    operation.form = from.has("form") ? forms.at(from.text("form")) : forms.empty();
    from.done();
    return operation;
}

int minutes_of(const Members& from, std::string_view text) {
    const auto digit = [&](std::size_t at) {
        return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 99;
    };
    const bool fits = text.size() == 5 && text[2] == ':';
    const int hours = fits ? digit(0) * 10 + digit(1) : 99;
    const int minutes = fits ? digit(3) * 10 + digit(4) : 99;
    if (hours > 23 || minutes > 59) from.wrong("at", "must be a time like \"00:05\"");
    return hours * 60 + minutes;
}

Job read_job(Members from, const Area& area, const std::shared_ptr<const Form>& no_form) {
    Job job;
    job.operation = from.text("operation");
    const auto* operation = area.operation(job.operation);
    if (!operation || operation->kind != Operation::Kind::command || operation->form != no_form)
        from.wrong("operation", "must be a command of \"operations\" that has no form");
    job.minutes = minutes_of(from, from.text("at"));
    from.done();
    return job;
}

Area read_manifest(const fs::path& folder, FormFolder& forms) {
    const auto value = read_json(folder / "manifest.json");
    Members from(value, "manifest.json");
    Area area;
    area.folder = folder;
    area.id = from.text("id");
    if (!is_id(area.id, plugin_id_max))
        from.wrong("id", "must be 2 to 24 small letters, digits and hyphens, from a letter");
    if (std::ranges::find(reserved_ids, area.id) != std::end(reserved_ids))
        from.wrong("id", fmt::format("is {}, a word of the daemon's own: choose another", area.id));
    area.version = from.text("version");
    if (from.integer("abi", 1, 99) != abi)
        from.wrong("abi", fmt::format("is not {}, the one this program speaks", abi));
    area.title = from.both_languages("title");
    area.office = from.both_languages("office");
    area.filing_class = from.text("filing_class");
    area.needs = from.texts("needs");
    area.calls = from.texts("calls");
    if (std::ranges::find(area.needs, area.id) != area.needs.end())
        from.wrong("needs", "names the plugin itself");
    for (const auto& call : area.calls)
        if (std::ranges::find(area.needs, call.substr(0, call.find('.'))) == area.needs.end())
            from.wrong("calls", fmt::format("holds {}, whose plugin is not in \"needs\"", call));
    for (auto& members : from.objects("operations")) {
        auto operation = read_operation(std::move(members), forms);
        if (area.operation(operation.id))
            from.wrong("operations", fmt::format("holds {} twice", operation.id));
        area.operations.push_back(std::move(operation));
    }
    for (auto& members : from.objects("jobs"))
        area.jobs.push_back(read_job(std::move(members), area, forms.empty()));
    from.done();
    area.has_library = !area.operations.empty();
    return area;
}

Area read_area(const fs::path& folder) {
    FormFolder forms(folder);
    auto area = read_manifest(folder, forms);
    Texts texts; // Read to be checked; add_texts() reads them for use.
    texts.add_folder("", folder / "texts");
    if (!fs::is_directory(folder / "procedures")) return area;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder / "procedures"))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::ranges::sort(files);
    for (const auto& file : files)
        area.procedures.push_back(read_procedure(file, area, texts, forms));
    return area;
}

std::vector<fs::path> plugin_folders(const std::vector<fs::path>& folders) {
    std::vector<fs::path> found;
    for (const auto& folder : folders) {
        if (!fs::is_directory(folder)) {
            spdlog::warn("the plugin folder {} is missing", folder.string());
            continue;
        }
        for (const auto& entry : fs::directory_iterator(folder))
            if (fs::exists(entry.path() / "manifest.json")) found.push_back(entry.path());
    }
    std::ranges::sort(found);
    return found;
}

// What the area would take from one that is there already: an id, or a table's name.
std::string clash(const Area& area, const std::vector<Area>& areas) {
    for (const auto& other : areas) {
        if (other.id == area.id)
            return fmt::format("another plugin is called {}: {}", area.id, other.folder.string());
        const auto mine = area.table_prefix() + "_", theirs = other.table_prefix() + "_";
        if (mine.starts_with(theirs) || theirs.starts_with(mine))
            return fmt::format("its tables could not be told from those of {}: choose another id",
                               other.id);
        for (const auto& procedure : area.procedures)
            for (const auto& taken : other.procedures)
                if (procedure.id == taken.id)
                    return fmt::format("the procedure {} is of {} already", procedure.id, other.id);
    }
    return "";
}

} // namespace

const Operation* Area::operation(std::string_view operation_id) const {
    const auto found = std::ranges::find(operations, operation_id, &Operation::id);
    return found == operations.end() ? nullptr : &*found;
}

std::string Area::table_prefix() const {
    auto prefix = id;
    std::ranges::replace(prefix, '-', '_');
    return prefix;
}

Catalogue::Catalogue() = default;
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

Catalogue Catalogue::load(const std::vector<fs::path>& folders) {
    Catalogue catalogue;
    for (const auto& folder : plugin_folders(folders)) {
        const auto name = folder.filename().string();
        try {
            auto area = read_area(folder);
            if (const auto why = clash(area, catalogue.areas_); !why.empty())
                throw std::runtime_error(why);
            catalogue.areas_.push_back(std::move(area));
        } catch (const std::exception& error) {
            spdlog::error("plugin {} left out: {}", name, error.what());
            catalogue.left_out_.push_back({name, error.what()});
        }
    }
    std::ranges::sort(catalogue.areas_, {}, &Area::id);
    catalogue.search_ = std::make_unique<const Search>(catalogue.areas_);
    return catalogue;
}

const Area* Catalogue::area(std::string_view id) const {
    const auto found = std::ranges::find(areas_, id, &Area::id);
    return found == areas_.end() ? nullptr : &*found;
}

const Procedure* Catalogue::procedure(std::string_view id) const {
    for (const auto& area : areas_) {
        const auto found = std::ranges::find(area.procedures, id, &Procedure::id);
        if (found != area.procedures.end()) return &*found;
    }
    return nullptr;
}

std::vector<const Procedure*> Catalogue::search(std::string_view query, std::string_view of) const {
    auto found = search_->find(query);
    if (!of.empty())
        std::erase_if(found, [&](const Procedure* procedure) { return procedure->area != of; });
    return found;
}

void Catalogue::add_texts(Texts& texts) const {
    for (const auto& area : areas_)
        texts.add_folder(area.id + ".", area.folder / "texts");
}

} // namespace sportello::catalogue
