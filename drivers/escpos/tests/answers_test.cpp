// drivers/escpos/tests/answers_test.cpp -- the parser of what printers send, on any bytes.
#include <gtest/gtest.h>

#include <random>

#include "answers.hpp"

namespace escpos {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Kind = Answer::Kind;
using Answers = std::vector<Answer>;

Answers all_of(const Bytes& bytes) {
    return AnswerParser().take(bytes);
}

Answer real_time(std::uint8_t byte) {
    return {Kind::real_time, byte, {}};
}

Answer fence(std::uint8_t byte) {
    return {Kind::fence, byte, {}};
}

Answer done(ProcessId id) {
    return {Kind::process_done, 0, id};
}

Bytes random_bytes(std::mt19937& random, std::size_t most) {
    Bytes bytes(random() % (most + 1));
    for (auto& it : bytes)
        it = static_cast<std::uint8_t>(random());
    return bytes;
}

TEST(Answers, AreToldApartByTheirFixedBits) {
    EXPECT_EQ(all_of({0x12, 0x7e, 0x0c}), (Answers{real_time(0x12), real_time(0x7e), fence(0x0c)}));
    EXPECT_EQ(all_of({0x37, 0x22, 'a', 'b', 'c', 'd', 0}), Answers{done({'a', 'b', 'c', 'd'})});
}

TEST(Answers, LeaveOutWhatNobodyAskedFor) {
    EXPECT_EQ(all_of({0x14, 0x00, 0x0c, 0x0f}), Answers{});              // Automatic status.
    EXPECT_EQ(all_of({0x11, 0x13}), Answers{});                          // XON, XOFF.
    EXPECT_EQ(all_of({0x5f, 'E', 'P', 'S', 'O', 'N', 0x00}), Answers{}); // GS I
    EXPECT_EQ(all_of({0x37, 0x25, 0x00}), Answers{});                    // Buffers cleared.
    EXPECT_EQ(all_of({0x80, 0xff, 0x92, 0x15, 0x17, 0x1b}), Answers{});  // Babble.
}

TEST(Answers, MayStandInsideEachOther) {
    EXPECT_EQ(all_of({0x10, 0x00, 0x16, 0x13, 0x00, 0x11, 0x00, 0x00}),
              (Answers{real_time(0x16), fence(0x00)}));
    EXPECT_EQ(all_of({0x37, 0x22, '1', 0x12, '2', 0x13, '3', '4', 0x00}),
              (Answers{real_time(0x12), done({'1', '2', '3', '4'})}));
}

TEST(Answers, AreFoundBehindBabbleThatLooksLikeABeginning) {
    EXPECT_EQ(all_of({0x37, 0x37, 0x22, '1', '2', '3', '4', 0}),
              Answers{done({'1', '2', '3', '4'})});
    EXPECT_EQ(all_of({0x5f, 'x', 0x37, 0x22, '1', '2', '3', '4', 0}),
              Answers{done({'1', '2', '3', '4'})});
    EXPECT_EQ(all_of({0x10, 0x00, 0x37, 0x22, '1', '2', '3', '4', 0}),
              Answers{done({'1', '2', '3', '4'})});
}

TEST(Answers, ThatAreCutShortEndInSilence) {
    AnswerParser parser;
    EXPECT_EQ(parser.take(Bytes{0x5f, 'E'}), Answers{});
    EXPECT_EQ(parser.take(Bytes{0x32}), Answers{}); // Still in the text.
    parser.silence();
    EXPECT_EQ(parser.take(Bytes{0x32}), Answers{real_time(0x32)});
}

TEST(Answers, DoNotDependOnWhereTheBytesAreCut) {
    std::mt19937 random(1);
    for (int round = 0; round < 2'000; ++round) {
        Bytes bytes;
        const Bytes pieces[] = {{0x12},
                                {0x7e},
                                {0x00},
                                {0x14, 0x00, 0x0c, 0x0f},
                                {0x37, 0x22, 'a', 'b', 'c', 'd', 0},
                                {0x5f, 'T', 'M', 0},
                                {0x11},
                                random_bytes(random, 6)};
        for (auto i = random() % 12; i > 0; --i) {
            const auto& piece = pieces[random() % std::size(pieces)];
            bytes.insert(bytes.end(), piece.begin(), piece.end());
        }
        const auto whole = all_of(bytes);
        AnswerParser parser;
        Answers parts;
        for (std::size_t at = 0; at < bytes.size();) {
            const auto count = std::min<std::size_t>(1 + random() % 4, bytes.size() - at);
            for (const auto& it : parser.take(std::span(bytes).subspan(at, count)))
                parts.push_back(it);
            at += count;
        }
        ASSERT_EQ(parts, whole);
    }
}

TEST(Answers, OfAnyBytesHoldTheirFixedBits) {
    std::mt19937 random(2);
    for (int round = 0; round < 2'000; ++round) {
        const auto bytes = random_bytes(random, 300);
        const auto answers = all_of(bytes);
        ASSERT_LE(answers.size(), bytes.size());
        for (const auto& it : answers) {
            ASSERT_TRUE(it.kind != Kind::real_time || (it.byte & 0x93) == 0x12);
            ASSERT_TRUE(it.kind != Kind::fence || (it.byte & 0x90) == 0);
            if (it.kind != Kind::process_done) continue;
            for (const auto c : it.id)
                ASSERT_TRUE(c >= 0x20 && c <= 0x7e);
        }
    }
}

// Once the printer pauses, whatever it babbled before, the next answer is understood.
TEST(Answers, AreUnderstoodAfterAnyBabbleAndSilence) {
    std::mt19937 random(3);
    for (int round = 0; round < 2'000; ++round) {
        AnswerParser parser;
        parser.take(random_bytes(random, 200));
        parser.silence();
        ASSERT_EQ(parser.take(Bytes{0x37, 0x22, '1', '2', '3', '4', 0}),
                  Answers{done({'1', '2', '3', '4'})});
    }
}

// Even without the pause, when the last babble is no text.
TEST(Answers, OfAProcessAreFoundBehindAnyBabbleThatEndsInRubbish) {
    std::mt19937 random(4);
    for (int round = 0; round < 2'000; ++round) {
        auto bytes = random_bytes(random, 50);
        bytes.insert(bytes.end(), {0xff, 0x37, 0x22, '1', '2', '3', '4', 0});
        const auto answers = all_of(bytes);
        ASSERT_FALSE(answers.empty());
        ASSERT_EQ(answers.back(), done({'1', '2', '3', '4'}));
    }
}

} // namespace
} // namespace escpos
