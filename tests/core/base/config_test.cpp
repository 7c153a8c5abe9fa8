// tests/core/base/config_test.cpp -- the configuration is read strictly, and each mistake is named.
#include "core/base/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/core/temp_folder.hpp"
#include <toml++/toml.h>
#include <unistd.h>

namespace sportello {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* small = R"([town]
name = "Crema"
province = "CR"
istat = "019035"
belfiore = "D142"
administration_code = "c_d142"

[[lanes]]
id = "quick"
prefix = "A"
title = { it = "Veloci", en = "Quick" }
minutes_max = 7

[[lanes]]
id = "long"
prefix = "B"
title = { it = "Complesse", en = "Complex" }

[[counters]]
id = 1
name = "Postazione 1"

[[opening]]
day = "monday"
from = "08:30"
to = "12:30"

[[printers]]
id = "kiosk"
name = "Totem"
port = "usb"

[tickets]
printer = "kiosk"
)";

class ConfigTest : public testing::Test {
protected:
    ConfigTest() { fs::create_directory(folder / "conf.d"); }

    fs::path write(const std::string& name, const std::string& text) const {
        return temp.write(name, text);
    }
    Loaded load(const std::string& text) const {
        return load_config(write("sportello.toml", text));
    }

    TempFolder temp;
    const fs::path folder = temp.path();
};

std::vector<std::string> told(const Loaded& loaded) {
    std::vector<std::string> lines;
    for (const auto& mistake : loaded.mistakes) {
        auto plain = mistake;
        plain.file = mistake.file.filename();
        lines.push_back(to_text(plain));
    }
    return lines;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    if (at == std::string::npos) throw std::logic_error("not in the text: " + from);
    return text.replace(at, from.size(), to);
}

// --- What is right.

TEST_F(ConfigTest, ASmallFileIsEnoughAndTheRestHasItsDefaults) {
    const auto loaded = load(small);
    ASSERT_THAT(told(loaded), ElementsAre());
    const auto& config = loaded.config;
    EXPECT_EQ(config.town.name, "Crema");
    EXPECT_EQ(config.town.time_zone, "Europe/Rome");
    EXPECT_EQ(config.server.listen, "127.0.0.1");
    EXPECT_EQ(config.server.port, 8080);
    EXPECT_EQ(config.storage.file, "/var/lib/sportello/sportello.db");
    ASSERT_EQ(config.lanes.size(), 2u);
    EXPECT_EQ(config.lanes[0].prefix, "A");
    EXPECT_EQ(config.lanes[0].title.en, "Quick");
    EXPECT_EQ(config.lanes[0].minutes_max, 7);
    EXPECT_EQ(config.lanes[1].minutes_max, 0);
    EXPECT_EQ(config.lanes[1].kind, "walk-in");
    EXPECT_EQ(config.lanes[1].promise_minutes, 15);
    EXPECT_EQ(config.lanes[1].in_a_row_max, 3);
    EXPECT_THAT(config.counters[0].equipment, ElementsAre());
    EXPECT_EQ(config.policy.priority_in_a_row_max, 2);
    EXPECT_EQ(config.policy.undo_seconds, 60);
    ASSERT_EQ(config.opening.size(), 1u);
    EXPECT_EQ(config.opening[0].day, Weekday::monday);
    EXPECT_EQ(config.opening[0].from_minutes, 8 * 60 + 30);
    EXPECT_EQ(config.opening[0].to_minutes, 12 * 60 + 30);
    ASSERT_EQ(config.printers.size(), 1u);
    EXPECT_EQ(config.printers[0].driver, "escpos");
    EXPECT_EQ(config.printers[0].profile, "");
    EXPECT_EQ(config.tickets.printer, "kiosk");
    EXPECT_FALSE(config.demo.enabled);
}

TEST_F(ConfigTest, EveryOtherKeyIsRead) {
    const auto loaded = load(std::string(replaced(small, "port = \"usb\"", R"(port = "virtual"
driver = "other"
profile = { columns = 32, cut = { feed = 3 }, codes = ["a", "b"] })")) +
                             R"(template = "big"
when_full = "issue"
counters_usual = 8
[server]
listen = "::1"
port = 0
admin_socket = "/tmp/a.sock"
public_url = "https://sportello.example.it/biglietti"
tls_certificate = "/c.pem"
tls_key = "/k.pem"
[storage]
file = "/a.db"
backup_folder = "/b"
[paths]
plugins = ["/p", "/q"]
drivers = []
panel = "/w"
templates = "/t"
[devices]
paper_folder = "/paper"
stuck_seconds_max = 5
[demo]
enabled = true
[log]
level = "debug"
[calendar]
patron = "06-10"
[[exceptions]]
day = "2026-12-24"
reason = { it = "Vigilia", en = "Christmas Eve" }
from = "08:30"
to = "11:00"
[[exceptions]]
day = "2026-08-14"
reason = { it = "Ponte", en = "Bridge" }
[appointments]
slot_minutes = 20
per_slot = 3
days_max = 30
[retention]
contact_days = 10
appointment_days = 20
[limits]
connections_max = 10000
body_bytes_max = 67108864
attachment_bytes_max = 1024
queue_max = 1
readers = 16
)");
    ASSERT_THAT(told(loaded), ElementsAre());
    const auto& config = loaded.config;
    EXPECT_EQ(config.printers[0].port, "virtual");
    EXPECT_EQ(config.printers[0].driver, "other");
    EXPECT_EQ(config.printers[0].profile, R"({"codes":["a","b"],"columns":32,"cut":{"feed":3}})");
    EXPECT_EQ(config.tickets.template_, "big");
    EXPECT_EQ(config.server.listen, "::1");
    EXPECT_EQ(config.server.port, 0);
    EXPECT_EQ(config.server.admin_socket, "/tmp/a.sock");
    EXPECT_EQ(config.server.public_url, "https://sportello.example.it/biglietti");
    EXPECT_EQ(config.server.tls_certificate, "/c.pem");
    EXPECT_EQ(config.server.tls_key, "/k.pem");
    EXPECT_EQ(config.storage.file, "/a.db");
    EXPECT_EQ(config.storage.backup_folder, "/b");
    EXPECT_THAT(config.paths.plugins, ElementsAre("/p", "/q"));
    EXPECT_THAT(config.paths.drivers, ElementsAre());
    EXPECT_EQ(config.paths.panel, "/w");
    EXPECT_EQ(config.paths.templates, "/t");
    EXPECT_EQ(config.devices.paper_folder, "/paper");
    EXPECT_EQ(config.devices.stuck_seconds_max, 5);
    EXPECT_TRUE(config.demo.enabled);
    EXPECT_EQ(config.tickets.when_full, "issue");
    EXPECT_EQ(config.tickets.counters_usual, 8);
    EXPECT_EQ(config.calendar.patron, "06-10");
    ASSERT_EQ(config.exceptions.size(), 2u);
    EXPECT_FALSE(config.exceptions[0].closed);
    EXPECT_EQ(config.exceptions[0].to_minutes, 11 * 60);
    EXPECT_EQ(config.exceptions[1].day, "2026-08-14");
    EXPECT_EQ(config.exceptions[1].reason.it, "Ponte");
    EXPECT_TRUE(config.exceptions[1].closed);
    EXPECT_EQ(config.appointments.slot_minutes, 20);
    EXPECT_EQ(config.appointments.per_slot, 3);
    EXPECT_EQ(config.appointments.days_max, 30);
    EXPECT_EQ(config.retention.contact_days, 10);
    EXPECT_EQ(config.retention.appointment_days, 20);
    EXPECT_EQ(config.log.level, "debug");
    EXPECT_EQ(config.limits.connections_max, 10000u);
    EXPECT_EQ(config.limits.body_bytes_max, 67108864u);
    EXPECT_EQ(config.limits.attachment_bytes_max, 1024u);
    EXPECT_EQ(config.limits.queue_max, 1u);
    EXPECT_EQ(config.limits.readers, 16u);
}

TEST_F(ConfigTest, TheKeysOfTheCounterAreRead) {
    const auto loaded = load(std::string(small) + R"([[lanes]]
id = "appointment"
prefix = "P"
title = { it = "Appuntamenti", en = "Appointments" }
kind = "appointment"
promise_minutes = 5
in_a_row_max = 4

[[counters]]
id = 8
name = "Stanza"
equipment = ["closed-room", "card-station"]

[policy]
priority_in_a_row_max = 3
appointment_early_minutes = 1
appointment_grace_minutes = 2
no_show_return_minutes = 20
calls_max = 4
undo_seconds = 0
)");
    ASSERT_THAT(told(loaded), ElementsAre());
    const auto& lane = loaded.config.lanes[2];
    EXPECT_EQ(lane.kind, "appointment");
    EXPECT_EQ(lane.promise_minutes, 5);
    EXPECT_EQ(lane.in_a_row_max, 4);
    EXPECT_THAT(loaded.config.counters[1].equipment, ElementsAre("closed-room", "card-station"));
    const auto& policy = loaded.config.policy;
    EXPECT_EQ(policy.priority_in_a_row_max, 3);
    EXPECT_EQ(policy.appointment_early_minutes, 1);
    EXPECT_EQ(policy.appointment_grace_minutes, 2);
    EXPECT_EQ(policy.no_show_return_minutes, 20);
    EXPECT_EQ(policy.calls_max, 4);
    EXPECT_EQ(policy.undo_seconds, 0);
}

TEST_F(ConfigTest, RelativePathsStartFromTheFilesFolderAlsoInDropIns) {
    write("conf.d/10.toml", "[paths]\nplugins = [\"../plugins\"]\n");
    const auto loaded = load(std::string(small) + "[storage]\nfile = \"data/a.db\"\n");
    ASSERT_THAT(told(loaded), ElementsAre());
    EXPECT_EQ(loaded.config.storage.file, folder / "data/a.db");
    EXPECT_THAT(loaded.config.paths.plugins, ElementsAre(folder.parent_path() / "plugins"));
}

TEST_F(ConfigTest, EveryFormOfAPortIsAccepted) {
    for (const std::string port :
         {"usb", "usb:1-1", "usb:2-1.4.3", "usb:serial=J5K1/x", "tcp:10.0.0.7:9100",
          "tcp:stampante.lan:65535", "tcp:[fe80::1]:9100", "virtual"})
        EXPECT_THAT(told(load(replaced(small, "port = \"usb\"", "port = \"" + port + "\""))),
                    ElementsAre())
            << port;
}

TEST_F(ConfigTest, HoursThatMeetDoNotOverlap) {
    EXPECT_THAT(told(load(std::string(small) +
                          "[[opening]]\nday = \"monday\"\nfrom = \"12:30\"\nto = \"17:00\"\n"
                          "[[opening]]\nday = \"tuesday\"\nfrom = \"08:00\"\nto = \"17:00\"\n")),
                ElementsAre());
}

// --- Drop-ins.

TEST_F(ConfigTest, ALaterFileWinsKeyByKeyAndAListAsAWhole) {
    write("conf.d/20-later.toml", "[server]\nport = 82\n");
    write("conf.d/10-earlier.toml", "[server]\nport = 81\nlisten = \"0.0.0.0\"\n"
                                    "[[counters]]\nid = 9\nname = \"Nove\"\n");
    write("conf.d/30-not-read.toml.bak", "nonsense");
    const auto loaded = load(std::string(small) + "[server]\nport = 80\n");
    ASSERT_THAT(told(loaded), ElementsAre());
    EXPECT_EQ(loaded.config.server.port, 82);
    EXPECT_EQ(loaded.config.server.listen, "0.0.0.0");
    ASSERT_EQ(loaded.config.counters.size(), 1u);
    EXPECT_EQ(loaded.config.counters[0].id, 9);
    EXPECT_EQ(loaded.config.town.name, "Crema");
}

TEST_F(ConfigTest, AMistakeInADropInNamesTheDropIn) {
    write("conf.d/10.toml", "\n[server]\nport = 80000\nprot = 1\n");
    const auto mistakes = told(load(small));
    ASSERT_EQ(mistakes.size(), 2u);
    EXPECT_THAT(mistakes[0], HasSubstr("10.toml:3: server.port: expected"));
    EXPECT_THAT(mistakes[1], HasSubstr("10.toml:4: server.prot: is not known"));
}

TEST_F(ConfigTest, AWrongValueThatALaterFileReplacesHarmsNobody) {
    write("conf.d/10.toml", "[town]\nname = \"Crema\"\n");
    EXPECT_THAT(told(load(replaced(small, "name = \"Crema\"", "name = 1"))), ElementsAre());
}

// --- What is wrong.

TEST_F(ConfigTest, AllMistakesAreToldInTheOrderOfTheFilesAndLines) {
    write("conf.d/10.toml", "[log]\nlevel = \"loud\"\n");
    auto text = replaced(small, "province = \"CR\"", "province = \"Cremona\"");
    text = replaced(text, "prefix = \"A\"", "prefix = \"a\"");
    text = replaced(text, "[[opening]]", "[[openings]]");
    text += "[demo]\nenabled = 1\n";
    const auto mistakes = told(load(text));
    ASSERT_EQ(mistakes.size(), 5u);
    EXPECT_THAT(mistakes[0], HasSubstr("sportello.toml:3: town.province:"));
    EXPECT_THAT(mistakes[1], HasSubstr("sportello.toml:10: lanes[1].prefix:"));
    EXPECT_THAT(mistakes[2], HasSubstr("sportello.toml:23: openings:"));
    EXPECT_THAT(mistakes[3], HasSubstr("sportello.toml:36: demo.enabled:"));
    EXPECT_THAT(mistakes[4], HasSubstr("10.toml:2: log.level:"));
}

TEST_F(ConfigTest, AFileThatIsNotThereOrTooLargeIsToldAsAWhole) {
    const auto missing = load_config(folder / "nowhere.toml");
    EXPECT_THAT(told(missing),
                ElementsAre("nowhere.toml: cannot be read: No such file or directory"));
    EXPECT_THAT(told(load(std::string((1 << 20) + 1, '\n'))),
                ElementsAre("sportello.toml: cannot be read: File too large"));
}

struct Wrong {
    std::string from; // Taken out of the small file; empty: `to` is added at its end.
    std::string to;   // Put there; "#!" stands on the line of the mistake.
    std::string key;
    std::string text; // Part of what is said.
};

void PrintTo(const Wrong& wrong, std::ostream* out) {
    *out << wrong.key << ": " << wrong.text;
}

class WrongConfigTest : public ConfigTest, public testing::WithParamInterface<Wrong> {};

TEST_P(WrongConfigTest, IsToldOnceWithItsLineAndKey) {
    const auto& wrong = GetParam();
    const auto text = wrong.from.empty() ? small + wrong.to : replaced(small, wrong.from, wrong.to);
    const auto mark = text.find("#!");
    ASSERT_NE(mark, std::string::npos);
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<long>(mark), '\n');
    const auto loaded = load(text);
    ASSERT_EQ(loaded.mistakes.size(), 1u) << testing::PrintToString(told(loaded));
    const auto& mistake = loaded.mistakes.front();
    EXPECT_EQ(mistake.line, line);
    EXPECT_EQ(mistake.key, wrong.key);
    EXPECT_THAT(mistake.text, HasSubstr(wrong.text));
    EXPECT_EQ(mistake.file, folder / "sportello.toml");
}

std::string quoted(std::size_t size) {
    return '"' + std::string(size, 'x') + '"';
}

const std::string exception = "[[exceptions]]\nreason = { it = \"x\", en = \"x\" }\n";

INSTANTIATE_TEST_SUITE_P(
    Form,
    WrongConfigTest,
    testing::Values(
        Wrong{"", "[server #!\n", "", "is not TOML"},
        Wrong{"", "[server]\nport = #!\n", "", "is not TOML"},
        Wrong{"", "[town] #!\nname = \"B\"\n", "", "cannot redefine"},
        Wrong{"", "[sever] #!\nport = 1\n", "sever", "known here: server,"},
        Wrong{"", "[server]\nprot = 1 #!\n", "server.prot", "known here: listen, port,"},
        Wrong{"title = { it = \"Veloci\", en = \"Quick\" }",
              "title = { de = \"S\", it = \"V\", en = \"Q\" } #!", "lanes[1].title.de",
              "known here: it, en"},
        Wrong{"[[counters]]\n", "[[counters]]\ncolour = 1 #!\n", "counters[1].colour", "not known"},
        Wrong{"", "[[log]] #!\nlevel = \"info\"\n", "log", "expected a table, found a list"},
        Wrong{"[[counters]]", "[counters] #!", "counters", "expected a list of tables"},
        Wrong{"[town]", "paths = 1 #!\n[town]", "paths", "expected a table, found a whole number"},
        Wrong{"", "[server]\nport = \"80\" #!\n", "server.port", "65535, found a text"},
        Wrong{"", "[server]\nport = 80.5 #!\n", "server.port", "found a number with a point"},
        Wrong{"", "[server]\nlisten = true #!\n", "server.listen", "found true or false"},
        Wrong{"", "[demo]\nenabled = \"yes\" #!\n", "demo.enabled", "expected true or false"},
        Wrong{"", "[paths]\nplugins = \"/p\" #!\n", "paths.plugins", "expected a list of texts"},
        Wrong{"", "[paths]\nplugins = [\"/p\",\n 1, #!\n \"/q\"]\n", "paths.plugins", "a path"},
        Wrong{"port = \"usb\"", "port = \"usb\"\nprofile = 1 #!", "printers[1].profile", "{ ... }"},
        Wrong{"from = \"08:30\"", "from = 08:30:00 #!", "opening[1].from",
              "found a date or time"}));

INSTANTIATE_TEST_SUITE_P(
    Missing,
    WrongConfigTest,
    testing::Values(
        Wrong{"[town]\nname = \"Crema\"", "[town] #!", "town.name", "is missing"},
        Wrong{"[town]\nname = \"Crema\"\nprovince = \"CR\"\nistat = \"019035\"",
              "[town] #!\nname = \"Crema\"\nprovince = \"CR\"", "town.istat", "is missing"},
        Wrong{"[[counters]]\nid = 1\n", "[[counters]] #!\n", "counters[1].id", "is missing"},
        Wrong{"[[printers]]\nid = \"kiosk\"\nname = \"Totem\"\nport = \"usb\"",
              "[[printers]] #!\nid = \"kiosk\"\nname = \"Totem\"", "printers[1].port",
              "is missing"},
        Wrong{"title = { it = \"Veloci\", en = \"Quick\" }", "title = { it = \"Veloci\" } #!",
              "lanes[1].title.en", "is missing"},
        Wrong{"", "[server]#!\ntls_certificate = \"c.pem\"\n", "server.tls_key", "takes both"},
        Wrong{"", "[server]#!\ntls_key = \"k.pem\"\n", "server.tls_certificate", "takes both"}));

INSTANTIATE_TEST_SUITE_P(
    Values,
    WrongConfigTest,
    testing::Values(
        Wrong{"", "[server]\nport = 65536 #!\n", "server.port", "found 65536"},
        Wrong{"", "[server]\nport = -1 #!\n", "server.port", "from 0 to 65535"},
        Wrong{"", "[server]\nlisten = \"localhost\" #!\n", "server.listen", "an IPv4 or IPv6"},
        Wrong{"", "[server]\npublic_url = \"https://a.it/\" #!\n", "server.public_url", "final"},
        Wrong{"", "[server]\npublic_url = \"a.it\" #!\n", "server.public_url", "an address"},
        Wrong{"", "[server]\nadmin_socket = \"/" + std::string(110, 'x') + "\" #!\n",
              "server.admin_socket", "at most 107 bytes, this one has 111"},
        Wrong{"", "[server]\nadmin_socket = \"\" #!\n", "server.admin_socket", "a path"},
        Wrong{"", "[storage]\nfile = \"\" #!\n", "storage.file", "a path"},
        Wrong{"name = \"Crema\"", "name = \"\" #!", "town.name", "1 to 80"},
        Wrong{"name = \"Crema\"", "name = " + quoted(81) + " #!", "town.name", "xxx...\""},
        Wrong{"name = \"Crema\"", "name = \"a\\nb\" #!", "town.name", "\"a b\""},
        Wrong{"\"CR\"", "\"cr\" #!", "town.province", "two capital letters"},
        Wrong{"\"019035\"", "\"19035\" #!", "town.istat", "six digits"},
        Wrong{"\"D142\"", "\"142\" #!", "town.belfiore", "letter and three digits"},
        Wrong{"\"c_d142\"", "\"c d142\" #!", "town.administration_code", "IPA"},
        Wrong{"\"c_d142\"", "\"c_d142\"\naoo_code = \"é\" #!", "town.aoo_code", "IPA"},
        Wrong{"\"c_d142\"", "\"c_d142\"\ntime_zone = \"Europe/Crema\" #!", "town.time_zone",
              "IANA"},
        Wrong{"\"c_d142\"", "\"c_d142\"\nlanguages = [\"it\", \"de\"] #!", "town.languages",
              "\"de\""},
        Wrong{"\"c_d142\"", "\"c_d142\"\nlanguages = [\"en\"] #!", "town.languages",
              "\"it\" is not"},
        Wrong{"\"c_d142\"", "\"c_d142\"\nlanguages = [\"it\", \"it\"] #!", "town.languages",
              "twice"},
        Wrong{"id = \"quick\"", "id = \"Quick\" #!", "lanes[1].id", "small letter"},
        Wrong{"prefix = \"A\"", "prefix = \"AB\" #!", "lanes[1].prefix", "one capital letter"},
        Wrong{"id = 1", "id = 0 #!", "counters[1].id", "from 1 to 999"},
        Wrong{"id = 1", "id = 1000 #!", "counters[1].id", "from 1 to 999"},
        Wrong{"\"monday\"", "\"lunedi\" #!", "opening[1].day", "one of monday, tuesday"},
        Wrong{"\"08:30\"", "\"8:30\" #!", "opening[1].from", "a time of the day"},
        Wrong{"\"12:30\"", "\"24:00\" #!", "opening[1].to", "a time of the day"},
        Wrong{"\"usb\"", "\"usb:\" #!", "printers[1].port", "\"usb:1-1.4\""},
        Wrong{"\"usb\"", "\"lpt1\" #!", "printers[1].port", "\"virtual\""},
        Wrong{"\"usb\"", "\"tcp:10.0.0.7\" #!", "printers[1].port", "9100"},
        Wrong{"\"usb\"", "\"tcp:10.0.0.7:65536\" #!", "printers[1].port", "9100"},
        Wrong{"\"usb\"", "\"usb\"\ndriver = \"../x\" #!", "printers[1].driver", "small letter"},
        Wrong{"", "template = \"a/b\" #!\n", "tickets.template", "small letter"},
        Wrong{"", "when_full = \"panic\" #!\n", "tickets.when_full", "refuse, issue"},
        Wrong{"", "[calendar]\npatron = \"10-06-1\" #!\n", "calendar.patron", "month and day"},
        Wrong{"", "[calendar]\npatron = \"02-29\" #!\n", "calendar.patron", "month and day"},
        Wrong{"", exception + "day = \"2026-02-30\" #!\n", "exceptions[1].day", "of the calendar"},
        Wrong{"", exception + "day = \"2026-2-3\" #!\n", "exceptions[1].day", "of the calendar"},
        Wrong{"", "[appointments]\nper_slot = 0 #!\n", "appointments.per_slot", "from 1 to 100"},
        Wrong{"", "[retention]\ncontact_days = 0 #!\n", "retention.contact_days", "from 1"},
        Wrong{"", "[log]\nlevel = \"warn\" #!\n", "log.level", "debug, info, warning, error"},
        Wrong{"", "[limits]\nreaders = 0 #!\n", "limits.readers", "from 1 to 16"},
        Wrong{"", "[limits]\nqueue_max = 65537 #!\n", "limits.queue_max", "to 65536"},
        Wrong{"", "[limits]\nconnections_max = 0 #!\n", "limits.connections_max", "to 10000"},
        Wrong{"", "[limits]\nbody_bytes_max = 1 #!\n", "limits.body_bytes_max", "from 1024"},
        Wrong{"id = \"quick\"", "id = \"quick\"\nkind = \"walk\" #!", "lanes[1].kind", "walk-in,"},
        Wrong{"id = \"quick\"", "id = \"quick\"\npromise_minutes = 0 #!",
              "lanes[1].promise_minutes", "from 1 to 480"},
        Wrong{"id = \"quick\"", "id = \"quick\"\nin_a_row_max = 0 #!", "lanes[1].in_a_row_max",
              "from 1 to 10"},
        Wrong{"minutes_max = 7", "minutes_max = \"7\" #!", "lanes[1].minutes_max", "found a text"},
        Wrong{"id = 1", "id = 1\nequipment = [\"sofa\"] #!", "counters[1].equipment", "\"sofa\""},
        Wrong{"", "[policy]\npriority_in_a_row_max = 0 #!\n", "policy.priority_in_a_row_max",
              "from 1 to 10"},
        Wrong{"", "[policy]\nundo_seconds = 601 #!\n", "policy.undo_seconds", "to 600"},
        Wrong{"", "[limits]\nattachment_bytes_max = 1 #!\n", "limits.attachment_bytes_max",
              "from 1024"},
        Wrong{"", "[devices]\nstuck_seconds_max = 4 #!\n", "devices.stuck_seconds_max", "5 to"}));

INSTANTIATE_TEST_SUITE_P(
    Together,
    WrongConfigTest,
    testing::Values(
        Wrong{"id = \"long\"", "id = \"quick\" #!", "lanes[2].id", "another lane is \"quick\""},
        Wrong{"prefix = \"B\"", "prefix = \"A\" #!", "lanes[2].prefix", "has the letter A"},
        Wrong{"minutes_max = 7", "minutes_max = 0 #!", "lanes[1].minutes_max", "only the last"},
        Wrong{
            "[[lanes]]\nid = \"quick\"\nprefix = \"A\"\ntitle = { it = \"Veloci\", en = \"Quick\" "
            "}\nminutes_max = 7",
            "[[lanes]] #!\nid = \"quick\"\nprefix = \"A\"\ntitle = { it = \"V\", en = \"Q\" }",
            "lanes[1].minutes_max", "only the last"},
        Wrong{"prefix = \"B\"", "prefix = \"B\"\nminutes_max = 20 #!", "lanes[2].minutes_max",
              "the last lane"},
        Wrong{"minutes_max = 7", "kind = \"call-back\"\nminutes_max = 7 #!", "lanes[1].minutes_max",
              "only walk-in lanes"},
        Wrong{"id = 1\n", "id = 1\nname = \"x\"\n[[counters]]\nid = 1 #!\n", "counters[2].id",
              "the number 1"},
        Wrong{"\"12:30\"", "\"08:30\" #!", "opening[1].to", "after 08:30, found 08:30"},
        Wrong{"", "[[opening]]\nday = \"monday\"\nfrom = \"12:29\" #!\nto = \"17:00\"\n",
              "opening[2].from", "overlaps with monday 08:30-12:30"},
        Wrong{"",
              "[[exceptions]] #!\nreason = { it = \"x\", en = \"x\" }\nday = \"2026-12-24\"\n"
              "from = \"08:30\"\n",
              "exceptions[1].to", "is missing"},
        Wrong{"", exception + "day = \"2026-12-24\"\n" + exception + "day = \"2026-12-24\" #!\n",
              "exceptions[2].day", "there already"},
        Wrong{"",
              exception + "day = \"2026-12-24\"\nfrom = \"08:30\"\nto = \"11:00\"\n" + exception +
                  "day = \"2026-12-24\"\nfrom = \"10:59\" #!\nto = \"12:00\"\n",
              "exceptions[2].from", "overlaps with 2026-12-24 08:30-11:00"},
        Wrong{"", "[[printers]]\nid = \"kiosk\" #!\nname = \"x\"\nport = \"virtual\"\n",
              "printers[2].id", "another printer"},
        Wrong{"printer = \"kiosk\"", "printer = \"totem\" #!", "tickets.printer", "[[printers]]"}));

TEST_F(ConfigTest, ALaneThatIsNeverChosenIsTold) {
    const auto text = replaced(small, "[[lanes]]\nid = \"long\"", R"([[lanes]]
id = "middle"
prefix = "M"
title = { it = "M", en = "M" }
minutes_max = 7

[[lanes]]
id = "long")");
    const auto mistakes = told(load(text));
    ASSERT_EQ(mistakes.size(), 1u);
    EXPECT_THAT(mistakes[0], HasSubstr(":18: lanes[2].minutes_max: expected more than the 7"));
}

TEST_F(ConfigTest, WithoutALaneForWhoJustComesThereIsNoCounter) {
    auto text = replaced(small, "minutes_max = 7", "kind = \"appointment\"");
    text = replaced(text, "id = \"long\"", "id = \"long\"\nkind = \"call-back\"");
    const auto mistakes = told(load(text));
    ASSERT_EQ(mistakes.size(), 1u);
    EXPECT_THAT(mistakes[0], HasSubstr("lanes[2].kind: expected a walk-in lane among them"));
}

TEST_F(ConfigTest, AMissingSectionIsToldOnceNotKeyByKey) {
    EXPECT_THAT(told(load("")), ElementsAre("sportello.toml:1: town: is missing",
                                            "sportello.toml:1: lanes: is missing",
                                            "sportello.toml:1: counters: is missing"));
    EXPECT_THAT(told(load(replaced(small, "[[counters]]\nid = 1\nname = \"Postazione 1\"", ""))),
                ElementsAre("sportello.toml:1: counters: is missing"));
}

// --- The file that is shipped.

TEST(DefaultConfigTest, LoadsWithoutMistakes) {
    const auto loaded = load_config(DEFAULT_CONFIG);
    EXPECT_THAT(told(loaded), ElementsAre());
    const auto& config = loaded.config;
    EXPECT_EQ(config.town.name, "Crema");
    EXPECT_EQ(config.town.istat, "019035");
    EXPECT_EQ(config.town.belfiore, "D142");
    EXPECT_EQ(config.counters.size(), 8u);
    EXPECT_EQ(config.tickets.printer, "kiosk");
    EXPECT_FALSE(config.demo.enabled);
}

TEST(DefaultConfigTest, TheTownHallIsOpen27HoursAnd45MinutesAWeek) {
    int minutes = 0;
    for (const auto& opening : load_config(DEFAULT_CONFIG).config.opening)
        minutes += opening.to_minutes - opening.from_minutes;
    EXPECT_EQ(minutes, 1665);
}

TEST(DefaultConfigTest, GivesTheDefaultsOfTheProgramWhereItHasSome) {
    const auto written = load_config(DEFAULT_CONFIG).config;
    const Config built_in;
    EXPECT_EQ(written.server.listen, built_in.server.listen);
    EXPECT_EQ(written.server.port, built_in.server.port);
    EXPECT_EQ(written.server.admin_socket, built_in.server.admin_socket);
    EXPECT_EQ(written.server.public_url, built_in.server.public_url);
    EXPECT_EQ(written.server.tls_key, built_in.server.tls_key);
    EXPECT_EQ(written.storage.file, built_in.storage.file);
    EXPECT_EQ(written.storage.backup_folder, built_in.storage.backup_folder);
    EXPECT_EQ(written.paths.plugins, built_in.paths.plugins);
    EXPECT_EQ(written.paths.drivers, built_in.paths.drivers);
    EXPECT_EQ(written.paths.panel, built_in.paths.panel);
    EXPECT_EQ(written.paths.templates, built_in.paths.templates);
    EXPECT_EQ(written.town.time_zone, built_in.town.time_zone);
    EXPECT_EQ(written.town.languages, built_in.town.languages);
    EXPECT_EQ(written.tickets.template_, built_in.tickets.template_);
    EXPECT_EQ(written.log.level, built_in.log.level);
    EXPECT_EQ(written.limits.connections_max, built_in.limits.connections_max);
    EXPECT_EQ(written.limits.body_bytes_max, built_in.limits.body_bytes_max);
    EXPECT_EQ(written.limits.queue_max, built_in.limits.queue_max);
    EXPECT_EQ(written.limits.readers, built_in.limits.readers);
    EXPECT_EQ(written.devices.paper_folder, built_in.devices.paper_folder);
    EXPECT_EQ(written.devices.stuck_seconds_max, built_in.devices.stuck_seconds_max);
}

using DocumentedTest = ConfigTest;

// The keys a section knows, as it tells them to who writes one that it does not.
std::vector<std::string> known_keys(const Loaded& loaded, const std::string& bogus) {
    std::vector<std::string> keys;
    for (const auto& mistake : loaded.mistakes) {
        if (mistake.key != bogus) continue;
        std::istringstream list(mistake.text.substr(mistake.text.find(": ") + 2));
        for (std::string key; std::getline(list >> std::ws, key, ',');)
            keys.push_back(key);
    }
    return keys;
}

TEST_F(DocumentedTest, EveryKeyThereIsStandsInTheShippedFile) {
    const auto shipped = toml::parse_file(DEFAULT_CONFIG);
    const auto sections = known_keys(load(std::string("bogus = 1\n") + small), "bogus");
    EXPECT_EQ(sections.size(), 18u);
    for (const auto& section : sections) {
        const auto* node = shipped.get(section);
        ASSERT_TRUE(node) << section;
        const bool is_list = node->is_array();
        const auto* table = is_list ? node->as_array()->get(0)->as_table() : node->as_table();
        const auto header = is_list ? "[[" + section + "]]" : "[" + section + "]";
        const std::string text(small);
        const auto there = text.find(header) != std::string::npos;
        const auto loaded = load(there ? replaced(text, header, header + "\nbogus = 1")
                                       : text + header + "\nbogus = 1\n");
        const auto keys = known_keys(loaded, section + (is_list ? "[1].bogus" : ".bogus"));
        EXPECT_FALSE(keys.empty()) << section;
        for (const auto& key : keys)
            EXPECT_TRUE(table->contains(key)) << section << "." << key;
    }
}

} // namespace
} // namespace sportello
