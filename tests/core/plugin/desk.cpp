// A plugin "desk" that keeps every rule, made with the C++ face as an author would.
#include <sportello/plugin.hpp>

namespace {

using sportello::Call;

struct Note {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Note, (), (text))

struct Kept {
    std::int64_t id = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (id, text))

// Everything that a command may leave behind.
Kept keep(Call& call, const Note& note) {
    if (note.text.empty())
        sportello::refuse("empty", "/text", {{"who", std::string(call.actor())}});
    const auto kept =
        call.one<Kept>("INSERT INTO desk_note (text, at) VALUES (?1, ?2) RETURNING id, text",
                       note.text, std::string(call.local_time()));
    call.print("receipt", kept);
    if (!call.case_id().empty()) call.document("sheet", kept);
    call.emit("desk.kept", Kept{kept.id, ""});
    return kept;
}

// As keep(), and then not.
Kept change_mind(Call& call, const Note& note) {
    keep(call, note);
    throw std::runtime_error("on second thoughts");
}

std::vector<Kept> notes(Call& call) {
    return call.all<Kept>("SELECT id, text FROM desk_note ORDER BY id");
}

} // namespace

SPORTELLO_PLUGIN("desk", "1.0.0", service) {
    service.command("keep", keep);
    service.command("change-mind", change_mind);
    service.query("notes", notes);
}
