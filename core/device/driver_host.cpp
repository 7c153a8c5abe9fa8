#include "core/device/driver_host.hpp"

#include <boost/dll/shared_library.hpp>

#include <algorithm>
#include <memory>

namespace sportello::device {

namespace {

constexpr auto entry_symbol = "sportello_driver_v1";
static_assert(SPO_ABI_MAJOR == 1);

// A driver, once mapped, stays mapped: thread-local and static destructors of its code may outlive
// any point at which we could unmap it. Never RTLD_DEEPBIND: it would bypass the sanitizers.
boost::dll::shared_library& map_forever(const std::filesystem::path& file) {
    using boost::dll::load_mode::rtld_local;
    using boost::dll::load_mode::rtld_now; // The default is lazy: a missing symbol would abort
                                           // later.
    static std::mutex mutex;
    static auto& mapped =
        *new std::vector<std::unique_ptr<boost::dll::shared_library>>; // Never destroyed.
    auto library =
        std::make_unique<boost::dll::shared_library>(file.string(), rtld_now | rtld_local);
    const std::lock_guard lock(mutex);
    mapped.push_back(std::move(library));
    return *mapped.back();
}

bool is_complete(const spo_driver& code) {
    return SPO_HAS(&code, spo_driver, extension) && code.id && code.version && code.open &&
           code.close && code.output && code.condition;
}

// Throws DriverError saying what is wrong with the library, or the library's own error.
const spo_driver& check(const Manifest& manifest, const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) throw DriverError("the file is missing");
    auto& library = map_forever(file);
    if (!library.has(entry_symbol))
        throw DriverError(std::string("it does not export ") + entry_symbol +
                          ": it is not a driver, or was made for another version of Sportello");
    const spo_driver* code = library.get<const spo_driver*()>(entry_symbol)();
    if (!code) throw DriverError("its entry point gives nothing");
    if (!is_complete(*code))
        throw DriverError("its structure is cut short: it was built with a damaged SDK");
    if (manifest.id != code->id)
        throw DriverError(std::string("it says its id is \"") + code->id +
                          "\", the manifest says \"" + manifest.id + "\"");
    if (manifest.version != code->version)
        throw DriverError(std::string("it says its version is ") + code->version +
                          ", the manifest says " + manifest.version);
    return *code;
}

} // namespace

DriverHost::DriverHost(const std::vector<std::filesystem::path>& folders) {
    for (const auto& folder : folders) {
        std::error_code error;
        std::vector<std::filesystem::path> found;
        for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end;
             it.increment(error))
            if (std::error_code ignored;
                std::filesystem::exists(it->path() / "manifest.json", ignored))
                found.push_back(it->path());
        std::sort(found.begin(), found.end());
        for (const auto& it : found)
            read(it);
    }
}

void DriverHost::read(const std::filesystem::path& folder) {
    try {
        auto manifest = read_manifest(folder);
        const auto id = manifest.id;
        const auto [known, fresh] = drivers_.try_emplace(id, std::move(manifest));
        if (!fresh)
            problems_.push_back(folder.string() + ": there is a driver \"" + id +
                                "\" already, in " + known->second.folder.string());
    } catch (const DriverError& problem) {
        problems_.emplace_back(problem.what());
        left_out_.try_emplace(folder.filename().string(), problem.what());
    }
}

const Manifest& DriverHost::manifest(std::string_view id) const {
    const auto found = drivers_.find(id);
    if (found != drivers_.end()) return found->second;
    const auto broken = left_out_.find(id);
    if (broken != left_out_.end()) throw DriverError(broken->second);
    throw DriverError("there is no driver \"" + std::string(id) + "\"");
}

const spo_driver& DriverHost::map(std::string_view id) {
    const auto& known = manifest(id);
    const std::lock_guard lock(mutex_);
    const auto [at, fresh] = mapped_.try_emplace(known.id);
    if (fresh) {
        const auto file = known.folder / (known.id + ".so");
        try {
            at->second.code = &check(known, file);
        } catch (const DriverError& problem) {
            at->second.problem = file.string() + ": " + problem.what();
        } catch (const std::exception& problem) { // Of the dynamic linker.
            at->second.problem =
                file.string() + ": it is not a library that can be loaded: " + problem.what();
        }
    }
    if (!at->second.code) throw DriverError(at->second.problem);
    return *at->second.code;
}

} // namespace sportello::device
