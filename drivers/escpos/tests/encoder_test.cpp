// drivers/escpos/tests/encoder_test.cpp -- documents to bytes, profiles, and the manifest.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>
#include <set>

#include "encoder.hpp"
#include "fake_printer.hpp"

namespace escpos {
namespace {

using sportello::Block;

constexpr std::string_view tm_t20 = R"({"columns": 48, "code_pages": {"pc858": 19, "wpc1252": 16},
    "cutter": "partial", "qr": "native", "confirm": "gs-h", "status": "dle-eot"})";

Block text(std::string_view it, std::uint32_t style = 0) {
    return {SPO_BLOCK_TEXT, style, it, 0};
}

std::string bytes_of(const std::vector<Block>& document, std::string_view profile = tm_t20) {
    return test::text_of(encode(document, profile_from(profile)));
}

std::string raw(const char* text, std::size_t size) {
    return {text, size};
}
#define RAW(text) raw(text, sizeof(text) - 1)

const std::string reset = RAW("\x1b@\x1bR\0");
const std::string plain = RAW("\x1b"
                              "a\0"
                              "\x1b"
                              "E\0"
                              "\x1d!\0");
const std::string cut = RAW("\x1dVB\0");

TEST(Encoder, WritesATicket) {
    const std::vector<Block> ticket{
        text("Comune di Città", SPO_CENTER | SPO_BOLD),
        {SPO_BLOCK_RULE, 0, "", 0},
        text("A042", SPO_CENTER | SPO_HUGE | SPO_BOLD),
        text("Anagrafe", SPO_WIDE | SPO_TALL),
        text("costo: 0,52 €", SPO_RIGHT),
        {SPO_BLOCK_QR, 0, "https://x.it/t/1", 0},
        {SPO_BLOCK_FEED, 0, "", 2},
        {SPO_BLOCK_CUT, 0, "", 0},
    };
    std::string rule;
    rule.assign(48, '\xc4');
    EXPECT_EQ(bytes_of(ticket),
              reset + //
                  RAW("\x1b"
                      "a\1"
                      "\x1b"
                      "E\1"
                      "\x1d!\0"
                      "Comune di Citt"
                      "\x1bt\x13"
                      "\x85\n") + //
                  plain +
                  rule + "\n" + //
                  RAW("\x1b"
                      "a\1"
                      "\x1b"
                      "E\1"
                      "\x1d!\x77"
                      "A042\n") + //
                  RAW("\x1b"
                      "a\0"
                      "\x1b"
                      "E\0"
                      "\x1d!\x11"
                      "Anagrafe\n") + //
                  RAW("\x1b"
                      "a\2"
                      "\x1b"
                      "E\0"
                      "\x1d!\0"
                      "costo: 0,52 \xd5\n") + //
                  RAW("\x1b"
                      "a\1"
                      "\x1d(k\4\0"
                      "1A2\0"
                      "\x1d(k\3\0"
                      "1C\6"
                      "\x1d(k\3\0"
                      "1E1" //
                      "\x1d(k\x13\0"
                      "1P0"
                      "https://x.it/t/1"
                      "\x1d(k\3\0"
                      "1Q0") + //
                  RAW("\x1b"
                      "d\2") +
                  cut);
}

TEST(Encoder, CutsAtTheEndThoughTheDocumentForgets) {
    EXPECT_EQ(bytes_of({text("a")}), reset + plain + "a\n" + cut);
    EXPECT_EQ(bytes_of({text("a"), {SPO_BLOCK_CUT, 0, "", 0}}), reset + plain + "a\n" + cut);
    EXPECT_EQ(bytes_of({text("a")}, R"({"cutter": "none"})"), reset + plain +
                                                                  "a\n\x1b"
                                                                  "d\6");
    EXPECT_EQ(bytes_of({text("a")}, R"({"cutter": "full"})"), reset + plain + RAW("a\n\x1dVA\0"));
}

TEST(Encoder, SendsWhatTheProfileWantsBeforeAndAfter) {
    EXPECT_EQ(bytes_of({text("a")}, R"({"setup": "1c2e", "finish": "1D6505"})"),
              reset + "\x1c." + plain + "a\n" + cut +
                  "\x1d"
                  "e\5");
}

TEST(Encoder, HugeIsTheLargestThatFits) {
    const auto size_of = [](std::string_view it, std::string_view profile) {
        const auto bytes = bytes_of({text(it, SPO_HUGE)}, profile);
        return static_cast<std::uint8_t>(bytes.at(bytes.find("\x1d!") + 2));
    };
    EXPECT_EQ(size_of("A042", tm_t20), 0x77);    // 8 x 4 of 48
    EXPECT_EQ(size_of("A042-12", tm_t20), 0x55); // 6 x 7 of 48
    EXPECT_EQ(size_of("A042-12", R"({"columns": 32})"), 0x33);
    EXPECT_EQ(size_of(std::string(48, 'A'), tm_t20), 0x00);
    EXPECT_EQ(size_of(std::string(90, 'A'), tm_t20), 0x00); // And wraps.
    EXPECT_EQ(size_of("", tm_t20), 0x77);
}

TEST(Encoder, WideTextWrapsAtHalfTheColumns) {
    EXPECT_EQ(bytes_of({text("uno due tre", SPO_WIDE)}, R"({"columns": 16})"),
              reset +
                  RAW("\x1b"
                      "a\0"
                      "\x1b"
                      "E\0"
                      "\x1d!\x10"
                      "uno due\ntre\n") +
                  cut);
}

TEST(Encoder, SwitchesPagesInsideALineAndRemembersThePage) {
    EXPECT_EQ(bytes_of({text("è œ"), text("è")}),
              reset + plain + RAW("\x1bt\x13\x8a \x1bt\x10\x9c\n") + plain + "\xe8\n" + cut);
}

TEST(Encoder, PrintsAQrCodeAsTextWhereThePrinterDrawsNone) {
    const auto centred = RAW("\x1b"
                             "a\1"
                             "\x1b"
                             "E\0"
                             "\x1d!\0");
    EXPECT_EQ(bytes_of({{SPO_BLOCK_QR, 0, "https://x.it", 0}}, "{}"),
              reset + centred + "https://x.it\n" + cut);
    // Or when it would not fit the paper.
    const std::string large(667, 'x');
    EXPECT_EQ(bytes_of({{SPO_BLOCK_QR, 0, large, 0}}).find("\x1d(k"), std::string::npos);
    EXPECT_NE(bytes_of({{SPO_BLOCK_QR, 0, std::string_view(large).substr(1), 0}}).find("\x1d(k"),
              std::string::npos);
    EXPECT_EQ(bytes_of({{SPO_BLOCK_QR, 0, "", 0}}), reset + cut);
}

TEST(Encoder, AQrCodeFitsThePaper) {
    for (unsigned columns = 8; columns <= 64; ++columns) {
        const auto profile = R"({"qr": "native", "columns": )" + std::to_string(columns) + "}";
        for (const std::size_t size : {1u, 14u, 15u, 100u, 213u, 214u, 400u, 666u}) {
            const std::string data(size, 'x');
            const auto bytes = bytes_of({{SPO_BLOCK_QR, 0, data, 0}}, profile);
            const auto at = bytes.find(RAW("\x1d(k\3\0"
                                           "1C"));
            if (at == std::string::npos) continue;
            const auto dots = static_cast<unsigned>(bytes.at(at + 7));
            EXPECT_GE(dots, 3u);
            EXPECT_LE(dots, 6u);
            EXPECT_LE(dots * 21, columns * 12); // Version 1 at least.
        }
    }
}

TEST(Encoder, LeavesOutBlocksOfTheFutureAndLimitsTheFeed) {
    EXPECT_EQ(bytes_of({{99, 0, "?", 0}}), reset + cut);
    EXPECT_EQ(bytes_of({{SPO_BLOCK_FEED, 0, "", 0}}), reset + cut);
    EXPECT_EQ(bytes_of({{SPO_BLOCK_FEED, 0, "", 100'000}}), reset +
                                                                "\x1b"
                                                                "d"
                                                                "d" +
                                                                cut);
}

// A real-time command is obeyed wherever it stands, even inside a QR code.
TEST(Encoder, NeverFormsARealTimeCommand) {
    std::mt19937 random(5);
    const char* const profiles[] = {tm_t20.data(), "{}",
                                    R"({"code_pages": {"wpc1252": 16}, "cutter": "none"})"};
    const std::string favourites[] = {RAW("\x10\x04\x01"),
                                      RAW("\x10\x05\x02"),
                                      RAW("\x10\x14\x01"),
                                      "è",
                                      "€",
                                      "œ",
                                      " ",
                                      "\xff",
                                      "ő"};
    for (int round = 0; round < 3'000; ++round) {
        std::vector<std::string> texts(1 + random() % 5);
        std::vector<Block> document;
        for (auto& it : texts) {
            for (auto i = random() % 200; i > 0; --i) {
                if (random() % 4 == 0)
                    it += favourites[random() % std::size(favourites)];
                else
                    it += static_cast<char>(random() % 3 ? random() % 0x20 : random());
            }
            document.push_back({static_cast<spo_block_kind>(random() % 5),
                                static_cast<std::uint32_t>(random() & 0x3f), it,
                                static_cast<std::uint32_t>(random() % 40)});
        }
        const auto profile = profile_from(profiles[random() % std::size(profiles)]);
        auto bytes = encode(document, profile);
        const auto request = process_request(process_id_from(static_cast<std::uint32_t>(random())));
        bytes.insert(bytes.end(), request.begin(), request.end());
        for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
            if (bytes[i] != 0x10) continue;
            const auto next = bytes[i + 1];
            ASSERT_TRUE(next != 0x04 && next != 0x05 && next != 0x14) << i;
        }
    }
}

TEST(Encoder, MakesIdsOfPrintableCharacters) {
    std::set<ProcessId> ids;
    for (std::uint32_t token = 0; token < 5'000; ++token) {
        const auto id = process_id_from(token * 2'654'435'761u);
        for (const auto it : id)
            EXPECT_TRUE(it >= 0x20 && it <= 0x7e);
        ids.insert(process_id_from(token));
    }
    EXPECT_EQ(ids.size(), 5'000u);
}

TEST(Profile, WithoutAWordIsThatOfTheSimplestPrinter) {
    const auto profile = profile_from("");
    EXPECT_EQ(profile.columns, 32u);
    EXPECT_EQ(profile.confirm, Confirm::none);
    EXPECT_FALSE(profile.qr);
    ASSERT_EQ(profile.pages.size(), 1u);
    EXPECT_EQ(profile.pages[0].page->name, "pc437");
}

TEST(Profile, RefusesWhatMakesNoSense) {
    for (const auto* it :
         {"[]", "{", R"({"columns": 0})", R"({"columns": "48"})", R"({"cutter": "sharp"})",
          R"({"code_pages": {"pc999": 1}})", R"({"code_pages": {"pc437": 256}})", R"({"qr": true})",
          R"({"setup": "1"})", R"({"setup": "zz"})", R"({"confirm": "yes"})",
          R"({"unidirectional": "no"})"}) {
        EXPECT_ANY_THROW(profile_from(it)) << it;
        test::FakePrinter printer;
        EXPECT_FALSE(test::Opened(printer, it).is_open()) << it;
    }
    EXPECT_NO_THROW(profile_from(R"({"name": "x", "something": ["new"]})"));
}

TEST(Manifest, EveryEntryIsAProfileAndTheGenericOneIsLast) {
    std::ifstream in(ESCPOS_MANIFEST, std::ios::binary);
    const auto manifest = boost::json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
    EXPECT_EQ(manifest.at("id").as_string(), sportello_driver_v1()->id);
    EXPECT_EQ(manifest.at("version").as_string(), sportello_driver_v1()->version);
    const auto& devices = manifest.at("devices").as_array();
    ASSERT_FALSE(devices.empty());
    std::set<std::string> matches;
    for (const auto& it : devices) {
        EXPECT_NO_THROW(profile_from(boost::json::serialize(it)));
        EXPECT_TRUE(matches.insert(boost::json::serialize(it.at("match"))).second) << it;
    }
    EXPECT_EQ(devices.back().at("match").at("usb-class").as_string(), "07/01");
}

} // namespace
} // namespace escpos
