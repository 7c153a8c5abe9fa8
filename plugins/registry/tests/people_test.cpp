// registry/tests/people_test.cpp -- the demonstration's people, search and card.
#include "tax_code.hpp"
#include "town.hpp"

namespace registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class People : public Town {
protected:
    std::vector<std::string> found(const std::string& text) {
        const auto outcome =
            host.query("registry.search-people", object{{"text", text}, {"reason", "test"}});
        EXPECT_TRUE(outcome.ok()) << outcome.code;
        std::vector<std::string> names;
        for (const auto& person : outcome.reply.at("people").as_array())
            names.push_back(std::string(person.at("surname").as_string()) + " " +
                            std::string(person.at("name").as_string()));
        return names;
    }
};

TEST_F(People, TheDemonstrationHasRightTaxCodes) {
    const auto list = demo();
    for (const auto& item : list.at("people").as_array()) {
        const auto text = [&](const char* name) { return std::string(item.at(name).as_string()); };
        EXPECT_EQ(text("tax_code"),
                  compute_tax_code({text("surname"), text("name"), text("sex").front(),
                                    sportello::parse_date(text("birth_date")).value(),
                                    text("birth_place")}));
    }
    EXPECT_THAT(host.column("SELECT count(*) FROM registry_person"), ElementsAre("30"));
    EXPECT_THAT(host.column("SELECT count(*) FROM registry_family"), ElementsAre("13"));
}

TEST_F(People, EveryFamilyHasExactlyOneHolder) {
    EXPECT_THAT(host.column("SELECT f.id FROM registry_family f WHERE 1 <> (SELECT count(*)"
                            " FROM registry_membership m WHERE m.family_id = f.id"
                            " AND m.relationship = iif(f.kind = 4, 24, 1))"),
                IsEmpty());
    EXPECT_ANY_THROW(host.script("UPDATE registry_membership SET relationship = 1"));
}

TEST_F(People, TheDemonstrationIsNotLoadedTwice) {
    EXPECT_EQ(host.command("registry.load-demo-people", demo()).code, "register-not-empty");
    EXPECT_THAT(host.column("SELECT count(*) FROM registry_person"), ElementsAre("30"));
}

TEST_F(People, AWrongListLoadsNobody) {
    struct Case {
        const char* member;
        value wrong;
        const char* code;
    };
    for (const auto& [member, wrong, code] :
         {Case{"tax_code", "RSSMRA80A01D142X", "tax-code-wrong"},
          Case{"tax_code", "RSSMRA80A01D142M", "tax-code-of-another"},
          Case{"birth_date", "1978-02-30", "no-such-date"}, Case{"relationship", 3, "no-holder"},
          Case{"residences", parse(R"([{"from": "1970-01-01", "street": "Via A", "number": "1"}])"),
               "residences-out-of-order"}}) {
        sportello::testing::Host empty;
        empty.stub("protocol.register", [](const value&) { return object(); });
        empty.add(SPORTELLO_PLUGIN_FOLDER, sportello_plugin_v1());
        auto list = demo();
        list.at("people").at(0).as_object()[member] = wrong;
        EXPECT_EQ(empty.command("registry.load-demo-people", list).code, code);
        EXPECT_THAT(empty.column("SELECT count(*) FROM registry_person"), ElementsAre("0"));
    }
}

TEST_F(People, ASearchTakesBeginningsInEitherOrder) {
    EXPECT_THAT(found("ferrari mar"), ElementsAre("Ferrari Marco"));
    EXPECT_THAT(found("Marco FER"), ElementsAre("Ferrari Marco"));
    EXPECT_THAT(found("niccolo"), ElementsAre("D'Angelo Niccolò"));
    EXPECT_THAT(found("D'ang"), ElementsAre("D'Angelo Giuseppe", "D'Angelo Niccolò"));
    EXPECT_THAT(found("zucchetti maria"), ElementsAre("Zucchetti Anna Maria"));
    EXPECT_THAT(found("rrari"), IsEmpty());
    EXPECT_THAT(found("fe%"), IsEmpty());
    EXPECT_THAT(found(marco), ElementsAre("Ferrari Marco"));
}

TEST_F(People, ASearchShowsFewFields) {
    const auto outcome =
        host.query("registry.search-people", object{{"text", "moretti"}, {"reason", "test"}});
    EXPECT_EQ(outcome.reply, parse(R"({"people": [{"tax_code": "MRTLCU90S11F205M",
        "surname": "Moretti", "name": "Luca", "birth_date": "1990-11-11"}], "more": false})"));
}

TEST_F(People, ASearchIsBoundedAndNeedsTwoLetters) {
    host.script("INSERT INTO registry_person (tax_code, surname, name, sex, birth_date,"
                "    birth_place, citizenship, civil_state, by_surname, by_name)"
                " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25)"
                " SELECT printf('X%015d', i), 'Prova', 'Prova', 'M', '2000-01-01', 'D142',"
                "    'italiana', 1, 'prova prova', 'prova prova' FROM n");
    const auto outcome =
        host.query("registry.search-people", object{{"text", "prova"}, {"reason", "test"}});
    EXPECT_EQ(outcome.reply.at("people").as_array().size(), 20U);
    EXPECT_EQ(outcome.reply.at("more"), true);
    EXPECT_EQ(host.query("registry.search-people", object{{"text", "p"}, {"reason", "test"}}).code,
              "search-too-short");
}

TEST_F(People, TheCardTellsThePast) {
    EXPECT_EQ(street(marco, "2026-11-24"), "Via Giuseppe Mazzini");
    EXPECT_EQ(street(marco, "2013-09-02"), "Via Giuseppe Mazzini");
    EXPECT_EQ(street(marco, "2013-09-01"), "Via Luigi Cadorna");
    EXPECT_FALSE(card(marco, "2004-02-09").as_object().contains("residence"));
    EXPECT_EQ(family(marco, "2026-11-24"), "1 2 3 3");
    EXPECT_EQ(family(marco, "2010-05-02"), "1 2");
    EXPECT_EQ(card(marco, "2026-11-24").at("residences").as_array().size(), 2U);
}

TEST_F(People, ThePlaceOfBirthBearsTheProvinceOfThatDay) {
    const auto chiara = code("Benelli", "Chiara"); // Lodi was of Milan until 1992.
    EXPECT_EQ(card(chiara, "2026-11-24").at("person").at("birth_province"), "MI");
}

TEST_F(People, AWrongCodeAndAnUnknownPersonAreToldApart) {
    const auto ask = [&](const char* tax_code) {
        return host.query("registry.person", object{{"tax_code", tax_code}, {"reason", "test"}});
    };
    EXPECT_EQ(ask("RSSMRA80A01D142X").code, "tax-code-wrong");
    EXPECT_EQ(ask("RSSMRA80A01D142X").status, SPO_INVALID);
    EXPECT_EQ(ask("RSSMRA80A01D142M").code, "person-not-found");
    EXPECT_EQ(ask("RSSMRA80A01D142M").status, SPO_NOT_FOUND);
}

} // namespace
} // namespace registry
