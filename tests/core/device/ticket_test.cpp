// tests/core/device/ticket_test.cpp -- the ticket that the citizen holds: the shipped template
// through the shipped driver, judged by a camera and by eyes.
#include "core/device/devices.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/device/house.hpp"

namespace sportello::device {

namespace {

using testing::HasSubstr;
namespace json = boost::json;

const std::string url = "https://sportello.comune.example/t/5fQ0rN8kYzG2mW1x";
const json::object ticket = {{"town", "Crema"},
                             {"province", "CR"},
                             {"demo", true},
                             {"number", "A042"},
                             {"lane", "Rapida"},
                             {"date", "24/11/2026"},
                             {"time", "09:12"},
                             {"ahead", 3},
                             {"priority", true},
                             {"url", url},
                             {"procedure", "Carta d'identità elettronica"}};

class TicketTest : public testing::Test {
protected:
    // The picture of the paper that came out.
    std::filesystem::path print(const std::string& language) {
        Options options;
        options.driver_folders = {SHIPPED_DRIVERS};
        options.printers = {{"kiosk", "Totem", "virtual", "escpos", ""}};
        options.paper_folder = house.paper();
        options.facsimile = true;
        const print::Templates templates(SHIPPED_TEMPLATES);
        Devices devices(house.database, templates, house.clock, options, [](const Status&) {});
        PrintJobId id{};
        house.database.write_and_wait([&](store::Connection& connection) {
            id = print::enqueue(connection, {"kiosk", "ticket", language, ticket, {}, {}},
                                house.clock.now());
        });
        devices.start();
        EXPECT_TRUE(house.becomes(id, "confirmed")) << house.became(id);
        return house.paper() / (std::to_string(number(id)) + ".png");
    }

    House house;
};

} // namespace

TEST_F(TicketTest, TheCameraReadsTheAddressAndEyesTheTownTheNumberAndTheRest) {
    const auto picture = print("it");
    EXPECT_EQ(lab::read_code(picture), url);
    const auto letters = lab::read_letters(picture);
    for (const auto* text : {"Comune di Crema", "A042", "Rapida", "Carta d'identità elettronica",
                             "Con precedenza", "24/11/2026", "09:12", "FAC-SIMILE"})
        EXPECT_THAT(letters, HasSubstr(text));
    EXPECT_EQ(letters.find("DUPLICATO"), letters.npos);
}

TEST_F(TicketTest, InEnglishToo) {
    const auto picture = print("en");
    EXPECT_EQ(lab::read_code(picture), url);
    const auto letters = lab::read_letters(picture);
    for (const auto* text : {"Comune di Crema", "A042", "Your number", "Thank you for waiting"})
        EXPECT_THAT(letters, HasSubstr(text));
}

} // namespace sportello::device
