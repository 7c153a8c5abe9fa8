// core/http/wire.cpp -- decodes targets, writes heads.
#include "core/http/wire.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>

namespace sportello::http {

namespace urls = boost::urls;

namespace {

constexpr std::string_view always = "X-Content-Type-Options: nosniff\r\n"
                                    "X-Frame-Options: DENY\r\n"
                                    "Referrer-Policy: no-referrer\r\n";
constexpr std::string_view encrypted_only = "Strict-Transport-Security: max-age=31536000\r\n";

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Adds "/segment", decoded. A '/' that was encoded stays so: it does not part segments.
bool append_segment(std::string& path, std::string_view segment) {
    if (std::any_of(segment.begin(), segment.end(), is_control)) return false;
    path += '/';
    for (const char c : segment) {
        if (c == '/')
            path += "%2F";
        else
            path += c;
    }
    return true;
}

// Whatever a handler was given to say, it says it on one line.
void append_header(std::string& into, std::string_view name, std::string_view value) {
    into.append(name).append(": ");
    std::replace_copy_if(value.begin(), value.end(), std::back_inserter(into), is_control, ' ');
    into += "\r\n";
}

bool is_same_name(std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

bool sets(const Response& response, std::string_view name) {
    return std::any_of(response.headers.begin(), response.headers.end(),
                       [&](const auto& header) { return is_same_name(header.first, name); });
}

bool has_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

} // namespace

bool read_target(std::string_view target, Request& into) {
    const auto parsed =
        target.starts_with('/') ? urls::parse_origin_form(target) : urls::parse_uri(target);
    if (!parsed || parsed->has_fragment()) return false;
    if (parsed->has_scheme() && !parsed->has_authority()) return false; // "host:80"
    urls::encoding_opts plain;
    for (const auto segment : parsed->encoded_segments())
        if (!append_segment(into.path, segment.decode(plain))) return false;
    if (into.path.empty()) into.path = "/";
    urls::encoding_opts form; // As an HTML form writes it: "due+parole".
    form.space_as_plus = true;
    for (const auto parameter : parsed->encoded_params())
        into.query.insert_or_assign(parameter.key.decode(form), parameter.value.decode(form));
    return true;
}

void add_header(Request& to, std::string_view name, std::string_view value) {
    std::string key(name);
    std::transform(key.begin(), key.end(), key.begin(), lower);
    const auto [at, is_new] = to.headers.try_emplace(std::move(key), value);
    if (!is_new) at->second.append(at->first == "cookie" ? "; " : ", ").append(value);
}

std::string_view body_of(const Response& response) {
    if (!has_body(response.status)) return {};
    return response.shared ? *response.shared : response.body;
}

void write_head(const Response& response, const Framing& framing, std::string& into) {
    into = framing.version == 10 ? "HTTP/1.0 " : "HTTP/1.1 ";
    into.append(std::to_string(response.status)).append(" ").append(framing.reason).append("\r\n");
    if (framing.stream) {
        append_header(into, "Content-Type", "text/event-stream");
        if (framing.version != 10) into += "Transfer-Encoding: chunked\r\n";
    } else if (has_body(response.status)) {
        append_header(into, "Content-Type", response.type);
        append_header(into, "Content-Length", std::to_string(body_of(response).size()));
    }
    for (const auto& [name, value] : response.headers)
        append_header(into, name, value);
    if (!framing.allow.empty()) append_header(into, "Allow", framing.allow);
    if (!sets(response, "Cache-Control")) into += "Cache-Control: no-store\r\n";
    if (response.status == 503 && !sets(response, "Retry-After")) into += "Retry-After: 1\r\n";
    into += always;
    if (framing.encrypted) into += encrypted_only;
    if (!framing.keep_alive)
        into += "Connection: close\r\n";
    else if (framing.version == 10)
        into += "Connection: keep-alive\r\n";
    into += "\r\n";
}

} // namespace sportello::http
