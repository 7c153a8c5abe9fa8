// A case is opened and concluded once, and keeps its documents in the order they were made.
#include "core/base/refusal.hpp"
#include "core/cases/case.hpp"
#include "core/store/schema.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace sportello::cases {
namespace {

class CaseTest : public testing::Test {
protected:
    CaseTest() : db(":memory:", store::Connection::Mode::write) {
        store::migrate(db, "", store::core_migrations());
    }
    CaseId opened() {
        const NewCase change{"residence.address-change",
                             "registry",
                             std::nullopt,
                             "anna",
                             "it",
                             boost::json::object{{"street", "Via Mazzini"}}};
        return open(db, change, now);
    }

    store::Connection db;
    const Instant now = instant_from("2026-11-24T08:00:00.000Z");
};

TEST_F(CaseTest, IsReadAsItWasConcluded) {
    const auto id = opened();
    conclude(db, id,
             {CaseState::accepted,
              {{"receipt", "R-1"}},
              {boost::json::object{{"kind", "fee"}, {"cents", 52}}},
              ProtocolNumber{2026, "0000042"},
              "2027-01-08"});
    const auto found = find_case(db, id);
    EXPECT_EQ(found.conclusion.state, CaseState::accepted);
    EXPECT_EQ(found.data.at("street").as_string(), "Via Mazzini");
    EXPECT_EQ(found.conclusion.charges.at(0).at("cents").to_number<int>(), 52);
    EXPECT_EQ(found.conclusion.protocol->number, "0000042");
    EXPECT_EQ(found.conclusion.due_on, "2027-01-08");
    EXPECT_EQ(found.opened_at, now);
}

TEST_F(CaseTest, IsConcludedOnce) {
    const auto id = opened();
    conclude(db, id, {CaseState::completed, {}, {}, std::nullopt, std::nullopt});
    EXPECT_THROW(conclude(db, id, {CaseState::accepted, {}, {}, std::nullopt, std::nullopt}),
                 std::logic_error);
    EXPECT_EQ(find_case(db, id).conclusion.state, CaseState::completed);
}

TEST_F(CaseTest, NumbersItsDocumentsFromOne) {
    const auto id = opened();
    EXPECT_EQ(add_document(db, id, "registry/certificate", {{"name", "Rosa"}}), 1);
    EXPECT_EQ(add_document(db, id, "registry/receipt", {}), 2);
    ASSERT_EQ(documents(db, id).size(), 2U);
    EXPECT_EQ(document(db, id, 1).data.at("name").as_string(), "Rosa");
}

TEST_F(CaseTest, IsFoundByACodeThatCannotBeGuessed) {
    const auto first = find_case(db, opened());
    const auto second = find_case(db, opened());
    EXPECT_EQ(first.code.size(), 16U);
    EXPECT_EQ(first.code.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_NE(first.code, second.code);
    EXPECT_EQ(find_case_by_code(db, second.code).id, second.id);
    EXPECT_THROW(find_case_by_code(db, "0123456789abcdef"), Refusal);
}

TEST_F(CaseTest, FollowsItsTaskOnlyOnceAccepted) {
    const auto id = opened();
    EXPECT_THROW(follow(db, id, CaseState::ready, std::nullopt), std::logic_error);
    conclude(db, id, {CaseState::accepted, {}, {}, ProtocolNumber{2026, "0000042"}, "2027-01-08"});
    follow(db, id, CaseState::suspended, "2027-01-18");
    EXPECT_EQ(find_case(db, id).conclusion.state, CaseState::suspended);
    EXPECT_EQ(find_case(db, id).conclusion.due_on, "2027-01-18");
    const auto done = opened();
    conclude(db, done, {CaseState::completed, {}, {}, std::nullopt, std::nullopt});
    EXPECT_THROW(follow(db, done, CaseState::ready, std::nullopt), std::logic_error);
}

TEST_F(CaseTest, UnknownOnesAreRefused) {
    EXPECT_THROW(find_case(db, CaseId{7}), Refusal);
    EXPECT_THROW(document(db, opened(), 1), Refusal);
}

} // namespace
} // namespace sportello::cases
