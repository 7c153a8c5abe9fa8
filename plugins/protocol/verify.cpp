// protocol/verify.cpp -- walks the days in order: each line's words are made again from its row,
// its hash from the line before, each closed day's digest from its lines.
//
// What it cannot see: lines taken off the end of the day in progress, with their rows. Once the day
// is closed its count and digest tell, and the digests are with the conservator.
#include "verify.hpp"

#include <sportello/calendar.hpp>

#include "days.hpp"
#include "digest.hpp"
#include "journal.hpp"

namespace protocol {

namespace {

constexpr std::int64_t page_lines = 10'000;
constexpr int page_days = 400;

const sportello::Text line_missing{"manca la riga che la precede nel giornale",
                                   "the line before it is missing from the journal"};
const sportello::Text row_missing{"la riga del registro non c'è più",
                                  "the register's row is not there any more"};
const sportello::Text changed{"il contenuto non è quello registrato",
                              "what it says is not what was recorded"};
const sportello::Text out_of_series{"il numero non segue quello della registrazione precedente",
                                    "its number does not follow that of the entry before"};
const sportello::Text day_missing{"manca il registro di questo giorno",
                                  "this day's register is missing"};
const sportello::Text day_unchained{"non è legato al registro del giorno precedente",
                                    "it is not chained to the register of the day before"};
const sportello::Text day_changed{"le righe del giorno non sono quelle del registro chiuso",
                                  "the day's lines are not those of the register that was closed"};
const sportello::Text unrecorded_row{"è nelle tabelle ma non è mai stata registrata",
                                     "it is in the tables but never was recorded"};

struct Before {
    std::int64_t sequence = 0;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Before, (), (sequence, hash))

struct Bounds {
    std::string first, last;
    std::string last_closed;
};
BOOST_DESCRIBE_STRUCT(Bounds, (), (first, last, last_closed))

class Walk {
public:
    Walk(Call& call, std::string_view from) : call_(call) {
        before_ = call.first<Before>("SELECT sequence, hash FROM protocol_journal WHERE day < ?1"
                                     " ORDER BY day DESC, sequence DESC LIMIT 1",
                                     from)
                      .value_or(Before{});
        entry_ = call.first<Key>("SELECT major, minor FROM protocol_journal"
                                 " WHERE day < ?1 AND kind = 'registration'"
                                 " ORDER BY day DESC, sequence DESC LIMIT 1",
                                 from)
                     .value_or(Key{});
        previous_ = call.first<std::string>("SELECT sha256 FROM protocol_day WHERE day < ?1"
                                            " ORDER BY day DESC LIMIT 1",
                                            from)
                        .value_or("");
    }

    // Reads a day; nothing when it fits.
    std::optional<Misfit> read(const std::string& day, bool should_be_closed, Verified& read) {
        const auto closed = find_day(call_, day);
        if (!closed && should_be_closed) return Misfit{day, 0, "day " + day, day_missing};
        if (closed && closed->previous != previous_)
            return Misfit{day, 0, "day " + day, day_unchained};
        Sha256 digest;
        if (closed) digest.add(head_of(call_, *closed) + "\n");
        for (const auto& line : lines_of(call_, day)) {
            ++read.lines;
            const auto words = words_of(call_, line);
            if (const auto* why = mistake(line, words))
                return Misfit{day, line.sequence, name_of(line), *why};
            digest.add(*words);
            digest.add("\n");
        }
        if (!closed) return std::nullopt;
        ++read.days;
        previous_ = closed->sha256;
        if (digest.hexadecimal() != closed->sha256)
            return Misfit{day, 0, "day " + day, day_changed};
        return std::nullopt;
    }

private:
    const sportello::Text* mistake(const Line& line, const std::optional<std::string>& words) {
        if (line.sequence != before_.sequence + 1) return &line_missing;
        if (!words) return &row_missing;
        if (chained(before_.hash, *words) != line.hash) return &changed;
        before_ = {line.sequence, line.hash};
        if (line.kind != "registration") return nullptr;
        const bool follows = line.major == entry_.year
                                 ? line.minor == entry_.number + 1
                                 : line.major > entry_.year && line.minor == 1;
        entry_ = {static_cast<int>(line.major), line.minor};
        return follows ? nullptr : &out_of_series;
    }

    Call& call_;
    Before before_;
    Key entry_;
    std::string previous_;
};

} // namespace

Verified verify(Call& call, const VerifyRequest& request) {
    if (request.from && !sportello::parse_date(*request.from))
        sportello::refuse("no-such-date", "/from");
    const auto bounds =
        call.one<Bounds>("SELECT coalesce(min(a), ''), coalesce(max(b), ''),"
                         "    coalesce((SELECT max(day) FROM protocol_day), '') FROM"
                         " (SELECT min(day) AS a, max(day) AS b FROM protocol_journal UNION ALL"
                         "  SELECT min(day), max(day) FROM protocol_day)");
    Verified read;
    auto day = std::max(request.from.value_or(bounds.first), bounds.first);
    Walk walk(call, day);
    int walked = 0;
    for (; !bounds.last.empty() && day <= bounds.last; day = next_day(day)) {
        if (read.lines >= page_lines || walked++ >= page_days) {
            read.next = day;
            return read;
        }
        read.misfit = walk.read(day, day <= bounds.last_closed, read);
        if (read.misfit) return read;
    }
    if (const auto stray = unrecorded(call))
        read.misfit = Misfit{std::string(call.today()), 0, *stray, unrecorded_row};
    return read;
}

} // namespace protocol
