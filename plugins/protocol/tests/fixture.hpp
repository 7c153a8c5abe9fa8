// protocol/tests/fixture.hpp -- the register beside a host, and how tests use it.
#pragma once

#include <sportello/testing.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace protocol::testing {

using sportello::json::object;
using sportello::json::parse;
using sportello::json::value;
using sportello::testing::Outcome;

class Protocol : public ::testing::Test {
protected:
    Protocol() { host.add(SPORTELLO_PLUGIN_FOLDER, sportello_plugin_v1()); }

    Outcome enter(object more = {}) {
        object document{{"direction", "in"},
                        {"correspondent", "Ferrari Marco"},
                        {"subject", "Richiesta all'Anagrafe"}};
        for (const auto& member : more)
            document.insert_or_assign(member.key(), member.value());
        return host.command("protocol.register", document);
    }
    std::int64_t number(const Outcome& outcome) {
        EXPECT_TRUE(outcome.ok()) << outcome.code << " " << outcome.field;
        return outcome.ok() ? outcome.reply.at("number").to_number<std::int64_t>() : 0;
    }
    std::vector<std::int64_t> found(object search) {
        const auto outcome = host.query("protocol.search", search);
        EXPECT_TRUE(outcome.ok()) << outcome.code;
        std::vector<std::int64_t> numbers;
        for (const auto& entry : outcome.reply.at("entries").as_array())
            numbers.push_back(entry.at("number").to_number<std::int64_t>());
        return numbers;
    }
    value card(std::int64_t number) {
        return host.query("protocol.entry", object{{"year", 2026}, {"number", number}}).reply;
    }
    // A command on the first entry of 2026, or as `more` says.
    Outcome change(const std::string& operation, object more = {}) {
        object input{{"year", 2026}, {"number", 1}};
        for (const auto& member : more)
            input.insert_or_assign(member.key(), member.value());
        return host.command("protocol." + operation, input);
    }
    value reply_of(const Outcome& outcome) {
        EXPECT_TRUE(outcome.ok()) << outcome.code << " " << outcome.field;
        return outcome.reply;
    }

    sportello::testing::Host host;
};

// Of the empty content and of "abc", as FIPS 180 gives them.
inline const std::string digest_of_nothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
inline const std::string digest_of_abc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

inline object kept(const std::string& sha256, const std::string& name, bool main) {
    return {{"sha256", sha256},
            {"name", name},
            {"media_type", "application/pdf"},
            {"bytes", 3},
            {"main", main}};
}

} // namespace protocol::testing
