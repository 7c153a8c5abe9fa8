// registry/tests/examples_test.cpp -- the example at the head of each form works as it is.
#include "town.hpp"

namespace registry {
namespace {

class Examples : public Town {
protected:
    static value example(const std::string& form) {
        return sportello::testing::read_json(SPORTELLO_PLUGIN_FOLDER "/forms/" + form + ".json")
            .at("examples")
            .at(0);
    }
};

TEST_F(Examples, TheCommandsOfTheProceduresSucceed) {
    for (const auto* form : {"certificate", "certificate-stamped", "certificate-exempt"}) {
        const auto outcome = host.command("registry.certificate", example(form));
        EXPECT_TRUE(outcome.ok()) << form << ": " << outcome.code;
    }
    const auto outcome = host.command("registry.change-address", example("change-address"));
    EXPECT_TRUE(outcome.ok()) << outcome.code;
    EXPECT_EQ(host.documents().size(), 3U);
}

TEST_F(Examples, TheQueriesFindSomebody) {
    const auto found = host.query("registry.search-people", example("search-people"));
    EXPECT_EQ(found.reply.at("people").as_array().size(), 1U);
    EXPECT_TRUE(host.query("registry.person", example("person")).ok());
}

TEST_F(Examples, ThePeopleOfTheProceduresAreInTheRegister) {
    for (const auto* form :
         {"certificato-storico", "convivenza-di-fatto", "rettifica-dati-anagrafici",
          "attestazione-soggiorno-ue", "rinnovo-dimora-abituale"}) {
        const auto data = example(form);
        const std::string code(data.at("applicant").at("tax_code").as_string());
        EXPECT_THAT(
            host.column("SELECT count(*) FROM registry_person WHERE tax_code = '" + code + "'"),
            ::testing::ElementsAre("1"))
            << form;
    }
}

TEST(DemoExample, LoadsIntoAnEmptyRegister) {
    sportello::testing::Host host;
    host.add(SPORTELLO_PLUGIN_FOLDER, sportello_plugin_v1());
    const auto form =
        sportello::testing::read_json(SPORTELLO_PLUGIN_FOLDER "/forms/load-demo-people.json");
    const auto outcome = host.command("registry.load-demo-people", form.at("examples").at(0));
    EXPECT_TRUE(outcome.ok()) << outcome.code << outcome.field;
}

} // namespace
} // namespace registry
