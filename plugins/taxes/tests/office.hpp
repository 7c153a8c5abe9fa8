// taxes/tests/office.hpp -- a tax office with the demonstration's decisions and the real protocol.
#pragma once

#include <sportello/testing.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace taxes {

using sportello::json::array;
using sportello::json::object;
using sportello::json::parse;
using sportello::json::value;
using sportello::testing::Outcome;

class Office : public ::testing::Test {
protected:
    static value example(const std::string& form) {
        return sportello::testing::read_json(SPORTELLO_PLUGIN_FOLDER "/forms/" + form + ".json")
            .at("examples")
            .at(0);
    }
    static value demo() {
        return sportello::testing::read_json(SPORTELLO_PLUGIN_FOLDER "/demo/decisions.json");
    }
    // The form's example with other members.
    static object with(const std::string& form, const object& more) {
        auto input = example(form).as_object();
        for (const auto& member : more)
            input.insert_or_assign(member.key(), member.value());
        return input;
    }
    Outcome done(const std::string& operation, const value& input) {
        auto outcome = host.command("taxes." + operation, input);
        EXPECT_TRUE(outcome.ok()) << operation << ": " << outcome.code << ' ' << outcome.field;
        return outcome;
    }
    Outcome asked(const std::string& operation, const value& input) {
        auto outcome = host.query("taxes." + operation, input);
        EXPECT_TRUE(outcome.ok()) << operation << ": " << outcome.code << ' ' << outcome.field;
        return outcome;
    }
    Outcome decide(const object& decision) {
        object input{{"year", 2026}, {"act", "Delibera C.C. 1/2026"}};
        for (const auto& member : decision)
            input.insert_or_assign(member.key(), member.value());
        return host.command("taxes.decide", input);
    }
    std::string count(const std::string& table) {
        return host.column("SELECT count(*) FROM " + table).front();
    }
    // The sentences of "steps" or "notes", in Italian.
    static std::string said(const value& reply, const char* list) {
        std::string text;
        for (const auto& sentence : reply.at(list).as_array())
            text += std::string(sentence.at("it").as_string()) + "\n";
        return text;
    }

    sportello::testing::Host host;

private:
    const bool ready_ = [&] {
        host.load(SPORTELLO_PLUGINS "/protocol");
        host.add(SPORTELLO_PLUGIN_FOLDER, sportello_plugin_v1());
        return true;
    }();
};

} // namespace taxes
