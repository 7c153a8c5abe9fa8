// tests/core/people/audit_test.cpp -- whatever is done to the audit trail afterwards is found.
#include "core/people/audit.hpp"

#include "tests/core/people/fixture.hpp"

namespace sportello::people {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t lines = 7;

class AuditTest : public PeopleTest {
protected:
    void write(std::int64_t how_many) {
        for (std::int64_t i = 0; i < how_many; ++i) {
            const auto object = "case " + std::to_string(i);
            audit(db, {"anna", "case.read", object, "asked at the counter"}, clock.now());
            clock.advance(1s);
        }
    }
};

TEST_F(AuditTest, AnEmptyTrailFits) {
    EXPECT_EQ(verify_audit(db), std::nullopt);
}

TEST_F(AuditTest, WhatWasWrittenFitsAndIsNumberedWithoutGaps) {
    write(lines);
    EXPECT_EQ(verify_audit(db), std::nullopt);
    EXPECT_EQ(db.integer("SELECT min(sequence) FROM audit"), 1);
    EXPECT_EQ(db.integer("SELECT max(sequence) FROM audit"), lines);
    EXPECT_EQ(audit_head(db).sequence, lines);
}

TEST_F(AuditTest, ALineRolledBackWithItsCommandLeavesTheTrailWhole) {
    write(2);
    EXPECT_THROW(store::savepoint(db,
                                  [&] {
                                      write(1);
                                      throw std::runtime_error("the command failed");
                                  }),
                 std::runtime_error);
    write(1);
    EXPECT_EQ(verify_audit(db), std::nullopt);
    EXPECT_EQ(audit_head(db).sequence, 3);
}

TEST_F(AuditTest, AChangeOfAnyFieldOfAnyLineIsFound) {
    for (const std::string change :
         {"at = at + 1", "actor = 'bruno'", "action = 'case.closed'", "object = ''",
          "reason = reason || '.'", "hash = upper(hash)", "hash = ''"})
        for (std::int64_t line = 1; line <= lines; ++line) {
            db.run("DELETE FROM audit");
            db.run("UPDATE audit_head SET sequence = 0, hash = ''");
            write(lines);
            db.run("UPDATE audit SET " + change + " WHERE sequence = ?1", line);
            EXPECT_EQ(verify_audit(db), line) << change;
        }
}

TEST_F(AuditTest, TextMovedFromOneFieldToTheNextIsFound) {
    audit(db, {"anna", "case.read", "", "asked"}, clock.now());
    db.run("UPDATE audit SET object = 'asked', reason = ''");
    EXPECT_EQ(verify_audit(db), 1);
}

TEST_F(AuditTest, ARemovedLineIsFoundAlsoTheLastAndWhenTheOthersAreRenumbered) {
    for (std::int64_t line = 1; line <= lines; ++line)
        for (const bool renumbered : {false, true}) {
            db.run("DELETE FROM audit");
            db.run("UPDATE audit_head SET sequence = 0, hash = ''");
            write(lines);
            db.run("DELETE FROM audit WHERE sequence = ?1", line);
            if (renumbered)
                for (auto next = line + 1; next <= lines; ++next)
                    db.run("UPDATE audit SET sequence = sequence - 1 WHERE sequence = ?1", next);
            EXPECT_EQ(verify_audit(db), line);
        }
}

TEST_F(AuditTest, ATrailThatWasEmptiedIsFound) {
    write(lines);
    db.run("DELETE FROM audit");
    EXPECT_EQ(verify_audit(db), 1);
}

TEST_F(AuditTest, AnInsertedLineIsFoundAlsoAtTheEnd) {
    for (std::int64_t at = 1; at <= lines + 1; ++at) {
        db.run("DELETE FROM audit");
        db.run("UPDATE audit_head SET sequence = 0, hash = ''");
        write(lines);
        for (auto later = lines; later >= at; --later)
            db.run("UPDATE audit SET sequence = sequence + 1 WHERE sequence = ?1", later);
        db.run("INSERT INTO audit (sequence, at, actor, action, object, reason, hash)"
               " VALUES (?1, 0, 'anna', 'case.read', '', '', ?2)",
               at, std::string(64, 'a'));
        EXPECT_EQ(verify_audit(db), at);
    }
}

TEST_F(AuditTest, TwoLinesThatChangedPlacesAreFound) {
    for (std::int64_t line = 1; line < lines; ++line) {
        db.run("DELETE FROM audit");
        db.run("UPDATE audit_head SET sequence = 0, hash = ''");
        write(lines);
        db.run("UPDATE audit SET sequence = -1 WHERE sequence = ?1", line);
        db.run("UPDATE audit SET sequence = ?1 WHERE sequence = ?1 + 1", line);
        db.run("UPDATE audit SET sequence = ?1 + 1 WHERE sequence = -1", line);
        EXPECT_EQ(verify_audit(db), line);
    }
}

TEST_F(AuditTest, AHeadThatWasChangedOrRemovedIsFound) {
    write(lines);
    db.run("UPDATE audit_head SET hash = ''");
    EXPECT_EQ(verify_audit(db), lines);
    db.run("DELETE FROM audit_head");
    EXPECT_EQ(verify_audit(db), 1);
}

TEST_F(AuditTest, AChainComputedAnewDiffersFromAHeadThatWasKeptElsewhere) {
    write(lines);
    const auto kept = audit_head(db);
    db.run("DELETE FROM audit");
    db.run("UPDATE audit_head SET sequence = 0, hash = ''");
    write(lines); // A second later each: another truth, whole in itself.
    EXPECT_EQ(verify_audit(db), std::nullopt);
    EXPECT_EQ(audit_head(db).sequence, kept.sequence);
    EXPECT_NE(audit_head(db).hash, kept.hash);
}

} // namespace
} // namespace sportello::people
