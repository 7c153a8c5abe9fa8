// registry/tests/town.hpp -- a register full of the demonstration's residents, with the real
// protocol.
#pragma once

#include <sportello/testing.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace registry {

using sportello::json::array;
using sportello::json::object;
using sportello::json::parse;
using sportello::json::value;
using sportello::testing::Outcome;

class Town : public ::testing::Test {
protected:
    static value demo() {
        return sportello::testing::read_json(SPORTELLO_PLUGIN_FOLDER "/demo/people.json");
    }
    // The tax code of one of them.
    std::string code(const std::string& surname, const std::string& name) {
        return host
            .column("SELECT tax_code FROM registry_person WHERE surname = '" + surname +
                    "' AND name = '" + name + "'")
            .at(0);
    }
    value card(const std::string& tax_code, const std::string& on) {
        const auto outcome = host.query(
            "registry.person", object{{"tax_code", tax_code}, {"on", on}, {"reason", "test"}});
        EXPECT_TRUE(outcome.ok()) << outcome.code;
        return outcome.reply;
    }
    // "1 2 3 3": the relationships of the family the person was in.
    std::string family(const std::string& tax_code, const std::string& on) {
        std::string relationships;
        const auto shown = card(tax_code, on);
        for (const auto& member : shown.at("family").as_array())
            relationships += (relationships.empty() ? "" : " ") +
                             std::to_string(member.at("relationship").to_number<int>());
        return relationships;
    }
    std::string street(const std::string& tax_code, const std::string& on) {
        return std::string(card(tax_code, on).at("residence").at("street").as_string());
    }

    sportello::testing::Host host;
    const bool filled = fill(); // Before the codes below are asked for.
    const std::string marco = code("Ferrari", "Marco");
    const std::string elena = code("Bonizzi", "Elena");
    const std::string giulia = code("Ferrari", "Giulia");
    const std::string tommaso = code("Ferrari", "Tommaso");
    const std::string luca = code("Moretti", "Luca");

private:
    bool fill() {
        host.load(SPORTELLO_PLUGINS "/protocol");
        host.add(SPORTELLO_PLUGIN_FOLDER, sportello_plugin_v1());
        const auto loaded = host.command("registry.load-demo-people", demo());
        EXPECT_TRUE(loaded.ok()) << loaded.code << ' ' << loaded.field;
        return loaded.ok();
    }
};

} // namespace registry
