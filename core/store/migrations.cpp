#include "core/store/migrations.hpp"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <iterator>

#include <sodium.h>

namespace sportello::store {

namespace {

namespace fs = std::filesystem;

std::string sha256(std::string_view text) {
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    std::string hex(2 * sizeof digest + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest, sizeof digest);
    hex.pop_back();
    return hex;
}

struct Applied {
    int number;
    std::string sha256;
};

std::vector<Applied> applied_by(Connection& connection, const std::string& owner) {
    return connection.all(
        "SELECT number, sha256 FROM migration WHERE owner = ?1 ORDER BY number",
        [](const Row& row) {
            return Applied{static_cast<int>(row.integer(0)), std::string(row.text(1))};
        },
        owner);
}

std::string whose(const std::string& owner) {
    return owner.empty() ? "the daemon" : owner;
}

// What was applied must be what the files say, and no more than they say.
void compare(const std::string& owner,
             const std::vector<Applied>& applied,
             const std::vector<Migration>& migrations) {
    if (applied.size() > migrations.size())
        throw std::runtime_error(
            fmt::format("the tables of {} are newer (step {}) than this program (step {}): install "
                        "the newer version, or restore a backup made by this one",
                        whose(owner), applied.size(), migrations.size()));
    for (std::size_t i = 0; i < applied.size(); ++i)
        if (applied[i].sha256 != sha256(migrations[i].sql))
            throw std::runtime_error(fmt::format(
                "migration {} of {} has changed since it was applied: a migration is never edited, "
                "a new one is added",
                migrations[i].name, whose(owner)));
}

// What is not the owner's: the names of tables and indexes, and the numbers given last. The
// authorizer is told neither an index's name nor the new one of a renamed table, and SQLite itself
// writes sqlite_sequence in an owner's name; so they are looked at before and after.
std::vector<std::string> foreign(Connection& connection, const std::string& owner) {
    const auto text = [](const Row& row) { return std::string(row.text(0)); };
    auto found =
        connection.all("SELECT name FROM sqlite_master WHERE substr(name, 1, length(?1)) <> ?1"
                       " AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name",
                       text, owner + "_");
    if (connection.integer("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'") > 0)
        for (auto& number : connection.all("SELECT name || ' ' || seq FROM sqlite_sequence"
                                           " WHERE substr(name, 1, length(?1)) <> ?1 ORDER BY name",
                                           text, owner + "_"))
            found.push_back(std::move(number));
    return found;
}

void require_same(const std::vector<std::string>& before,
                  const std::vector<std::string>& after,
                  const std::string& owner) {
    for (const auto& name : after)
        if (std::ranges::find(before, name) == before.end())
            throw std::runtime_error(fmt::format(
                "a migration makes \"{}\": tables and indexes must be named {}_...", name, owner));
    if (after.size() < before.size())
        throw std::runtime_error(
            fmt::format("a migration of {} takes away what is not its own", owner));
}

void apply(Connection& connection, const std::string& owner, const Migration& migration) {
    try {
        const Acting acting(connection, owner, Connection::Rights::schema);
        connection.script(migration.sql);
    } catch (const Error& error) {
        if (error.kind() == Error::Kind::full) throw; // Said by who opens the file.
        if (error.kind() == Error::Kind::denied)
            throw std::runtime_error(fmt::format(
                "migration {} of {} does what a plugin may not ({}): it may create and change only "
                "tables and indexes named {}_...",
                migration.name, whose(owner), error.what(), owner));
        throw std::runtime_error(fmt::format("migration {} of {} failed: {}", migration.name,
                                             whose(owner), error.what()));
    }
}

void commit(Connection& connection, const std::string& owner) {
    try {
        connection.run("COMMIT");
    } catch (const Error& error) {
        if (error.kind() != Error::Kind::constraint) throw;
        throw std::runtime_error(fmt::format(
            "a migration of {} leaves rows that refer to nothing: {}", whose(owner), error.what()));
    }
}

} // namespace

std::vector<Migration> migrations_in(const fs::path& folder) {
    std::vector<Migration> migrations;
    if (!fs::is_directory(folder)) return migrations;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".sql") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        Migration migration;
        migration.name = file.filename();
        const auto& name = migration.name;
        const auto end = name.data() + std::min<std::size_t>(4, name.size());
        const auto parsed = std::from_chars(name.data(), end, migration.number);
        if (parsed.ptr != name.data() + 4 || name.size() < 6 || name[4] != '_' ||
            migration.number != static_cast<int>(migrations.size()) + 1)
            throw std::runtime_error(fmt::format(
                "migration {} must be named {:04}_<what>.sql: numbers run from 0001 without gaps",
                name, migrations.size() + 1));
        std::ifstream in(file, std::ios::binary);
        migration.sql.assign(std::istreambuf_iterator<char>(in), {});
        migrations.push_back(std::move(migration));
    }
    return migrations;
}

void migrate(Connection& connection,
             const std::string& owner,
             const std::vector<Migration>& migrations) {
    connection.run("CREATE TABLE IF NOT EXISTS migration ("
                   " owner TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL,"
                   " sha256 TEXT NOT NULL, PRIMARY KEY (owner, number)) STRICT, WITHOUT ROWID");
    const auto applied = applied_by(connection, owner);
    compare(owner, applied, migrations);
    if (applied.size() == migrations.size()) return;
    connection.run("BEGIN IMMEDIATE");
    try {
        const auto others = owner.empty() ? std::vector<std::string>() : foreign(connection, owner);
        for (auto i = applied.size(); i < migrations.size(); ++i) {
            apply(connection, owner, migrations[i]);
            connection.run("INSERT INTO migration (owner, number, name, sha256)"
                           " VALUES (?1, ?2, ?3, ?4)",
                           owner, migrations[i].number, migrations[i].name,
                           sha256(migrations[i].sql));
        }
        if (!owner.empty()) require_same(others, foreign(connection, owner), owner);
        commit(connection, owner);
    } catch (...) {
        if (connection.in_transaction()) connection.run("ROLLBACK");
        throw;
    }
}

} // namespace sportello::store
