// What a plugin's folder says is read whole, or the folder is left out with file and member named.
#include "core/store/connection.hpp"
#include "core/store/schema.hpp"

#include <functional>

#include "tests/core/catalogue/fixture.hpp"

namespace sportello::catalogue {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

using CatalogueTest = CatalogueFixture;

constexpr Date today{std::chrono::year(2026) / 11 / 24};

TEST_F(CatalogueTest, AGoodFolderIsReadWhole) {
    write();
    const auto catalogue = load();
    ASSERT_EQ(catalogue.areas().size(), 1U) << catalogue.left_out()[0].reason;
    const auto& area = *catalogue.area("civil-status");
    EXPECT_EQ(area.version, "1.0.0");
    EXPECT_EQ(area.title.in("en"), "Civil status");
    EXPECT_EQ(area.table_prefix(), "civil_status");
    EXPECT_TRUE(area.has_library);
    EXPECT_THAT(area.needs, ElementsAre("protocol"));
    EXPECT_THAT(area.calls, ElementsAre("protocol.register"));
    const auto* marry = area.operation("marry");
    ASSERT_TRUE(marry);
    EXPECT_EQ(marry->kind, Operation::Kind::command);
    EXPECT_TRUE(marry->offered && marry->audited);
    EXPECT_FALSE(area.operation("acts")->offered || area.operation("acts")->audited);
    EXPECT_EQ(area.operation("nothing"), nullptr);
    const auto* procedure_read = catalogue.procedure("matrimonio");
    ASSERT_TRUE(procedure_read);
    EXPECT_EQ(procedure_read->area, "civil-status");
    EXPECT_EQ(procedure_read->kind, ProcedureKind::intake);
    EXPECT_EQ(procedure_read->stamp_duty_cents, 1600);
    EXPECT_EQ(procedure_read->term.days, 30);
    EXPECT_EQ(procedure_read->documents.at(0).it, "Carta d'identità");
    EXPECT_EQ(procedure_read->operation, "marry");
    EXPECT_EQ(procedure_read->form, marry->form); // One file, one form.
    Texts texts;
    catalogue.add_texts(texts);
    EXPECT_EQ(texts.say("civil-status.hello", "it"), "Ciao");
}

TEST_F(CatalogueTest, AFolderWithoutOperationsIsDeclarative) {
    manifest.erase("operations");
    procedure.erase("operation");
    write();
    EXPECT_FALSE(load().area("civil-status")->has_library);
}

TEST_F(CatalogueTest, AnOperationWithoutAFormTakesNothing) {
    write();
    const auto catalogue = load();
    const auto& none = *catalogue.area("civil-status")->operation("acts")->form;
    EXPECT_TRUE(none.validate(boost::json::object(), today).empty());
    EXPECT_FALSE(none.validate(boost::json::object{{"a", 1}}, today).empty());
}

class DeclaredProcedure : public CatalogueFixture {
protected:
    DeclaredProcedure() {
        procedure.erase("operation");
        procedure["kind"] = "delivery";
        procedure["document"] = "booklet";
        folder.write("civil-status/templates/booklet.it.mustache", "FAC-SIMILE");
        folder.write("civil-status/templates/booklet.en.mustache", "FAC-SIMILE");
        texts = {{"document.booklet", "Libretto"}, {"too-soon", "Troppo presto"}};
    }
    Procedure read() {
        write();
        for (const char* file : {"texts/it.json", "texts/en.json"})
            folder.write(std::string("civil-status/") + file, boost::json::serialize(texts));
        const auto catalogue = load();
        for (const auto& left : catalogue.left_out())
            said = left.reason;
        const auto* found = catalogue.procedure("matrimonio");
        return found ? *found : Procedure();
    }
    boost::json::object& properties() { return form["properties"].as_object(); }

    boost::json::object texts;
    std::string said;
};

TEST_F(DeclaredProcedure, EveryMemberIsRead) {
    properties()["use"] = boost::json::parse(R"({"type": "string", "enum": ["free", "stamped"]})");
    properties()["pages"] =
        boost::json::parse(R"({"type": "integer", "minimum": 1, "maximum": 99})");
    procedure["charges"] = boost::json::parse(R"([
        {"kind": "stamp-duty", "cents": 1600, "reason": {"it": "Bollo", "en": "Stamp"},
         "when": {"field": "use", "is": ["stamped"]}, "times": {"field": "pages", "each": 4}},
        {"kind": "fee", "cents": 0, "reason": {"it": "Esente", "en": "Exempt"}}])");
    procedure["refuse"] =
        boost::json::parse(R"([{"when": {"field": "use", "is": ["free"]}, "code": "too-soon"}])");
    procedure["equipment"] = {"closed-room", "payment-terminal"};
    procedure["appointment"] = "required";
    procedure["back_office"] = true;
    procedure["answer"] = {{"it", "Si può."}, {"en", "One may."}};
    procedure["phone"] = "answered";
    const auto declared = read();
    ASSERT_EQ(said, "");
    EXPECT_EQ(declared.document, "booklet");
    ASSERT_EQ(declared.charges.size(), 2U);
    const auto& charge = declared.charges[0];
    EXPECT_EQ(charge.kind, "stamp-duty");
    EXPECT_EQ(charge.cents, 1600);
    EXPECT_EQ(charge.reason.en, "Stamp");
    ASSERT_TRUE(charge.when && charge.times);
    EXPECT_EQ(charge.when->field, "use");
    EXPECT_EQ(charge.when->is, boost::json::array{"stamped"});
    EXPECT_EQ(charge.times->field, "pages");
    EXPECT_EQ(charge.times->each, 4);
    EXPECT_FALSE(declared.charges[1].when || declared.charges[1].times);
    ASSERT_EQ(declared.refuse.size(), 1U);
    EXPECT_EQ(declared.refuse[0].code, "too-soon");
    EXPECT_THAT(declared.equipment, ElementsAre("closed-room", "payment-terminal"));
    EXPECT_EQ(declared.appointment, "required");
    EXPECT_TRUE(declared.back_office);
    EXPECT_EQ(declared.answer.it, "Si può.");
    EXPECT_EQ(declared.phone, "answered");
}

TEST_F(DeclaredProcedure, WhatIsNotSaidIsTheUsual) {
    const auto usual = read();
    EXPECT_TRUE(usual.charges.empty() && usual.refuse.empty() && usual.equipment.empty());
    EXPECT_EQ(usual.appointment, "none");
    EXPECT_FALSE(usual.back_office);
    EXPECT_EQ(usual.registered, usual.kind == ProcedureKind::intake);
    EXPECT_EQ(usual.phone, "counter");
    procedure["channels"] = {"counter", "phone"};
    EXPECT_EQ(read().phone, "opened");
}

TEST_F(DeclaredProcedure, APaperHasItsTemplatesItsTitleAndADelivery) {
    texts.erase("document.booklet");
    read();
    EXPECT_THAT(said, AllOf(HasSubstr("procedures/matrimonio.json"), HasSubstr("\"document\""),
                            HasSubstr("document.booklet"), HasSubstr("texts/it.json")));
    texts["document.booklet"] = "Libretto";
    properties()["office"] = {{"type", "string"}};
    read();
    EXPECT_THAT(said, HasSubstr("whose property \"office\""));
    properties().erase("office");
    std::filesystem::remove(folder / "civil-status/templates/booklet.en.mustache");
    read();
    EXPECT_THAT(said, HasSubstr("needs the file templates/booklet.en.mustache"));
    folder.write("civil-status/templates/booklet.en.mustache", "FAC-SIMILE");
    procedure["kind"] = "intake";
    read();
    EXPECT_THAT(said, HasSubstr("by a delivery without an operation"));
}

TEST_F(CatalogueTest, AJobIsACommandWithoutAFormAtATimeOfTheDay) {
    manifest["operations"].as_array().push_back({{"id", "close"}, {"kind", "command"}});
    manifest["jobs"] = boost::json::parse(R"([{"operation": "close", "at": "23:59"}])");
    write();
    const auto catalogue = load();
    ASSERT_EQ(catalogue.areas().size(), 1U) << catalogue.left_out()[0].reason;
    const auto& jobs = catalogue.area("civil-status")->jobs;
    ASSERT_EQ(jobs.size(), 1U);
    EXPECT_EQ(jobs[0].operation, "close");
    EXPECT_EQ(jobs[0].minutes, 23 * 60 + 59);
}

TEST_F(CatalogueTest, AJobThatIsWrongIsNamed) {
    manifest["operations"].as_array().push_back({{"id", "close"}, {"kind", "command"}});
    const auto with = [&](std::string_view job) {
        manifest["jobs"] = boost::json::parse(job);
        write();
        return reason();
    };
    for (const auto* operation : {"marry", "acts", "nothing"}) // A form; a query; none.
        EXPECT_THAT(with(R"([{"at": "00:05", "operation": ")" + std::string(operation) + "\"}]"),
                    AllOf(HasSubstr("manifest.json: jobs[0]"), HasSubstr("\"operation\"")));
    for (const auto* at : {"24:00", "00:60", "0:05", "00.05", "midnight", "-1:00"})
        EXPECT_THAT(with(R"([{"operation": "close", "at": ")" + std::string(at) + "\"}]"),
                    HasSubstr("\"at\" must be a time"))
            << at;
    EXPECT_THAT(with(R"([{"operation": "close", "at": "00:05", "every": 1}])"),
                HasSubstr("\"every\" is not known"));
}

struct Spoilt {
    const char* name;
    std::function<void(boost::json::object& manifest, boost::json::object& procedure)> spoil;
    std::vector<std::string> said;
};

class SpoiltFolder : public CatalogueFixture, public testing::WithParamInterface<Spoilt> {};

TEST_P(SpoiltFolder, IsLeftOutWithFileAndMemberNamed) {
    GetParam().spoil(manifest, procedure);
    write();
    const auto why = reason();
    for (const auto& word : GetParam().said)
        EXPECT_THAT(why, HasSubstr(word));
}

boost::json::value json_of(std::string_view text) {
    return boost::json::parse(text);
}

const Spoilt spoilt[] = {
    {"NoId", [](auto& m, auto&) { m.erase("id"); }, {"manifest.json", "\"id\" is missing"}},
    {"BadId", [](auto& m, auto&) { m["id"] = "Civil"; }, {"manifest.json", "\"id\""}},
    {"LongId", [](auto& m, auto&) { m["id"] = std::string(25, 'a'); }, {"manifest.json", "\"id\""}},
    {"ReservedId",
     [](auto& m, auto&) { m["id"] = "print"; },
     {"manifest.json", "\"id\"", "daemon"}},
    {"NumberForText", [](auto& m, auto&) { m["version"] = 1; }, {"manifest.json", "\"version\""}},
    {"OtherAbi", [](auto& m, auto&) { m["abi"] = 2; }, {"manifest.json", "\"abi\" is not 1"}},
    {"NoEnglish",
     [](auto& m, auto&) {
         m["title"] = {{"it", "x"}};
     },
     {"manifest.json: title", "\"en\" is missing"}},
    {"Unknown",
     [](auto& m, auto&) { m["colour"] = "red"; },
     {"manifest.json", "\"colour\" is not known"}},
    {"NeedsNoList",
     [](auto& m, auto&) { m["needs"] = "protocol"; },
     {"manifest.json", "\"needs\"", "list"}},
    {"NeedsItself",
     [](auto& m, auto&) { m["needs"] = json_of(R"(["civil-status", "protocol"])"); },
     {"\"needs\"", "itself"}},
    {"CallsWithoutNeed",
     [](auto& m, auto&) { m["needs"] = boost::json::array(); },
     {"\"calls\"", "protocol.register", "\"needs\""}},
    {"OperationKind",
     [](auto& m, auto&) { m["operations"].as_array()[0].as_object()["kind"] = "job"; },
     {"manifest.json: operations[0]", "\"kind\" must be one of query, command"}},
    {"OperationUnknown",
     [](auto& m, auto&) { m["operations"].as_array()[1].as_object()["x"] = 1; },
     {"manifest.json: operations[1]", "\"x\" is not known"}},
    {"OperationTwice",
     [](auto& m, auto&) { m["operations"].as_array()[1].as_object()["id"] = "marry"; },
     {"manifest.json", "\"operations\" holds marry twice"}},
    {"FormMissing",
     [](auto& m, auto&) { m["operations"].as_array()[0].as_object()["form"] = "forms/none.json"; },
     {"forms/none.json", "cannot be read"}},
    {"FormOutside",
     [](auto& m, auto&) { m["operations"].as_array()[0].as_object()["form"] = "../x.json"; },
     {"../x.json", "a file of the folder"}},
    {"ProcedureId", [](auto&, auto& p) { p["id"] = "m"; }, {"procedures/m.json", "\"id\""}},
    {"ProcedureKind",
     [](auto&, auto& p) { p["kind"] = "both"; },
     {"procedures/matrimonio.json", "\"kind\" must be one of"}},
    {"Minutes",
     [](auto&, auto& p) { p["minutes"] = 0; },
     {"procedures/matrimonio.json", "\"minutes\"", "1 to 240"}},
    {"MinutesReal",
     [](auto&, auto& p) { p["minutes"] = 1.5; },
     {"procedures/matrimonio.json", "\"minutes\""}},
    {"Fee",
     [](auto&, auto& p) { p["fee_cents"] = -1; },
     {"procedures/matrimonio.json", "\"fee_cents\""}},
    {"TermUnit",
     [](auto&, auto& p) { p["term"].as_object()["unit"] = "weeks"; },
     {"procedures/matrimonio.json: term", "\"unit\""}},
    {"Document",
     [](auto&, auto& p) { p["documents"].as_array()[0].as_object().erase("en"); },
     {"procedures/matrimonio.json: documents[0]", "\"en\""}},
    {"Keywords",
     [](auto&, auto& p) { p["keywords"].as_object()["fr"] = boost::json::array(); },
     {"procedures/matrimonio.json: keywords", "\"fr\" is not known"}},
    {"ChannelUnknown",
     [](auto&, auto& p) {
         p["channels"] = {"counter", "pigeon"};
     },
     {"procedures/matrimonio.json", "\"channels\"", "counter, phone, online"}},
    {"EquipmentUnknown",
     [](auto&, auto& p) { p["equipment"] = {"sofa"}; },
     {"procedures/matrimonio.json", "\"equipment\"", "closed-room"}},
    {"EquipmentTwice",
     [](auto&, auto& p) {
         p["equipment"] = {"closed-room", "closed-room"};
     },
     {"\"equipment\"", "once each"}},
    {"Appointment",
     [](auto&, auto& p) { p["appointment"] = "maybe"; },
     {"\"appointment\" must be one of none, offered, required"}},
    {"RegisteredNot",
     [](auto&, auto& p) {
         p["kind"] = "intake";
         p["registered"] = false;
     },
     {"\"registered\" must be true of an intake"}},
    {"BackOffice", [](auto&, auto& p) { p["back_office"] = "yes"; }, {"\"back_office\""}},
    {"Answer",
     [](auto&, auto& p) {
         p["answer"] = {{"it", "Si può."}};
     },
     {"matrimonio.json: answer", "\"en\" is missing"}},
    {"Phone",
     [](auto&, auto& p) { p["phone"] = "always"; },
     {"\"phone\" must be one of answered, opened, counter"}},
    {"DocumentOfAnOperation",
     [](auto&, auto& p) { p["document"] = "booklet"; },
     {"\"document\"", "without an operation"}},
    {"ChargeKind",
     [](auto&, auto& p) {
         p["charges"] =
             json_of(R"([{"kind": "tip", "cents": 1, "reason": {"it": "a", "en": "b"}}])");
     },
     {"matrimonio.json: charges[0]", "\"kind\" must be one of fee, stamp-duty"}},
    {"ChargeReason",
     [](auto&, auto& p) { p["charges"] = json_of(R"([{"kind": "fee", "cents": 1}])"); },
     {"charges[0]", "\"reason\" is missing"}},
    {"ChargeTimes",
     [](auto&, auto& p) {
         p["charges"] = json_of(R"([{"kind": "fee", "cents": 1, "reason": {"it": "a", "en": "b"},
                                     "times": {"field": "day", "each": 4}}])");
     },
     {"charges[0]: times", "\"field\" is day", "whole number"}},
    {"ConditionOnNothing",
     [](auto&, auto& p) {
         p["refuse"] = json_of(R"([{"when": {"field": "hour", "is": [true]}, "code": "hello"}])");
     },
     {"refuse[0]: when", "\"field\" is hour", "does not ask"}},
    {"ConditionOnAText",
     [](auto&, auto& p) {
         p["refuse"] = json_of(R"([{"when": {"field": "day", "is": ["x"]}, "code": "hello"}])");
     },
     {"refuse[0]: when", "\"field\" is day", "neither a choice nor a yes or no"}},
    {"ConditionThatCannotBe",
     [](auto&, auto& p) {
         p["refuse"] = json_of(R"([{"when": {"field": "mood", "is": ["bad"]}, "code": "hello"}])");
     },
     {"refuse[0]: when", "\"is\" holds \"bad\", which mood cannot be"}},
    {"ConditionOnNoValue",
     [](auto&, auto& p) {
         p["refuse"] = json_of(R"([{"when": {"field": "mood", "is": []}, "code": "hello"}])");
     },
     {"refuse[0]: when", "\"is\" must be a list, not empty"}},
    {"RefusalWithoutSentence",
     [](auto&, auto& p) {
         p["refuse"] = json_of(R"([{"when": {"field": "mood", "is": ["good"]}, "code": "no"}])");
     },
     {"refuse[0]", "\"code\" needs the sentence \"no\" in texts/it.json"}},
    {"Operation",
     [](auto&, auto& p) { p["operation"] = "divorce"; },
     {"procedures/matrimonio.json", "\"operation\""}},
    {"ProcedureUnknown",
     [](auto&, auto& p) { p["colour"] = 1; },
     {"procedures/matrimonio.json", "\"colour\" is not known"}},
};

INSTANTIATE_TEST_SUITE_P(Ways, SpoiltFolder, testing::ValuesIn(spoilt), [](const auto& way) {
    return std::string(way.param.name);
});

TEST_F(CatalogueTest, AFormThatIsWrongIsNamedWithItsPlace) {
    form["properties"].as_object()["day"].as_object()["format"] = "hour";
    write();
    EXPECT_THAT(reason(),
                AllOf(HasSubstr("forms/marry.json"), HasSubstr("at \"/day\""), HasSubstr("hour")));
}

TEST_F(CatalogueTest, AFormsExampleMustFit) {
    form["properties"].as_object()["day"].as_object()["examples"] = {"2026-02-30"};
    write();
    EXPECT_THAT(reason(), AllOf(HasSubstr("forms/marry.json"),
                                HasSubstr("an example does not fit at \"/day\""),
                                HasSubstr("form.format.date")));
}

TEST_F(CatalogueTest, AFileThatIsNotJsonIsNamedWithItsLine) {
    write();
    folder.write("civil-status/manifest.json", "{\n  \"id\": \"x\",\n  oops\n}");
    EXPECT_THAT(reason(), AllOf(HasSubstr("manifest.json is not JSON"), HasSubstr("line 3")));
    folder.write("civil-status/manifest.json", "{} {}");
    EXPECT_THAT(reason(), HasSubstr("manifest.json is not JSON"));
    folder.write("civil-status/manifest.json", "[]");
    EXPECT_THAT(reason(), HasSubstr("manifest.json: an object is expected"));
}

TEST_F(CatalogueTest, AFileThatIsTooLargeIsNamed) {
    write();
    folder.write("civil-status/manifest.json", std::string((1 << 20) + 1, ' '));
    EXPECT_THAT(reason(), HasSubstr("manifest.json is larger than"));
}

TEST_F(CatalogueTest, TextsThatAreNoneAreNamed) {
    write();
    folder.write("civil-status/texts/en.json", "{\"hello\": 1}");
    EXPECT_THAT(reason(), AllOf(HasSubstr("texts/en.json"), HasSubstr("hello")));
}

TEST_F(CatalogueTest, OfTwoWithOneIdTheSecondIsLeftOut) {
    write("a");
    write("b");
    const auto catalogue = load();
    EXPECT_EQ(catalogue.areas().size(), 1U);
    ASSERT_EQ(catalogue.left_out().size(), 1U);
    EXPECT_EQ(catalogue.left_out()[0].id, "b");
    EXPECT_THAT(catalogue.left_out()[0].reason,
                AllOf(HasSubstr("another plugin is called civil-status"), HasSubstr("/a")));
}

TEST_F(CatalogueTest, TablesThatCouldNotBeToldApartAreRefused) {
    write();
    manifest["id"] = "civil";
    procedure["id"] = "altro";
    write("civil");
    const auto catalogue = load();
    ASSERT_EQ(catalogue.left_out().size(), 1U);
    EXPECT_THAT(catalogue.left_out()[0].reason,
                AllOf(HasSubstr("tables"), HasSubstr("another id")));
}

TEST_F(CatalogueTest, AProcedureIsOfOneAreaOnly) {
    write();
    manifest["id"] = "other";
    write("other");
    const auto catalogue = load();
    ASSERT_EQ(catalogue.left_out().size(), 1U);
    EXPECT_THAT(catalogue.left_out()[0].reason,
                HasSubstr("the procedure matrimonio is of civil-status already"));
}

TEST_F(CatalogueTest, WhatIsNoPluginIsPassedOver) {
    folder.write("notes/README.md", "");
    folder.write("file", "");
    const auto catalogue = Catalogue::load({folder.path(), folder / "missing"});
    EXPECT_TRUE(catalogue.areas().empty());
    EXPECT_TRUE(catalogue.left_out().empty());
}

// An id begins the plugin's tables, events and sentences: none may begin the daemon's.
TEST_F(CatalogueTest, TheDaemonsOwnWordsAreNoPluginsId) {
    std::set<std::string> words;
    store::Connection db(":memory:", store::Connection::Mode::write);
    store::migrate(db, "", store::core_migrations());
    words.insert("sqlite");
    db.each("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite%'",
            [&](const store::Row& row) {
                std::string name(row.text(0));
                for (auto end = name.find('_'); end != std::string::npos;
                     end = name.find('_', end + 1)) {
                    auto word = name.substr(0, end);
                    std::ranges::replace(word, '_', '-');
                    words.insert(word);
                }
            });
    for (const char* room : {"api", "catalogue", "device", "people", "print"}) {
        const auto texts =
            boost::json::parse(read_file(std::filesystem::path(CORE) / room / "texts/it.json"));
        for (const auto& [code, sentence] : texts.as_object())
            words.insert(std::string(code).substr(0, code.find('.')));
    }
    ASSERT_GT(words.size(), 20U);
    for (const auto& word : words) {
        if (word.size() < 2) continue;
        manifest["id"] = word;
        write();
        EXPECT_THAT(reason(), HasSubstr("\"id\" is " + word)) << word;
    }
}

} // namespace
} // namespace sportello::catalogue
