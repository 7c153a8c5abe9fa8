// core/http/static_files.cpp -- a path is only ever looked up among the files read at start.
#include "core/http/static_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <unordered_map>

#include <openssl/evp.h>

namespace sportello::http {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t file_bytes_max = std::uintmax_t{8} << 20;
constexpr std::uintmax_t folder_bytes_max = std::uintmax_t{64} << 20;
constexpr std::size_t files_max = 4096;

constexpr auto page_policy =
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'";

struct File {
    std::shared_ptr<const std::string> bytes;
    std::string type;
    std::string etag; // With its quotes.
    std::string cache;
    bool is_page = false; // A browser may run what it holds.
};

using Files = std::unordered_map<std::string, File>; // "/assets/panel-3f9c.js"

std::string type_of(const fs::path& file) {
    static const std::map<std::string, std::string, std::less<>> types{
        {".css", "text/css; charset=utf-8"},
        {".gif", "image/gif"},
        {".html", "text/html; charset=utf-8"},
        {".ico", "image/x-icon"},
        {".jpeg", "image/jpeg"},
        {".jpg", "image/jpeg"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json"},
        {".map", "application/json"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".mp3", "audio/mpeg"},
        {".ogg", "audio/ogg"},
        {".pdf", "application/pdf"},
        {".png", "image/png"},
        {".svg", "image/svg+xml"},
        {".txt", "text/plain; charset=utf-8"},
        {".wav", "audio/wav"},
        {".webmanifest", "application/manifest+json"},
        {".webp", "image/webp"},
        {".woff", "font/woff"},
        {".woff2", "font/woff2"},
    };
    const auto found = types.find(file.extension().string());
    return found == types.end() ? "application/octet-stream" : found->second;
}

std::string etag_of(const std::string& bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 is not available in this machine's OpenSSL.");
    std::string etag = "\"";
    for (std::size_t i = 0; i < 16; ++i) {
        constexpr std::string_view digits = "0123456789abcdef";
        etag += digits[digest[i] >> 4];
        etag += digits[digest[i] & 15];
    }
    return etag + '"';
}

[[noreturn]] void refuse(const fs::path& file, const std::string& why) {
    throw std::runtime_error("The panel's file " + file.string() + " " + why);
}

File read(const fs::path& path, bool is_asset) {
    if (fs::file_size(path) > file_bytes_max)
        refuse(path, "is larger than 8 MiB. Make it smaller, or keep it out of the panel.");
    std::ifstream in(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    if (!in || in.bad()) {
        if (fs::file_size(path) > 0)
            refuse(path, "cannot be read. Check that the daemon's user may.");
    }
    File file;
    file.bytes = std::make_shared<const std::string>(std::move(bytes).str());
    file.type = type_of(path);
    file.etag = etag_of(*file.bytes);
    file.cache = is_asset ? "public, max-age=31536000, immutable" : "no-cache";
    file.is_page = path.extension() == ".html" || path.extension() == ".svg";
    return file;
}

Files read_all(const fs::path& folder) {
    if (!fs::is_regular_file(folder / "index.html"))
        throw std::runtime_error("The folder " + folder.string() +
                                 " holds no panel: there is no index.html in it. Install the "
                                 "package again, or correct the path in the configuration.");
    Files files;
    std::uintmax_t total = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const auto name = "/" + entry.path().lexically_relative(folder).generic_string();
        auto file = read(entry.path(), name.starts_with("/assets/"));
        total += file.bytes->size();
        if (total > folder_bytes_max || files.size() == files_max)
            refuse(entry.path(), "is one too many: the panel may have 4096 files and 64 MiB.");
        files.emplace(name, std::move(file));
    }
    return files;
}

// "/kiosk" and "/t/7f3a" are the panel's own; "/robots.txt" would be a file, "/api/..." is not
// ours.
bool is_panel_path(std::string_view path) {
    return path.find('.') == std::string_view::npos && path != "/api" && !path.starts_with("/api/");
}

// RFC 9110, section 13.1.2: a list of tags, compared weakly, or "*".
bool is_known(std::string_view if_none_match, std::string_view etag) {
    if (if_none_match == "*") return true;
    while (!if_none_match.empty()) {
        const auto end = std::min(if_none_match.find(','), if_none_match.size());
        auto tag = if_none_match.substr(0, end);
        if_none_match.remove_prefix(std::min(end + 1, if_none_match.size()));
        tag.remove_prefix(std::min(tag.find_first_not_of(" \t"), tag.size()));
        tag = tag.substr(0, tag.find_last_not_of(" \t") + 1);
        if (tag.starts_with("W/")) tag.remove_prefix(2);
        if (tag == etag) return true;
    }
    return false;
}

Response reply(const File& file, const Request& request) {
    Response response;
    response.type = file.type;
    response.headers = {{"ETag", file.etag}, {"Cache-Control", file.cache}};
    if (file.is_page) response.headers.emplace_back("Content-Security-Policy", page_policy);
    if (is_known(request.header("if-none-match"), file.etag))
        response.status = 304;
    else
        response.shared = file.bytes;
    return response;
}

} // namespace

std::function<Response(const Request&)> static_files(const fs::path& folder) {
    return [files = std::make_shared<const Files>(read_all(folder))](const Request& request) {
        auto found = files->find(request.path);
        if (found == files->end() && is_panel_path(request.path))
            found = files->find("/index.html");
        if (found != files->end()) return reply(found->second, request);
        Response response;
        response.status = 404;
        return response;
    };
}

} // namespace sportello::http
