// lost/lost.cpp -- found objects handed in at the counter: a register, a tag, a receipt.
#include <sportello/calendar.hpp>
#include <sportello/plugin.hpp>
#include <sportello/text.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace {

using sportello::Call;

// What forms/object.json asks.
struct Person {
    std::string surname, name;
};
BOOST_DESCRIBE_STRUCT(Person, (), (surname, name))

struct Found {
    Person applicant;
    std::string what, place, found_on;
};
BOOST_DESCRIBE_STRUCT(Found, (), (applicant, what, place, found_on))

// What the templates say.
struct Paper {
    std::int64_t number = 0;
    std::string what, place, found_on, finder;
};
BOOST_DESCRIBE_STRUCT(Paper, (), (number, what, place, found_on, finder))

struct Number {
    std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(Number, (), (number))

Number take_in(Call& call, const Found& found) {
    if (found.found_on > call.today()) sportello::refuse("found-in-the-future", "/found_on");
    const auto what = sportello::tidy(found.what);
    const auto finder = found.applicant.surname + " " + found.applicant.name;
    const auto number = call.one<std::int64_t>(
        "INSERT INTO lost_object (what, place, found_on, finder, taken_on, case_id, actor)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING number",
        what, found.place, found.found_on, finder, call.today(), call.case_id(), call.actor());
    const auto day = sportello::italian_date(sportello::parse_date(found.found_on).value());
    const Paper paper{number, what, found.place, day, finder};
    call.document("receipt", paper);
    call.print("tag", paper);
    call.emit("lost.taken-in", Number{number});
    return {number};
}

struct Kept {
    std::int64_t number = 0;
    std::string what, place, found_on;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (number, what, place, found_on))

struct List {
    std::vector<Kept> objects;
};
BOOST_DESCRIBE_STRUCT(List, (), (objects))

// The newest hundred: whoever asks after an umbrella lost it lately.
List list(Call& call) {
    return {call.all<Kept>("SELECT number, what, place, found_on FROM lost_object"
                           " ORDER BY number DESC LIMIT 100")};
}

} // namespace

SPORTELLO_PLUGIN("lost", "1.0.0", service) {
    service.command("take-in", take_in);
    service.query("list", list);
}
