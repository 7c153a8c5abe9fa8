// tests/core/counter/contacts_test.cpp -- contacts and calls, from the ring to how they ended.
#include "core/counter/contacts.hpp"

#include <gmock/gmock.h>

#include "tests/core/counter/hall.hpp"

namespace sportello::counter {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Contacts : public Hall {
protected:
    Contact visit(ContactEnd end) {
        const auto open = open_contact(db, settings, Channel::reception, "anna", now());
        return close_contact(db, open.id, end, now());
    }
    Contact ring(std::optional<std::string> phone = "0373894111") {
        return open_call(db, settings, std::move(phone), std::nullopt, now());
    }
    std::vector<std::int64_t> ids(const ContactFilter& filter) {
        std::vector<std::int64_t> all;
        for (const auto& one : contacts(db, filter))
            all.push_back(number(one.id));
        return all;
    }
};

TEST_F(Contacts, WhatIsAnsweredOnTheSpotIsCounted) {
    ContactEnd end;
    end.procedures = {"cie-rilascio"};
    end.reason = "orari";
    end.operator_id = "bruno"; // Who opened it is kept.
    const auto closed = visit(end);
    EXPECT_EQ(closed.state, ContactState::closed);
    EXPECT_EQ(closed.outcome, ContactOutcome::answered);
    EXPECT_EQ(closed.channel, Channel::reception);
    EXPECT_EQ(closed.operator_id, "anna");
    EXPECT_THAT(closed.procedures, ElementsAre("cie-rilascio"));
    EXPECT_EQ(closed.reason, "orari");
    EXPECT_FALSE(closed.ticket);
    EXPECT_EQ(closed.ended_at, now());
    EXPECT_EQ(closed.day, "2026-11-24");
}

TEST_F(Contacts, EveryOutcomeIsWrittenAndReadBack) {
    for (const auto& text : contact_outcomes()) {
        ContactEnd end;
        end.outcome = contact_outcome_from(text).value();
        EXPECT_EQ(to_text(visit(end).outcome.value()), text);
    }
    EXPECT_FALSE(contact_outcome_from("else"));
}

TEST_F(Contacts, ACallRingsIsAnsweredAndEnds) {
    const auto call = ring();
    EXPECT_EQ(call.state, ContactState::ringing);
    const auto open = answer_call(db, call.id, "anna", now());
    EXPECT_EQ(open.state, ContactState::open);
    EXPECT_EQ(open.operator_id, "anna");
    EXPECT_EQ(refusal([&] { answer_call(db, call.id, "bruno", now()); }), "call.is-open");
    const auto ticket = issue("phone");
    ContactEnd end;
    end.outcome = ContactOutcome::call_back;
    end.ticket = ticket.id;
    const auto closed = close_contact(db, call.id, end, now());
    EXPECT_EQ(closed.ticket, ticket.id);
    EXPECT_EQ(closed.phone, "0373894111"); // The one it came from is kept.
    EXPECT_EQ(refusal([&] { close_contact(db, call.id, end, now()); }), "call.is-closed");
    EXPECT_EQ(refusal([&] { answer_call(db, call.id, "anna", now()); }), "call.is-closed");
    EXPECT_EQ(refusal([&] { answer_call(db, ContactId{99}, "anna", now()); }), "contact.unknown");
}

TEST_F(Contacts, OnlyOpenCallsAreListedOldestFirst) {
    const auto first = ring();
    const auto second = open_call(db, settings, std::nullopt, "anna", now());
    const auto third = ring();
    open_contact(db, settings, Channel::reception, "anna", now());
    close_contact(db, first.id, {}, now());
    const auto calls = open_calls(db);
    ASSERT_EQ(calls.size(), 2U);
    EXPECT_EQ(calls[0].id, second.id);
    EXPECT_EQ(calls[0].state, ContactState::open);
    EXPECT_EQ(calls[1].id, third.id);
}

TEST_F(Contacts, AnExchangeThatRingsWithoutEndFillsNothing) {
    const auto first = ring();
    for (std::int64_t i = 0; i < calls_max + 20; ++i)
        ring();
    EXPECT_EQ(static_cast<std::int64_t>(open_calls(db).size()), calls_max);
    EXPECT_EQ(contact(db, first.id).outcome, ContactOutcome::abandoned);
}

TEST_F(Contacts, CallsAndVisitsOfACitizenAreSeenTogether) {
    ContactEnd end;
    end.tax_code = "FRRMRA80A41D142Z";
    end.phone = "3331234567";
    const auto seen = visit(end);
    visit({});
    const auto call = ring("3331234567");
    EXPECT_THAT(ids({.phone = "3331234567"}), ElementsAre(number(call.id), number(seen.id)));
    EXPECT_THAT(ids({.tax_code = "FRRMRA80A41D142Z"}), ElementsAre(number(seen.id)));
    EXPECT_THAT(ids({.tax_code = "FRRMRA80A41D142Z", .phone = "1"}), ElementsAre());
    EXPECT_THAT(ids({.day = "2026-11-23", .phone = "3331234567"}), ElementsAre());
}

TEST_F(Contacts, ADayIsReadPageByPageTheLatestFirst) {
    for (int i = 0; i < 5; ++i)
        visit({});
    clock.advance(std::chrono::hours(24));
    visit({});
    ContactFilter filter;
    filter.day = "2026-11-24";
    filter.limit = 2;
    EXPECT_THAT(ids(filter), ElementsAre(5, 4));
    filter.before = ContactId{4};
    EXPECT_THAT(ids(filter), ElementsAre(3, 2));
}

TEST_F(Contacts, TelephonesAreComparedInOneForm) {
    for (const char* text :
         {"+39 333 123 45 67", "0039333-1234567", "333.123.4567", "3331234567", "(333) 123/4567"})
        EXPECT_EQ(phone_from(text), "3331234567") << text;
    EXPECT_EQ(phone_from("+44 20 7946 0958"), "+442079460958");
    EXPECT_EQ(phone_from("112"), "112");
    for (const char* text : {"", "12", "anna", "333x", "1+2345", "+", "1234567890123456", "+39"})
        EXPECT_FALSE(phone_from(text)) << text;
}

TEST_F(Contacts, NothingPersonalIsInEvents) {
    ContactEnd end;
    end.tax_code = "FRRMRA80A41D142Z";
    end.phone = "3331234567";
    end.reason = "la signora Ferrari";
    visit(end);
    close_contact(db, ring("3331234567").id, end, now());
    EXPECT_EQ(events().size(), 3U);
    for (const auto& event : events())
        for (const char* secret : {"FRRMRA", "333123", "Ferrari"})
            EXPECT_THAT(event, Not(HasSubstr(secret)));
}

TEST_F(Contacts, WhatNobodyClosedIsAbandonedTheDayAfter) {
    const auto call = ring();
    EXPECT_EQ(abandon_contacts(db, "2026-11-24", now()), 0);
    EXPECT_EQ(abandon_contacts(db, "2026-11-25", now()), 1);
    EXPECT_EQ(contact(db, call.id).outcome, ContactOutcome::abandoned);
    EXPECT_EQ(abandon_contacts(db, "2026-11-25", now()), 0);
}

TEST_F(Contacts, PersonalDataIsForgottenOthersStay) {
    ContactEnd end;
    end.tax_code = "FRRMRA80A41D142Z";
    end.procedures = {"cie-rilascio"};
    const auto seen = visit(end);
    ring();
    EXPECT_EQ(forget_contacts(db, "2026-11-24"), 0);
    EXPECT_EQ(forget_contacts(db, "2026-11-25"), 2);
    const auto kept = contact(db, seen.id);
    EXPECT_FALSE(kept.tax_code);
    EXPECT_THAT(kept.procedures, ElementsAre("cie-rilascio"));
    EXPECT_EQ(forget_contacts(db, "2026-11-25"), 0);
}

} // namespace
} // namespace sportello::counter
