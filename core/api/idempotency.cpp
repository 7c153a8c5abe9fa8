#include "core/api/idempotency.hpp"

#include "core/base/refusal.hpp"

#include <sodium.h>

namespace sportello::api {

namespace {

constexpr std::size_t key_bytes_max = 128;

// Of method, path and body: what the key stands for.
std::string digest(const http::Request& request) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, crypto_generichash_BYTES);
    for (const std::string_view part :
         {std::string_view(request.method), std::string_view("\n"), std::string_view(request.path),
          std::string_view("\n"), std::string_view(request.body)})
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                                  part.size());
    std::string bytes(crypto_generichash_BYTES, '\0');
    crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(bytes.data()), bytes.size());
    return bytes;
}

struct Kept {
    std::string digest;
    http::Response response;
};

std::optional<Kept> find(store::Connection& db, std::string_view who, std::string_view key) {
    return db.first(
        "SELECT digest, status, body FROM idempotency WHERE principal = ?1 AND key = ?2",
        [](const store::Row& row) {
            Kept kept;
            kept.digest = row.text(0);
            kept.response.status = static_cast<int>(row.integer(1));
            kept.response.body = row.text(2);
            return kept;
        },
        who, key);
}

} // namespace

http::Response once(store::Connection& db,
                    const http::Request& request,
                    std::string_view who,
                    Instant now,
                    const std::function<http::Response()>& command) {
    const auto key = request.header("idempotency-key");
    if (key.empty()) return command();
    if (key.size() > key_bytes_max)
        throw Refusal(Refusal::Kind::malformed, "idempotency.too-long",
                      {{"max", std::to_string(key_bytes_max)}});
    const auto asked = digest(request);
    if (auto kept = find(db, who, key)) {
        if (kept->digest != asked) throw Refusal(Refusal::Kind::invalid, "idempotency.other-body");
        kept->response.headers.emplace_back("Idempotency-Replayed", "true");
        return std::move(kept->response);
    }
    auto response = command();
    db.run("INSERT INTO idempotency (principal, key, digest, status, body, at)"
           " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
           who, key, store::Value::blob(asked), response.status, response.body, now);
    return response;
}

std::int64_t forget_keys(store::Connection& db, Instant before) {
    return db.run("DELETE FROM idempotency WHERE at < ?1", before);
}

} // namespace sportello::api
