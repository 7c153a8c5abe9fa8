// Lost property: what was found, and its number.
#include <sportello/plugin.hpp>

namespace {

struct Report {
    std::string thing;
};
BOOST_DESCRIBE_STRUCT(Report, (), (thing))

struct Entry {
    std::int64_t id = 0;
    std::string thing;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (id, thing))

Entry report(sportello::Call& call, const Report& report) {
    return call.one<Entry>("INSERT INTO lost_thing (thing) VALUES (?1) RETURNING id, thing",
                           report.thing);
}

} // namespace

SPORTELLO_PLUGIN("lost", "1.0.0", service) {
    service.command("report", report);
}
