// protocol/place.cpp -- an entry's place in the filing plan: class, file and office.
#include <sportello/text.hpp>

#include "files.hpp"

namespace protocol {

namespace {

struct FoundPlace {
    std::int64_t id = 0;
    std::string filing_class;
    bool closed = false;
};
BOOST_DESCRIBE_STRUCT(FoundPlace, (), (id, filing_class, closed))

// What a search finds it by.
std::string searchable(Call& call, const Place& place) {
    std::string all;
    const auto add = [&all](const std::string& text) { all.append(text).append(" "); };
    if (place.filing_class) {
        add(*place.filing_class);
        add(call.one<std::string>("SELECT title FROM protocol_filing_class WHERE code = ?1",
                                  *place.filing_class));
    }
    if (place.file_code) add(*place.file_code);
    if (place.office) add(*place.office);
    return sportello::fold(all);
}

} // namespace

Place place_of(Call& call,
               std::optional<std::string> filing_class,
               const std::optional<std::string>& file,
               const std::optional<std::string>& office) {
    require_filing_class(call, filing_class);
    Place place{std::move(filing_class), std::nullopt, file, tidied(office)};
    if (!file) return place;
    const auto found =
        call.first<FoundPlace>("SELECT f.id, f.filing_class, s.closed FROM protocol_file f"
                               " JOIN protocol_file_state s ON s.file = f.id"
                               " WHERE f.code = ?1 ORDER BY s.version DESC LIMIT 1",
                               *file);
    if (!found) sportello::refuse("no-such-file", "/file", {{"file", *file}});
    if (found->closed) sportello::conflict("file-closed", "/file", {{"file", *file}});
    if (place.filing_class && *place.filing_class != found->filing_class)
        sportello::refuse("file-of-other-class", "/file",
                          {{"file", *file}, {"class", *place.filing_class}});
    place.filing_class = found->filing_class;
    place.file = found->id;
    return place;
}

void insert_place(Call& call,
                  const Key& key,
                  int version,
                  const Place& place,
                  const std::optional<std::string>& reason) {
    call.exec("INSERT INTO protocol_classification (year, number, version, filing_class, file,"
              "    office, changed_at, actor, reason, folded)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
              key.year, key.number, version, place.filing_class, place.file, place.office,
              call.local_time(), call.actor(), reason, searchable(call, place));
}

FilingPlan filing_plan(Call& call) {
    return {call.all<FilingClass>(
        "SELECT c.code, c.title, t.title FROM protocol_filing_class c"
        " JOIN protocol_filing_title t ON t.code = substr(c.code, 1, instr(c.code, '.') - 1)"
        " ORDER BY t.rowid, CAST(substr(c.code, instr(c.code, '.') + 1) AS INTEGER)")};
}

} // namespace protocol
